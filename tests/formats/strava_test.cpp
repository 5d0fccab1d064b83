#include "foreign_checks.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using doctest::Contains;
using testing::only_bad_of;
using testing::only_run_of;
using testing::outcome_of;
using testing::start_text;

const std::string names = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
                          "Distance,Commute,Activity Private Note,Filename,Elapsed Time,Moving Time,Distance,Commute\n";

/// The fields of a row, each of which a test may change.
struct Row {
    std::string id = "101";
    std::string date = "\"Nov 21, 2026, 6:00:00 AM\"";
    std::string name = "Dark Run";
    std::string type = "Run";
    std::string description;
    std::string elapsed = "2800";
    std::string kilometres = "8.05";
    std::string filename = "activities/2101.fit.gz";
    std::string stored_elapsed = "2790.0";
    std::string moving = "2710.0";
    std::string metres = "8047.2001953125";

    std::string text() const {
        return id + ',' + date + ',' + name + ',' + type + ',' + description + ',' + elapsed + ',' + kilometres +
               ",false,not for others," + filename + ',' + stored_elapsed + ',' + moving + ',' + metres + ",0\n";
    }
};

testing::Outcome read(const std::string& file, const Settled& settled = {}) {
    return outcome_of(read_strava, file, settled);
}

testing::Outcome read(const Row& row, const Settled& settled = {}) {
    return read(names + row.text(), settled);
}

/// A translated table: `extra` columns more than in former years stand before the file's name.
std::string translated(std::size_t extra, const std::string& row) {
    std::string header = "Nummer,Datum,Titel,Art,Text,Zeit,Strecke";
    for (std::size_t i = 0; i < 2 + extra; ++i) header += ",A" + std::to_string(i);
    return header + ",Datei,G1,G2,Zeit,Bewegt,Strecke,Ende,Schluss\n" + row;
}

} // namespace

TEST_CASE("a row of Strava's is a run that begins at a moment") {
    const auto run = only_run_of(read(Row{}));
    CHECK(start_text(run) == "2026-11-21T06:00:00Z");
    CHECK(run.run.distance == Metres{8047});
    CHECK(run.run.duration == Seconds{2710});
    CHECK(run.run.source == "strava:101");
    CHECK(run.run.note == "Dark Run");
    CHECK(run.sport == "Run");
    CHECK(run.track == "activities/2101.fit.gz");
    CHECK(run.program == "");
    CHECK(run.line == 2);
    CHECK(run.run.members.empty());
    CHECK(run.run.zone == "");
}

TEST_CASE("the stored metres count before the kilometres that are shown") {
    Row row;
    row.kilometres = "5.00";
    CHECK(only_run_of(read(row)).run.distance == Metres{8047});
    row.metres = "";
    CHECK(only_run_of(read(row)).run.distance == Metres{5000});
    row.metres = "0.0";
    CHECK(only_run_of(read(row)).run.distance == Metres{5000});
    row.kilometres = "0";
    CHECK_FALSE(only_run_of(read(row)).run.distance);
}

TEST_CASE("the time in motion counts before the time that went by") {
    Row row;
    row.moving = "";
    CHECK(only_run_of(read(row)).run.duration == Seconds{2790});
    row.stored_elapsed = "";
    CHECK(only_run_of(read(row)).run.duration == Seconds{2800});
    row.elapsed = "0";
    CHECK_FALSE(only_run_of(read(row)).run.duration);
}

TEST_CASE("name and description are the note, and what was private stays out") {
    Row row;
    row.description = "\"cold,\nand \"\"icy\"\"\"";
    CHECK(only_run_of(read(row)).run.note == "Dark Run\ncold,\nand \"icy\"");
}

TEST_CASE("every sport is handed over in its own word") {
    Row row;
    row.type = "Stand Up Paddling";
    CHECK(only_run_of(read(row)).sport == "Stand Up Paddling");
}

TEST_CASE("a run without distance and duration is left to its track, and without a track refused") {
    Row row;
    row.kilometres = row.metres = row.elapsed = row.stored_elapsed = row.moving = "";
    CHECK(only_run_of(read(row)).track == "activities/2101.fit.gz");
    row.filename = "";
    CHECK(only_bad_of(read(row)).why == "neither distance nor duration is given");
}

