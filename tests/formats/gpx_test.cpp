#include "gpx_support.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using namespace xml_testing;

ReadRun only_run(const std::string& file) {
    const auto found = gpx(file);
    for (const auto& bad : found.bad) FAIL_CHECK(bad.why);
    REQUIRE(found.runs.size() == 1);
    return found.runs[0];
}

ReadRun run_of(const std::string& segments) {
    return only_run(file_of(track(segments)));
}

std::string moment_of(const ReadRun& read) {
    REQUIRE(read.moment);
    return iso(LocalTime{read.moment->time_since_epoch()});
}

} // namespace

TEST_CASE("a track is a run") {
    const auto read = only_run(file_of(simple_track("<name>To the lake</name><type>running</type>")));
    CHECK(moment_of(read) == "2026-11-21T09:00:00");
    CHECK(read.run.distance == Metres{1112});
    CHECK(read.run.duration == Seconds{300});
    CHECK(read.run.note == "To the lake");
    CHECK(read.sport == "running");
    CHECK(read.program == "gpx");
    CHECK(read.line == 3);
    CHECK(read.run.members.empty());
    CHECK(read.run.zone == "");
    CHECK(!read.run.source);
    CHECK(!read.run.start);
    CHECK(!read.local_start);
    CHECK(!read.day);
}

TEST_CASE("each track is a run, with its line") {
    const auto found = gpx(file_of(simple_track() + simple_track() + simple_track()));
    REQUIRE(found.runs.size() == 3);
    CHECK(found.runs[0].line == 3);
    CHECK(found.runs[1].line == 9);
    CHECK(found.runs[2].line == 15);
    CHECK(found.bad.empty());
}

