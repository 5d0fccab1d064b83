#include "xml_support.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using doctest::Contains;

xml_testing::Activities apple(const std::string& file) {
    return xml_testing::read(read_apple, file);
}

std::string file_of(const std::string& contents) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ELEMENT HealthData "
           "(Record|Workout)*>\n"
           "<!ATTLIST HealthData locale CDATA #REQUIRED>\n]>\n<HealthData locale=\"en_GB\">\n" +
           contents + "</HealthData>\n";
}

const std::string running = " workoutActivityType='HKWorkoutActivityTypeRunning'";
const std::string times = " startDate='2025-12-20 12:51:00 +0100' endDate='2025-12-20 13:21:00 +0100'";
const std::string lasted = " duration='25.5' durationUnit='min'";

std::string statistics(const std::string& type, const std::string& sum, const std::string& unit) {
    return "<WorkoutStatistics type='HKQuantityTypeIdentifier" + type + "' sum='" + sum + "' unit='" + unit + "'/>\n";
}

std::string workout(const std::string& attributes, const std::string& contents = "") {
    return "<Workout" + attributes + ">\n" + contents + "</Workout>\n";
}

std::string walked(const std::string& sum, const std::string& unit) {
    return workout(running + times, statistics("DistanceWalkingRunning", sum, unit));
}

ReadRun run_of(const std::string& contents) {
    const auto found = apple(file_of(contents));
    for (const auto& bad : found.bad) FAIL_CHECK(bad.why);
    REQUIRE(found.runs.size() == 1);
    return found.runs[0];
}

void refuses(const std::string& contents, std::size_t line, const char* says) {
    CAPTURE(contents);
    const auto found = apple(file_of(contents));
    CHECK(found.runs.empty());
    REQUIRE(found.bad.size() == 1);
    CHECK(found.bad[0].line == line);
    CHECK(found.bad[0].where == "");
    CHECK(found.bad[0].why == says);
}

} // namespace

TEST_CASE("a workout is a run, as newer exports have it") {
    const auto read =
        run_of("<Record type='x'><MetadataEntry key='HKTimeZone' value='Asia/Tokyo'/></Record>\n" +
               workout(running + lasted + times, "<MetadataEntry key='HKIndoorWorkout' value='0'/>\n" +
                                                     statistics("HeartRate", "140", "count/min") +
                                                     statistics("DistanceWalkingRunning", "5.0214", "km")));
    REQUIRE(read.run.start);
    CHECK(iso(*read.run.start) == "2025-12-20T12:51:00+01:00");
    CHECK(!read.moment);
    CHECK(!read.local_start);
    CHECK(read.run.zone == "");
    CHECK(read.run.distance == Metres{5021});
    CHECK(read.run.duration == Seconds{1530});
    CHECK(read.sport == "Running");
    CHECK(read.program == "apple");
    CHECK(read.line == 8);
    CHECK(read.track == "");
    CHECK(!read.run.note);
    CHECK(!read.run.source);
}

TEST_CASE("a workout is a run, as older exports have it") {
    const auto read = run_of("<Workout" + running + lasted + times + " totalDistance='3.1' totalDistanceUnit='mi'/>");
    CHECK(read.run.distance == Metres{4989});
    CHECK(read.run.duration == Seconds{1530});
}

TEST_CASE("what newer exports say of the distance is worth more than what older ones say") {
    const auto both = [](const std::string& contents) {
        return run_of(workout(running + times + " totalDistance='2' totalDistanceUnit='km'", contents)).run.distance;
    };
    CHECK(both(statistics("DistanceWalkingRunning", "2.5", "km")) == Metres{2500});
    CHECK(both(statistics("DistanceWalkingRunning", "0", "km")) == Metres{2000});
    CHECK(both(statistics("DistanceCycling", "3", "km")) == Metres{3000});
    CHECK(both(statistics("DistanceWalkingRunning", "2.5", "km") + statistics("DistanceCycling", "3", "km")) ==
          Metres{2500});
    CHECK(both(statistics("StepCount", "5000", "count")) == Metres{2000});
}

