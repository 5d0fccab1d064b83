#pragma once

#include "runlog/domain/quantities.hpp"
#include "runlog/domain/zone.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Calendars that phones subscribe to: RFC 5545.
namespace runlog::formats {

/// One session, as a calendar shows it.
struct CalendarEvent {
    std::string uid; ///< the same for the same session, even once it is moved
    std::string title;
    std::optional<std::string> description;
    std::optional<std::string> place;
    std::size_t zone = 0; ///< which of the calendar's zones its clocks go by
    Instant start;
    Instant end;
    bool cancelled = false;
    std::int64_t revision = 0; ///< rises whenever something else is told of it, even where a change is taken back
    Instant revised;           ///< when that was
};

struct Calendar {
    std::string name;
    std::string product; ///< which program wrote it: `runlog 0.1.0`
    std::vector<Zone> zones;
    std::vector<CalendarEvent> events; ///< the earliest first
    std::optional<Seconds> alarm{};    ///< how long before its start each event that takes place is called out
};

/// The whole file, each zone described as far as the events need it. The same calendar gives the same bytes.
std::string calendar_text(const Calendar& calendar);

} // namespace runlog::formats
