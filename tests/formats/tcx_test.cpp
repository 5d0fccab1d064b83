#include "xml_support.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using doctest::Contains;

xml_testing::Activities tcx(const std::string& file) {
    return xml_testing::read(read_tcx, file);
}

std::string file_of(const std::string& contents) {
    return "<?xml version='1.0'?>\n<TrainingCenterDatabase "
           "xmlns='http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2'>\n" +
           contents + "</TrainingCenterDatabase>\n";
}

std::string activities(const std::string& contents) {
    return file_of("<Activities>\n" + contents + "</Activities>\n");
}

std::string lap(const std::string& seconds, const std::string& metres) {
    return "<Lap StartTime='2026-11-21T05:00:00Z'>\n<TotalTimeSeconds>" + seconds +
           "</TotalTimeSeconds>\n<DistanceMeters>" + metres +
           "</DistanceMeters>\n<Track><Trackpoint><DistanceMeters>7</DistanceMeters><Time>x</Time></Trackpoint></"
           "Track>\n"
           "<Extensions><TotalTimeSeconds>7</TotalTimeSeconds></Extensions></Lap>\n";
}

std::string activity(const std::string& contents, const std::string& sport = " Sport='Running'") {
    return "<Activity" + sport + ">\n" + contents + "</Activity>\n";
}

const std::string id = "<Id>2026-11-21T05:00:00Z</Id>\n";

std::string simple_activity() {
    return activity(id + lap("600", "2000"));
}

ReadRun only_run(const std::string& file) {
    const auto found = tcx(file);
    for (const auto& bad : found.bad) FAIL_CHECK(bad.why);
    REQUIRE(found.runs.size() == 1);
    return found.runs[0];
}

ReadRun run_of(const std::string& contents) {
    return only_run(activities(activity(contents)));
}

void refuses(const std::string& contents, std::size_t line, const char* says) {
    CAPTURE(contents);
    const auto found = tcx(activities(activity(contents)));
    CHECK(found.runs.empty());
    REQUIRE(found.bad.size() == 1);
    CHECK(found.bad[0].line == line);
    CHECK(found.bad[0].where == "");
    CHECK(found.bad[0].why == says);
}

std::string moment_of(const ReadRun& read) {
    REQUIRE(read.moment);
    return iso(LocalTime{read.moment->time_since_epoch()});
}

} // namespace

TEST_CASE("an activity is a run as far and as long as its laps together") {
    const auto read = run_of(id + lap("608.47", "1609.34399414") + lap("591.2", "1600") + "<Notes>To the lake</Notes>");
    CHECK(moment_of(read) == "2026-11-21T05:00:00");
    CHECK(read.run.distance == Metres{3209});
    CHECK(read.run.duration == Seconds{1200});
    CHECK(read.run.note == "To the lake");
    CHECK(read.sport == "Running");
    CHECK(read.program == "tcx");
    CHECK(read.line == 4);
    CHECK(!read.run.source);
    CHECK(read.run.zone == "");
    CHECK(!read.run.start);
    CHECK(!read.local_start);
}

TEST_CASE("a file may hold several activities of several sports") {
    const auto found = tcx(activities(simple_activity() + activity(id + lap("60", "500"), " Sport='Biking'") +
                                      activity(id + lap("60", ""), "")));
    REQUIRE(found.runs.size() == 3);
    CHECK(found.runs[0].sport == "Running");
    CHECK(found.runs[1].sport == "Biking");
    CHECK(found.runs[1].line > found.runs[0].line);
    CHECK(found.runs[2].sport == "");
    CHECK(!found.runs[2].run.distance);
}

TEST_CASE("the activities of a session of several sports stand deeper") {
    const auto found =
        tcx(activities("<MultiSportSession><Id>2026-01-01T00:00:00Z</Id><FirstSport>" +
                       activity(id + lap("60", "500"), " Sport='Biking'") + "</FirstSport><NextSport><Transition>" +
                       lap("9", "9") + "</Transition>" + simple_activity() + "</NextSport></MultiSportSession>\n"));
    REQUIRE(found.runs.size() == 2);
    CHECK(found.runs[0].sport == "Biking");
    CHECK(found.runs[0].run.distance == Metres{500});
    CHECK(found.runs[1].run.distance == Metres{2000});
    CHECK(found.runs[1].run.duration == Seconds{600});
    CHECK(moment_of(found.runs[1]) == "2026-11-21T05:00:00");
}

TEST_CASE("a start with an offset is kept as it was shown, and one with none at all is local") {
    const auto offset = run_of("<Id>2020-12-27T15:43:49.000+01:00</Id>" + lap("60", "500"));
    REQUIRE(offset.run.start);
    CHECK(iso(*offset.run.start) == "2020-12-27T15:43:49+01:00");
    CHECK(!offset.moment);
    const auto local = run_of("<Id>2020-12-27T15:43:49</Id>" + lap("60", "500"));
    REQUIRE(local.local_start);
    CHECK(iso(*local.local_start) == "2020-12-27T15:43:49");
}

