#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `promise` and `excuse`: what somebody says about coming to one session.
namespace runlog::cli {

namespace {

struct Words {
    std::string session;
    std::string reason;
    std::string on_behalf_of;
    bool withdraw = false;
};

/// Who answers to which session.
struct Asked {
    NamedSession named;
    std::vector<Member> members;
    Member owner;

    bool has_begun(Instant now) const { return named.session.start.instant() < now; }
};

void check_is_in(const store::Log& log, const NamedSession& named, const Member& member) {
    const auto memberships = store::memberships_of_member(log, member.id);
    const Day day = named.session.day();
    const bool is_in = std::any_of(memberships.begin(), memberships.end(), [&](const Membership& row) {
        return row.group == named.group.handle && row.when.contains(day);
    });
    if (!is_in)
        throw Error(fmt::format("{} is not in {} on {}.", name_of(member), name_of(named.group), long_text(day)),
                    fmt::format("Put them in: runlog group join {} {}", named.group.handle, member.handle));
}

Asked asked(const Context& context, const store::Log& log, const Words& words) {
    const Member owner = store::owner(log);
    Asked asked{session_called(context, log, words.session, Tense::future), {owner}, owner};
    if (!words.on_behalf_of.empty()) asked.members = members_called(log, words.on_behalf_of);
    if (asked.members.empty()) throw Error("--for names nobody.", "For example: --for anna,beth");
    if (asked.named.session.cancelled())
        throw Error(fmt::format("{} is cancelled.", asked.named.name()), "There is nothing to answer.");
    for (const auto& member : asked.members) check_is_in(log, asked.named, member);
    return asked;
}

/// `Anna and Beth are`, and who said so where they did not.
std::string who_are(const Asked& asked, std::string_view is, std::string_view are) {
    std::vector<std::string> names;
    for (const auto& member : asked.members) names.push_back(name_of(member));
    return fmt::format("{} {}", joined(names), names.size() == 1 ? is : are);
}

std::string recorded_by(const Asked& asked) {
    const bool own = asked.members.size() == 1 && asked.members.front().id == asked.owner.id;
    return own ? "" : fmt::format(", recorded by {}", name_of(asked.owner));
}

std::string where(const Asked& asked, const Context& context) {
    return fmt::format("{}: {}, {}", asked.named.name(), printable(asked.named.session.rule->title),
                       session_when(asked.named.session, context.zone_of(asked.members.front())));
}

void keep(store::Writer& writer, const Asked& asked, Answer::Kind kind, const std::string& reason) {
    Answer answer;
    answer.kind = kind;
    answer.session = asked.named.session.planned;
    answer.reason = reason;
    answer.announced = writer.now();
    for (const auto& member : asked.members) store::add_answer(writer, asked.named.group.id, member.id, answer);
}

int withdraw(Context& context, Answer::Kind kind, const Words& words) {
    std::string sentence;
    context.change(to_text(kind), [&](store::Writer& writer) {
        const Asked who = asked(context, writer.log(), words);
        for (const auto& member : who.members) {
            const auto gone = store::withdraw_answer(writer, who.named.group.id, member.id, who.named.session.planned);
            if (!gone || gone->kind != kind)
                throw Error(fmt::format("{} has no {} for {}.", name_of(member), to_text(kind), who.named.name()),
                            fmt::format("See: runlog session show {}", who.named.name()));
        }
        const bool late = who.has_begun(writer.now()) && kind == Answer::Kind::promise;
        sentence = fmt::format("{} the {} for {}{}{}", who_are(who, "withdrew", "withdrew"), to_text(kind),
                               who.named.name(), late ? ", too late: the promise stands" : "", recorded_by(who));
        return sentence;
    });
    context.say(sentence);
    context.say_how_to_take_it_back();
    return 0;
}

/// Whoever is on leave that day is excused all the same.
std::vector<std::string> on_leave_then(const store::Log& log, const Asked& who) {
    std::vector<std::string> lines;
    for (const auto& member : who.members)
        for (const auto& leave : store::leaves(log, member.id)) {
            const bool holds = !leave.group || *leave.group == who.named.group.handle;
            if (holds && leave.when.contains(who.named.session.day()))
                lines.push_back(
                    fmt::format("Mind: {} is away that day. Back early? runlog away --back DAY", name_of(member)));
        }
    return lines;
}

int promise(Context& context, const Words& words) {
    if (words.withdraw) return withdraw(context, Answer::Kind::promise, words);
    std::string sentence;
    std::vector<std::string> remarks;
    const auto change = context.change("promise", [&](store::Writer& writer) {
        const Asked who = asked(context, writer.log(), words);
        if (who.named.session.end <= writer.now())
            throw Error(fmt::format("{} is over.", who.named.name()),
                        fmt::format("Were you there? runlog add 5k --session {}", who.named.name()));
        keep(writer, who, Answer::Kind::promise, "");
        remarks = on_leave_then(writer.log(), who);
        sentence = fmt::format("{} at {}{}", who_are(who, "will be", "will be"), where(who, context), recorded_by(who));
        return sentence;
    });
    context.say(change ? sentence : sentence + ", as said before");
    for (const auto& remark : remarks) context.say(remark);
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int excuse(Context& context, const Words& words) {
    if (words.withdraw) return withdraw(context, Answer::Kind::excuse, words);
    std::string sentence;
    bool afterwards = false;
    const auto change = context.change("excuse", [&](store::Writer& writer) {
        const Asked who = asked(context, writer.log(), words);
        keep(writer, who, Answer::Kind::excuse, words.reason);
        afterwards = who.has_begun(writer.now());
        sentence =
            fmt::format("{} excused from {}{}{}", who_are(who, "is", "are"), where(who, context),
                        words.reason.empty() ? "" : fmt::format(" ({})", printable(words.reason)), recorded_by(who));
        return sentence;
    });
    context.say(change ? sentence : sentence + ", as said before");
    if (change && afterwards) context.say("It had begun: this counts as told afterwards.");
    if (change) context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_promise(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("SESSION", words->session, "Which: momma, momma/sat, momma/2026-11-28")->type_name("")->required();
    app.add_option("--for", words->on_behalf_of, "Whose promise, if not yours")->type_name(kind::members)->join(',');
    app.add_flag("--withdraw", words->withdraw, "Take the promise back");
    app.footer("Taken back before it begins, a promise is not missed.\n"
               "Examples:\n"
               "  runlog promise momma/sat\n"
               "  runlog promise momma/2026-11-28 --for anna");
    return acting(promise, words);
}

Action declare_excuse(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("SESSION", words->session, "Which: momma, momma/sat, momma/2026-11-28")->type_name("")->required();
    app.add_option("--why", words->reason, "The reason: travel, a cold")->type_name(kind::text);
    app.add_option("--for", words->on_behalf_of, "Whose excuse, if not yours")->type_name(kind::members)->join(',');
    app.add_flag("--withdraw", words->withdraw, "Come after all");
    app.footer("An excuse is neither a miss nor a break. For more than one session: runlog away.\n"
               "Examples:\n"
               "  runlog excuse momma/sat --why travel\n"
               "  runlog excuse momma/2026-11-28 --why \"a cold\" --for anna");
    return acting(excuse, words);
}

} // namespace runlog::cli
