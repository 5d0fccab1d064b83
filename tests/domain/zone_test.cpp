#include "runlog/domain/zone.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::at;
using test::day;
using test::november;

Instant utc(LocalTime reading) {
    return Instant{reading.time_since_epoch()};
}

Zone steady(std::string name, seconds offset) {
    return {std::move(name), [offset](Instant) { return offset; }};
}

Zone changing(std::string name, Instant moment, seconds before, seconds after) {
    return {std::move(name), [=](Instant instant) { return instant < moment ? before : after; }};
}

/// 29 March 2026: at 02:00 the clocks go to 03:00.
Zone berlin_in_spring() {
    return changing("Europe/Berlin", utc(at(day(2026, 3, 29), 1)), hours{1}, hours{2});
}

/// 25 October 2026: at 03:00 the clocks go back to 02:00.
Zone berlin_in_autumn() {
    return changing("Europe/Berlin", utc(at(day(2026, 10, 25), 1)), hours{2}, hours{1});
}

/// 30 December 2011 did not take place: the clocks went from UTC-10 to UTC+14.
Zone apia() {
    return changing("Pacific/Apia", utc(at(day(2011, 12, 30), 10)), -hours{10}, hours{14});
}

/// 1 November 2026: at 02:00 the clocks go back to 01:00.
Zone new_york() {
    return changing("America/New_York", utc(at(november(1), 6)), -hours{4}, -hours{5});
}

} // namespace

TEST_CASE("a moment has one reading in a zone") {
    const auto placed = place(steady("America/Los_Angeles", -hours{8}), utc(at(november(21), 7, 30)));
    CHECK(iso(placed) == "2026-11-20T23:30:00-08:00");
    CHECK(placed.change == ClockChange::none);
    CHECK(placed.instant() == utc(at(november(21), 7, 30)));
}

TEST_CASE("a local time stands for one moment where no clock changes") {
    const auto placed = place(steady("Asia/Kathmandu", hours{5} + minutes{45}), at(november(17), 6));
    CHECK(placed.local == at(november(17), 6));
    CHECK(placed.instant() == utc(at(november(17), 0, 15)));
    CHECK(placed.change == ClockChange::none);
}

TEST_CASE("times around a clock change take the offset of their side") {
    const auto zone = berlin_in_spring();
    CHECK(iso(place(zone, at(day(2026, 3, 29), 1, 59, 59))) == "2026-03-29T01:59:59+01:00");
    CHECK(iso(place(zone, at(day(2026, 3, 29), 3))) == "2026-03-29T03:00:00+02:00");
    CHECK(iso(place(zone, at(day(2026, 3, 28), 2, 30))) == "2026-03-28T02:30:00+01:00");
    CHECK(iso(place(zone, at(day(2026, 3, 30), 2, 30))) == "2026-03-30T02:30:00+02:00");
    CHECK(place(zone, at(day(2026, 3, 29), 1, 59, 59)).change == ClockChange::none);
    CHECK(place(zone, at(day(2026, 3, 29), 3)).change == ClockChange::none);
}

TEST_CASE("a time in the gap moves forward by the gap, and that is said") {
    for (const auto& [hour, minute, expected] :
         {std::tuple{2, 0, "2026-03-29T03:00:00+02:00"}, std::tuple{2, 30, "2026-03-29T03:30:00+02:00"},
          std::tuple{2, 59, "2026-03-29T03:59:00+02:00"}}) {
        const auto placed = place(berlin_in_spring(), at(day(2026, 3, 29), hour, minute));
        CHECK(iso(placed) == expected);
        CHECK(placed.change == ClockChange::skipped);
    }
}

TEST_CASE("of a time that comes twice the earlier is taken, and that is said") {
    const auto placed = place(berlin_in_autumn(), at(day(2026, 10, 25), 2, 30));
    CHECK(iso(placed) == "2026-10-25T02:30:00+02:00");
    CHECK(placed.change == ClockChange::repeated);
    CHECK(placed.instant() == utc(at(day(2026, 10, 25), 0, 30)));
}