TEST_CASE("where the id is no time, the first lap tells the start") {
    CHECK(moment_of(run_of("<Id>4711</Id>" + lap("60", "500"))) == "2026-11-21T05:00:00");
    CHECK(moment_of(run_of(lap("60", "500") + "<Lap StartTime='2026-11-21T06:00:00Z'/>")) == "2026-11-21T05:00:00");
    CHECK(moment_of(run_of("<Id> </Id>" + lap("60", "500"))) == "2026-11-21T05:00:00");
}

TEST_CASE("an activity of which the start is unknown is a bad row") {
    const std::string unknown = "<Lap><TotalTimeSeconds>60</TotalTimeSeconds></Lap>";
    refuses(unknown, 4, "it does not say when it began");
    refuses("<Id>4711</Id>" + unknown, 4, "'4711' is not a time like 2026-11-21T06:00:00Z");
    refuses("<Lap StartTime='noon'><TotalTimeSeconds>60</TotalTimeSeconds></Lap>", 4,
            "'noon' is not a time like 2026-11-21T06:00:00Z");
}

TEST_CASE("a distance or a duration of 0 is absent, and one of the two is enough") {
    CHECK(!run_of(id + lap("600", "0.0")).run.distance);
    CHECK(!run_of(id + lap("600", "0.4")).run.distance);
    CHECK(!run_of(id + lap("0", "2000")).run.duration);
    CHECK(!run_of(id + lap(" ", "2000")).run.duration);
    refuses(id + lap("0", "0"), 4, "neither distance nor duration is given");
    refuses(id, 4, "neither distance nor duration is given");
}

TEST_CASE("a number that is none, or is not believed, is told with its line") {
    refuses(id + lap("9:58", "2000"), 7, "'9:58' is not a number of seconds");
    refuses(id + lap("600", "2,0") + lap("x", "x"), 8, "'2,0' is not a number of metres");
    refuses(id + lap("NaN", "2000"), 7, "'NaN' is not a number of seconds");
    refuses(id + lap("600", "inf"), 8, "'inf' is not a number of metres");
    refuses(id + lap("600", "1e400"), 8, "'1e400' is not a number of metres");
    refuses(id + lap("600", "-5"), 4, "its distance is less than 0");
    refuses(id + lap("-5", "600"), 4, "it lasts less than 0 seconds");
    refuses(id + lap("600", "600000") + lap("600", "600000"), 4, "its distance is more than 1,000 km");
    refuses(id + lap("600", "1e308") + lap("600", "1e308"), 4, "its distance is more than 1,000 km");
    refuses(id + lap("1e308", "600") + lap("-1e308", "600") + lap("1e308", "1") + lap("1e308", "1"), 4,
            "it lasts more than 7 days");
    refuses(id + lap("604801", "600"), 4, "it lasts more than 7 days");
    CHECK(run_of(id + lap("604800", "1000000")).run.distance == longest_distance);
}

TEST_CASE("after a bad activity the next one is read") {
    const auto found =
        tcx(activities(activity(id) + simple_activity() + activity(id + lap("x", "x")) + simple_activity()));
    CHECK(found.runs.size() == 2);
    CHECK(found.bad.size() == 2);
}

TEST_CASE("activities within an activity are no more of them") {
    const auto read = run_of(id + lap("600", "2000") + "<x>" + simple_activity() + "</x>" + lap("600", "2000"));
    CHECK(read.run.distance == Metres{4000});
}

TEST_CASE("a file of courses holds no activity") {
    CHECK_THROWS_WITH_AS(tcx(file_of("<Courses><Course><Name>x</Name>" + lap("60", "500") + "</Course></Courses>")),
                         "It holds a course and no activity.", BadFile);
    CHECK_THROWS_WITH_AS(tcx(file_of("<Activities/>")), "It holds no activity.", BadFile);
    CHECK_THROWS_WITH_AS(tcx("<gpx/>"), "It is not TCX.", BadFile);
    CHECK_THROWS_WITH_AS(tcx(""), "The file is empty.", BadFile);
}

TEST_CASE("blanks before the declaration of a TCX file are passed over") {
    CHECK(only_run("          " + activities(simple_activity())).run.distance == Metres{2000});
}

TEST_CASE("of a TCX file that is cut short the whole activities are read") {
    const auto file = activities(simple_activity() + simple_activity());
    std::istringstream in(file.substr(0, file.size() - 60));
    int seen = 0;
    CHECK_THROWS_WITH_AS(read_tcx(in, {[&](const ReadRun&) { ++seen; }, [](const BadRow&) {}}),
                         Contains("It ends in the middle"), BadFile);
    CHECK(seen == 1);
}

} // namespace runlog::formats
