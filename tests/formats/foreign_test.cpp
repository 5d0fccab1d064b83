#include "formats/foreign.hpp"

#include "foreign_files.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace runlog::formats {

namespace {

using doctest::Contains;
using testing::with_decimal;
using testing::with_order;

Cell cell(const std::string& text) {
    return {"Column", text, 7};
}

std::string time_in(const std::string& text, const Settled& settled = {}) {
    CAPTURE(text);
    return iso(read_date_time(cell(text), settled));
}

void refuses_time(const std::string& text, const char* says, const Settled& settled = {}) {
    CAPTURE(text);
    CHECK_THROWS_WITH_AS(read_date_time(cell(text), settled), Contains(says), BadField);
}

std::optional<double> number_in(const std::string& text, const Settled& settled = {}) {
    CAPTURE(text);
    return read_number(cell(text), settled);
}

} // namespace

TEST_CASE("a day and time is read as programs of many countries write it") {
    for (const std::string text : {"May 29, 2022, 3:53:35 PM",
                                   "May 29, 2022, 3:53:35\u202FPM",
                                   "May 29, 2022, 3:53:35\u00A0pm",
                                   "May 29, 2022, 3:53:35 p.m.",
                                   "May 29, 2022, 3:53:35 p. m.",
                                   "29 May 2022, 15:53:35",
                                   "29 May 2022, 3:53:35 pm",
                                   "29 may. 2022 15:53:35",
                                   "29. May 2022 15:53:35",
                                   "29.05.2022, 15:53:35",
                                   "29.5.2022 15:53:35",
                                   "29.05.2022. 15:53:35",
                                   "29/05/2022, 15:53:35",
                                   "05/29/2022, 3:53:35 PM",
                                   "2022-05-29 15:53:35",
                                   "2022-05-29T15:53:35",
                                   "2022/05/29 15:53:35",
                                   "2022.05.29. 15:53:35",
                                   "  2022-05-29 15:53:35\n",
                                   "2022-05-29 15:53:35.750"})
        CHECK(time_in(text) == "2022-05-29T15:53:35");
    CHECK(time_in("2022-05-29 15:53") == "2022-05-29T15:53:00");
    CHECK(time_in("2022-05-29 5:53") == "2022-05-29T05:53:00");
}

TEST_CASE("every month is known by its English name and by its first three letters") {
    const std::vector<std::pair<std::string, std::string>> months{
        {"January", "01"},   {"February", "02"}, {"March", "03"},    {"April", "04"},
        {"May", "05"},       {"June", "06"},     {"July", "07"},     {"August", "08"},
        {"September", "09"}, {"October", "10"},  {"November", "11"}, {"December", "12"}};
    for (const auto& [name, number] : months)
        for (const auto& word : {name, name.substr(0, 3)})
            CHECK(time_in("3 " + word + " 2022, 06:00:00") == "2022-" + number + "-03T06:00:00");
    CHECK(time_in("3 Sept 2022, 06:00:00") == "2022-09-03T06:00:00");
}

TEST_CASE("noon and midnight have their own hours on a clock of twelve") {
    CHECK(time_in("May 29, 2022, 12:00:01 AM") == "2022-05-29T00:00:01");
    CHECK(time_in("May 29, 2022, 12:00:01 PM") == "2022-05-29T12:00:01");
    CHECK(time_in("May 29, 2022, 11:59:59 PM") == "2022-05-29T23:59:59");
    refuses_time("May 29, 2022, 13:00:00 PM", "not a day and time");
    refuses_time("May 29, 2022, 0:00:00 AM", "not a day and time");
}

TEST_CASE("what is no day and time is refused") {
    for (const std::string text :
         {"soon", "2022-05-29", "15:53:35", "2022-05-29 24:00:00", "2022-05-29 15:60:00", "2022-05-29 15:53:60",
          "2022-05-29 15:53:35 xm", "2022-05-29 15:53:35.x", "2022-05 15:53:35", "2022-05-29-01 15:53:35",
          "29.05.22 15:53:35", "x9.05.2022 15:53:35", "20220529 15:53:35", "May 2022 15:53:35", "29 May 22 15:53:35",
          "2022-05-29 15:53:35:00", "+2022-05-29 15:53:35", "Sun May 29 2022 15:53:35"})
        refuses_time(text, "is not a day and time like 2026-11-21 06:00:00");
    refuses_time("", "it has no start");
    refuses_time("--", "it has no start");
    refuses_time(std::string(81, '1') + " 15:53", "...' is not a day and time");
}