TEST_CASE("distances are read in each of the units") {
    CHECK(run_of(walked("5", "km")).run.distance == Metres{5000});
    CHECK(run_of(walked("5", "mi")).run.distance == Metres{8047});
    CHECK(run_of(walked("400", "m")).run.distance == Metres{400});
    CHECK(run_of(walked("440", "yd")).run.distance == Metres{402});
    CHECK(run_of(walked("1000", "ft")).run.distance == Metres{305});
    CHECK(!run_of(walked("0", "furlong")).run.distance);
    refuses(walked("5", "furlong"), 8, "'furlong' is not the unit of a distance");
    refuses(walked("5,5", "km"), 8, "'5,5' is not a distance");
    refuses(walked("-5", "km"), 7, "its distance is less than 0");
    refuses(walked("1e300", "km"), 7, "its distance is more than 1,000 km");
    refuses(walked("1e308", "km"), 7, "its distance is more than 1,000 km");
    refuses(walked("nan", "km"), 8, "'nan' is not a distance");
    refuses("<Workout" + running + times + " totalDistance='5'/>", 7, "its distance has no unit");
}

TEST_CASE("durations are read in each of the units, and else told by start and end") {
    const auto duration = [](const std::string& attributes) {
        return run_of(workout(running + times + attributes, statistics("DistanceWalkingRunning", "5", "km")))
            .run.duration;
    };
    CHECK(duration(" duration='25.5' durationUnit='min'") == Seconds{1530});
    CHECK(duration(" duration='25.5' durationUnit='s'") == Seconds{26});
    CHECK(duration(" duration='0.5' durationUnit='hr'") == Seconds{1800});
    CHECK(duration("") == Seconds{1800});
    CHECK(duration(" duration='0' durationUnit='min'") == Seconds{1800});
    CHECK(duration(" duration=''") == Seconds{1800});
    refuses("<Workout" + running + times + " duration='1' durationUnit='d'/>", 7, "'d' is not the unit of a duration");
    refuses("<Workout" + running + times + " duration='1' durationUnit='km'/>", 7,
            "'km' is not the unit of a duration");
    refuses("<Workout" + running + times + " duration='1'/>", 7, "its duration has no unit");
    refuses("<Workout" + running + times + " duration='x' durationUnit='s'/>", 7, "'x' is not a duration");
    refuses("<Workout" + running + times + " duration='169' durationUnit='hr'/>", 7, "it lasts more than 7 days");
}

TEST_CASE("a workout that ends before it begins, or is nothing but a start, is a bad row") {
    refuses("<Workout" + running + " startDate='2025-12-20 12:51:00 +0100' endDate='2025-12-20 12:51:00 +0200'/>", 7,
            "it lasts less than 0 seconds");
    refuses("<Workout" + running + " startDate='2025-12-20 12:51:00 +0100'/>", 7,
            "neither distance nor duration is given");
}

TEST_CASE("a workout of which the start is unknown is a bad row") {
    refuses("<Workout" + running + lasted + "/>", 7, "it does not say when it began");
    refuses("<Workout" + running + lasted + " startDate=''/>", 7, "it does not say when it began");
    refuses("<Workout" + running + lasted + " startDate='20.12.2025 12:51'/>", 7,
            "'20.12.2025 12:51' is not a time like 2026-11-21 06:00:00 +0100");
    refuses("<Workout" + running + " startDate='2025-12-20 12:51:00 +0100' endDate='x'/>", 7,
            "'x' is not a time like 2026-11-21 06:00:00 +0100");
}

TEST_CASE("where a workout names its zone, its start is a moment in it") {
    const auto read =
        run_of(workout(running + lasted + times, "<MetadataEntry key='HKTimeZone' value='America/New_York'/>"));
    CHECK(read.run.zone == "America/New_York");
    REQUIRE(read.moment);
    CHECK(iso(LocalTime{read.moment->time_since_epoch()}) == "2025-12-20T11:51:00");
    CHECK(!read.run.start);
    for (const auto& zone : std::vector<std::string>{"", "Europe/Ber lin", "\xC3\xA9", std::string(65, 'x')}) {
        CAPTURE(zone);
        const auto other =
            run_of(workout(running + lasted + times, "<MetadataEntry key='HKTimeZone' value='" + zone + "'/>"));
        CHECK(other.run.zone == "");
        CHECK(other.run.start);
        CHECK(!other.moment);
    }
    CHECK(run_of(workout(running + lasted + times, "<WorkoutEvent><MetadataEntry key='HKTimeZone' value='Asia/Tokyo'/>"
                                                   "</WorkoutEvent><MetadataEntry value='Asia/Tokyo'/>"))
              .run.zone == "");
}

