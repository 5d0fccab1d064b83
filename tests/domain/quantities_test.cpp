#include "runlog/domain/quantities.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

namespace runlog {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using test::hint_of;

struct Spelling {
    std::string_view text;
    std::int64_t value;
};

struct Refusal {
    std::string_view text;
    const char* says;
};

} // namespace

TEST_CASE("a distance is read in the units that runners use") {
    const std::vector<Spelling> spellings{
        {"5k", 5000},        {"5km", 5000},       {"5K", 5000},        {"5 KM", 5000},
        {"0.4k", 400},       {"10mi", 16093},     {"26.2mi", 42165},   {"1 mile", 1609},
        {"3 miles", 4828},   {"400m", 400},       {"800 metres", 800}, {"800meters", 800},
        {"marathon", 42195}, {"Marathon", 42195}, {"half", 21098},     {"half-marathon", 21098}};
    for (const auto& [text, metres] : spellings) {
        CAPTURE(text);
        CHECK(parse_distance(text).value == metres);
    }
}

TEST_CASE("a decimal point and a decimal comma mean the same") {
    CHECK(parse_distance("5.5k") == Metres{5500});
    CHECK(parse_distance("5,5k") == Metres{5500});
    CHECK(parse_distance("21,0975km") == Metres{21098});
    CHECK(parse_distance(".5k") == Metres{500});
}

TEST_CASE("a distance is believed up to 1,000 km and no further") {
    CHECK(parse_distance("1000km") == longest_distance);
    CHECK(parse_distance("1000000m") == longest_distance);
    for (const std::string_view text : {"1000.001km", "1000001m", "622mi", "1000000000km"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_distance(text), Contains("more than 1,000 km"), Error);
    }
}

TEST_CASE("what is not a distance is refused in words that fit") {
    const std::vector<Refusal> refusals{{"", "not a distance"},
                                        {"nan", "not a distance"},
                                        {"nank", "not a distance"},
                                        {"inf", "not a distance"},
                                        {"infkm", "not a distance"},
                                        {"1e9", "not a distance"},
                                        {"1e9km", "not a distance"},
                                        {"0x10k", "not a distance"},
                                        {"abc", "not a distance"},
                                        {"k", "not a distance"},
                                        {".k", "not a distance"},
                                        {"5.5.5k", "not a distance"},
                                        {"5 furlongs", "not a distance"},
                                        {"5km!", "not a distance"},
                                        {"+5k", "not a distance"},
                                        {"- 5k", "not a distance"},
                                        {"1,234,567m", "not a distance"},
                                        {"45:10", "not a distance"},
                                        {"123456789012345678901k", "not a distance"},
                                        {"0k", "more than 0"},
                                        {"0.0001k", "more than 0"},
                                        {"-5k", "more than 0"},
                                        {"-1e9km", "more than 0"},
                                        {"5", "of what"},
                                        {"1000000000", "of what"},
                                        {"1,000m", "thousands"},
                                        {"1,000km", "thousands"}};
    for (const auto& [text, says] : refusals) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_distance(text), Contains(says), Error);
    }
}

TEST_CASE("a distance without a unit is told which units it could have") {
    const auto hint = hint_of([] { parse_distance("5"); });
    CHECK(hint == Contains("5k"));
    CHECK(hint == Contains("5mi"));
}

TEST_CASE("a duration is read from a clock, from units and from ISO 8601") {
    const std::vector<Spelling> spellings{{"45:10", 2710}, {"0:30", 30},    {"90:00", 5400}, {"1:05:00", 3900},
                                          {"1h05m", 3900}, {"1h5m", 3900},  {"65m", 3900},   {"65min", 3900},
                                          {"65MIN", 3900}, {"90s", 90},     {"90sec", 90},   {"2h", 7200},
                                          {"1h30s", 3630}, {"PT45M", 2700}, {"pt45m", 2700}, {"PT1H5M30S", 3930}};
    for (const auto& [text, seconds] : spellings) {
        CAPTURE(text);
        CHECK(parse_duration(text).count() == seconds);
    }
}

