#pragma once

#include "goal_facts.hpp"

/// How a relay is told.
namespace runlog::cli {

/// The legs with their runners, what they take together, and who can run what.
void print_relay(Context& context, const GoalReport& report, const std::vector<Member>& dropped);

/// Which runs and which rule it stands on.
void print_relay_reasons(Context& context, const GoalReport& report);

} // namespace runlog::cli
