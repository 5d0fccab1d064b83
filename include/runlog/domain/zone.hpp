#pragma once

#include "runlog/domain/calendar.hpp"

#include <functional>
#include <string>

namespace runlog {

/// A time zone as far as the rules need one: its name, and how far its clocks are ahead of UTC at a moment. Where the
/// answers come from is system/zones.hpp's business.
struct Zone {
    std::string name;
    std::function<std::chrono::seconds(Instant)> offset_at;
};

/// What a clock change did to a local time (DESIGN §3).
enum class ClockChange {
    none,
    skipped,  ///< the time does not exist that day; it was moved forward by the gap
    repeated, ///< the time comes twice that day; the earlier one was taken
};

/// A local time and the moment it stands for.
struct Placed {
    LocalTime local;
    std::chrono::seconds offset; ///< ahead of UTC
    ClockChange change = ClockChange::none;

    Instant instant() const { return Instant{local.time_since_epoch() - offset}; }
};

/// What the zone's clocks show at a moment.
Placed place(const Zone& zone, Instant instant);

/// The moment at which the zone's clocks show `local`, DESIGN §3 deciding where a clock change leaves none or two.
Placed place(const Zone& zone, LocalTime local);

/// `2026-11-17T06:00:00-08:00`
std::string iso(const Placed& placed);

/// `-08:00`
std::string offset_text(std::chrono::seconds offset);

/// A local time and offset as `iso` writes them, `Z` for none; nothing for anything else.
std::optional<Placed> parse_iso_placed(std::string_view text);

} // namespace runlog
