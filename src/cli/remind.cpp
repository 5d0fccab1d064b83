#include "remind.hpp"

#include "commands.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "reminders.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/json.hpp"
#include "runlog/formats/mail.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/reminders.hpp"
#include "runlog/store/shares.hpp"
#include "runlog/system/handover.hpp"
#include "runlog/system/lock.hpp"
#include "runlog/system/process.hpp"
#include "sharing.hpp"
#include "ways_out.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

/// `remind`: what is due now is handed over, once.
namespace runlog::cli {

namespace {

constexpr std::chrono::seconds patience{30};      ///< with another one that is still at work
constexpr std::chrono::seconds sync_patience{20}; ///< with a host
constexpr int trouble_status = 2;
constexpr std::size_t mail_width = 76;

struct Words {
    WaysOut ways;
    bool again = false;
    bool check = false;
    bool json = false;
};

/// Whose reminders: those named; else, where they are carried to each, everybody's; else one's own.
std::vector<Member> readers(const store::Log& log, const WaysOut& ways) {
    if (!ways.members.empty()) return members_called(log, ways.members);
    if (!ways.mail && ways.exec.empty()) return {store::owner(log)};
    auto all = store::members(log);
    if (ways.mail) std::erase_if(all, [](const Member& member) { return !member.email; });
    return all;
}

std::vector<Notice> due(Context& context, const Words& words) {
    const auto is_known = [&](const std::string& key) {
        return !words.again && store::was_handed_over(context.log(), key);
    };
    return reminders_for(context, readers(context.log(), words.ways), is_known);
}

Json to_json(const Context& context, const Notice& told) {
    return Json{{"kind", to_text(told.kind)},
                {"member", told.to.handle},
                {"group", maybe(told.group)},
                {"session", maybe(told.session)},
                {"missed", maybe(told.missed)},
                {"due", iso(place(context.zone_of(told.to), told.due))},
                {"subject", told.subject},
                {"text", told.text},
                {"key", told.key}};
}

/// Those for one member, which stand together.
std::vector<std::vector<Notice>> by_reader(std::vector<Notice> all) {
    std::vector<std::vector<Notice>> groups;
    for (auto& told : all) {
        if (groups.empty() || groups.back().front().to.id != told.to.id) groups.emplace_back();
        groups.back().push_back(std::move(told));
    }
    return groups;
}

std::vector<std::string> keys_of(const std::vector<Notice>& all) {
    std::vector<std::string> keys;
    for (const auto& told : all) keys.push_back(told.key);
    return keys;
}

/// Lines broken where they are too long, but for commands, which must stay whole to be typed.
std::string lines_within(std::string_view text, std::size_t width) {
    std::string result;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto indent = std::min(line.find_first_not_of(' '), line.size());
        const bool is_command = line.find("runlog ") != std::string_view::npos;
        result += is_command ? fmt::format("{}\n", line) : wrapped(line.substr(indent), width, indent);
    }
    return result;
}

/// Several members' reminders say whose they are.
void print_text(Context& context, const std::vector<Notice>& all) {
    const auto readers = by_reader(all);
    for (std::size_t i = 0; i < readers.size(); ++i) {
        if (readers.size() > 1) context.say(fmt::format("{}{}:", i > 0 ? "\n" : "", name_of(readers[i].front().to)));
        for (const auto& told : readers[i]) context.print(lines_within(told.text, context.width()));
    }
}

/// Printed is handed over once it is written; a reader that went away has not got it.
int print(Context& context, const std::vector<Notice>& all, bool json) {
    if (json) {
        Json list = Json::array();
        for (const auto& told : all) list.push_back(to_json(context, told));
        print_json(context,
                   Json{{"now", iso(place(context.around().zone, context.around().now))}, {"reminders", list}});
    } else {
        print_text(context, all);
    }
    if (context.flush()) store::remember_handed_over(context.log_to_change(), context.around().now, keys_of(all));
    return 0;
}

/// A number that hardly two texts share: FNV-1a.
std::uint64_t fingerprint(const std::vector<std::string>& words) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const auto& word : words)
        for (const char c : word + '\n') hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

std::string closing(const Context& context, const Member& to, const Member& owner, ReminderKind kind) {
    if (to.id == owner.id)
        return fmt::format("-- \nLess of this? {}, {}\n", context.typed(fmt::format("remind off {}", to_text(kind))),
                           context.typed("remind quiet-hours 22:00-6:30"));
    return fmt::format("-- \n{} keeps this log: tell {} what you ran, and whether you come.\n", name_of(owner),
                       first_name(owner));
}

formats::Mail mail_for(const Context& context, const std::vector<Notice>& all, const Member& owner) {
    const Member& to = all.front().to;
    formats::Mail mail;
    if (owner.email) mail.from = formats::Mailbox{printable(owner.name), *owner.email};
    mail.to = {printable(to.name), *to.email};
    mail.subject = all.front().subject;
    if (all.size() > 1) mail.subject += fmt::format(", and {} more", all.size() - 1);
    for (const auto& told : all) mail.body += lines_within(told.text, mail_width) + "\n";
    mail.body += closing(context, to, owner, all.front().kind);
    mail.date = place(context.zone_of(to), context.around().now);
    mail.id = fmt::format("{:016x}@runlog.invalid", fingerprint(keys_of(all)));
    return mail;
}

