#include "formats/fit_support.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using namespace testing;
using std::chrono::hours;
using std::chrono::seconds;

constexpr auto both_orders = {std::endian::little, std::endian::big};

std::vector<ReadRun> all_runs(const std::string& file) {
    auto reading = read_fit_file(file);
    CHECK(reading.trouble == "");
    CHECK(reading.bad.empty());
    return std::move(reading.runs);
}

ReadRun only_run(const std::string& file) {
    auto runs = all_runs(file);
    REQUIRE(runs.size() == 1);
    return runs[0];
}

ReadRun run_of(const FitSummary& summary) {
    return only_run(fit_file(fit_session(summary)));
}

/// The one activity of a file, which is refused.
BadRow refused(const std::string& file) {
    const auto reading = read_fit_file(file);
    CHECK(reading.trouble == "");
    CHECK(reading.runs.empty());
    REQUIRE(reading.bad.size() == 1);
    return reading.bad[0];
}

std::string why_refused(const FitSummary& summary) {
    return refused(fit_file(fit_session(summary))).why;
}

std::vector<std::optional<Metres>> distances(const std::string& file) {
    std::vector<std::optional<Metres>> all;
    for (const auto& read : all_runs(file)) all.push_back(read.run.distance);
    return all;
}

/// A session of `fields`, which `content` fills, behind its start and ten minutes.
std::string session_with(const std::vector<FitField>& fields, const std::string& content) {
    std::vector<FitField> all{{2, 4, uint32}, {8, 4, uint32}};
    all.insert(all.end(), fields.begin(), fields.end());
    return fit_file(fit_definition(0, session_message, all) +
                    fit_data(0, fit_number(saturday_six, 4) + fit_number(600'000, 4) + content));
}

} // namespace

TEST_CASE("the summary of an activity becomes a run that begins at a moment in UTC") {
    const auto read = run_of({});
    const auto saturday = date::sys_days{date::year{2026} / 11 / 21};
    CHECK(read.moment == Instant{saturday + hours{6}});
    CHECK(read.run.distance == Metres{10'000});
    CHECK(read.run.duration == Seconds{2710});
    CHECK(read.sport == "running");
    CHECK(read.program == "fit");
}

TEST_CASE("what a FIT file does not say is left open") {
    const auto read = run_of({});
    CHECK_FALSE(read.run.source);
    CHECK_FALSE(read.run.start);
    CHECK_FALSE(read.local_start);
    CHECK_FALSE(read.day);
    CHECK_FALSE(read.run.note);
    CHECK(read.run.zone == "");
    CHECK(read.run.members.empty());
    CHECK(read.line == 0);
}

TEST_CASE("pauses do not count where the watch knows them") {
    CHECK(run_of({.elapsed = 3'000'000, .timer = 2'710'000}).run.duration == Seconds{2710});
    CHECK(run_of({.elapsed = 3'000'000, .timer = no_number}).run.duration == Seconds{3000});
    CHECK(run_of({.elapsed = 3'000'000, .timer = 0}).run.duration == Seconds{3000});
}

TEST_CASE("metres and seconds are rounded, and none is as good as absent") {
    CHECK(run_of({.distance = 1'000'049}).run.distance == Metres{10'000});
    CHECK(run_of({.distance = 1'000'050}).run.distance == Metres{10'001});
    CHECK(run_of({.timer = 2'710'499}).run.duration == Seconds{2710});
    CHECK(run_of({.timer = 2'710'500}).run.duration == Seconds{2711});
    CHECK_FALSE(run_of({.distance = 49}).run.distance);
    CHECK_FALSE(run_of({.distance = 0}).run.distance);
    CHECK_FALSE(run_of({.elapsed = 499, .timer = 499}).run.duration);
}

TEST_CASE("a value that is marked as invalid is absent") {
    CHECK_FALSE(run_of({.distance = no_number}).run.distance);
    CHECK_FALSE(run_of({.elapsed = no_number, .timer = no_number}).run.duration);
    CHECK(run_of({.sport = 0xFF}).sport == "generic");
    CHECK(why_refused({.start = no_number}) == "it does not say when it began");
}

TEST_CASE("an activity is refused where its start or its effort is unknown") {
    CHECK(why_refused({.start = 0x0FFF'FFFF}) == "its start is unknown: the watch's clock was not set");
    CHECK(why_refused({.elapsed = 0, .timer = 0, .distance = 0}) == "neither distance nor duration is given");
    CHECK(refused(fit_file(fit_definition(0, session_message, {}) + fit_data(0, ""))).where == "byte 20");
}

TEST_CASE("the earliest and the latest start that FIT can tell are read") {
    CHECK(run_of({.start = 0x1000'0000}).moment == Instant{seconds{899'501'056}});
    CHECK(run_of({.start = 0xFFFF'FFFE}).moment == Instant{seconds{4'926'032'894}});
}

TEST_CASE("an activity is refused where it is longer than is believed") {
    CHECK(run_of({.distance = 100'000'049}).run.distance == longest_distance);
    CHECK(why_refused({.distance = 100'000'050}) == "1000001 m is more than 1,000 km");
    CHECK(why_refused({.distance = 0xFFFF'FFFE}) == "42949673 m is more than 1,000 km");
    CHECK(run_of({.timer = 604'800'499}).run.duration == longest_duration);
    CHECK(why_refused({.timer = 604'800'500}) == "604801 s is more than 7 days");
    CHECK(why_refused({.timer = 0xFFFF'FFFE}) == "4294967 s is more than 7 days");
}

TEST_CASE("a refused activity is told by the byte that its record begins at, and the next one follows") {
    const auto reading = read_fit_file(fit_file(fit_session({.start = 5}) + fit_data(0, fit_session_content())));
    CHECK(reading.trouble == "");
    REQUIRE(reading.bad.size() == 1);
    CHECK(reading.bad[0].where == "byte 41"); // 14 of the header, and 27 of the definition
    CHECK(reading.bad[0].line == 0);
    CHECK(reading.runs.size() == 1);
}

TEST_CASE("a sport has its name, or its number where it has none here") {
    CHECK(run_of({.sport = 0}).sport == "generic");
    CHECK(run_of({.sport = 2}).sport == "cycling");
    CHECK(run_of({.sport = 4}).sport == "fitness_equipment");
    CHECK(run_of({.sport = 5}).sport == "swimming");
    CHECK(run_of({.sport = 11}).sport == "walking");
    CHECK(run_of({.sport = 17}).sport == "hiking");
    CHECK(run_of({.sport = 48}).sport == "floor_climbing");
    CHECK(run_of({.sport = 49}).sport == "sport 49");
    CHECK(run_of({.sport = 66}).sport == "wheelchair_push_run");
    CHECK(run_of({.sport = 254}).sport == "sport 254");
}

TEST_CASE("of equipment, the treadmill is told apart, and a run on it is a run like others") {
    CHECK(run_of({.sport = 4, .sub_sport = 1}).sport == "treadmill");
    CHECK(run_of({.sport = 4, .sub_sport = 14}).sport == "fitness_equipment");
    CHECK(run_of({.sport = 1, .sub_sport = 1}).sport == "running");
}

TEST_CASE("both orders of bytes are read, and may change within a file") {
    for (const auto order : both_orders) CHECK(distances(fit_file(fit_session({}, order))).size() == 1);
    const auto file = fit_file(fit_session({.distance = 500'000}, std::endian::big) +
                               fit_session({.distance = 600'000}, std::endian::little));
    CHECK(distances(file) == std::vector<std::optional<Metres>>{Metres{5000}, Metres{6000}});
}

TEST_CASE("headers of every size are read, with a check sum of their own or without") {
    const auto records = fit_session();
    for (const std::uint32_t size : {12U, 13U, 14U, 15U, 20U, 255U}) {
        CAPTURE(size);
        CHECK(all_runs(with_fit_sum(fit_header(records.size(), size) + records)).size() == 1);
        CHECK(all_runs(with_fit_sum(fit_header(records.size(), size, false) + records)).size() == 1);
    }
}

TEST_CASE("fields may stand in any order, between others that are passed over") {
    const auto read = only_run(fit_file(
        fit_definition(3, session_message,
                       {{110, 6, 7}, {9, 4, uint32}, {11, 2, uint16}, {2, 4, uint32}, {5, 1, enumeration}}) +
        fit_data(3, std::string("Trail\0", 6) + fit_number(420'000, 4) + "xx" + fit_number(saturday_six, 4) + '\x11')));
    CHECK(read.run.distance == Metres{4200});
    CHECK(read.sport == "hiking");
    CHECK_FALSE(read.run.duration);
    CHECK_FALSE(read.run.note);
}

TEST_CASE("a number may be narrower than usual, the first of several, or of the older type") {
    CHECK(only_run(session_with({{9, 2, uint16}}, fit_number(60'000, 2))).run.distance == Metres{600});
    CHECK_FALSE(only_run(session_with({{9, 2, uint16}}, "\xFF\xFF")).run.distance);
    CHECK(only_run(session_with({{9, 8, uint32}}, fit_number(60'000, 4) + "xxxx")).run.distance == Metres{600});
    CHECK(only_run(session_with({{9, 4, 0x06}}, fit_number(60'000, 4))).run.distance == Metres{600});
}

TEST_CASE("a field that is too short or no such number is absent") {
    CHECK_FALSE(only_run(session_with({{9, 3, uint32}}, "abc")).run.distance);
    CHECK_FALSE(only_run(session_with({{9, 0, uint32}}, "")).run.distance);
    CHECK_FALSE(only_run(session_with({{9, 4, float32}}, "abcd")).run.distance);
    CHECK_FALSE(only_run(session_with({{9, 1, sint8}}, "a")).run.distance);
    CHECK_FALSE(only_run(session_with({{9, 4, 7}}, "1000")).run.distance);
}

TEST_CASE("developer fields are passed over") {
    const auto records =
        fit_definition(1, record_message, {{5, 4, uint32}}, std::endian::little, {2, 200}) +
        fit_data(1, std::string(206, 'd')) +
        fit_definition(0, session_message, {{2, 4, uint32}, {9, 4, uint32}}, std::endian::big, {4}) +
        fit_data(0, fit_number(saturday_six, 4, std::endian::big) + fit_number(600'000, 4, std::endian::big) + "devs") +
        fit_data(1, std::string(206, 'd'));
    CHECK(only_run(fit_file(records)).run.distance == Metres{6000});
}

TEST_CASE("records may say a part of their time in their first byte") {
    const auto record = fit_definition(2, record_message, {{5, 4, uint32}});
    const auto session = fit_session();
    CHECK(all_runs(fit_file(record + fit_compressed(2, "abcd") + session + fit_compressed(2, "abcd"))).size() == 1);
    CHECK(distances(fit_file(session + fit_compressed(0, fit_session_content({.distance = 700'000})))) ==
          std::vector<std::optional<Metres>>{Metres{10'000}, Metres{7000}});
}

TEST_CASE("what a record looks like may be told anew") {
    const auto other = fit_definition(0, record_message, {{5, 1, uint8}});
    const auto file = fit_file(fit_session() + other + fit_data(0, "r") + fit_data(0, "r") +
                               fit_session({.distance = 700'000}, std::endian::big) + other + fit_data(0, "r"));
    CHECK(distances(file) == std::vector<std::optional<Metres>>{Metres{10'000}, Metres{7000}});
}

TEST_CASE("sixteen kinds of records are kept apart") {
    std::string records = fit_session_definition();
    for (std::uint32_t type = 1; type < 16; ++type)
        records += fit_definition(type, record_message, {{5, static_cast<std::uint8_t>(type), uint8}});
    for (std::uint32_t type = 15; type > 0; --type) records += fit_data(type, std::string(type, 'r'));
    CHECK(all_runs(fit_file(records + fit_data(0, fit_session_content()))).size() == 1);
}

TEST_CASE("the largest records that can be told are passed over") {
    const std::vector<FitField> fields(255, {9, 255, uint32});
    const auto records =
        fit_definition(1, record_message, fields, std::endian::little, std::vector<std::uint8_t>(255, 255));
    CHECK(all_runs(fit_file(records + fit_data(1, std::string(130'050, 'r')) + fit_session())).size() == 1);
}

TEST_CASE("an outing of several sports is a run each") {
    const auto file = fit_file(fit_session({.sport = 5}) + fit_data(0, fit_session_content({.sport = 3})) +
                               fit_data(0, fit_session_content({.start = saturday_six + 1800, .sport = 1})));
    const auto runs = all_runs(file);
    REQUIRE(runs.size() == 3);
    CHECK(runs[0].sport == "swimming");
    CHECK(runs[1].sport == "transition");
    CHECK(runs[2].sport == "running");
    CHECK(*runs[2].moment - *runs[0].moment == seconds{1800});
}

TEST_CASE("files that stand one behind the other are read in turn") {
    const auto settings = fit_file(fit_definition(0, 2, {{0, 1, uint8}}) + fit_data(0, "s"));
    const auto small = fit_session({.distance = 300'000}, std::endian::big);
    const auto file =
        settings + fit_file(fit_session()) + with_fit_sum(fit_header(small.size(), 12) + small) + settings;
    CHECK(distances(file) == std::vector<std::optional<Metres>>{Metres{10'000}, Metres{3000}});
}

} // namespace runlog::formats
