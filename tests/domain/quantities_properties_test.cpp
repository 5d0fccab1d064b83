#include "runlog/domain/quantities.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cstdlib>

namespace runlog {

namespace {

Metres any_distance() {
    return Metres{*rc::gen::inRange<std::int64_t>(1, longest_distance.value + 1)};
}

Seconds any_duration() {
    return Seconds{*rc::gen::inRange<std::int64_t>(1, longest_duration.count() + 1)};
}

Unit any_unit() {
    return *rc::gen::element(Unit::km, Unit::mi);
}

} // namespace

TEST_CASE("a duration that was told can be typed") {
    CHECK(rc::check("parse_duration undoes to_text", [] {
        const auto duration = any_duration();
        RC_ASSERT(parse_duration(to_text(duration)) == duration);
    }));
}

TEST_CASE("a distance that was told can be typed, to half a hundredth of its unit") {
    CHECK(rc::check("parse_distance undoes to_text but for the rounding", [] {
        const auto distance = any_distance();
        const auto unit = any_unit();
        const auto read = parse_distance(to_text(distance, unit));
        RC_ASSERT(std::abs(read.value - distance.value) <= (unit == Unit::km ? 5 : 9));
    }));
}

TEST_CASE("telling and typing a distance again changes nothing more") {
    CHECK(rc::check("to_text of what was read is the same text", [] {
        const auto unit = any_unit();
        const auto text = to_text(any_distance(), unit);
        RC_ASSERT(to_text(parse_distance(text), unit) == text);
    }));
}

TEST_CASE("a distance under a kilometre is told to the metre") {
    CHECK(rc::check("parse_distance undoes to_text exactly", [] {
        const Metres distance{*rc::gen::inRange<std::int64_t>(1, 1000)};
        RC_ASSERT(parse_distance(to_text(distance, Unit::km)) == distance);
    }));
}

TEST_CASE("the order in which distance and duration are typed does not matter") {
    CHECK(rc::check("parse_effort is symmetric", [] {
        const auto distance = to_text(any_distance(), Unit::km);
        const auto duration = to_text(any_duration());
        const auto one = parse_effort(distance, duration);
        const auto other = parse_effort(duration, distance);
        RC_ASSERT(one.distance == other.distance);
        RC_ASSERT(one.duration == other.duration);
        RC_ASSERT(one.distance.has_value());
        RC_ASSERT(one.duration.has_value());
    }));
}

} // namespace runlog
