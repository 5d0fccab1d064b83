#include "calendar_facts.hpp"
#include "calendar_window.hpp"
#include "calendar_words.hpp"
#include "streak_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace runlog::cli {

namespace {

constexpr std::size_t legend_width = 80;

std::vector<StreakReport> group_streaks(Context& context, Roll& roll, const CalendarWindow& window) {
    const Details details{false, false, window.told()};
    std::vector<StreakReport> reports;
    if (roll.has_sessions()) reports.push_back(group_streak_of(context, roll, details));
    reports.push_back(crew_streak_of(context, roll, context.settings(), details));
    for (auto& report : reports) report.is_now = window.is_now && roll.as_of() == context.around().now;
    return reports;
}

std::string sessions_text(const GroupYear& year) {
    if (year.sessions == 0 && year.cancelled == 0) return "No sessions";
    std::string text = counted(year.sessions, "session", "sessions");
    if (year.nobody > 0) text += fmt::format(" ({} to which nobody came)", year.nobody);
    if (year.cancelled > 0) text += fmt::format(", {} cancelled", year.cancelled);
    if (const auto average = year.average()) text += fmt::format("; {:.1f} came on average", *average);
    return text;
}

CountScale scale_of(const GroupYear& year) {
    std::vector<int> counts;
    for (const auto& day : year.days)
        if (day.mark == GroupMark::came) counts.push_back(day.facts.came);
    return CountScale(std::move(counts));
}

void print_group(Context& context, const GroupYear& year, const CalendarWindow& window,
                 const std::vector<StreakReport>& streaks) {
    const bool unicode = context.around().unicode;
    const CountScale scale = scale_of(year);
    std::set<GroupMark> shown;
    std::set<int> digits;
    print_grid(context, window.grid, [&](Day day) {
        const auto& one = year.days[static_cast<std::size_t>((day - window.grid.first()).count())];
        shown.insert(one.mark);
        if (one.mark == GroupMark::came) digits.insert(scale.digit(one.facts.came));
        return glyph_of(one.mark, one.facts.came, scale, unicode);
    });
    if (!digits.empty() && scale.is_exact()) context.say("A digit is how many came.");
    if (!digits.empty() && !scale.is_exact())
        context.print(wrapped("How many came: " + legend(digits, scale), std::min(context.width(), legend_width), 0));
    if (const auto rest = legend(shown, unicode); !rest.empty()) context.say(rest);
    context.say("");
    print_streaks(context, streaks);
    print_longest(context, window, {{Step::session, year.longest}});
    context.say(sessions_text(year));
    if (year.fullest)
        context.say(fmt::format("Fullest: {}, {} came", short_text(*year.fullest, window.told()), grouped(year.most)));
}

Json day_json(const GroupDay& day) {
    return Json{{"day", iso(day.day)},
                {"mark", to_text(day.mark)},
                {"sessions", day.facts.sessions},
                {"cancelled", day.facts.cancelled},
                {"came", day.facts.sessions > 0 ? Json(day.facts.came) : Json(nullptr)}};
}

void answer_group(Context& context, const GroupYear& year, Json fields, const std::vector<StreakReport>& streaks) {
    const auto average = year.average();
    fields["totals"] = Json{{"sessions", year.sessions},
                            {"cancelled", year.cancelled},
                            {"nobody", year.nobody},
                            {"came", year.came},
                            {"average", average ? Json(*average) : Json(nullptr)},
                            {"most", year.most},
                            {"fullest", maybe(year.fullest)}};
    fields["longest"] = Json{{"session", to_json(year.longest)}};
    fields["streaks"] = streaks_json(streaks);
    JsonAnswer answer(context, fields);
    answer.begin_list("days");
    for (const auto& day : year.days) answer.add(day_json(day));
    answer.end_list();
}

} // namespace

void show_group_year(Context& context, Roll& roll, const CalendarWindow& window, bool json) {
    const auto year = group_year(roll, window.grid.first(), window.grid.last());
    const auto streaks = group_streaks(context, roll, window);
    if (json) return answer_group(context, year, head_json(window, std::nullopt, &roll), streaks);
    context.say(fmt::format("{}, {}", name_of(roll.group()), window.name));
    print_group(context, year, window, streaks);
}

} // namespace runlog::cli