TEST_CASE("a duration is believed up to seven days and no further") {
    CHECK(parse_duration("168:00:00") == longest_duration);
    CHECK(parse_duration("168h") == longest_duration);
    for (const std::string_view text : {"168:00:01", "169h", "999999999h", "999999999:00:00"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_duration(text), Contains("longer than 7 days"), Error);
    }
}

TEST_CASE("what is not a duration is refused in words that fit") {
    const std::vector<Refusal> refusals{{"", "not a duration"},
                                        {"nan", "not a duration"},
                                        {"1e9", "not a duration"},
                                        {"45", "not a duration"},
                                        {"45:", "not a duration"},
                                        {":45", "not a duration"},
                                        {"45:1", "not a duration"},
                                        {"45:100", "not a duration"},
                                        {"45:60", "not a duration"},
                                        {"1:60:00", "not a duration"},
                                        {"1:00:00:00", "not a duration"},
                                        {"1:00;00", "not a duration"},
                                        {"1m1h", "not a duration"},
                                        {"1h1h", "not a duration"},
                                        {"1h05", "not a duration"},
                                        {"PT", "not a duration"},
                                        {"P1D", "not a duration"},
                                        {"h", "not a duration"},
                                        {"5km", "not a duration"},
                                        {"1.5h", "not a duration"},
                                        {"9999999999s", "not a duration"},
                                        {"0:00", "more than 0"},
                                        {"0s", "more than 0"},
                                        {"-5:00", "more than 0"},
                                        {"-5m", "more than 0"}};
    for (const auto& [text, says] : refusals) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_duration(text), Contains(says), Error);
    }
}

TEST_CASE("an effort is a distance and a duration in either order") {
    for (const auto& effort : {parse_effort("5mi", "45:10"), parse_effort("45:10", "5mi")}) {
        CHECK(effort.distance == Metres{8047});
        CHECK(effort.duration == Seconds{2710});
        CHECK(effort.unit == Unit::mi);
    }
}

TEST_CASE("an effort may be one of the two, or nothing yet") {
    CHECK(parse_effort("5k", {}).distance == Metres{5000});
    CHECK_FALSE(parse_effort("5k", {}).duration);
    CHECK(parse_effort("30:00", {}).duration == minutes{30});
    CHECK_FALSE(parse_effort("30:00", {}).distance);
    CHECK(parse_effort({}, "1h").duration == hours{1});
    CHECK_FALSE(parse_effort({}, {}).distance);
    CHECK_FALSE(parse_effort({}, {}).duration);
}

TEST_CASE("an effort remembers whether kilometres or miles were typed") {
    CHECK(parse_effort("5km", {}).unit == Unit::km);
    CHECK(parse_effort("5K", {}).unit == Unit::km);
    CHECK(parse_effort("3 miles", {}).unit == Unit::mi);
    CHECK_FALSE(parse_effort("marathon", {}).unit);
    CHECK_FALSE(parse_effort("800 metres", {}).unit);
    CHECK_FALSE(parse_effort("30:00", {}).unit);
}

