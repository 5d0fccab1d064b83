#include "foreign_checks.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using testing::only_bad_of;
using testing::only_run_of;
using testing::outcome_of;
using testing::start_text;

const std::string names_after_id = "Date,Type,Route Name,Distance (km),Duration,Average Pace,Notes,GPX File\n";

testing::Outcome read(const std::string& file, const Settled& settled = {}) {
    return outcome_of(read_runkeeper, file, settled);
}

testing::Outcome read_row(const std::string& row, const Settled& settled = {}) {
    return read(names_after_id + row + '\n', settled);
}

} // namespace

TEST_CASE("a row of Runkeeper's is a run that begins by a local clock") {
    const auto run = only_run_of(read("Activity Id," + names_after_id +
                                      "ab-12,2026-11-21 06:00:00,Running,Lake,8.05,45:10,5:37,\"ice,\nsnow\",1.gpx\n"));
    CHECK(start_text(run) == "2026-11-21T06:00:00");
    CHECK(run.run.distance == Metres{8050});
    CHECK(run.run.duration == Seconds{2710});
    CHECK(run.run.source == "runkeeper:ab-12");
    CHECK(run.program == "");
    CHECK(run.run.note == "Lake\nice,\nsnow");
    CHECK(run.sport == "Running");
    CHECK(run.track == "1.gpx");
    CHECK(run.line == 2);
}

TEST_CASE("older files of Runkeeper's have no ids") {
    const auto run = only_run_of(read_row("2026-11-21 06:00:00,Running,,8.05,1:06:06,5:37,,"));
    CHECK_FALSE(run.run.source);
    CHECK(run.program == "runkeeper");
    CHECK(run.run.duration == Seconds{3966});
    CHECK_FALSE(run.run.note);
    CHECK(run.track == "");
}

TEST_CASE("Runkeeper's header names the unit of its distances") {
    const auto run = only_run_of(read("Date,Type,Route Name,Distance (mi),Duration\n"
                                      "2026-11-21 06:00:00,Running,,5.00,45:10\n"));
    CHECK(run.run.distance == Metres{8047});
    const auto refused = read("Date,Type,Route Name,Distance,Duration\n2026-11-21 06:00:00,Running,,5.00,45:10\n");
    CHECK(refused.refusal == "Its first line is not that of a Runkeeper export.");
}

TEST_CASE("a distance of zero is none, and without a duration too the row is refused") {
    CHECK_FALSE(only_run_of(read_row("2026-11-21 06:00:00,Yoga,,0.00,45:10,,,")).run.distance);
    CHECK(only_bad_of(read_row("2026-11-21 06:00:00,Yoga,,0.00,0:00,,,1.gpx")).why ==
          "neither distance nor duration is given");
}

TEST_CASE("a bad row of Runkeeper's is told with its line, its column and why, and the next row follows") {
    const auto outcome =
        read(names_after_id + "2026-11-21 06:00:00,Running,,8.05,45:10,,\"two\nlines\",\n" +
             "2026-11-22 06:00:00,Running,,8.05,45,,,\n" + "2026-11-23 06:00:00,Running,,8.05,45:10,,,\n");
    CHECK(outcome.runs.size() == 2);
    REQUIRE(outcome.bad.size() == 1);
    CHECK(outcome.bad[0].line == 4);
    CHECK(outcome.bad[0].where == "Duration");
    CHECK(outcome.bad[0].why == "'45' is not a duration like 26:42 or 1:06:06");
}

TEST_CASE("Runkeeper's numbers and dates that could be either are asked for") {
    CHECK(read_row("2026-11-21 06:00:00,Running,,\"8,055\",45:10,,,").refusal ==
          "'8,055' on line 2 could have thousands or decimals.");
    CHECK(only_run_of(read_row("2026-11-21 06:00:00,Running,,\"8,055\",45:10,,,", testing::with_decimal(',')))
              .run.distance == Metres{8055});
    CHECK(only_run_of(read_row("2026-11-21 06:00:00,Running,,\"8,05\",45:10,,,")).run.distance == Metres{8050});
    CHECK(read_row("9/12/2026 06:00:00,Running,,8.05,45:10,,,").refusal != "");
}

} // namespace runlog::formats
