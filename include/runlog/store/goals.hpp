#pragma once

#include "runlog/domain/goal.hpp"
#include "runlog/store/journal.hpp"

#include <vector>

namespace runlog::store {

/// All goals, the one that is over first standing first.
std::vector<Goal> goals(const Log& log);

/// Keeps a goal and returns its number; `goal.id` and `goal.uid` are not read. Throws Error as check_goal does, and
/// where its group, its member or a leg's runner is unknown.
GoalId add_goal(Writer& writer, const Goal& goal);

/// Replaces everything but number and uid of the goal `goal.id`. Throws Error as add_goal does.
void update_goal(Writer& writer, const Goal& goal);

void remove_goal(Writer& writer, GoalId id);

} // namespace runlog::store
