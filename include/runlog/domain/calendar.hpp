#pragma once

#include <date/date.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace runlog {

/// A day on somebody's own calendar. Never computed again once a run is recorded on it (DESIGN §3).
using Day = date::local_days;

/// A wall clock's reading, to the second.
using LocalTime = date::local_seconds;

/// A moment, the same everywhere.
using Instant = date::sys_seconds;

/// Days from `from` up to, not including, `until`; open-ended without `until`.
struct DayRange {
    Day from;
    std::optional<Day> until;

    bool contains(Day day) const { return from <= day && (!until || day < *until); }
    bool operator==(const DayRange&) const = default;
};

/// Whether two ranges share a day.
bool overlap(const DayRange& a, const DayRange& b);

/// Which way a bare `tue` or `17 nov` looks: back when something is logged, ahead when it is planned.
enum class Tense { past, future };

/// A day as somebody named it, with the time of day where they gave one.
struct When {
    Day day;
    std::optional<std::chrono::seconds> time;

    bool operator==(const When&) const = default;
};

/// Reads a date as people say it (DESIGN §3): `today`, `yesterday`, `tue`, `last tue`, `next tue`, `tue 6am`,
/// `3 days ago`, `17 nov`, `2026-11-17`, `2026-11-17 06:00`, `06:00`. A bare weekday is the nearest one in the
/// direction of `tense`, today included. Does not judge whether the answer lies in the past or the future.
/// Throws Error for anything else, for days that do not exist, and for orders that differ between countries.
When parse_when(std::string_view text, LocalTime now, Tense tense);

/// Reads `06:00`, `6am`, `6:30pm`: the time since midnight. Throws Error for anything else.
std::chrono::seconds parse_time_of_day(std::string_view text);

/// Reads `2026-11-17`; nothing when it is not a day of the calendar.
std::optional<Day> parse_iso_day(std::string_view text);

/// Reads `2026-11-17T06:00:00`, a blank for the T and no seconds also being fine; nothing for anything else.
std::optional<LocalTime> parse_iso_time(std::string_view text);

/// Reads `4w`, `30d`, `6m`, `1y` and says on which day a window of that length begins that ends with `today`.
/// Throws Error for anything else.
Day window_start(std::string_view length, Day today);

/// The first day of the week that holds `day`, where weeks begin on `first`.
Day week_start(Day day, date::weekday first);

/// `Nov`
std::string_view short_name(date::month month);
/// `Tue`
std::string_view short_name(date::weekday weekday);

/// `2026-11-17`
std::string iso(Day day);
/// `2026-11-17T06:00:00`
std::string iso(LocalTime time);
/// `06:00`, or `06:00:30` where the seconds are not zero
std::string clock_text(std::chrono::seconds time_of_day);
/// `Tue 17 Nov 2026`
std::string long_text(Day day);
/// `Tue 17 Nov`, with the year where it is not that of `today`
std::string short_text(Day day, Day today);

} // namespace runlog
