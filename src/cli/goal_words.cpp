#include "goal_words.hpp"

#include "board_facts.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr int told_in_days = 2; ///< weeks below which a column tells days
constexpr std::chrono::minutes told_in_minutes{30};

std::string whole_days(const TimeLeft& time) {
    return counted(7 * time.weeks + time.days, "day", "days");
}

} // namespace

std::string time_words(const TimeLeft& time) {
    if (time.weeks == 0) return whole_days(time);
    const std::string weeks = counted(time.weeks, "week", "weeks");
    return time.days == 0 ? weeks : fmt::format("{} and {}", weeks, counted(time.days, "day", "days"));
}

std::string left_words(const Goal& goal, Day today) {
    if (today > goal.last) {
        const std::string ago = time_words(time_between(goal.last, today));
        return goal.kind == GoalKind::season ? "over for " + ago : fmt::format("over, {} ago", ago);
    }
    if (today == goal.last) return goal.kind == GoalKind::season ? "the last day" : "today";
    if (goal.kind == GoalKind::season && today < goal.from)
        return "begins in " + time_words(time_between(today, goal.from));
    return time_words(time_between(today, goal.last)) + " left";
}

std::string left_text(const Goal& goal, Day today) {
    if (today > goal.last) return "over";
    if (today == goal.last) return "today";
    const TimeLeft left = time_between(today, goal.last);
    return left.weeks < told_in_days ? whole_days(left) : counted(left.weeks, "week", "weeks");
}

std::string goal_days(const Goal& goal, Day today, const Glyphs& glyphs) {
    if (goal.kind != GoalKind::season) return long_text(goal.last);
    return range_text({goal.from, goal.last + date::days{1}}, today, glyphs);
}

std::string kept_words(const GoalLine& line) {
    if (line.kept.of == 0) return "no whole week yet";
    return (line.has_plan ? "" : "a run in ") + kept_text(line.kept);
}

std::string logged_text(const LoggedRun& run, Unit unit) {
    Run told;
    told.distance = run.distance;
    told.duration = run.duration;
    return effort_text(told, unit);
}

namespace {

/// The longest of all, that of the day included.
std::optional<Metres> furthest(const GoalLine& line) {
    std::optional<Metres> distance;
    for (const auto& run : {line.longest, line.of_the_day})
        if (run) distance = std::max(distance, run->distance);
    return distance;
}

std::string own_so_far(const GoalReport& report, Unit unit) {
    const GoalLine& line = report.lines.front();
    if (report.sessions && !report.goal.distance)
        return fmt::format("came to {} of {}", line.sessions.attended, line.sessions.expected);
    const auto distance = furthest(line);
    if (!distance) return "no run yet";
    const std::string far = to_text(*distance, unit);
    if (!report.goal.distance) return far;
    const std::string whole = to_text(*report.goal.distance, unit);
    const auto blank = far.find(' ');
    const bool same_unit = whole.ends_with(far.substr(blank));
    return fmt::format("{} of {}", same_unit ? far.substr(0, blank) : far, whole);
}

} // namespace

std::string so_far(const GoalReport& report, Unit unit) {
    const Goal& goal = report.goal;
    if (report.relay) {
        const auto& legs = report.relay->legs;
        const auto filled = std::count_if(legs.begin(), legs.end(), [](const LegPlan& leg) { return leg.runner; });
        return fmt::format("{} of {} filled", filled, counted(static_cast<std::int64_t>(legs.size()), "leg", "legs"));
    }
    if (goal.member) return own_so_far(report, unit);
    if (report.sessions)
        return fmt::format("{} of {}", report.sessions->held,
                           counted(report.sessions->held + report.sessions->left, "session", "sessions"));
    if (!goal.distance) return "";
    const auto far = std::count_if(report.lines.begin(), report.lines.end(),
                                   [&](const GoalLine& line) { return furthest(line) >= goal.distance; });
    return fmt::format("{} of {} ran it", far, report.lines.size());
}

std::string numbers_text(const std::vector<int>& numbers, std::size_t count, const Glyphs& glyphs) {
    if (numbers.size() == count && count > 1) return "all";
    std::string text;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
        if (!text.empty()) text += ", ";
        text += fmt::format("{}", numbers[i]);
        if (last == i + 1) text += fmt::format(", {}", numbers[last]);
        if (last > i + 1) text += fmt::format("{}{}", glyphs.dash, numbers[last]);
        i = last + 1;
    }
    return text;
}

std::string total_words(const RelayTotal& total) {
    if (total.time < told_in_minutes)
        return fmt::format("{}, give or take {}", to_text(total.time), to_text(total.spread));
    const auto whole = [](Seconds time) {
        return length_words(std::max(std::chrono::round<std::chrono::minutes>(time), std::chrono::minutes{1}));
    };
    return fmt::format("{}, give or take {}", whole(total.time), whole(total.spread));
}

} // namespace runlog::cli
