#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "session_words.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

/// `session list`: what comes next.
namespace runlog::cli {

namespace {

constexpr date::days usual_outlook{28};

struct Words {
    std::string group;
    std::string since;
    std::string until;
    bool chapters = false;
    bool json = false;
};

/// One session of the list, and how it stands between it and the one who asks.
struct Entry {
    const Roll* roll;
    Session session;
    std::string mine;
};

std::string answered(const Attendance& one) {
    if (one.attended()) return std::string(to_text(one.presence));
    if (one.presence == Presence::excused) return "excused";
    return one.promised ? "promised" : "";
}

std::vector<Entry> entries(Context& context, std::vector<std::unique_ptr<Roll>>& rolls, const Words& words) {
    const Member owner = store::owner(context.log());
    const LocalTime now = context.now_for(owner);
    const Day today = date::floor<date::days>(now);
    const Day since = words.since.empty() ? today : parse_when(words.since, now, Tense::past).day;
    const Day until = words.until.empty() ? std::max(today, since) + usual_outlook
                                          : parse_when(words.until, LocalTime{since}, Tense::future).day;
    if (until < since)
        throw Error(fmt::format("{} comes before {}, so no day is left.", long_text(until), long_text(since)),
                    "Swap --since and --until.");
    std::vector<Entry> all;
    for (const auto& roll : rolls)
        // One that began yesterday may still be on.
        for (const auto& mine : roll->attendance_of(owner, since - longest_session, until)) {
            const bool is_over = words.since.empty() ? mine.session.end < context.around().now : mine.day() < since;
            if (!is_over) all.push_back({roll.get(), mine.session, answered(mine)});
        }
    std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) {
        return a.session.start.instant() < b.session.start.instant();
    });
    return all;
}

std::string remarks(const Entry& entry, Day today) {
    const Session& session = entry.session;
    const std::string why = session.change && !session.change->reason.empty() ? ": " + session.change->reason : "";
    if (session.cancelled()) return "cancelled" + why;
    if (session.moved()) return fmt::format("moved from {}{}", planned_text(session, today), why);
    return entry.mine;
}

void print_table(Context& context, const std::vector<Entry>& all, Day today) {
    Table table({{"SESSION", Table::Align::left, 60, Table::Wide::stays},
                 {"WHEN", Table::Align::left, 60, Table::Wide::stays},
                 {"WHAT"},
                 {"WHERE", Table::Align::left, 24},
                 {""}});
    for (const auto& entry : all) {
        const Rule& rule = *entry.session.rule;
        const std::string what = rule.title + (rule.purpose ? ", " + *rule.purpose : "");
        const Tone tone = entry.session.cancelled() ? Tone::faint : Tone::plain;
        table.add({{session_name(entry.roll->group(), entry.roll->schedule(), entry.session), tone},
                   session_when(entry.session, here(context, context.log()), today),
                   what,
                   rule.place.value_or(""),
                   remarks(entry, today)});
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

int list(Context& context, const Words& words) {
    const auto& log = context.log();
    context.settings();
    auto rolls = rolls_of(context, words.group, words.chapters);
    const auto all = entries(context, rolls, words);
    if (words.json) {
        Json sessions = Json::array();
        for (const auto& entry : all) {
            Json one = to_json(entry.roll->group(), entry.roll->schedule(), entry.session);
            one["answer"] = entry.mine.empty() ? Json(nullptr) : Json(entry.mine);
            sessions.push_back(one);
        }
        print_json(context, Json{{"sessions", sessions}});
    } else if (all.empty()) {
        const bool planned =
            std::any_of(rolls.begin(), rolls.end(), [](const auto& roll) { return roll->has_sessions(); });
        context.say(planned
                        ? "No sessions there."
                        : "No sessions yet. Plan them: runlog session add GROUP \"Trail run\" --every sat --at 6:00");
    } else {
        print_table(context, all, context.today_for(store::owner(log)));
    }
    return 0;
}

} // namespace

Action declare_session_list(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Whose: those of your groups if not said")->type_name("");
    app.add_option("--since", words->since, "From this day on: today if not said")->type_name(kind::day);
    app.add_option("--until", words->until, "Up to this day: four weeks on if not said")->type_name(kind::day);
    app.add_flag("--chapters", words->chapters, "Those of its chapters too");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog session list\n"
               "  runlog session list momma --until 2026-12-31");
    return acting(list, words);
}

} // namespace runlog::cli
