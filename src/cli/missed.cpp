#include "attendance_words.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::string_view usual_window = "8w";
constexpr std::size_t most_named = 3; ///< sessions, and people who could call
constexpr date::days company_searched{366};

struct Words {
    std::vector<std::string> names;
    std::string group;
    WindowWords window;
    std::optional<std::string> as_of;
    bool chapters = false;
    bool all = false;
    bool why = false;
    bool json = false;
};

/// One member in one group, with whom they were last seen, and who should call.
struct Entry {
    Roll* roll;
    Member member;
    MissedReport report;
    std::optional<Day> last_seen;
    std::vector<std::string> company; ///< handles of whom they last ran with
    bool company_then = false;        ///< that was when they were last seen
};

/// Others who were at the same session in person, each with a run of their own.
std::vector<std::string> others_at(Roll& roll, const Attendance& session, const Member& member) {
    std::vector<std::string> others;
    for (const auto& other : roll.present_at(session.session))
        if (other.id != member.id) others.push_back(other.handle);
    return others;
}

/// When somebody was last seen: at a session, or on a run with somebody. And with whom they last ran.
void add_last_seen(Context& context, Entry& entry) {
    const Day today = entry.roll->today();
    const auto company = store::last_company(context.log(), entry.member.id, today - company_searched, today);
    const auto& session = entry.report.last_attended;
    if (session) entry.last_seen = session->day();
    if (company && (!session || session->day() <= company->day)) {
        entry.last_seen = company->day;
        entry.company = company->others;
        entry.company_then = true;
    } else if (session && session->presence == Presence::present) {
        entry.company = others_at(*entry.roll, *session, entry.member);
        entry.company_then = !entry.company.empty();
    }
    if (entry.company.empty() && company) entry.company = company->others;
}

std::vector<Entry> entries(Context& context, std::vector<std::unique_ptr<Roll>>& rolls, const Words& words, Day since) {
    const auto named = members_called(context.log(), words.names);
    const auto is_named = [&](const Member& member) {
        return std::any_of(named.begin(), named.end(), [&](const Member& one) { return one.id == member.id; });
    };
    std::vector<Entry> all;
    for (auto& roll : rolls) {
        if (!roll->has_sessions()) continue;
        for (const auto& member : roll->roster()) {
            if (!named.empty() && !is_named(member)) continue;
            Entry entry{roll.get(), member, roll->missed_by(member, since), std::nullopt, {}};
            if (named.empty() && !words.all && !entry.report.is_missed()) continue;
            add_last_seen(context, entry);
            all.push_back(std::move(entry));
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Entry& a, const Entry& b) { return is_more_missed(a.report, b.report); });
    return all;
}

/// `Tue 17 Nov and Sat 21 Nov (2 in a row)`, the earliest first; `the last 5 sessions` where they are many.
std::string missed_words(const Entry& entry) {
    const auto& report = entry.report;
    const auto row = static_cast<std::size_t>(report.in_a_row);
    const std::string since = row == 0 ? ", and has been there since" : "";
    const auto count = row > 0 ? row : report.missed_sessions.size();
    if (count > most_named || count > report.missed_sessions.size())
        return fmt::format("missed {}{}{}", row > 0 ? "the last " : "",
                           counted(static_cast<std::int64_t>(count), "session", "sessions"), since);
    std::vector<std::string> days;
    for (std::size_t i = count; i > 0; --i)
        days.push_back(short_text(report.missed_sessions[i - 1].day(), entry.roll->today()));
    return "missed " + joined(days) + (row > 1 ? fmt::format(" ({} in a row)", row) : "") + since;
}

/// The sessions missed since somebody's leave ended.
std::string missed_since(const MissedReport& report) {
    const auto count = std::count_if(report.missed_sessions.begin(), report.missed_sessions.end(),
                                     [&](const Attendance& one) { return one.day() >= *report.since; });
    return count == 0 ? "" : fmt::format(", {} missed", counted(count, "session", "sessions"));
}

std::string names_of(Context& context, const std::vector<std::string>& handles) {
    std::vector<std::string> names;
    for (const auto& handle : handles) names.push_back(name_of(member_called(context.log(), handle)));
    if (names.size() <= most_named) return joined(names);
    return fmt::format("{}, {} and {} others", names[0], names[1], names.size() - 2);
}

std::string seen_words(Context& context, const Entry& entry) {
    if (!entry.last_seen) return "not seen yet";
    std::string text = fmt::format("last seen {}", short_text(*entry.last_seen, entry.roll->today()));
    if (!entry.company.empty())
        text += (entry.company_then ? " with " : ", last ran with ") + names_of(context, entry.company);
    return text;
}

/// Who should call: who last ran with them, or else the group's coach or organizer, or else whoever reads this.
std::optional<Member> caller(Context& context, const Entry& entry) {
    const auto is_someone_else = [&](const Member& member) { return member.id != entry.member.id; };
    const auto& roster = entry.roll->roster();
    for (const auto& handle : entry.company)
        for (const auto& member : roster)
            if (member.handle == handle && is_someone_else(member) && entry.company.size() <= most_named) return member;
    for (const Role role : {Role::coach, Role::organizer})
        for (const auto& member : roster) {
            const auto* row = membership_on(entry.roll->participant(member).memberships, entry.roll->today());
            if (row && row->role == role && is_someone_else(member)) return member;
        }
    const Member owner = store::owner(context.log());
    return is_someone_else(owner) ? std::optional(owner) : std::nullopt;
}

std::string first_name(const Member& member) {
    const std::string name = name_of(member);
    return name.substr(0, name.find(' '));
}

