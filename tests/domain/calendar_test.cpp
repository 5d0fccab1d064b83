#include "runlog/domain/calendar.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::at;
using test::day;
using test::november;

DayRange range(unsigned from, unsigned until) {
    return {november(from), november(until)};
}

DayRange from_then_on(unsigned from) {
    return {november(from), {}};
}

} // namespace

TEST_CASE("a day and a time are written as ISO 8601 has them") {
    CHECK(iso(november(7)) == "2026-11-07");
    CHECK(iso(day(1900, 1, 1)) == "1900-01-01");
    CHECK(iso(day(2028, 2, 29)) == "2028-02-29");
    CHECK(iso(at(november(17), 6)) == "2026-11-17T06:00:00");
    CHECK(iso(at(november(17), 23, 59, 59)) == "2026-11-17T23:59:59");
    CHECK(iso(at(day(1969, 12, 31), 18, 5)) == "1969-12-31T18:05:00");
}

TEST_CASE("a clock shows seconds only where there are some") {
    CHECK(clock_text(hours{6}) == "06:00");
    CHECK(clock_text(seconds{0}) == "00:00");
    CHECK(clock_text(hours{18} + minutes{30}) == "18:30");
    CHECK(clock_text(hours{6} + seconds{30}) == "06:00:30");
}

TEST_CASE("a day is told with its weekday") {
    CHECK(long_text(november(17)) == "Tue 17 Nov 2026");
    CHECK(long_text(november(1)) == "Sun 1 Nov 2026");
    CHECK(long_text(day(2028, 2, 29)) == "Tue 29 Feb 2028");
}

TEST_CASE("a short day carries its year only where it is another") {
    const auto today = november(21);
    CHECK(short_text(november(17), today) == "Tue 17 Nov");
    CHECK(short_text(day(2026, 1, 1), today) == "Thu 1 Jan");
    CHECK(short_text(day(2025, 12, 31), today) == "Wed 31 Dec 2025");
    CHECK(short_text(day(2027, 1, 1), today) == "Fri 1 Jan 2027");
}

TEST_CASE("a week begins on the day one chooses") {
    CHECK(week_start(november(21), date::Monday) == november(16));
    CHECK(week_start(november(16), date::Monday) == november(16));
    CHECK(week_start(november(22), date::Monday) == november(16));
    CHECK(week_start(november(23), date::Monday) == november(23));
    CHECK(week_start(november(21), date::Sunday) == november(15));
    CHECK(week_start(november(22), date::Sunday) == november(22));
    CHECK(week_start(november(21), date::Saturday) == november(21));
    CHECK(week_start(day(2027, 1, 1), date::Monday) == day(2026, 12, 28));
}

TEST_CASE("a range holds its first day but not the day it lasts until") {
    CHECK_FALSE(range(10, 12).contains(november(9)));
    CHECK(range(10, 12).contains(november(10)));
    CHECK(range(10, 12).contains(november(11)));
    CHECK_FALSE(range(10, 12).contains(november(12)));
    CHECK_FALSE(range(10, 10).contains(november(10)));
    CHECK(from_then_on(10).contains(day(2199, 1, 1)));
    CHECK_FALSE(from_then_on(10).contains(november(9)));
}

TEST_CASE("two ranges overlap when they share a day") {
    const auto both_ways = [](const DayRange& a, const DayRange& b) {
        CHECK(overlap(a, b) == overlap(b, a));
        return overlap(a, b);
    };
    CHECK(both_ways(range(1, 5), range(4, 9)));
    CHECK_FALSE(both_ways(range(1, 5), range(5, 9)));
    CHECK(both_ways(range(1, 9), range(3, 4)));
    CHECK(both_ways(range(1, 5), range(1, 5)));
    CHECK(both_ways(from_then_on(9), range(1, 10)));
    CHECK_FALSE(both_ways(from_then_on(9), range(1, 9)));
    CHECK(both_ways(from_then_on(1), from_then_on(30)));
}

TEST_CASE("an empty range shares no day with any other") {
    const auto nothing = range(10, 10);
    for (const auto& other : {range(1, 30), range(10, 11), range(9, 10), nothing, from_then_on(1), from_then_on(10)}) {
        CHECK_FALSE(overlap(nothing, other));
        CHECK_FALSE(overlap(other, nothing));
    }
}

