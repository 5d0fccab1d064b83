#include "runlog/formats/history.hpp"

#include "rows.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

std::optional<FileKind> kind_of(std::string_view beginning) {
    const auto kind = recognise(beginning);
    CHECK(recognise(std::string(mark) + std::string(beginning)) == kind);
    return kind;
}

} // namespace

TEST_CASE("an XML file is told by its first element, whatever stands before it") {
    CHECK(kind_of("<?xml version=\"1.0\"?>\n<gpx version=\"1.1\">") == FileKind::gpx);
    CHECK(kind_of(" \n<!-- a > b --><TrainingCenterDatabase xmlns=\"x\">") == FileKind::tcx);
    CHECK(kind_of("<?xml?><!DOCTYPE HealthData [\n<!ELEMENT gpx (trk)>\n<!-- ] -->\n]>\n<HealthData locale=\"de\">") ==
          FileKind::apple);
    CHECK(kind_of("<!DOCTYPE gpx SYSTEM \"gpx.dtd\"><g:gpx>") == FileKind::gpx);
    CHECK_FALSE(kind_of("<html><gpx>"));
    CHECK_FALSE(kind_of("<gpxs>"));
    CHECK_FALSE(kind_of("<!-- gpx"));
    CHECK_FALSE(kind_of("<"));
}

TEST_CASE("a table is told by the names of its columns") {
    CHECK(kind_of("day,distance_m\n2026-11-21,5000\n") == FileKind::runlog_csv);
    CHECK(kind_of("\"start\",uid\n") == FileKind::runlog_csv);
    CHECK(kind_of(header_line(RowFormat::csv)) == FileKind::runlog_csv);
    CHECK(kind_of("Activity ID,Activity Date,Activity Name,Activity Type\n") == FileKind::strava);
    CHECK(kind_of("Activity Type,Date,Favorite,Title,Distance\n") == FileKind::garmin);
    CHECK(kind_of("Activity Id,Date,Type,Route Name,Distance (mi),Duration\n") == FileKind::runkeeper);
    CHECK_FALSE(kind_of("when,how far\n"));
    CHECK_FALSE(kind_of("distance_m,members\n"));
}

TEST_CASE("JSON is told by the mark it begins with") {
    CHECK(kind_of("{\"day\":\"2026-11-21\"}") == FileKind::json_lines);
    CHECK(kind_of("\n [\n{\"run_id\":1}") == FileKind::running_page);
    CHECK(kind_of(row_text(testing::full_run(), RowFormat::json_lines)) == FileKind::json_lines);
}

TEST_CASE("FIT is told by its mark behind the sizes") {
    CHECK(recognise(std::string("\x0E\x20\0\0\0\0\0\0.FIT\0\0", 14)) == FileKind::fit);
    CHECK_FALSE(recognise(std::string("\x0E\x20\0\0\0\0\0\0.FI", 11)));
}

TEST_CASE("pictures, nothing and blanks are no histories") {
    CHECK_FALSE(recognise(""));
    CHECK_FALSE(recognise(" \n"));
    CHECK_FALSE(recognise("\xFF\xD8\xFF\xE0\x00\x10JFIF"));
    CHECK_FALSE(recognise(std::string(4000, '\0')));
    CHECK_FALSE(recognise("PK\x03\x04"));
}

TEST_CASE("every kind has a word, which names it again") {
    for (const auto kind : file_kinds()) CHECK(parse_file_kind(to_text(kind)) == kind);
    CHECK(file_kinds().size() == 10);
    CHECK_FALSE(parse_file_kind("fitx"));
}

TEST_CASE("running is told from other sports in the words of every file") {
    for (const auto* sport : {"Run", "running", "Running", "Trail Run", "TrailRun", "Virtual Run", "VirtualRun",
                              "street_running", "Track Running", "treadmill_running", "treadmill", "Trail running"}) {
        CAPTURE(sport);
        CHECK(is_running(sport));
    }
    for (const auto* sport :
         {"Ride", "Walk", "hiking", "Crunches", "Trunk", "generic", "WheelchairRunPace", "sport 77", ""}) {
        CAPTURE(sport);
        CHECK_FALSE(is_running(sport));
    }
}

} // namespace runlog::formats
