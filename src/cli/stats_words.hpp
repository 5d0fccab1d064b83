#pragma once

#include "context.hpp"
#include "runlog/domain/totals.hpp"

namespace runlog::cli {

/// Prints a summary that has runs: a line for each period, totals and averages, what stands out. Days are told as seen
/// on `today`.
void print_summary(Context& context, const Summary& summary, Per per, Day today);

} // namespace runlog::cli