TEST_CASE("a bad row of Strava's is told with its line, its column and why, and the next row follows") {
    Row bad;
    bad.description = "\"two\nlines\"";
    const auto bad_with = [&](std::string Row::*field, const std::string& text) {
        Row row = bad;
        row.*field = text;
        const auto outcome = read(names + row.text() + Row{}.text());
        CHECK(outcome.runs.size() == 1);
        CHECK(outcome.runs.at(0).line == 4);
        REQUIRE(outcome.bad.size() == 1);
        CHECK(outcome.bad[0].line == 2);
        return outcome.bad[0].where + ": " + outcome.bad[0].why;
    };
    CHECK(bad_with(&Row::date, "") == "Activity Date: it has no start");
    CHECK(bad_with(&Row::date, "soon") == "Activity Date: 'soon' is not a day and time like 2026-11-21 06:00:00");
    CHECK(bad_with(&Row::metres, "far") == "Distance: 'far' is not a number");
    CHECK(bad_with(&Row::metres, "1000001") == "Distance: '1000001' is more than 1,000 km");
    CHECK(bad_with(&Row::moving, "604801.0") == "Moving Time: '604801.0' is more than 7 days");
    CHECK(bad_with(&Row::id, "1.2E+10") == "Activity ID: '1.2E+10' is not the number of an activity");
    CHECK(bad_with(&Row::id, "12;13") == "Activity ID: '12;13' is not the number of an activity");
    CHECK(bad_with(&Row::type, "Run,more") == ": it has 15 fields where the first line has 14");
}

TEST_CASE("stored values have a decimal point in every language") {
    Row row;
    row.metres = "808.125";
    row.kilometres = "\"0,81\"";
    for (const auto& settled : {Settled{}, testing::with_decimal(','), testing::with_decimal('.')})
        CHECK(only_run_of(read(row, settled)).run.distance == Metres{808});
}

TEST_CASE("a comma that could be either refuses the file until it is settled") {
    Row row;
    row.metres = "\"4,808\"";
    const auto refused = read(names + Row{}.text() + row.text());
    CHECK(refused.runs.size() == 1);
    CHECK(refused.refusal == "'4,808' on line 3 could have thousands or decimals.");
    CHECK(only_run_of(read(row, testing::with_decimal('.'))).run.distance == Metres{4808});
    CHECK(only_run_of(read(row, testing::with_decimal(','))).run.distance == Metres{5});
    row.metres = "\"4808,5\"";
    CHECK(only_run_of(read(row)).run.distance == Metres{4809});
}

TEST_CASE("dates that could be either refuse the file until they are settled") {
    Row row;
    row.date = "\"09/12/2026, 15:24:49\"";
    const auto refused = read(row);
    CHECK(refused.refusal == "'09/12/2026, 15:24:49' on line 2 could begin with the day or with the month.");
    CHECK(refused.hint == "Say which with --dates dmy or --dates mdy.");
    CHECK(start_text(only_run_of(read(row, testing::with_order(DayOrder::day_first)))) == "2026-12-09T15:24:49Z");
}

TEST_CASE("a translated table is read by the places of its columns") {
    for (const std::size_t extra : {0U, 2U}) {
        const auto run = only_run_of(read(
            translated(extra, "101,\"09.12.2026, 15:24:49\",Dunkel,Lauf,kalt,2800,\"8,05\"," +
                                  std::string(2 + extra, ',') + "activities/2101.gpx,,,2790.0,2710.0,\"8047,2\",,\n")));
        CHECK(start_text(run) == "2026-12-09T15:24:49Z");
        CHECK(run.run.distance == Metres{8047});
        CHECK(run.run.duration == Seconds{2710});
        CHECK(run.run.source == "strava:101");
        CHECK(run.run.note == "Dunkel\nkalt");
        CHECK(run.sport == "Lauf");
        CHECK(run.track == "activities/2101.gpx");
    }
}

