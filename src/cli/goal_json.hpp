#pragma once

#include "goal_facts.hpp"
#include "json.hpp"

namespace runlog::cli {

/// Everything that is known of a goal; null for what its kind has not.
Json to_json(const GoalReport& report);

} // namespace runlog::cli
