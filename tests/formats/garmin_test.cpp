#include "foreign_checks.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using testing::only_bad_of;
using testing::only_run_of;
using testing::outcome_of;
using testing::start_text;
using testing::with_unit;

const std::string names = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Steps,Moving Time,Elapsed Time\n";

struct Row {
    std::string type = "Running";
    std::string date = "2026-11-21 06:00:00";
    std::string title = "Town Running";
    std::string distance = "8.05";
    std::string time = "00:45:30";
    std::string moving = "00:45:10.4";
    std::string elapsed = "00:47:00";

    std::string text() const {
        return type + ',' + date + ",false,\"" + title + "\",\"" + distance + "\",\"447\",\"" + time +
               "\",\"4,808\",\"" + moving + "\",\"" + elapsed + "\"\n";
    }
};

testing::Outcome read(const Row& row, const Settled& settled = with_unit(Unit::km)) {
    return outcome_of(read_garmin, names + row.text(), settled);
}

std::optional<Metres> distance_of(const std::string& type, const std::string& distance,
                                  const Settled& settled = with_unit(Unit::km)) {
    CAPTURE(distance);
    Row row;
    row.type = type;
    row.distance = distance;
    return only_run_of(read(row, settled)).run.distance;
}

} // namespace

TEST_CASE("a row of Garmin Connect is a run that begins by a local clock") {
    const auto run = only_run_of(read(Row{}));
    CHECK(start_text(run) == "2026-11-21T06:00:00");
    CHECK(run.run.distance == Metres{8050});
    CHECK(run.run.duration == Seconds{2710});
    CHECK(run.run.note == "Town Running");
    CHECK(run.sport == "Running");
    CHECK(run.program == "garmin");
    CHECK_FALSE(run.run.source);
    CHECK(run.line == 2);
}

TEST_CASE("the unit of Garmin's distances is asked for where there is a distance") {
    const auto refused = read(Row{}, {});
    CHECK(refused.refusal == "It does not say whether its distances are kilometres or miles.");
    CHECK(refused.hint == "Say which with --units km or --units mi.");
    CHECK(distance_of("Running", "5.00", with_unit(Unit::mi)) == Metres{8047});
    for (const std::string none : {"--", "0.00", ""}) CHECK_FALSE(distance_of("Yoga", none, {}));
}

TEST_CASE("Garmin's decimals have a point or a comma") {
    CHECK(distance_of("Running", "5.81") == Metres{5810});
    CHECK(distance_of("Running", "5,81") == Metres{5810});
    CHECK(distance_of("Running", "10") == Metres{10000});
    Row row;
    row.distance = "4,808";
    CHECK(read(row).refusal == "'4,808' on line 2 could have thousands or decimals.");
    auto settled = with_unit(Unit::km);
    settled.decimal_mark = ',';
    CHECK(distance_of("Running", "4,808", settled) == Metres{4808});
}

TEST_CASE("on the track Garmin counts whole metres") {
    CHECK(distance_of("Track Running", "6,640", {}) == Metres{6640});
    CHECK(distance_of("Track Running", "6.640", {}) == Metres{6640});
    CHECK(distance_of("Track Running", "800", with_unit(Unit::mi)) == Metres{800});
    CHECK(distance_of("Indoor Track", "2,400", {}) == Metres{2400});
    CHECK(distance_of("Track Running", "5.03") == Metres{5030});
    CHECK(distance_of("Track Running", "5") == Metres{5000});
}

TEST_CASE("in the water Garmin counts metres or yards, so the distance is left out") {
    for (const std::string sport : {"Pool Swimming", "Open Water Swimming", "Indoor Rowing", "Kayaking", "SUP"}) {
        CAPTURE(sport);
        CHECK_FALSE(distance_of(sport, "1,000", {}));
        CHECK_FALSE(distance_of(sport, "800", {}));
    }
    CHECK(distance_of("Kayaking", "7,00") == Metres{7000});
}

TEST_CASE("Garmin's time in motion counts before its timer, and that before the time that went by") {
    Row row;
    row.moving = "--";
    CHECK(only_run_of(read(row)).run.duration == Seconds{2730});
    row.time = "00:00:00";
    CHECK(only_run_of(read(row)).run.duration == Seconds{2820});
    row.elapsed = "1:06:06";
    CHECK(only_run_of(read(row)).run.duration == Seconds{3966});
    row.elapsed = "--";
    row.distance = "--";
    CHECK(only_bad_of(read(row)).why == "neither distance nor duration is given");
}

TEST_CASE("a bad row of Garmin's is told with its column and why") {
    Row row;
    row.moving = "soon";
    CHECK(only_bad_of(read(row)).where == "Moving Time");
    CHECK(only_bad_of(read(row)).why == "'soon' is not a duration like 26:42 or 1:06:06");
    row = {};
    row.date = "";
    CHECK(only_bad_of(read(row)).why == "it has no start");
    row = {};
    row.distance = "1,001.00";
    CHECK(only_bad_of(read(row)).why == "'1,001.00' is more than 1,000 km");
}

TEST_CASE("a table of Garmin's in another language is read by the places of its columns") {
    const auto run = only_run_of(outcome_of(read_garmin,
                                            "Art,Datum,Favorit,Titel,Distanz,Kalorien,Zeit\n"
                                            "Laufen,2026-11-21 06:00:00,false,Dunkel,\"8,05\",447,00:45:10\n",
                                            with_unit(Unit::km)));
    CHECK(run.run.distance == Metres{8050});
    CHECK(run.run.duration == Seconds{2710});
    CHECK(run.run.note == "Dunkel");
    CHECK(run.sport == "Laufen");
    CHECK(outcome_of(read_garmin, "a,b,c\n").refusal == "Its first line is not that of a Garmin Connect export.");
}

} // namespace runlog::formats