TEST_CASE("the overlap begins with its first minute and ends before its last") {
    const auto zone = berlin_in_autumn();
    CHECK(place(zone, at(day(2026, 10, 25), 1, 59, 59)).change == ClockChange::none);
    CHECK(place(zone, at(day(2026, 10, 25), 2)).change == ClockChange::repeated);
    CHECK(place(zone, at(day(2026, 10, 25), 2, 59, 59)).change == ClockChange::repeated);
    CHECK(place(zone, at(day(2026, 10, 25), 3)).change == ClockChange::none);
    CHECK(iso(place(zone, at(day(2026, 10, 25), 3))) == "2026-10-25T03:00:00+01:00");
}

TEST_CASE("west of Greenwich the clocks change by the same rules") {
    const auto twice = place(new_york(), at(november(1), 1, 30));
    CHECK(iso(twice) == "2026-11-01T01:30:00-04:00");
    CHECK(twice.change == ClockChange::repeated);
    CHECK(iso(place(new_york(), at(november(1), 2))) == "2026-11-01T02:00:00-05:00");
}

TEST_CASE("where a whole day is left out, its times are those of the next") {
    const auto placed = place(apia(), at(day(2011, 12, 30), 12));
    CHECK(iso(placed) == "2011-12-31T12:00:00+14:00");
    CHECK(placed.change == ClockChange::skipped);
    CHECK(iso(place(apia(), at(day(2011, 12, 29), 23, 59))) == "2011-12-29T23:59:00-10:00");
    CHECK(iso(place(apia(), at(day(2011, 12, 31), 0))) == "2011-12-31T00:00:00+14:00");
}

TEST_CASE("both readings of a repeated hour come from their moments") {
    const auto first = place(berlin_in_autumn(), utc(at(day(2026, 10, 25), 0, 30)));
    const auto second = place(berlin_in_autumn(), utc(at(day(2026, 10, 25), 1, 30)));
    CHECK(first.local == second.local);
    CHECK(iso(first) == "2026-10-25T02:30:00+02:00");
    CHECK(iso(second) == "2026-10-25T02:30:00+01:00");
}

TEST_CASE("an offset is written with its sign, hours and minutes") {
    CHECK(offset_text(seconds{0}) == "+00:00");
    CHECK(offset_text(-hours{8}) == "-08:00");
    CHECK(offset_text(hours{5} + minutes{45}) == "+05:45");
    CHECK(offset_text(-(hours{3} + minutes{30})) == "-03:30");
    CHECK(offset_text(hours{14}) == "+14:00");
}

TEST_CASE("a placed time that was written can be read") {
    for (const std::string_view text :
         {"2026-11-17T06:00:00-08:00", "2026-11-17T06:00:00+00:00", "2026-03-29T03:30:00+02:00",
          "2026-11-17T23:59:59+14:00", "2026-11-17T06:00:00-03:30"}) {
        const auto placed = parse_iso_placed(text);
        CAPTURE(text);
        REQUIRE(placed);
        CHECK(iso(*placed) == text);
    }
}

TEST_CASE("Z stands for no offset, and blank and seconds are free") {
    for (const std::string_view text :
         {"2026-11-17T06:00:00Z", "2026-11-17T06:00z", "2026-11-17 06:00:00Z", "2026-11-17 06:00+00:00"}) {
        const auto placed = parse_iso_placed(text);
        CAPTURE(text);
        REQUIRE(placed);
        CHECK(placed->instant() == utc(at(november(17), 6)));
        CHECK(placed->offset == seconds{0});
    }
}

TEST_CASE("what is no placed time is nothing") {
    for (const std::string_view text :
         {"", "Z", "2026-11-17", "2026-11-17Z", "2026-11-17T06:00:00", "2026-11-17T06:00", "2026-11-17T06:00:00 08:00",
          "2026-11-17T06:00:00-0800", "2026-11-17T06:00:00-08", "2026-11-17T06:00:00-19:00",
          "2026-11-17T06:00:00-08:60", "2026-11-17T06:00:00-08.00", "2026-11-17T06:00:00-0a:00",
          "2026-11-17T06:00:00-08:0a", "2026-02-30T06:00:00-08:00", "2026-11-17T24:00:00-08:00",
          "2026-11-17T06:00:00ZZ"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_iso_placed(text));
    }
}

} // namespace runlog