std::string state_words(const Entry& entry) {
    const auto& report = entry.report;
    const Day today = entry.roll->today();
    switch (report.state) {
    case MissedState::excused:
        return report.until ? fmt::format("is excused until {}", short_text(*report.until, today)) : "is on leave";
    case MissedState::due_back:
        return fmt::format("has been back since {}, and not been there yet{}", short_text(*report.since, today),
                           missed_since(report));
    case MissedState::long_gone: return "has been gone for long: " + missed_words(entry);
    case MissedState::ok:
    case MissedState::silent: break;
    }
    return report.is_missed() ? missed_words(entry) : "has missed nothing";
}

bool needs_call(const Entry& entry) {
    return entry.report.in_a_row > 0 && entry.report.state != MissedState::excused;
}

/// What a friend would say, in a sentence or two.
std::string sentence(Context& context, const Entry& entry) {
    std::string text = fmt::format("{} {}", name_of(entry.member), state_words(entry));
    if (entry.report.state == MissedState::due_back ? entry.last_seen.has_value() : entry.report.is_missed())
        text += ", " + seen_words(context, entry);
    const auto who = needs_call(entry) ? caller(context, entry) : std::nullopt;
    if (who) return text + fmt::format(": {}, give {} a call?", first_name(*who), first_name(entry.member));
    return text + ".";
}

/// `came to 5 of 8, 2 excused before`
std::string sums(const MissedReport& report) {
    std::string text = fmt::format("came to {} of {}", report.attended, report.expected);
    if (report.made_up > 0) text += fmt::format(" ({} made up)", report.made_up);
    if (report.beforehand > 0) text += fmt::format(", {} excused before", report.beforehand);
    if (report.excused > report.beforehand)
        text += fmt::format(", {} excused afterwards", report.excused - report.beforehand);
    return text;
}

void print_reasons(Context& context, Entry& entry) {
    for (const auto& one : entry.report.missed_sessions)
        context.print(
            wrapped(fmt::format("{}, {}: {}", session_name(entry.roll->group(), entry.roll->schedule(), one.session),
                                printable(one.session.rule->title), why_words(context, *entry.roll, entry.member, one)),
                    context.width(), 4));
}

void print(Context& context, std::vector<Entry>& all, const Words& words, std::size_t groups) {
    if (all.empty()) {
        context.say("Nobody was missed.");
        return;
    }
    for (auto& entry : all) {
        const std::string where = groups > 1 ? fmt::format(" [{}]", entry.roll->group().handle) : "";
        context.print(wrapped(sentence(context, entry) + where, context.width(), 0));
        if (entry.report.expected > 0) context.print(wrapped(sums(entry.report), context.width(), 2));
        if (words.why) print_reasons(context, entry);
    }
}

Json to_json(Context& context, Entry& entry, const Words& words) {
    const auto& report = entry.report;
    Json sessions = Json::array();
    for (const auto& one : report.missed_sessions) {
        sessions.push_back(Json{{"session", session_name(entry.roll->group(), entry.roll->schedule(), one.session)},
                                {"date", iso(one.day())},
                                {"start", iso(one.session.start)},
                                {"title", one.session.rule->title}});
        if (words.why) sessions.back()["why"] = why_words(context, *entry.roll, entry.member, one);
    }
    const auto who = needs_call(entry) ? caller(context, entry) : std::nullopt;
    const auto day = [](const std::optional<Day>& one) { return one ? Json(iso(*one)) : Json(nullptr); };
    return Json{{"member", entry.member.handle},
                {"group", entry.roll->group().handle},
                {"state", to_text(report.state)},
                {"in_a_row", report.in_a_row},
                {"expected", report.expected},
                {"attended", report.attended},
                {"made_up", report.made_up},
                {"excused", report.excused},
                {"excused_beforehand", report.beforehand},
                {"missed", report.missed},
                {"last_seen", day(entry.last_seen)},
                {"last_ran_with", entry.company},
                {"caller", who ? Json(who->handle) : Json(nullptr)},
                {"until", day(report.until)},
                {"back_since", day(report.since)},
                {"sessions", sessions}};
}

int missed(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    context.settings();
    auto rolls = words.names.empty() || !words.group.empty()
                     ? rolls_of(context, words.group, words.chapters)
                     : rolls_of_members(context, members_called(log, words.names));
    if (rolls.empty() && !words.names.empty()) throw Error("They are in no group.", "See: runlog member show NAME");
    if (rolls.empty()) throw Error("There is no group yet.", "Add one: runlog group add NAME");
    const Day today = rolls.front()->today();
    const Day since = window_from(words.window, context.now_for(store::owner(log)), today, usual_window);
    auto all = entries(context, rolls, words, since);
    if (words.json) {
        Json list = Json::array();
        for (auto& entry : all) list.push_back(to_json(context, entry, words));
        print_json(context, Json{{"as_of", iso(today)}, {"since", iso(since)}, {"members", list}});
    } else {
        print(context, all, words, rolls.size());
    }
    return 0;
}

} // namespace

Action declare_missed(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("NAMES", words->names, "Only these: everybody missed if not said")->type_name("");
    app.add_option("--group", words->group, "In this group: in yours if not said")->type_name(kind::group);
    declare_window(app, words->window);
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--chapters", words->chapters, "In its chapters too");
    app.add_flag("--all", words->all, "Those who missed nothing, too");
    app.add_flag("--why", words->why, "Say which promise and deadline decide");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Most in a row come first; who has been gone for eight weeks comes last.\n"
               "Examples:\n"
               "  runlog missed\n"
               "  runlog missed --group momma --all --last 4w");
    return acting(missed, words);
}

} // namespace runlog::cli