TEST_CASE("distances are those of the great circle, on a ball with the mean radius of the earth") {
    const auto apart = [](const char* latitude, const char* longitude, const char* to_latitude,
                          const char* to_longitude) {
        const auto read = run_of(segment(point(latitude, longitude, "2026-11-21T09:00:00Z") +
                                         point(to_latitude, to_longitude, "2026-11-21T10:00:00Z")));
        return read.run.distance.value_or(Metres{0}).value;
    };
    // 2 pi R / 360
    CHECK(apart("0", "0", "1", "0") == 111'195);
    CHECK(apart("0", "0", "0", "1") == 111'195);
    CHECK(apart("-4", "7", "4", "7") == 889'561);
    CHECK(apart("-0.5", "179.5", "-0.5", "-179.5") == 111'191);
    CHECK(apart("60", "10", "60", "11") == 55'597);
    // From the Eiffel tower to Notre-Dame
    CHECK(apart("48.8582", "2.2945", "48.8530", "2.3499") == 4094);
    CHECK(apart("+48.8582", " 2.2945 ", "48.8530", "2.3499") == 4094);
    CHECK(apart("90", "0", "90", "100") == 0);
}

TEST_CASE("what lies between two segments counts neither as distance nor as time") {
    const auto read = run_of(segment(step(0, 0) + step(1, 300)) + segment(step(5, 900) + step(6, 1200)));
    CHECK(read.run.distance == Metres{2224});
    CHECK(read.run.duration == Seconds{600});
    CHECK(moment_of(read) == "2026-11-21T09:00:00");
    CHECK(run_of(segment("") + segment(step(0, 0) + step(1, 300)) + segment(step(9, 400))).run.distance ==
          Metres{1112});
}

TEST_CASE("points without a time count for the distance alone") {
    const auto read =
        run_of(segment(point("0", "0") + step(1, 10) + point("0", "0.02") + step(3, 70) + point("0", "0.04")));
    CHECK(read.run.distance == Metres{4448});
    CHECK(read.run.duration == Seconds{60});
    CHECK(moment_of(read) == "2026-11-21T09:00:10");
    CHECK(run_of(segment(step(0, 0) + point("0", "0.01", " ") + step(2, 9))).run.distance == Metres{2224});
    const auto untimed = run_of(segment(point("0", "0") + point("0", "0.01")) + segment(step(1, 30) + step(2, 60)));
    CHECK(untimed.run.distance == Metres{2224});
    CHECK(untimed.run.duration == Seconds{30});
}

TEST_CASE("fractions of seconds are summed before they are rounded") {
    std::string segments;
    for (int i = 0; i < 10; ++i)
        segments += segment(point("0", "0", "2026-11-21T09:00:00.1Z") + point("0", "0.01", "2026-11-21T09:00:01.7Z"));
    CHECK(run_of(segments).run.duration == Seconds{16});
}

TEST_CASE("a clock that jumps within a segment does no harm") {
    const auto jumping = [](const char* time) {
        return run_of(segment(step(0, 0) + point("0", "0.01", time) + step(2, 600)));
    };
    for (const char* time : {"2026-11-21T08:00:00Z", "1970-01-01T00:00:00Z", "2046-11-21T09:05:00Z"}) {
        CAPTURE(time);
        CHECK(jumping(time).run.duration == Seconds{600});
        CHECK(moment_of(jumping(time)) == "2026-11-21T09:00:00");
        CHECK(jumping(time).run.distance == Metres{2224});
    }
}

TEST_CASE("a segment that was turned around lasts as long as it did") {
    const auto read = run_of(segment(step(2, 600) + step(1, 300) + step(0, 0)));
    CHECK(read.run.duration == Seconds{600});
    CHECK(moment_of(read) == "2026-11-21T09:00:00");
    CHECK(moment_of(run_of(segment(step(2, 600) + step(3, 700)) + segment(step(0, 0) + step(1, 300)))) ==
          "2026-11-21T09:00:00");
}

TEST_CASE("a time with an offset is kept as it was shown, and one without any is UTC") {
    const auto offset =
        run_of(segment(point("0", "0", "2026-11-21T06:00:00.000+01:00") + point("0", "1", "2026-11-21T05:30:00Z")));
    REQUIRE(offset.run.start);
    CHECK(iso(*offset.run.start) == "2026-11-21T06:00:00+01:00");
    CHECK(offset.run.duration == Seconds{1800});
    CHECK(!offset.moment);
    const auto bare = run_of(segment(point("0", "0", "2026-11-21T06:00:00") + point("0", "1", "2026-11-21T06:30:00")));
    CHECK(moment_of(bare) == "2026-11-21T06:00:00");
    CHECK(!bare.local_start);
}

TEST_CASE("name and description make the note") {
    const auto note = [](const std::string& about) { return only_run(file_of(simple_track(about))).run.note; };
    CHECK(note("<name> Morgenlauf &amp; Br\xC3\xB6tchen </name>") == "Morgenlauf & Br\xC3\xB6tchen");
    CHECK(note("<name>Lake</name><desc>cold</desc>") == "Lake\ncold");
    CHECK(note("<name/><desc>cold</desc>") == "cold");
    CHECK(note("<name> </name><desc>\n</desc>") == std::nullopt);
    CHECK(note("") == std::nullopt);
    CHECK(note("<link><text>x</text></link><extensions><name>y</name></extensions>") == std::nullopt);
    CHECK(note("<name>" + std::string(100'000, 'x') + "</name>").value().size() == 64 * 1024);
    CHECK(only_run(file_of("<metadata><name>x</name></metadata>" + simple_track())).run.note == std::nullopt);
}

TEST_CASE("the sport is told in the file's own word") {
    const auto sport = [](const std::string& type, const std::string& creator = "somebody") {
        return only_run(file_of(simple_track("<type>" + type + "</type>"), creator)).sport;
    };
    CHECK(sport(" trail_running\n") == "trail_running");
    CHECK(sport("") == "");
    CHECK(only_run(file_of(simple_track())).sport == "");
    CHECK(sport("9") == "type 9");
    CHECK(sport(std::string(79, 'x') + "\xC3\xA9y") == std::string(79, 'x'));
}

TEST_CASE("the numbers that Strava once wrote are told as words") {
    const auto sport = [](const std::string& number) {
        return only_run(file_of(simple_track("<type>" + number + "</type>"), "StravaGPX Android")).sport;
    };
    CHECK(sport("1") == "ride");
    CHECK(sport("4") == "hike");
    CHECK(sport("9") == "run");
    CHECK(sport("10") == "walk");
    CHECK(sport("16") == "swim");
    CHECK(sport("53") == "virtual run");
    CHECK(sport("7") == "type 7");
    CHECK(sport("099") == "type 099");
    CHECK(sport("Run") == "Run");
}

TEST_CASE("GPX 1.0, prefixes and strange extensions are read alike") {
    CHECK(only_run("<gpx version='1.0'>" + simple_track() + "</gpx>").run.distance == Metres{1112});
    CHECK(only_run(
              "<g:gpx xmlns:g='urn:g'><g:trk><g:trkseg><g:trkpt lat='0' lon='0'><g:time>2026-11-21T09:00:00Z</g:time>"
              "</g:trkpt><g:trkpt lat='0' lon='0.01'/></g:trkseg></g:trk></g:gpx>")
              .run.distance == Metres{1112});
    const std::string extensions = "<extensions><time>never</time><trkpt lat='99'/><x:TrackPointExtension "
                                   "xmlns:x='urn:x'><x:hr>140</x:hr></x:TrackPointExtension></extensions>";
    CHECK(run_of(segment("<trkpt lat='0' lon='0'>" + extensions + "<time>2026-11-21T09:00:00Z</time></trkpt>" +
                         step(1, 5)))
              .run.duration == Seconds{5});
}

TEST_CASE("a byte order mark and blanks before the declaration are passed over") {
    CHECK(only_run("\xEF\xBB\xBF\n\n" + file_of(simple_track())).line == 5);
}

} // namespace runlog::formats
