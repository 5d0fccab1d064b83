#include "runlog/domain/calendar.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace runlog {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::at;
using test::day;
using test::november;

/// `text` as understood on Saturday 21 November 2026 at 09:15.
std::string read(std::string_view text, Tense tense) {
    const auto when = parse_when(text, at(november(21), 9, 15), tense);
    return when.time ? iso(when.day) + " " + clock_text(*when.time) : iso(when.day);
}

std::string logged(std::string_view text) {
    return read(text, Tense::past);
}

std::string planned(std::string_view text) {
    return read(text, Tense::future);
}

struct Reading {
    std::string_view text;
    std::string past;
    std::string future;
};

} // namespace

TEST_CASE("a bare weekday looks back when logging and ahead when planning") {
    const std::vector<Reading> readings{{"mon", "2026-11-16", "2026-11-23"},
                                        {"tue", "2026-11-17", "2026-11-24"},
                                        {"Tues", "2026-11-17", "2026-11-24"},
                                        {"TUESDAY", "2026-11-17", "2026-11-24"},
                                        {"wed", "2026-11-18", "2026-11-25"},
                                        {"thurs", "2026-11-19", "2026-11-26"},
                                        {"friday", "2026-11-20", "2026-11-27"},
                                        {"sun", "2026-11-15", "2026-11-22"},
                                        {"tue 6am", "2026-11-17 06:00", "2026-11-24 06:00"},
                                        {"tue 06:00", "2026-11-17 06:00", "2026-11-24 06:00"}};
    for (const auto& [text, past, future] : readings) {
        CAPTURE(text);
        CHECK(logged(text) == past);
        CHECK(planned(text) == future);
    }
}

TEST_CASE("a bare weekday may be today") {
    CHECK(logged("sat") == "2026-11-21");
    CHECK(planned("sat") == "2026-11-21");
    CHECK(logged("saturday 23:00") == "2026-11-21 23:00");
}

TEST_CASE("last and next never mean today") {
    for (const auto tense : {Tense::past, Tense::future}) {
        CHECK(read("last tue", tense) == "2026-11-17");
        CHECK(read("next tue", tense) == "2026-11-24");
        CHECK(read("last sat", tense) == "2026-11-14");
        CHECK(read("next sat", tense) == "2026-11-28");
        CHECK(read("last tue 6am", tense) == "2026-11-17 06:00");
    }
}

TEST_CASE("days are named from today") {
    CHECK(logged("today") == "2026-11-21");
    CHECK(logged("Yesterday") == "2026-11-20");
    CHECK(planned("tomorrow") == "2026-11-22");
    CHECK(logged("yesterday 6:30pm") == "2026-11-20 18:30");
    CHECK(logged("  today\t6am ") == "2026-11-21 06:00");
}

TEST_CASE("days are counted from today") {
    CHECK(logged("3 days ago") == "2026-11-18");
    CHECK(logged("1 day ago") == "2026-11-20");
    CHECK(logged("0 days ago") == "2026-11-21");
    CHECK(logged("2 weeks ago") == "2026-11-07");
    CHECK(logged("1 week ago 06:00") == "2026-11-14 06:00");
    CHECK(planned("in 3 days") == "2026-11-24");
    CHECK(planned("in 1 week 7am") == "2026-11-28 07:00");
}

TEST_CASE("a full date needs no direction") {
    for (const auto tense : {Tense::past, Tense::future}) {
        CHECK(read("2026-11-17", tense) == "2026-11-17");
        CHECK(read("2026-11-17 06:00", tense) == "2026-11-17 06:00");
        CHECK(read("2026-11-17T06:00:30", tense) == "2026-11-17 06:00:30");
        CHECK(read("2026-11-17t06:00", tense) == "2026-11-17 06:00");
        CHECK(read("2031-01-02", tense) == "2031-01-02");
        CHECK(read("17 nov 2024", tense) == "2024-11-17");
        CHECK(read("nov 17 2024 6am", tense) == "2024-11-17 06:00");
        CHECK(read("29 feb 2028", tense) == "2028-02-29");
        CHECK(read("2028-02-29", tense) == "2028-02-29");
        CHECK(read("1 jan 1900", tense) == "1900-01-01");
        CHECK(read("31 dec 2200", tense) == "2200-12-31");
    }
}

