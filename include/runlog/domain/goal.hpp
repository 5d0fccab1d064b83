#pragma once

#include "runlog/domain/attendance.hpp"
#include "runlog/domain/calendar.hpp"
#include "runlog/domain/id.hpp"
#include "runlog/domain/quantities.hpp"
#include "runlog/domain/uid.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What people train for: a race, a season or a relay, and how far they have come.
namespace runlog {

enum class GoalKind {
    race,   ///< on a day
    season, ///< from a day to a day
    relay,  ///< on a day, in legs
};
std::string_view to_text(GoalKind kind);

/// One part of a relay. Its number is its place among the legs, from 1.
struct Leg {
    Metres distance;
    std::optional<std::string> runner; ///< handle; nobody has been chosen yet without

    bool operator==(const Leg&) const = default;
};

/// People and groups are named by their handles. At least one of `group` and `member` is there.
struct Goal {
    GoalId id;
    Uid uid; ///< zeros until it is kept
    std::string title;
    GoalKind kind = GoalKind::race;
    std::optional<std::string> group;
    std::optional<std::string> member; ///< whose; without, the whole group's
    Day from;                          ///< since when it is trained for; the first day of a season
    Day last;                          ///< the day of the race or relay, the last one of a season
    std::optional<Metres> distance;    ///< a relay's legs have theirs
    std::vector<Leg> legs;             ///< of a relay, which has at least one

    bool operator==(const Goal&) const = default;
};

inline constexpr std::size_t most_legs = 100;

/// Throws Error where a goal ends before it begins, has nobody, or has what its kind has not.
void check_goal(const Goal& goal);

/// Reads `8k,5k,12.4k,5mi`: a distance for each leg. Throws Error for anything else, and for more than `most_legs`.
std::vector<Leg> parse_legs(std::string_view text);

/// `legs` in the place of `before`: whoever ran the leg of a number runs it still.
std::vector<Leg> with_runners_of(std::vector<Leg> legs, std::span<const Leg> before);

/// Whole weeks, and days beyond them.
struct TimeLeft {
    int weeks = 0;
    int days = 0;

    bool operator==(const TimeLeft&) const = default;
};

/// From `from` to `to`, which must not come before it.
TimeLeft time_between(Day from, Day to);

/// One run of a member, as far as goals care.
struct LoggedRun {
    RunId run;
    Day day;
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
};

/// How far back somebody's longest run is looked for, where a goal is younger: what legs can do they do not forget in a
/// day. Relays look no further.
inline constexpr date::days form_window{12 * 7};

/// The days whose runs prepare for a goal, as of `today`, both included. Before its last day they end with today; the
/// day of a race or relay itself is none of them. The longest run is looked for from `first`, the earlier of the goal's
/// own first day and `form_window` before `last`.
struct Preparation {
    Day first;
    Day last;
};
Preparation preparation(const Goal& goal, Day today);

/// The run with the longest distance from `first` to `last`, both included, the newest of those equally long.
std::optional<LoggedRun> longest_run(std::span<const LoggedRun> runs, Day first, Day last);

/// What a member ran on `day`: the run of the longest distance, or one without a distance where there is no other.
std::optional<LoggedRun> run_of_day(std::span<const LoggedRun> runs, Day day);

/// How many of some sessions a member was expected at, and came to (DESIGN §4.6).
struct SessionsAttended {
    int expected = 0; ///< without those that have not closed yet
    int attended = 0;
};
SessionsAttended sessions_attended(std::span<const Attendance> sessions);

/// How many of a season's sessions are over, and how many are left; cancelled ones are neither.
struct SessionsHeld {
    int held = 0;
    int left = 0;
};
SessionsHeld sessions_held(std::span<const Session> sessions, Instant as_of);

} // namespace runlog
