#include "attendance_words.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "filter_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "missed_words.hpp"
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

/// One member in one group, before anything is said.
struct Entry {
    Roll* roll;
    Member member;
    MissedReport report;
};

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
            auto report = roll->missed_by(member, since);
            if (named.empty() && !words.all && !report.is_missed()) continue;
            all.push_back({roll.get(), member, std::move(report)});
        }
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Entry& a, const Entry& b) { return is_more_missed(a.report, b.report); });
    return all;
}

MissedMember told(Context& context, Entry& entry) {
    return missed_member(context, *entry.roll, entry.member, std::move(entry.report));
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

void print_reasons(Context& context, MissedMember& entry) {
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
    for (auto& one : all) {
        MissedMember entry = told(context, one);
        const std::string where = groups > 1 ? fmt::format(" [{}]", entry.roll->group().handle) : "";
        context.print(wrapped(missed_sentence(context, entry) + where, context.width(), 0));
        if (entry.report.expected > 0) context.print(wrapped(sums(entry.report), context.width(), 2));
        if (words.why) print_reasons(context, entry);
    }
}

Json to_json(Context& context, MissedMember& entry, const Words& words) {
    const auto& report = entry.report;
    Json sessions = Json::array();
    for (const auto& one : report.missed_sessions) {
        sessions.push_back(Json{{"session", session_name(entry.roll->group(), entry.roll->schedule(), one.session)},
                                {"date", iso(one.day())},
                                {"start", iso(one.session.start)},
                                {"title", one.session.rule->title}});
        if (words.why) sessions.back()["why"] = why_words(context, *entry.roll, entry.member, one);
    }
    const auto who = entry.report.needs_call() ? caller(context, entry) : std::nullopt;
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
    const Day since = window_from(words.window, context.now_for(store::owner(log)), today, usual_sessions_window);
    auto all = entries(context, rolls, words, since);
    if (words.json) {
        JsonAnswer answer(context, Json{{"as_of", iso(today)}, {"since", iso(since)}});
        answer.begin_list("members");
        for (auto& one : all) {
            MissedMember entry = told(context, one);
            answer.add(to_json(context, entry, words));
        }
        answer.end_list();
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
