#pragma once

#include "context.hpp"

#include <string>

namespace runlog::cli {

/// Prints a group's sessions as a calendar that phones subscribe to (RFC 5545): from `since` (four weeks ago where it
/// is empty) to `until` (a year ahead).
int export_calendar(Context& context, const std::string& group, const std::string& since, const std::string& until);

} // namespace runlog::cli
