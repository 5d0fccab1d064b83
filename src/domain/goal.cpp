#include "runlog/domain/goal.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog {

std::string_view to_text(GoalKind kind) {
    switch (kind) {
    case GoalKind::season: return "season";
    case GoalKind::relay: return "relay";
    case GoalKind::race: break;
    }
    return "race";
}

void check_goal(const Goal& goal) {
    if (goal.last < goal.from)
        throw Error(
            fmt::format("It would be over on {}, before it begins on {}.", long_text(goal.last), long_text(goal.from)),
            "Check the days: --from is the first one.");
    if (goal.kind != GoalKind::relay) {
        if (!goal.group && !goal.member)
            throw Error("The goal is nobody's.", "Say whose: --for NAME, or --group GROUP for all of them.");
        return;
    }
    if (!goal.group) throw Error("Who runs the relay?", "Say which group: --group GROUP");
    if (goal.member) throw Error("A relay is a group's, not one runner's.", "Leave --for out.");
    if (goal.distance) throw Error("A relay is as long as its legs.", "Leave --distance out; --legs has them.");
}

std::vector<Leg> parse_legs(std::string_view text) {
    std::vector<Leg> legs;
    for (std::size_t at = 0; at <= text.size();) {
        const auto comma = std::min(text.find(',', at), text.size());
        std::string_view word = text.substr(at, comma - at);
        at = comma + 1;
        while (word.starts_with(' ')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        if (word.empty())
            throw Error(fmt::format("Leg {} has no distance.", legs.size() + 1), "Write them like --legs 8k,5k,12.4k");
        legs.push_back({parse_distance(word), std::nullopt});
        if (legs.size() > most_legs)
            throw Error(fmt::format("A relay has at most {} legs.", most_legs), "Is one of the commas too many?");
    }
    return legs;
}

std::vector<Leg> with_runners_of(std::vector<Leg> legs, std::span<const Leg> before) {
    for (std::size_t i = 0; i < std::min(legs.size(), before.size()); ++i) legs[i].runner = before[i].runner;
    return legs;
}

TimeLeft time_between(Day from, Day to) {
    const auto days = static_cast<int>((to - from).count());
    return {days / 7, days % 7};
}

Preparation preparation(const Goal& goal, Day today) {
    const Day newest = goal.kind == GoalKind::season ? goal.last : goal.last - date::days{1};
    const Day last = std::min(today, newest);
    return {std::min(goal.from, last - form_window + date::days{1}), last};
}

namespace {

/// The last of those that `is_less` ranks highest, on the days from `first` to `last`.
template <class Less>
std::optional<LoggedRun> highest(std::span<const LoggedRun> runs, Day first, Day last, Less is_less) {
    std::optional<LoggedRun> best;
    for (const auto& run : runs)
        if (first <= run.day && run.day <= last && (!best || !is_less(run, *best))) best = run;
    return best;
}

} // namespace

std::optional<LoggedRun> longest_run(std::span<const LoggedRun> runs, Day first, Day last) {
    const auto best = highest(runs, first, last, [](const LoggedRun& a, const LoggedRun& b) {
        return std::pair(a.distance, a.day) < std::pair(b.distance, b.day);
    });
    return best && best->distance ? best : std::nullopt;
}

std::optional<LoggedRun> run_of_day(std::span<const LoggedRun> runs, Day day) {
    return highest(runs, day, day, [](const LoggedRun& a, const LoggedRun& b) {
        return std::pair(a.distance, a.duration) < std::pair(b.distance, b.duration);
    });
}

SessionsAttended sessions_attended(std::span<const Attendance> sessions) {
    SessionsAttended sum;
    for (const auto& one : sessions) {
        if (!one.expected || one.presence == Presence::pending) continue;
        ++sum.expected;
        if (one.attended()) ++sum.attended;
    }
    return sum;
}

SessionsHeld sessions_held(std::span<const Session> sessions, Instant as_of) {
    SessionsHeld sum;
    for (const auto& one : sessions)
        if (!one.cancelled()) ++(one.end <= as_of ? sum.held : sum.left);
    return sum;
}

} // namespace runlog