TEST_CASE("a wide table whose names tell nothing is read by the places of Strava's columns") {
    std::string header = "A0";
    for (int i = 1; i < 80; ++i) header += ",A" + std::to_string(i);
    const auto run =
        only_run_of(read(header + "\n101,2026-11-21 06:00:00,N,Run,D,2800,8.05,,,,,,f.fit,,,2790,2710,8047" +
                         std::string(62, ',') + "\n"));
    CHECK(run.run.distance == Metres{8047});
    CHECK(run.run.duration == Seconds{2710});
    CHECK(run.track == "f.fit");
}

TEST_CASE("the table of former years has seconds and metres") {
    const auto run =
        only_run_of(read("id,date,name,type,description,elapsed_time,distance,commute,gear,filename\n"
                         "101,2018-11-21 06:00:00,Dark Run,Run,cold,2800,8047.0,false,,activities/101.gpx\n"));
    CHECK(start_text(run) == "2018-11-21T06:00:00Z");
    CHECK(run.run.distance == Metres{8047});
    CHECK(run.run.duration == Seconds{2800});
    CHECK(run.run.source == "strava:101");
    CHECK(run.run.note == "Dark Run\ncold");
    CHECK(run.track == "activities/101.gpx");
}

TEST_CASE("the table of July 2019 has kilometres alone") {
    const auto run =
        only_run_of(read("Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,"
                         "Distance,Commute,Activity Gear,Filename\n"
                         "101,\"Nov 21, 2018, 6:00:00 AM\",Dark Run,Run,,2800,8.05,false,,activities/101.gpx\n"));
    CHECK(run.run.distance == Metres{8050});
    CHECK(run.run.duration == Seconds{2800});
}

TEST_CASE("a table of which the columns are not Strava's is refused, and so is half of one") {
    CHECK(read("").refusal == "The file is empty.");
    CHECK(read("a,b\n1,2\n").refusal == "Its first line is not that of a Strava export.");
    CHECK(doctest::String(read("Activity ID,Activity Name\n").refusal.c_str()) == Contains("lacks one of the columns"));
    CHECK(read("Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Moving Time,Distance\n").refusal ==
          "Only one of its two columns 'Distance' is left, which could be kilometres or metres.");
    CHECK(read("\"a\"b\n").refusal == "The first line cannot be read: its quotes do not match.");
}

TEST_CASE("a table may begin with a byte order mark and end as Windows ends lines") {
    std::string file = "\xEF\xBB\xBF" + names + Row{}.text();
    for (std::size_t at = 0; (at = file.find('\n', at)) != std::string::npos; at += 2) file.insert(at, "\r");
    CHECK(only_run_of(read(file)).run.distance == Metres{8047});
}

TEST_CASE("a quotation mark that nothing closes never makes a reader hold the whole file") {
    const std::string rest(3 * 1024 * 1024, 'x');
    const auto outcome = read(names + Row{}.text() + "\"" + rest);
    CHECK(outcome.runs.size() == 1);
    CHECK(outcome.refusal == "A line of it is longer than a megabyte.");
    CHECK(read(rest).refusal == "A line of it is longer than a megabyte.");
}

TEST_CASE("many rows may together be longer than one may be") {
    std::string file = names;
    Row row;
    row.description = std::string(100'000, 'x');
    for (int i = 0; i < 30; ++i) file += row.text();
    CHECK(read(file).runs.size() == 30);
    CHECK(read(file).refusal == "");
}

TEST_CASE("what the visitor throws passes through the reader of a table") {
    struct Stop {};
    std::istringstream in(names + Row{}.text());
    CHECK_THROWS_AS(read_strava(in, {}, {[](ReadRun) { throw Stop{}; }, [](BadRow) {}}), Stop);
    std::istringstream bad(names + "x\n");
    CHECK_THROWS_AS(read_strava(bad, {}, {[](ReadRun) {}, [](BadRow) { throw Stop{}; }}), Stop);
}

TEST_CASE("a table may come byte by byte") {
    testing::SlowFile file(names + Row{}.text() + Row{}.text());
    std::istream in(&file);
    std::size_t runs = 0;
    read_strava(in, {}, {[&](ReadRun) { ++runs; }, [](BadRow) {}});
    CHECK(runs == 2);
}

TEST_CASE("damage to a table's file is told in the words of the file") {
    testing::check_damage(read_strava, names + Row{}.text(), 1);
    testing::check_damage(read_strava, "", 0);
}

} // namespace runlog::formats