TEST_CASE("a date without a year is the nearest in its direction, today included") {
    CHECK(logged("17 nov") == "2026-11-17");
    CHECK(logged("17 November 6am") == "2026-11-17 06:00");
    CHECK(logged("nov 17") == "2026-11-17");
    CHECK(logged("21 nov") == "2026-11-21");
    CHECK(logged("22 nov") == "2025-11-22");
    CHECK(logged("1 may") == "2026-05-01");
    CHECK(logged("31 dec") == "2025-12-31");
    CHECK(planned("21 nov") == "2026-11-21");
    CHECK(planned("22 nov") == "2026-11-22");
    CHECK(planned("20 nov") == "2027-11-20");
    CHECK(planned("1 jan") == "2027-01-01");
}

TEST_CASE("a leap day without a year is the nearest there was or will be") {
    CHECK(logged("29 feb") == "2024-02-29");
    CHECK(planned("29 feb") == "2028-02-29");
    CHECK(planned("feb 29 6am") == "2028-02-29 06:00");
    const auto turn_of_a_century = [](int year, Tense tense) {
        return iso(parse_when("29 feb", at(day(year, 11, 21), 9), tense).day);
    };
    CHECK(turn_of_a_century(2097, Tense::future) == "2104-02-29");
    CHECK(turn_of_a_century(2103, Tense::past) == "2096-02-29");
    CHECK(iso(parse_when("29 feb", at(day(2028, 2, 29), 9), Tense::past).day) == "2028-02-29");
    CHECK(iso(parse_when("29 feb", at(day(2028, 2, 29), 9), Tense::future).day) == "2028-02-29");
}

TEST_CASE("a weekday may stand beside day and month") {
    CHECK(logged("tue 17 nov") == "2026-11-17");
    CHECK(logged("tue nov 17 6am") == "2026-11-17 06:00");
    CHECK(planned("Wednesday 17 November") == "2027-11-17");
    CHECK(planned("sat 21 nov") == "2026-11-21");
    CHECK(planned("tue 29 feb") == "2028-02-29");
}

TEST_CASE("a weekday that no near year has on that date is refused") {
    CHECK_THROWS_WITH_AS(planned("tue 17 nov"), Contains("2027-11-17 is not a Tue"), Error);
    CHECK_THROWS_WITH_AS(logged("mon 29 feb"), Contains("2024-02-29 is not a Mon"), Error);
    CHECK_THROWS_WITH_AS(planned("mon 30 feb"), Contains("no day"), Error);
}

TEST_CASE("a time alone is today's") {
    CHECK(logged("06:00") == "2026-11-21 06:00");
    CHECK(logged("6am") == "2026-11-21 06:00");
    CHECK(planned("6 pm") == "2026-11-21 18:00");
    CHECK(logged("23:30") == "2026-11-21 23:30");
}

TEST_CASE("what is printed can be typed") {
    for (const auto offset : {-400, -30, -1, 0, 1, 10}) {
        const auto then = november(21) + date::days{offset};
        CAPTURE(iso(then));
        CHECK(planned(long_text(then)) == iso(then));
        CHECK(logged(long_text(then) + " 06:00") == iso(then) + " 06:00");
    }
    CHECK(logged(short_text(november(17), november(21))) == "2026-11-17");
}