TEST_CASE("a day that no calendar has is refused, and so is one that nobody runs on") {
    for (const std::string text :
         {"2022-02-30 06:00", "2023-02-29 06:00", "2022-13-01 06:00", "2022-00-01 06:00", "31.04.2022 06:00",
          "2022-257-01 06:00", "2022-01-257 06:00", "Feb 30, 2022, 6:00 AM"})
        refuses_time(text, "is not on a day of the calendar");
    refuses_time("1899-12-31 06:00", "lies before 1900 or after 2200");
    refuses_time("2201-01-01 06:00", "lies before 1900 or after 2200");
    CHECK(time_in("1900-01-01 00:00") == "1900-01-01T00:00:00");
    CHECK(time_in("2200-12-31 23:59:59") == "2200-12-31T23:59:59");
    CHECK(time_in("2024-02-29 06:00") == "2024-02-29T06:00:00");
}

TEST_CASE("a month in another language is refused with what to do about it") {
    for (const std::string text :
         {"6 mei 2013 15:39:08", "29 mai 2022 à 15:53:35", "29 de mai. de 2022, 15:53:35", "août 29, 2022, 15:53:35"})
        refuses_time(text, "does not name its month in English; once the other program is set to English");
}

TEST_CASE("slashes leave open what comes first, unless a number or the person tells") {
    for (const std::string text : {"09/12/2022, 15:24:49", "9-12-2022 15:24:49"}) {
        CHECK(time_in(text, with_order(DayOrder::day_first)) == "2022-12-09T15:24:49");
        CHECK(time_in(text, with_order(DayOrder::month_first)) == "2022-09-12T15:24:49");
        CHECK_THROWS_WITH_AS(read_date_time(cell(text), {}),
                             Contains("on line 7 could begin with the day or with the month."), BadFile);
    }
    try {
        read_date_time(cell("09/12/2022, 15:24:49"), {});
    } catch (const BadFile& bad) {
        CHECK(bad.hint() == "Say which with --dates dmy or --dates mdy.");
    }
    CHECK(time_in("12/12/2022, 15:24:49") == "2022-12-12T15:24:49");
    CHECK(time_in("09.12.2022, 15:24:49", with_order(DayOrder::month_first)) == "2022-12-09T15:24:49");
}

TEST_CASE("a date that contradicts the order that is settled is refused, for others would be misread") {
    refuses_time("29/05/2022, 06:00:00", "is not on a day of the calendar", with_order(DayOrder::month_first));
    refuses_time("05/29/2022, 06:00:00", "is not on a day of the calendar", with_order(DayOrder::day_first));
}

TEST_CASE("a duration is read as clocks show it") {
    const std::vector<std::pair<std::string, int>> durations{{"26:42", 1602},
                                                             {"1:06:06", 3966},
                                                             {"00:26:42", 1602},
                                                             {"0:00:01", 1},
                                                             {"00:26:42.5", 1603},
                                                             {"00:26:42.4", 1602},
                                                             {"00:26:42,5", 1603},
                                                             {"26:42.499999", 1602},
                                                             {"75:10", 4510},
                                                             {"27:10:05", 97805},
                                                             {" 26:42 ", 1602},
                                                             {"1 day, 0:10:00", 87000},
                                                             {"2 days, 1:00:00", 176400}};
    for (const auto& duration : durations) {
        CAPTURE(duration.first);
        CHECK(read_clock(cell(duration.first)) == Seconds{duration.second});
    }
    for (const std::string text : {"", "--", " ", "0:00", "00:00:00", "0:00:00.4"}) CHECK_FALSE(read_clock(cell(text)));
}

