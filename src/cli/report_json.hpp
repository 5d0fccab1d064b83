#pragma once

#include "report_facts.hpp"

namespace runlog::cli {

/// The facts of a group's page as the one object of `--json`.
void print_report_json(Context& context, const ReportFacts& facts);

} // namespace runlog::cli