TEST_CASE("a weekday that disagrees with its date is refused") {
    CHECK_THROWS_WITH_AS(logged("Mon 17 Nov 2026"), Contains("2026-11-17 is not a Mon"), Error);
    CHECK_THROWS_WITH_AS(planned("fri 17 nov 2026"), Contains("not a Fri"), Error);
    CHECK_THROWS_WITH_AS(logged("last wed 17 nov 2026"), Contains("not a Wed"), Error);
}

TEST_CASE("a day that does not exist is refused") {
    for (const std::string_view text : {"30 feb", "30 feb 2028", "2026-02-30", "2026-02-29", "29 feb 2026",
                                        "2026-13-01", "2026-00-01", "31 apr", "0 nov", "99 nov", "feb 30"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(logged(text), Contains("no day"), Error);
    }
}

TEST_CASE("a year out of reach is refused") {
    for (const std::string_view text :
         {"1899-12-31", "31 dec 1899", "2201-01-01", "0000-01-01", "1 jan 9999", "9999 weeks ago"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(logged(text), Contains("from 1900 to 2200"), Error);
    }
}

TEST_CASE("orders that differ between countries are refused") {
    for (const std::string_view text :
         {"11/12/2026", "11.12.2026", "11/12", "17/11/2026", "1.2.", "11/12/2026 6am", "11.12. 06:00"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(logged(text), Contains("different countries"), Error);
    }
    CHECK(test::hint_of([] { logged("11/12/2026"); }) == Contains("year first"));
}

TEST_CASE("what is no date at all is refused") {
    for (const std::string_view text : {"",
                                        "  ",
                                        "soon",
                                        "last",
                                        "next",
                                        "last today",
                                        "last nov",
                                        "tue tue",
                                        "3 days",
                                        "days ago",
                                        "a week ago",
                                        "in 3",
                                        "12345 days ago",
                                        "-3 days ago",
                                        "nan",
                                        "1e9 days ago",
                                        "17",
                                        "17 nov 26",
                                        "nov",
                                        "nov 2026",
                                        "tu",
                                        "20261117",
                                        "17-11-2026",
                                        "2026-11-17 25:00",
                                        "today 06:00 07:00",
                                        "06:00 today",
                                        "2026-1a-17",
                                        ".",
                                        "/",
                                        "./.",
                                        "2026-11-17 \xff"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(logged(text), Error);
    }
    CHECK_THROWS_WITH_AS(logged("soon"), Contains("'soon' is not a day"), Error);
    CHECK_THROWS_WITH_AS(logged("."), Contains("'.' is not a day"), Error);
}

TEST_CASE("a time of day is read from either clock") {
    CHECK(parse_time_of_day("06:00") == hours{6});
    CHECK(parse_time_of_day("6:00") == hours{6});
    CHECK(parse_time_of_day("6am") == hours{6});
    CHECK(parse_time_of_day("6 AM") == hours{6});
    CHECK(parse_time_of_day("6:30pm") == hours{18} + minutes{30});
    CHECK(parse_time_of_day("06:00:30") == hours{6} + seconds{30});
    CHECK(parse_time_of_day("23:59:59") == hours{24} - seconds{1});
    CHECK(parse_time_of_day("00:00") == seconds{0});
}

TEST_CASE("twelve o'clock is midnight in the morning and noon in the afternoon") {
    CHECK(parse_time_of_day("12am") == seconds{0});
    CHECK(parse_time_of_day("12:30am") == minutes{30});
    CHECK(parse_time_of_day("12pm") == hours{12});
    CHECK(parse_time_of_day("12:30pm") == hours{12} + minutes{30});
}

TEST_CASE("what is no time of day is refused") {
    for (const std::string_view text : {"", "6", "24:00", "06:60", "06:00:60", "6:5", "006:00", "06:00:00:00", "13pm",
                                        "0am", "am", "pm", "6:30:", "-6:00", "nan", "06:00 pm pm", "6am 7am", "noon"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_time_of_day(text), Contains("not a time of day"), Error);
    }
}

} // namespace runlog