TEST_CASE("65m alone could be metres or minutes and is refused") {
    CHECK_THROWS_WITH_AS(parse_effort("65m", {}), Contains("metres or minutes"), Error);
    CHECK_THROWS_WITH_AS(parse_effort({}, "400M"), Contains("metres or minutes"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("1000000m", {}), Contains("metres or minutes"), Error);
    const auto hint = hint_of([] { parse_effort("65m", {}); });
    CHECK(hint == Contains("65min"));
    CHECK(hint == Contains("--distance 65m"));
}

TEST_CASE("65m beside a word that can be only one of the two is the other") {
    for (const auto& effort : {parse_effort("65m", "10k"), parse_effort("10k", "65m")}) {
        CHECK(effort.distance == Metres{10'000});
        CHECK(effort.duration == minutes{65});
        CHECK(effort.unit == Unit::km);
    }
    for (const auto& effort : {parse_effort("400m", "1:30"), parse_effort("1:30", "400m")}) {
        CHECK(effort.distance == Metres{400});
        CHECK(effort.duration == Seconds{90});
    }
    CHECK(parse_effort("400m", "90s").distance == Metres{400});
}

TEST_CASE("two words that could each be metres or minutes are refused") {
    for (const auto& [first, second] : {std::pair{"400m", "2m"}, std::pair{"2m", "400m"}, std::pair{"65m", "65M"}}) {
        CAPTURE(first);
        CHECK_THROWS_WITH_AS(parse_effort(first, second), Contains("metres or minutes"), Error);
    }
}

TEST_CASE("two words of one kind are refused") {
    CHECK_THROWS_WITH_AS(parse_effort("5k", "10mi"), Contains("second distance"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("5k", "marathon"), Contains("second distance"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("45:10", "1h"), Contains("second duration"), Error);
}

TEST_CASE("a word that is neither a distance nor a duration is refused") {
    CHECK_THROWS_WITH_AS(parse_effort("nan", {}), Contains("nan"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("yesterday", "45:10"), Contains("yesterday"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("5k", "abc"), Contains("'abc' is not a distance"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("5k", "45"), Contains("45 of what?"), Error);
    CHECK_THROWS_WITH_AS(parse_effort("5", "45:10"), Contains("of what"), Error);
}

TEST_CASE("a distance is told in the unit asked for, without idle zeros") {
    CHECK(to_text(Metres{8047}, Unit::km) == "8.05 km");
    CHECK(to_text(Metres{8047}, Unit::mi) == "5 mi");
    CHECK(to_text(Metres{5000}, Unit::km) == "5 km");
    CHECK(to_text(Metres{5500}, Unit::km) == "5.5 km");
    CHECK(to_text(Metres{10'000}, Unit::km) == "10 km");
    CHECK(to_text(Metres{42'195}, Unit::mi) == "26.22 mi");
    CHECK(to_text(longest_distance, Unit::km) == "1000 km");
}

TEST_CASE("a short distance is told in metres") {
    CHECK(to_text(Metres{400}, Unit::km) == "400 m");
    CHECK(to_text(Metres{999}, Unit::km) == "999 m");
    CHECK(to_text(Metres{1000}, Unit::km) == "1 km");
    CHECK(to_text(Metres{400}, Unit::mi) == "400 m");
    CHECK(to_text(Metres{403}, Unit::mi) == "0.25 mi");
    CHECK(to_text(Metres{1}, Unit::mi) == "1 m");
}

TEST_CASE("a duration is told as a clock tells it") {
    CHECK(to_text(Seconds{2710}) == "45:10");
    CHECK(to_text(Seconds{3900}) == "1:05:00");
    CHECK(to_text(Seconds{9}) == "0:09");
    CHECK(to_text(Seconds{3599}) == "59:59");
    CHECK(to_text(Seconds{3600}) == "1:00:00");
    CHECK(to_text(longest_duration) == "168:00:00");
}

TEST_CASE("a pace is the time for one unit of distance") {
    CHECK(pace_text(Metres{8047}, Seconds{2710}, Unit::mi) == "9:02 /mi");
    CHECK(pace_text(Metres{8047}, Seconds{2710}, Unit::km) == "5:37 /km");
    CHECK(pace_text(Metres{10'000}, Seconds{3000}, Unit::km) == "5:00 /km");
    CHECK(pace_text(Metres{400}, Seconds{90}, Unit::km) == "3:45 /km");
    CHECK(pace_text(Metres{1000}, Seconds{4000}, Unit::km) == "1:06:40 /km");
}

} // namespace runlog
