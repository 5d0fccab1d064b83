#pragma once

#include "runlog/domain/zone.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace runlog::system {

/// The zone this process runs in: `tz`, the variable TZ, where it is set, else the system's. Answers come from the C
/// library, which knows rules like `EST5EDT` too (DESIGN §3).
/// Throws Error where `tz` names no zone.
Zone local_zone(const std::optional<std::string>& tz);

/// The name of the system's own zone, whatever TZ says: cron goes by it.
std::string system_zone_name();

/// The zone called `name` (`Europe/Berlin`), `local` itself where that is its name. Reads that zone's file and no other.
/// Throws Error where there is no such zone.
Zone find_zone(std::string_view name, const Zone& local);

} // namespace runlog::system
