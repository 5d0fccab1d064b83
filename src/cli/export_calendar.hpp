#pragma once

#include "context.hpp"

#include <string>

namespace runlog::cli {

/// Which sessions a calendar is to have, as it was typed; empty where it was not.
struct CalendarWords {
    std::string group;
    std::string since;
    std::string until;
    std::string alarm; ///< how long before each session
};

/// Writes a group's sessions as a calendar that phones subscribe to: from four weeks back to a year ahead, unless the
/// words say otherwise.
int export_calendar(Context& context, const CalendarWords& words);

} // namespace runlog::cli
