#include "calendar_facts.hpp"
#include "calendar_window.hpp"
#include "calendar_words.hpp"
#include "runlog/store/promises.hpp"
#include "streak_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

std::vector<StreakReport> member_streaks(Context& context, const Member& member, const CalendarWindow& window,
                                         Roll* roll) {
    std::vector<StreakReport> reports;
    if (roll) {
        if (roll->has_sessions())
            reports.push_back(session_streak_of(context, *roll, member, {false, false, window.told()}));
    } else {
        const auto runs = runs_back(context.log(), member, window.told());
        reports = streaks_of(*runs, member, store::promises(context.log(), member.id), {By::day, By::week},
                             window.told(), context.settings());
    }
    for (auto& report : reports) report.is_now = window.told() == date::floor<date::days>(context.now_for(member));
    return reports;
}

std::string runs_text(const RunSums& sums, int days, Unit unit) {
    if (sums.runs == 0) return "No runs";
    std::string text = fmt::format("{} on {}", counted(sums.runs, "run", "runs"), counted(days, "day", "days"));
    if (sums.distance) text += ", " + to_text(*sums.distance, unit);
    if (sums.duration) text += fmt::format("{}{}", sums.distance ? " in " : ", ", to_text(*sums.duration));
    return text;
}

/// `12 days together, 7 days off, 1 day with a session missed`, or nothing.
std::string other_days_text(const MemberYear& year) {
    std::vector<std::string> parts;
    const auto add = [&](int count, std::string_view one, std::string_view many) {
        if (count > 0) parts.push_back(counted(count, one, many));
    };
    add(year.count(DayMark::together), "day together", "days together");
    add(year.count(DayMark::leave), "day off", "days off");
    add(year.count(DayMark::missed), "day with a session missed", "days with a session missed");
    return fmt::format("{}", fmt::join(parts, ", "));
}

void print_member(Context& context, const MemberYear& year, const CalendarWindow& window,
                  const std::vector<StreakReport>& streaks) {
    const bool unicode = context.around().unicode;
    std::set<DayMark> shown;
    print_grid(context, window.grid, [&](Day day) {
        const DayMark mark = year.days[static_cast<std::size_t>((day - window.grid.first()).count())].mark;
        shown.insert(mark);
        return glyph_of(mark, unicode);
    });
    context.say(legend(shown, unicode));
    context.say("");
    print_streaks(context, streaks);
    print_longest(context, window, {{Step::day, year.longest_days}, {Step::week, year.longest_weeks}});
    context.say(runs_text(year.sums, year.days_run(), context.settings().units));
    if (const auto others = other_days_text(year); !others.empty()) context.say(others);
}

Json day_json(const MemberDay& day) {
    return Json{{"day", iso(day.day)},
                {"mark", to_text(day.mark)},
                {"runs", day.sums.runs},
                {"distance_m", maybe(day.sums.distance)},
                {"duration_s", maybe(day.sums.duration)}};
}

void answer_member(Context& context, const MemberYear& year, Json fields, const std::vector<StreakReport>& streaks) {
    const auto& sums = year.sums;
    fields["totals"] = Json{{"runs", sums.runs},
                            {"days", year.days_run()},
                            {"distance_m", sums.distance ? sums.distance->value : 0},
                            {"duration_s", sums.duration ? sums.duration->count() : 0},
                            {"days_together", year.count(DayMark::together)},
                            {"days_off", year.count(DayMark::leave)},
                            {"days_missed", year.count(DayMark::missed)}};
    fields["longest"] = Json{{"day", to_json(year.longest_days)}, {"week", to_json(year.longest_weeks)}};
    fields["streaks"] = streaks_json(streaks);
    JsonAnswer answer(context, fields);
    answer.begin_list("days");
    for (const auto& day : year.days) answer.add(day_json(day));
    answer.end_list();
}

} // namespace

void show_member_year(Context& context, const Member& member, const CalendarWindow& window, Roll* roll, bool json) {
    const auto year = member_year(context, member, window.grid.first(), window.grid.last(), window.today, roll);
    const auto streaks = member_streaks(context, member, window, roll);
    if (json) return answer_member(context, year, head_json(window, member, roll), streaks);
    const std::string with = roll ? " with " + name_of(roll->group()) : "";
    context.say(fmt::format("{}{}, {}", name_of(member), with, window.name));
    print_member(context, year, window, streaks);
}

} // namespace runlog::cli