TEST_CASE("a start without an offset is local") {
    const auto read = run_of("<Workout" + running + lasted + " startDate='2025-12-20 12:51:00'/>");
    REQUIRE(read.local_start);
    CHECK(iso(*read.local_start) == "2025-12-20T12:51:00");
}

TEST_CASE("the route of a workout is named as it is found from the folder of the export on") {
    const auto track = [](const std::string& contents) {
        return run_of(workout(running + lasted + times, contents)).track;
    };
    CHECK(track("<WorkoutRoute><FileReference path='/workout-routes/route_1.gpx'/></WorkoutRoute>") ==
          "workout-routes/route_1.gpx");
    CHECK(track("<WorkoutRoute><FileReference path='workout-routes/route_1.gpx'/></WorkoutRoute>") ==
          "workout-routes/route_1.gpx");
    CHECK(track("<WorkoutRoute><FileReference path='a.gpx'/><FileReference path='b.gpx'/></WorkoutRoute>") == "a.gpx");
    CHECK(track("<WorkoutRoute><FileReference/><FileReference path='/'/></WorkoutRoute>") == "");
    CHECK(track("<FileReference path='a.gpx'/>") == "");
    CHECK(track("<WorkoutRoute><FileReference path='" + std::string(2000, 'x') + "'/></WorkoutRoute>") == "");
}

TEST_CASE("every workout is told, in Apple's word for its sport") {
    const auto sport = [](const std::string& type) {
        return run_of("<Workout" + lasted + times + " workoutActivityType='" + type + "'/>").sport;
    };
    CHECK(sport("HKWorkoutActivityTypeWheelchairRunPace") == "WheelchairRunPace");
    CHECK(sport("Running") == "Running");
    CHECK(sport("HKWorkoutActivityType") == "Other");
    CHECK(run_of("<Workout" + lasted + times + "/>").sport == "Other");
    CHECK(sport(std::string(200, 'x')) == std::string(80, 'x'));
}

TEST_CASE("the parts of a workout of several sports are not counted beside it") {
    const auto read = run_of(workout(
        running + lasted + times, "<WorkoutActivity" + times + " duration='9' durationUnit='min'>" +
                                      statistics("DistanceWalkingRunning", "1", "km") + "</WorkoutActivity>" +
                                      statistics("DistanceWalkingRunning", "5", "km") + "<Workout" + running + "/>"));
    CHECK(read.run.distance == Metres{5000});
    CHECK(read.run.duration == Seconds{1530});
}

TEST_CASE("after a bad workout the next one is read") {
    const auto found = apple(file_of(workout(running) + walked("5", "km") + walked("x", "km") + walked("5", "km")));
    CHECK(found.runs.size() == 2);
    REQUIRE(found.bad.size() == 2);
    CHECK(found.bad[0].line == 7);
    CHECK(found.bad[1].line == 13);
}

TEST_CASE("an export in which Apple broke the document type is read") {
    CHECK(apple("<?xml version='1.0'?>\n<!DOCTYPE HealthData [\n<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n"
                "<!ELEMENT RightEye EMPTY>\n device CDATA #IMPLIED\n>\n]>\n<HealthData>" +
                walked("5", "km") + "</HealthData>")
              .runs.size() == 1);
}

TEST_CASE("an export without workouts, and what is no export, are told so") {
    CHECK_THROWS_WITH_AS(apple(file_of("<Record/>")), "It holds no workouts.", BadFile);
    CHECK_THROWS_WITH_AS(apple(file_of("<x>" + walked("5", "km") + "</x>")), "It holds no workouts.", BadFile);
    CHECK_THROWS_WITH_AS(apple("<ClinicalDocument/>"), "It is not an export of Apple Health.", BadFile);
}

TEST_CASE("a long export is read to its end") {
    xml_testing::Made made("<HealthData>", "<Record type='x' value='1'><MetadataEntry key='a' value='b'/></Record>\n",
                           500'000, walked("5", "km") + "</HealthData>");
    std::istream in(&made);
    const auto found = xml_testing::read(read_apple, in);
    REQUIRE(found.runs.size() == 1);
    CHECK(found.runs[0].line == 500'001);
}

} // namespace runlog::formats
