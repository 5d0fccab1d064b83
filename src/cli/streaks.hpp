#pragma once

#include "context.hpp"
#include "roll.hpp"
#include "runlog/domain/session_streak.hpp"
#include "runlog/domain/streak.hpp"
#include "runs_back.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlog::cli {

/// One streak, of a member or of a group, as reports tell it.
struct StreakReport {
    std::optional<Member> member; ///< absent: the group's own
    std::optional<Group> group;   ///< whose sessions, or whose own; absent by day and by week
    Day today;                    ///< the day it speaks of
    bool is_now = true;           ///< whether that is today
    Streak streak;
    std::optional<CrewWeek> crew; ///< by crew: the week that holds today
    std::optional<Stretch> best;  ///< only where it was asked for: it takes the whole history
    std::vector<std::string> why; ///< likewise
};

/// What a report is asked for besides the streak itself.
struct Details {
    bool best = false;
    bool why = false;
    std::optional<Day> on{}; ///< as it stood at the end of that day; not said, of the day that the report speaks of
};

/// A member's runs up to and on `today`, for `streaks_of`. The log must stay open.
std::unique_ptr<RunsBack> runs_back(const store::Log& log, const Member& member, Day today);

/// A member's streaks by day and by week, as far as `cadences` names them; `promises` and `runs` are the member's.
std::vector<StreakReport> streaks_of(RunsBack& runs, const Member& member, const Promises& promises,
                                     const std::vector<By>& cadences, Day today, const store::Settings& settings);

/// A member's streak over a group's sessions.
StreakReport session_streak_of(Context& context, Roll& roll, const Member& member, const Details& details);

/// The group's own: over its sessions, and by the weeks of its crew.
StreakReport group_streak_of(Context& context, Roll& roll, const Details& details);
/// The crew's streak as it stands at the end of `day`, today or before.
CrewStreak crew_streak_on(Context& context, Roll& roll, Day day);
StreakReport crew_streak_of(Context& context, Roll& roll, const store::Settings& settings, const Details& details);

/// Adds the longest streak there was up to that day, by day or week.
void add_best(StreakReport& report, const store::Log& log, const store::Settings& settings);

/// Adds the reasons in sentences: rule, what the current period has and lacks, deciding dates (DESIGN §1.2), by day or
/// week.
void add_reasons(StreakReport& report, const store::Log& log, const store::Settings& settings, const Glyphs& glyphs);

} // namespace runlog::cli
