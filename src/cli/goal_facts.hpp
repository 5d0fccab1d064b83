#pragma once

#include "context.hpp"
#include "runlog/domain/goal.hpp"
#include "runlog/domain/plan_kept.hpp"
#include "runlog/domain/relay.hpp"

#include <optional>
#include <string>
#include <vector>

/// How it stands with a goal, before anything is said.
namespace runlog::cli {

/// One member on the way to a goal.
struct GoalLine {
    Member member;
    std::optional<LoggedRun> longest;
    std::optional<LoggedRun> of_the_day; ///< what they ran on the day of the race or relay
    PlanKept kept;
    bool has_plan = false;     ///< without one, a week with a run is kept
    SessionsAttended sessions; ///< of a group's season
};

/// A relay's legs, dealt out.
struct RelayReport {
    std::vector<RelayRunner> people; ///< one for each line of the goal
    std::vector<LegPlan> legs;
    RelayTotal total;
    std::optional<RelayTotal> with_everybody; ///< where somebody dropped out
};

struct GoalReport {
    Goal goal;
    std::optional<Group> group;
    Day today;
    Preparation preparation;
    std::vector<GoalLine> lines;          ///< of the one whose goal it is, or of the whole group, by handle
    std::optional<SessionsHeld> sessions; ///< of a group's season
    std::optional<RelayReport> relay;

    bool is_over() const { return today > goal.last; }
};

/// The goal as of the day that the context speaks of. The legs of whoever is in `dropped` go to others.
GoalReport report_on(Context& context, Goal goal, const std::vector<Member>& dropped = {});

} // namespace runlog::cli