TEST_CASE("what is no duration is refused, and so is one that is not believed") {
    for (const std::string text : {"x", "2642", "26", "26:4", "26:60", "1:60:00", "1:6:06", "1:2:3:4", ":10",
                                   "10:", "-1:00", "26:42.", "26:42.x", "1 week, 0:10:00", "x day, 0:10:00",
                                   "1 day 0:10:00", "-1 day, 23:59:50", "1234567:00", "26:42.1234567890"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(read_clock(cell(text)), Contains("is not a duration like 26:42 or 1:06:06"), BadField);
    }
    CHECK(read_clock(cell("168:00:00")) == longest_duration);
    CHECK_THROWS_WITH_AS(read_clock(cell("168:00:01")), "'168:00:01' is more than 7 days", BadField);
    CHECK_THROWS_WITH_AS(read_clock(cell("7 days, 0:00:01")), Contains("is more than 7 days"), BadField);
}

TEST_CASE("a number is read in whatever way it marks its decimals and thousands, where only one is meant") {
    const std::vector<std::pair<std::string, double>> numbers{{"0", 0},
                                                              {"7", 7},
                                                              {"9.44", 9.44},
                                                              {"9,44", 9.44},
                                                              {"9,4", 9.4},
                                                              {"0,808", 0.808},
                                                              {",5", 0.5},
                                                              {".5", 0.5},
                                                              {"5.", 5},
                                                              {"1,234.5", 1234.5},
                                                              {"1.234,5", 1234.5},
                                                              {"1,234,567", 1234567},
                                                              {"1.234.567", 1234567},
                                                              {"1 234", 1234},
                                                              {"1\u202F234,5", 1234.5},
                                                              {"1\u00A0234", 1234},
                                                              {"1'234.5", 1234.5},
                                                              {"1\u2019234", 1234},
                                                              {"4731.5", 4731.5},
                                                              {"4731,125", 4731.125},
                                                              {"3322.949951171875", 3322.949951171875},
                                                              {" 12 ", 12},
                                                              {"4.808", 4.808},
                                                              {"1,234,567.5", 1234567.5}};
    for (const auto& [text, value] : numbers) CHECK(number_in(text) == value);
    CHECK_FALSE(number_in(""));
    CHECK_FALSE(number_in("--"));
}

TEST_CASE("a comma before three digits could be either, and is settled by the person alone") {
    CHECK(number_in("4,808", with_decimal(',')) == 4.808);
    CHECK(number_in("4,808", with_decimal('.')) == 4808);
    CHECK(number_in("4.808", with_decimal('.')) == 4.808);
    CHECK(number_in("4.808", with_decimal(',')) == 4808);
    CHECK(number_in("9.44", with_decimal(',')) == 9.44);
    CHECK_THROWS_WITH_AS(read_number(cell("4,808"), {}), "'4,808' on line 7 could have thousands or decimals.",
                         BadFile);
    try {
        read_number(cell("4,808"), {});
    } catch (const BadFile& bad) {
        CHECK(bad.hint() == "Say which with --decimal comma or --decimal point.");
    }
}

TEST_CASE("what is no number is refused") {
    for (const std::string text :
         {"x",    "-5", "+5", "1e3", "nan",   "inf",         "0x10", "1,23,456", "12,34.5",   "1234,567,890",
          "1,,2", "..", ".",  ",",   "1.2.3", "1,234.567.8", "5 km", "1  234",   "1,234 567", "٣"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(read_number(cell(text), {}), Contains("is not a number"), BadField);
    }
    CHECK_THROWS_AS(read_number(cell(std::string(41, '1')), {}), BadField);
}

TEST_CASE("metres and seconds are whole, and only what is believed") {
    CHECK(believed_metres(cell("x"), 4999.5) == Metres{5000});
    CHECK(believed_metres(cell("x"), 1e6) == longest_distance);
    CHECK_FALSE(believed_metres(cell("x"), 0.4));
    CHECK_FALSE(believed_seconds(cell("x"), 0));
    CHECK(believed_seconds(cell("x"), 0.5) == Seconds{1});
    CHECK_THROWS_WITH_AS(believed_metres(cell("1001"), 1'000'001), "'1001' is more than 1,000 km", BadField);
    for (const double odd : {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        CHECK_THROWS_AS(believed_metres(cell("x"), odd), BadField);
        CHECK_THROWS_AS(believed_seconds(cell("x"), odd), BadField);
    }
}

TEST_CASE("the place of a trouble is the column, made printable") {
    try {
        refuse({"Da\x1b[31mte", "x", 1}, "why");
    } catch (const BadField& bad) {
        CHECK(bad.where == "Da[31mte");
    }
    CHECK(shown("a\nb") == "'a b'");
    CHECK(shown(std::string(60, 'x')) == "'" + std::string(37, 'x') + "...'");
}

TEST_CASE("an id is kept as its program writes it, unless it could not be typed again") {
    ReadRun read;
    set_source(read, "garmin", cell(" 12-ab "));
    CHECK(read.run.source == "garmin:12-ab");
    CHECK(read.program == "");
    for (const auto& text : {std::string("a b"), std::string("a;b"), std::string("a\x01"), std::string("a\u00A0b"),
                             std::string("\xff"), std::string(81, 'x'), std::string("a\u202Eb")})
        CHECK_THROWS_WITH_AS(set_source(read, "garmin", cell(text)), Contains("cannot be the id"), BadField);
    ReadRun none;
    set_source(none, "garmin", cell(" "));
    CHECK_FALSE(none.run.source);
    CHECK(none.program == "garmin");
    set_source(read, "garmin", cell(std::string(80, 'x')));
    CHECK(read.run.source == "garmin:" + std::string(80, 'x'));
}

TEST_CASE("a note is the title and below it the description") {
    CHECK(note_of("Morning Run", "cold") == "Morning Run\ncold");
    CHECK(note_of("Morning Run", "") == "Morning Run");
    CHECK(note_of("--", "cold\nwet\n") == "cold\nwet");
    CHECK(note_of("caf\xe9", "cold") == "cold");
    CHECK_FALSE(note_of("", " \n"));
}

} // namespace runlog::formats