TEST_CASE("an ISO day is read back, leap days included") {
    CHECK(parse_iso_day("2026-11-17") == november(17));
    CHECK(parse_iso_day("2028-02-29") == day(2028, 2, 29));
    CHECK(parse_iso_day("2000-02-29") == day(2000, 2, 29));
    CHECK(parse_iso_day("1900-01-01") == day(1900, 1, 1));
    CHECK(parse_iso_day("2200-12-31") == day(2200, 12, 31));
    CHECK(parse_iso_day("2201-01-01") == day(2201, 1, 1));
}

TEST_CASE("what is no ISO day is nothing") {
    for (const std::string_view text :
         {"", "2026-11-1", "2026-11-171", "2026/11/17", "2026-02-30", "2026-02-29", "1900-02-29", "2026-13-01",
          "2026-00-10", "2026-11-00", "1899-12-31", "2201-01-02", "0000-01-01", "-026-11-17", "2026-1a-17",
          " 2026-11-17", "2026-11+17", "today"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso_day(text));
    }
}

TEST_CASE("an ISO time is read back, with or without its seconds and its T") {
    CHECK(parse_iso_time("2026-11-17T06:00:00") == at(november(17), 6));
    CHECK(parse_iso_time("2026-11-17 06:00:00") == at(november(17), 6));
    CHECK(parse_iso_time("2026-11-17T06:00") == at(november(17), 6));
    CHECK(parse_iso_time("2026-11-17 23:59:59") == at(november(17), 23, 59, 59));
}

TEST_CASE("what is no ISO time is nothing") {
    for (const std::string_view text :
         {"", "2026-11-17", "2026-11-17T", "2026-11-17T6:00", "2026-11-17T6:00:00", "2026-11-17T24:00",
          "2026-11-17T06:60", "2026-11-17T06:00:60", "2026-11-17x06:00", "2026-02-30T06:00", "2026-11-17T06:00Z",
          "2026-11-17T6:00pm", "2026-11-17T06:00:00.5", "2026-11-17T06:0a", "2026-11-17T06:00am"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso_time(text));
    }
}

TEST_CASE("a window ends with today and is as long as it says") {
    const auto today = november(21);
    CHECK(window_start("1d", today) == today);
    CHECK(window_start("30d", today) == day(2026, 10, 23));
    CHECK(window_start("1w", today) == november(15));
    CHECK(window_start("4w", today) == day(2026, 10, 25));
    CHECK(window_start("1m", today) == day(2026, 10, 22));
    CHECK(window_start("6m", today) == day(2026, 5, 22));
    CHECK(window_start("12m", today) == window_start("1y", today));
    CHECK(window_start("1y", today) == day(2025, 11, 22));
}

TEST_CASE("a window over a leap day holds each date once") {
    CHECK(window_start("1y", day(2028, 2, 29)) == day(2027, 3, 1));
    CHECK(window_start("4y", day(2028, 2, 29)) == day(2024, 3, 1));
    CHECK(window_start("1m", day(2028, 2, 29)) == day(2028, 2, 1));
    CHECK(window_start("1y", day(2028, 3, 1)) == day(2027, 3, 2));
    CHECK(window_start("1m", day(2026, 3, 31)) == day(2026, 3, 1));
    CHECK(window_start("1y", day(2026, 12, 31)) == day(2026, 1, 1));
}

TEST_CASE("a window that would begin on a day its month lacks begins on a day that exists") {
    CHECK(window_start("3m", day(2026, 5, 30)) >= day(2026, 2, 28));
    CHECK(window_start("3m", day(2026, 5, 30)) <= day(2026, 3, 1));
    CHECK(window_start("1y", day(2028, 2, 28)) >= day(2027, 2, 28));
    CHECK(window_start("1y", day(2028, 2, 28)) <= day(2027, 3, 1));
}

TEST_CASE("what is no length of time is refused") {
    for (const std::string_view text :
         {"", "w", "4", "0w", "-4w", "4q", "4 w", "4ww", "4weeks", "10000d", "1.5y", "nan", "1e9d", "9999999999d"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(window_start(text, november(21)), Contains("not a length of time"), Error);
    }
}

} // namespace runlog
