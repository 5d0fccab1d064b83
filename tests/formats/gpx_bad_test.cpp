#include "gpx_support.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace runlog::formats {

namespace {

using namespace xml_testing;
using doctest::Contains;

BadRow only_bad_row(const std::string& tracks) {
    const auto found = gpx(file_of(tracks));
    CHECK(found.runs.empty());
    REQUIRE(found.bad.size() == 1);
    CHECK(found.bad[0].where == "");
    return found.bad[0];
}

void refuses(const std::string& tracks, std::size_t line, const char* says) {
    CAPTURE(tracks);
    const auto bad = only_bad_row(tracks);
    CHECK(bad.line == line);
    CHECK(bad.why == says);
}

} // namespace

TEST_CASE("a track without any time is a bad row") {
    refuses(track(segment(point("0", "0") + point("0", "1"))), 3, "it gives no times, so nobody knows when it was run");
}

TEST_CASE("a track without any point is a bad row") {
    refuses(track(segment("")), 3, "it has no points");
    refuses("\n<trk/>\n", 4, "it has no points");
}

TEST_CASE("a track of one point is a bad row") {
    refuses(track(segment(step(0, 0))), 3, "neither distance nor duration is given");
    refuses(track(segment(step(0, 0) + step(0, 0))), 3, "neither distance nor duration is given");
}

TEST_CASE("a point that is nowhere on the earth is told with its line, and its track is a bad row") {
    const std::string time = "2026-11-21T09:00:00Z";
    const auto bad = [&](const std::string& latitude, const std::string& longitude, const char* says) {
        refuses(track(segment(point("0", "0", time) + point(latitude, longitude, time) + point("x", "x", "x"))), 6,
                says);
    };
    bad("90.1", "0", "90.1 is not a latitude");
    bad("-91", "0", "-91 is not a latitude");
    bad("0", "180.5", "180.5 is not a longitude");
    bad("1e308", "0", "1e+308 is not a latitude");
    bad("nan", "0", "'nan' is not a latitude");
    bad("0", "-inf", "'-inf' is not a longitude");
    bad("", "0", "'' is not a latitude");
    bad("0", "", "'' is not a longitude");
    bad("47,5", "0", "'47,5' is not a latitude");
    bad("47.5N", "0", "'47.5N' is not a latitude");
    bad("++1", "0", "'++1' is not a latitude");
    bad("1e999", "0", "'1e999' is not a latitude");
    refuses(track(segment("<trkpt><time>" + time + "</time></trkpt>")), 5, "'' is not a latitude");
}

TEST_CASE("a time that is none is told with its line, and its track is a bad row") {
    refuses(track(segment(step(0, 0) + point("0", "1", "12:xx"))), 6,
            "'12:xx' is not a time like 2026-11-21T06:00:00Z");
    refuses(track(segment(step(0, 0) + "<trkpt lat='0' lon='0'>\n<time>9</time></trkpt>")), 7,
            "'9' is not a time like 2026-11-21T06:00:00Z");
    CHECK(only_bad_row(track(segment(point("0", "0", std::string(70'000, 'x'))))).why.size() < 100);
}

TEST_CASE("a track that is too long or lasts too long is a bad row") {
    refuses(track(segment(point("0", "0", "2026-11-21T09:00:00Z") + point("0", "9") + point("0", "0"))), 3,
            "its distance is more than 1,000 km");
    refuses(track(segment(point("0", "0", "2026-11-21T09:00:00Z") + point("0", "1", "2026-11-28T09:00:01Z"))), 3,
            "it lasts more than 7 days");
    CHECK(
        gpx(file_of(track(segment(point("0", "0", "2026-11-21T09:00:00Z") + point("0", "1", "2026-11-28T09:00:00Z")))))
            .runs.size() == 1);
}

TEST_CASE("after a bad track the next one is read") {
    const auto found = gpx(file_of(track(segment(point("x", "0"))) + simple_track() + track("") + simple_track()));
    CHECK(found.runs.size() == 2);
    REQUIRE(found.bad.size() == 2);
    CHECK(found.bad[0].line == 5);
    CHECK(found.bad[1].line == 14);
}

TEST_CASE("a file with routes and places alone holds no track") {
    for (const std::string contents : {"", "<wpt lat='1' lon='1'><time>2026-11-21T09:00:00Z</time></wpt>",
                                       "<rte><rtept lat='1' lon='1'/></rte>", "<x><trk/></x>"})
        CHECK_THROWS_WITH_AS(gpx(file_of(contents)), "It holds no track.", BadFile);
}

TEST_CASE("what is no GPX is told so") {
    for (const std::string file : {"<html/>", "<kml><gpx/></kml>", "<TrainingCenterDatabase/>"})
        CHECK_THROWS_WITH_AS(gpx(file), "It is not GPX.", BadFile);
}

TEST_CASE("of a file that is cut short the whole tracks are read") {
    std::istringstream in(file_of(simple_track() + simple_track()).substr(0, 300));
    int seen = 0;
    CHECK_THROWS_WITH_AS(read_gpx(in, {[&](const ReadRun&) { ++seen; }, [](const BadRow&) {}}),
                         Contains("It ends in the middle, on line"), BadFile);
    CHECK(seen == 1);
}

TEST_CASE("nothing that a track says can reach a terminal as an escape sequence") {
    const auto bad = only_bad_row(track(segment(point("\xC2\x9B"
                                                      "31m",
                                                      "0"))));
    CHECK(bad.why == "'31m' is not a latitude");
}

TEST_CASE("what a visitor throws arrives and ends the reading of tracks") {
    std::istringstream in(file_of(track("") + simple_track()));
    const auto refuse = [](const auto&) { throw std::out_of_range("enough"); };
    CHECK_THROWS_AS(read_gpx(in, {[](const ReadRun&) {}, refuse}), std::out_of_range);
    std::istringstream again(file_of(track("") + simple_track()));
    CHECK_THROWS_AS(read_gpx(again, {refuse, [](const BadRow&) {}}), std::out_of_range);
}

} // namespace runlog::formats