/// Hands over piece after piece. One that fails keeps the others from nothing: it is told, and comes again next time.
class HandOver {
public:
    explicit HandOver(Context& context) : context_(context) {}

    void one(const std::vector<Notice>& all, const std::function<void()>& hand) {
        try {
            hand();
        } catch (const Error& error) {
            context_.note(
                fmt::format("runlog: Nothing reached {}. {}", name_of(all.front().to), printable(error.what())));
            if (!error.hint().empty()) context_.note("        " + printable(error.hint()));
            failed_ = true;
            return;
        }
        store::remember_handed_over(context_.log_to_change(), context_.around().now, keys_of(all));
    }

    int status() const { return failed_ ? trouble_status : 0; }

private:
    Context& context_;
    bool failed_ = false;
};

int mail(Context& context, const std::vector<Notice>& all) {
    const auto sendmail = system::find_sendmail(context.around().sendmail);
    if (!sendmail && context.around().sendmail)
        throw Error(
            fmt::format("{}, which RUNLOG_SENDMAIL names, is no program.", printable(*context.around().sendmail)),
            "Name one, or unset it.");
    if (!sendmail)
        throw Error("There is no sendmail here.",
                    "Install a mailer (dma is a small one), or name one in RUNLOG_SENDMAIL.");
    const Member owner = store::owner(context.log());
    HandOver hand_over(context);
    for (const auto& told : by_reader(all))
        hand_over.one(told, [&] { system::send_mail(*sendmail, formats::mail_text(mail_for(context, told, owner))); });
    return hand_over.status();
}

int notify(Context& context, const std::vector<Notice>& all) {
    HandOver hand_over(context);
    for (const auto& told : all) hand_over.one({told}, [&] { system::show_notification(told.subject, told.text); });
    return hand_over.status();
}

int exec(Context& context, const std::vector<Notice>& all, const std::vector<std::string>& command) {
    if (!system::find_program(command.front()))
        throw Error(fmt::format("There is no program '{}'.", printable(command.front())), "Check --exec.");
    HandOver hand_over(context);
    for (const auto& told : all) {
        Json object{{"schema", 1}};
        object.update(to_json(context, told));
        hand_over.one({told},
                      [&] { context.print(system::hand_to_program(command, formats::json_text(object) + "\n")); });
    }
    return hand_over.status();
}

void refuse_without_address(const store::Log& log, const WaysOut& ways) {
    if (!ways.mail || ways.members.empty()) return;
    for (const auto& member : members_called(log, ways.members))
        if (!member.email)
            throw Error(fmt::format("{} has no address.", name_of(member)),
                        fmt::format("Add it: runlog member edit {} --email NAME@example.org", member.handle));
}

int hand_over(Context& context, const Words& words) {
    system::Lock lock;
    const auto file = remind_file(context);
    const bool is_free = lock.take(file, std::chrono::seconds{1});
    if (!is_free) context.note("Another runlog remind is at work; waiting for it.");
    if (!is_free && !lock.take(file, patience))
        throw Error("Another runlog remind is still at work.", "It hands over what is due; nothing was done here.");
    context.log_to_change();
    const auto all = due(context, words); // once more: another one may just have been through
    const auto& ways = words.ways;
    const int status = all.empty() && !words.json ? 0
                       : ways.mail                ? mail(context, all)
                       : ways.notify              ? notify(context, all)
                       : ways.prints()            ? print(context, all, words.json)
                                                  : exec(context, all, words_of_command(ways.exec));
    system::stamp(remind_file(context), context.around().now);
    return status;
}

/// A host that cannot be reached keeps nobody from being reminded: share status and doctor tell of it.
void sync_first(Context& context) {
    for (const auto& share : store::shares(context.log())) {
        try {
            sync(context, share, sync_patience);
        } catch (const Error& error) {
            if (context.around().error_terminal) context.note(error_text(error));
        }
    }
}

int remind(Context& context, const Words& words) {
    check_ways_out(words.ways, words.json ? "--json" : "");
    if (words.ways.sync) sync_first(context);
    refuse_without_address(context.log(), words.ways);
    const auto all = due(context, words);
    if (words.check) {
        if (words.json) {
            Json list = Json::array();
            for (const auto& told : all) list.push_back(to_json(context, told));
            print_json(context,
                       Json{{"now", iso(place(context.around().zone, context.around().now))}, {"reminders", list}});
        }
        return all.empty() ? 0 : 1;
    }
    if (!all.empty() || words.json) return hand_over(context, words);
    system::stamp(remind_file(context), context.around().now);
    return 0;
}

} // namespace

std::filesystem::path remind_file(const Context& context) {
    return context.log_path().string() + "-remind";
}

std::size_t reminders_waiting(Context& context) {
    return due(context, Words{}).size();
}

Action declare_remind(CLI::App& app) {
    auto words = std::make_shared<Words>();
    declare_ways_out(app, words->ways);
    app.add_flag("--again", words->again, "What was handed over already, too");
    app.add_flag("--check", words->check, "Only say by the status: 1 if any is due");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Says what is due, once, and nothing where nothing is. Have it done every day:\n"
               "runlog remind install. The kinds that can be turned off are upcoming, log_it,\n"
               "streak_at_risk, missed_you, welcome_back, promise and crew.\n"
               "Examples:\n"
               "  runlog remind\n"
               "  runlog remind --again --member anna\n"
               "  runlog remind --exec \"tee -a reminders.jsonl\"");
    return acting(remind, words);
}

} // namespace runlog::cli
