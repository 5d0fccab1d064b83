#pragma once

#include "runlog/domain/attendance.hpp"
#include "runlog/domain/streak.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

/// Streaks over a group's sessions: a member's (DESIGN §4.4) and the group's own (§4.7).
namespace runlog {

/// Hands out a member's weeks in a group, the one that holds today first, nothing once there were no sessions yet.
using AttendanceWeeks = std::function<std::optional<AttendanceWeek>()>;

/// A member's streak in one group, and the sessions that decided it.
struct SessionStreak {
    Streak streak;
    std::optional<Attendance> newest;   ///< the latest session up to today that was neither cancelled nor of no account
    std::optional<Attendance> ended_by; ///< the one that was missed
};

/// Whether the streak of a member counts weeks, as a commitment of `N/week` has it, or sessions.
Step session_step(std::span<const Membership> memberships, Day today);

/// The streak up to `today`. `leaves` are those that hold in this group. Pulls until it is decided.
SessionStreak session_streak(Step step, Day today, std::span<const Leave> leaves, AttendanceWeeks weeks);

/// The longest there ever was; nothing when no session was ever attended. Pulls everything.
std::optional<Stretch> best_session_stretch(Step step, Day today, AttendanceWeeks weeks);

/// One session and how many were there.
struct Gathering {
    Session session;
    int there = 0; ///< present or remote, guests too; who only made it up was not there
    int quorum = Terms::usual_quorum;
    Instant closes;
};

/// Hands out a group's sessions up to today, the newest first, nothing at the end.
using Gatherings = std::function<std::optional<Gathering>()>;

/// The group's streak: consecutive sessions with a quorum, cancelled ones passed over.
struct GroupStreak {
    Streak streak;
    std::optional<Gathering> newest;   ///< not cancelled
    std::optional<Gathering> ended_by; ///< the one with too few
};
GroupStreak group_streak(Day today, Instant as_of, Gatherings gatherings);
std::optional<Stretch> best_group_stretch(Day today, Instant as_of, Gatherings gatherings);

/// One of a group's members, by what their plan asks of them.
struct CrewMember {
    std::vector<Membership> memberships; ///< in this group
    Promises promises;
    NewestFirst runs;
};

/// How many kept their plan in one week, of those who were in the group and not on leave all week.
struct CrewWeek {
    Day first;
    Day last;
    int kept_plan = 0;
    int can_keep = 0; ///< those who did, and those who still can; of the running week alone
    int of = 0;

    bool kept() const { return of > 0 && 2 * kept_plan >= of; }
    bool neutral() const { return of == 0; }
};

/// The crew's streak: consecutive weeks in which at least half kept their plan.
struct CrewStreak {
    Streak streak;
    CrewWeek current;
    std::optional<CrewWeek> ended_by;
};
CrewStreak crew_streak(Day today, date::weekday week_begins, const std::vector<CrewMember>& crew);
std::optional<Stretch> best_crew_stretch(Day today, date::weekday week_begins, const std::vector<CrewMember>& crew);

} // namespace runlog
