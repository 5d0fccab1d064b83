#include "foreign_checks.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using testing::only_bad_of;
using testing::only_run_of;
using testing::start_text;

void read_list(std::istream& in, const Settled&, const RowVisitor& visit) {
    read_running_page(in, visit);
}

testing::Outcome read(const std::string& file) {
    return testing::outcome_of(read_list, file);
}

/// A list with one activity, in which `members` stand after those of any run.
testing::Outcome read_with(const std::string& members) {
    return read(R"([{"run_id": 7, "distance": 8047.2, "moving_time": "0:45:10", )"
                R"("start_date_local": "2026-11-21 06:00:00", )" +
                members + "}]");
}

std::string repeated(const std::string& text, int times) {
    std::string all;
    for (int i = 0; i < times; ++i) all += text;
    return all;
}

} // namespace

TEST_CASE("an activity of running_page is a run that begins by a local clock") {
    const auto run = only_run_of(
        read(R"([{"run_id": 1651809600000, "name": "Dark Run", "distance": 8047.2, "moving_time": "0:45:10",)"
             R"( "type": "Run", "subtype": "trail", "start_date": "2026-11-21 05:00:00",)"
             R"( "start_date_local": "2026-11-21 06:00:00", "location_country": null, "summary_polyline": "a\\b",)"
             R"( "average_heartrate": 150.5, "average_speed": 2.97, "streak": 3}])"));
    CHECK(start_text(run) == "2026-11-21T06:00:00");
    CHECK(run.run.distance == Metres{8047});
    CHECK(run.run.duration == Seconds{2710});
    CHECK(run.run.source == "running_page:1651809600000");
    CHECK(run.program == "");
    CHECK(run.run.note == "Dark Run");
    CHECK(run.sport == "Run");
    CHECK(run.line == 0);
}

TEST_CASE("an id is a number or a text, or missing") {
    CHECK(only_run_of(read_with(R"("run_id": "ab12")")).run.source == "running_page:ab12");
    CHECK(only_run_of(read_with(R"("run_id": 18446744073709551615)")).run.source ==
          "running_page:18446744073709551615");
    CHECK(only_run_of(read_with(R"("run_id": 18446744073709551616)")).run.source ==
          "running_page:18446744073709551616");
    const auto run = only_run_of(read_with(R"("run_id": null)"));
    CHECK_FALSE(run.run.source);
    CHECK(run.program == "running_page");
    CHECK(only_bad_of(read_with(R"("run_id": "a b")")).why == "'a b' cannot be the id of an activity");
}

TEST_CASE("the time in motion is a clock's form or seconds, and anything deeper is none") {
    const std::vector<std::pair<std::string, int>> times{{"\"45:10\"", 2710},
                                                         {"\"0:45:10.600000\"", 2711},
                                                         {"\"1 day, 0:10:00\"", 87000},
                                                         {"2710", 2710},
                                                         {"2710.4", 2710},
                                                         {"\"2710\"", 2710}};
    for (const auto& time : times) {
        CAPTURE(time.first);
        CHECK(only_run_of(read_with("\"moving_time\": " + time.first)).run.duration == Seconds{time.second});
    }
    for (const std::string none : {"null", "{}", "{\"moving_time\": \"9:99\"}", "[]", "[1, 2]", "0", "\"\"", "true"}) {
        CAPTURE(none);
        CHECK_FALSE(only_run_of(read_with("\"moving_time\": " + none)).run.duration);
    }
    for (const std::string bad : {"\"soon\"", "-1", "604801", "1e300", "\"4,808\"", "\"inf\"", "\"nan\""}) {
        CAPTURE(bad);
        CHECK(only_bad_of(read_with("\"moving_time\": " + bad)).where == "activity 1, moving_time");
    }
}

TEST_CASE("a local start may bring how far its clock is from UTC, or a Z that means nothing") {
    CHECK(start_text(only_run_of(read_with(R"("start_date_local": "2026-11-21T06:00:00Z")"))) == "2026-11-21T06:00:00");
    CHECK(start_text(only_run_of(read_with(R"("start_date_local": "2026-11-21 06:00:00.123")"))) ==
          "2026-11-21T06:00:00");
    CHECK(start_text(only_run_of(read_with(R"("start_date_local": "2026-11-21 06:00:00+08:00")"))) ==
          "2026-11-21T06:00:00+08:00");
    CHECK(start_text(only_run_of(read_with(R"("start_date_local": "2026-11-21T06:00:00.5-03:30")"))) ==
          "2026-11-21T06:00:00-03:30");
    CHECK(only_bad_of(read_with(R"("start_date_local": "2026-11-21 06:00:00+99:00")")).where ==
          "activity 1, start_date_local");
}

TEST_CASE("a start in the words of another program is refused, and nobody is asked what it means") {
    for (const std::string start : {"09/12/2026 06:00:00", "May 29, 2026, 6:00:00 AM", "soon", "2026-11-21"}) {
        CAPTURE(start);
        const auto bad = only_bad_of(read_with("\"start_date_local\": \"" + start + '"'));
        CHECK(bad.why == '\'' + start + "' is not a day and time like 2026-11-21 06:00:00");
    }
}

TEST_CASE("without a local start the one in UTC counts, and without both the activity is refused") {
    CHECK(start_text(only_run_of(read_with(R"("start_date_local": null, "start_date": "2026-11-21 05:00:00")"))) ==
          "2026-11-21T05:00:00Z");
    CHECK(start_text(only_run_of(read_with(R"("start_date_local": "", "start_date": "2026-11-21T05:00:00Z")"))) ==
          "2026-11-21T05:00:00Z");
    CHECK(only_bad_of(read_with(R"("start_date_local": null)")).why == "it has no start");
}

