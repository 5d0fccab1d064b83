#include "formats/file_time.hpp"

#include <doctest/doctest.h>

#include <string>

namespace runlog::formats {

namespace {

using namespace std::chrono_literals;

std::string local(const char* text) {
    const auto time = parse_file_time(text);
    return time ? iso(time->local) : "";
}

} // namespace

TEST_CASE("times are read as GPX, TCX and Apple Health write them") {
    CHECK(local("2016-05-27T10:08:47Z") == "2016-05-27T10:08:47");
    CHECK(parse_file_time("2016-05-27T10:08:47Z")->offset == Seconds{0});
    CHECK(local("2016-05-27T10:08:47.8Z") == "2016-05-27T10:08:47");
    CHECK(parse_file_time("2016-05-27T10:08:47.8Z")->fraction == 800ms);
    CHECK(parse_file_time("2016-05-27T10:08:47,0459999999Z")->fraction == 45ms);
    CHECK(local("2020-12-27T15:43:49.000+01:00") == "2020-12-27T15:43:49");
    CHECK(parse_file_time("2020-12-27T15:43:49.000+01:00")->offset == 1h);
    CHECK(local("2025-12-20 12:51:00 +0100") == "2025-12-20T12:51:00");
    CHECK(parse_file_time("2025-12-20 12:51:00 -0330")->offset == -(3h + 30min));
    CHECK(parse_file_time("2025-12-20T12:51:00-07")->offset == -7h);
    CHECK(local("2010-01-01T00:00:00") == "2010-01-01T00:00:00");
    CHECK(!parse_file_time("2010-01-01T00:00:00")->offset);
    CHECK(local("\n  2010-01-01T06:30Z \n") == "2010-01-01T06:30:00");
}

TEST_CASE("a moment takes offset and fraction into account") {
    const auto at = [](const char* text) { return parse_file_time(text).value().since_epoch(); };
    CHECK(at("1970-01-01T00:00:00.5Z") == 500ms);
    CHECK(at("1970-01-01T01:00:00+01:00") == 0ms);
    CHECK(at("1969-12-31T22:00:01-02:00") == 1s);
    CHECK(at("1969-12-31T23:59:59.75Z") == -250ms);
    CHECK(at("1970-01-01T00:00:07") == 7s);
}

TEST_CASE("what is no time is none") {
    for (const char* text : {"",
                             "2016",
                             "2016-05-27",
                             "2016-05-27Z",
                             "2016-05-27T",
                             "12:xx",
                             "2016-05-27T25:00:00Z",
                             "2016-05-27T10:60:00Z",
                             "2016-02-30T10:00:00Z",
                             "2016-05-27T10:08:47.Z",
                             "2016-05-27T10:08:47.x",
                             "2016-05-27T10:08:47ZZ",
                             "2016-05-27T10:08:47+19:00",
                             "2016-05-27T10:08:47+1",
                             "2016-05-27T10:08:47+1:00",
                             "2016-05-27T10:08:47 CET",
                             "2016-05-27T10:08:47+01:60",
                             "-016-05-27T10:08:47Z",
                             "+2016-05-27T10:08:47Z",
                             "1464343727",
                             "2016-05-27T10Z",
                             "2016-05-27T10:08:47+",
                             "2016-05-27T::::::::Z",
                             "2016-05-27T10:08:47.8Z 2016-05-27T10:08:47.8Z"}) {
        CAPTURE(text);
        CHECK(!parse_file_time(text));
    }
}

TEST_CASE("only years from 1900 to 2200 are believed, here and in UTC") {
    CHECK(parse_file_time("1900-01-01T00:00:00Z"));
    CHECK(parse_file_time("2200-12-31T23:59:59.999Z"));
    CHECK(!parse_file_time("1899-12-31T23:59:59Z"));
    CHECK(!parse_file_time("2201-01-01T00:00:00Z"));
    CHECK(!parse_file_time("0001-01-01T00:00:00Z"));
    CHECK(!parse_file_time("9999-12-31T23:59:59Z"));
    CHECK(!parse_file_time("1900-01-01T00:30:00+01:00"));
    CHECK(!parse_file_time("2200-12-31T23:30:00-01:00"));
    CHECK(parse_file_time("1900-01-01T00:30:00-01:00"));
}

TEST_CASE("a start in UTC waits for a zone, one with an offset needs none, and one with neither is local") {
    ReadRun read;
    set_start(read, parse_file_time("2016-05-27T10:08:47.8Z").value());
    CHECK(read.moment == Instant{date::sys_days{date::year{2016} / 5 / 27}} + 10h + 8min + 47s);
    CHECK(!read.run.start);
    CHECK(!read.local_start);
    read = {};
    set_start(read, parse_file_time("2016-05-27T10:08:47+00:00").value());
    CHECK(read.moment);
    read = {};
    set_start(read, parse_file_time("2016-05-27T10:08:47.8-05:00").value());
    REQUIRE(read.run.start);
    CHECK(iso(*read.run.start) == "2016-05-27T10:08:47-05:00");
    CHECK(!read.moment);
    read = {};
    set_start(read, parse_file_time("2016-05-27T10:08:47").value());
    REQUIRE(read.local_start);
    CHECK(iso(*read.local_start) == "2016-05-27T10:08:47");
}

} // namespace runlog::formats
