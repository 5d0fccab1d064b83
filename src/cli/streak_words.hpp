#pragma once

#include "context.hpp"
#include "streaks.hpp"

#include <vector>

namespace runlog::cli {

/// Prints streaks as a table: whose, by what, how long, in what state, and what a runner should know besides.
void print_streaks(Context& context, const std::vector<StreakReport>& reports);

} // namespace runlog::cli