TEST_CASE("a bad activity is told with its number in the list, and the next one follows") {
    const auto outcome = read(R"([{"run_id": 1}, 5, null, [], {"start_date_local": "2026-11-21 06:00:00"},)"
                              R"( {"start_date_local": "2026-11-21 06:00:00", "distance": 5000}])");
    REQUIRE(outcome.bad.size() == 5);
    CHECK(outcome.bad[0].where == "activity 1, start_date");
    CHECK(outcome.bad[1].where == "activity 2");
    CHECK(outcome.bad[1].why == "it is not an activity");
    CHECK(outcome.bad[3].where == "activity 4");
    CHECK(outcome.bad[4].where == "activity 5");
    CHECK(outcome.bad[4].why == "neither distance nor duration is given");
    CHECK(outcome.runs.size() == 1);
    CHECK(outcome.refusal == "");
}

TEST_CASE("what stands deeper in an activity is passed over") {
    const auto run = only_run_of(read_with(R"("map": {"distance": 1, "deep": [{"run_id": 3}]}, "laps": [[1], [2]],)"
                                           R"( "type": "Run")"));
    CHECK(run.run.distance == Metres{8047});
    CHECK(run.run.source == "running_page:7");
    CHECK(run.sport == "Run");
}

TEST_CASE("nothing is carried from one activity to the next") {
    const auto outcome = read(R"([{"start_date_local": "2026-11-21 06:00:00", "distance": 5000, "name": "A"},)"
                              R"( {"start_date_local": "2026-11-22 06:00:00", "moving_time": 60}])");
    REQUIRE(outcome.runs.size() == 2);
    CHECK_FALSE(outcome.runs[1].run.distance);
    CHECK_FALSE(outcome.runs[1].run.note);
}

TEST_CASE("a file that is no list of activities is refused as a whole") {
    for (const std::string file : {"{}", "5", "\"text\"", "null", R"({"run_id": 5})"}) {
        CAPTURE(file);
        CHECK(read(file).refusal == "It is not a list of activities.");
    }
    for (const std::string file : {"", "[", "[{", R"([{"run_id": 1)", R"([{"run_id": "a)", "  "}) {
        CAPTURE(file);
        CHECK(read(file).refusal == "It ends before its list of activities does.");
    }
    CHECK(read("[] []").refusal == "From byte 4 on it cannot be read as JSON.");
    CHECK(read("[{'run_id': 1}]").refusal == "From byte 3 on it cannot be read as JSON.");
    CHECK(read("[{\"name\": \"\xff\"}]").refusal == "From byte 12 on it cannot be read as JSON.");
    CHECK(read("[{\"distance\": 1e999}]").refusal == "The number that ends at byte 19 is too large.");
    CHECK(read("[]").refusal == "");
    CHECK(read("\xEF\xBB\xBF[]\n").refusal == "");
}

TEST_CASE("what came before the end of a broken list has been handed over") {
    const auto outcome = read(R"([{"start_date_local": "2026-11-21 06:00:00", "distance": 5000}, {"run)");
    CHECK(outcome.runs.size() == 1);
    CHECK(outcome.refusal != "");
}

TEST_CASE("lists within lists have an end") {
    CHECK(read("[{\"a\":" + repeated("[", 18) + repeated("]", 18) + "}]").refusal == "");
    CHECK(read("[{\"a\":" + repeated("[", 19) + repeated("]", 19) + "}]").refusal ==
          "Its activity 1 is nested deeper than running_page nests any.");
    CHECK(read(repeated("[", 100'000)).refusal != "");
}

TEST_CASE("a text or a blank beyond all measure never makes the reader hold the whole file") {
    const int megabytes = 3;
    const auto says = "After activity 1 it goes on for more than 1 MB without a value.";
    CHECK(read_with("\"name\": \"" + std::string(megabytes << 20, 'x') + "\"").refusal == says);
    CHECK(read_with("\"name\": " + std::string(megabytes << 20, ' ') + "\"x\"").refusal == says);
    CHECK(read_with("\"distance\": " + std::string(megabytes << 20, '1')).refusal == says);
    CHECK(read_with("\"laps\": [" + repeated("true,", megabytes << 18) + "1]").refusal == says);
    CHECK(read_with("\"name\": \"" + std::string(1 << 19, 'x') + "\"").runs.size() == 1);
    CHECK(read_with("\"laps\": [" + repeated("1,", megabytes << 19) + "1]").runs.size() == 1);
    const auto many = read("[" +
                           repeated(R"({"start_date_local": "2026-11-21 06:00:00", "distance": 5000, "x": ")" +
                                        std::string(100'000, 'x') + "\"},",
                                    30) +
                           "{}]");
    CHECK(many.runs.size() == 30);
    CHECK(many.refusal == "");
}

TEST_CASE("what the visitor throws passes through the reader of a list") {
    struct Stop {};
    std::istringstream in(R"([{"start_date_local": "2026-11-21 06:00:00", "distance": 5000}])");
    CHECK_THROWS_AS(read_running_page(in, {[](ReadRun) { throw Stop{}; }, [](BadRow) {}}), Stop);
    std::istringstream bad("[1]");
    CHECK_THROWS_AS(read_running_page(bad, {[](ReadRun) {}, [](BadRow) { throw Stop{}; }}), Stop);
}

TEST_CASE("damage to a list's file is told in the words of the file") {
    testing::check_damage(read_list, R"([{"start_date_local": "2026-11-21 06:00:00", "distance": 5000}, )", 1);
}

} // namespace runlog::formats
