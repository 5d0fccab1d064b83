#include "runlog/domain/merge.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

namespace runlog {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Words = std::vector<std::string>;

constexpr Day saturday{date::local_days{date::year{2026} / 11 / 21}};

Placed at(std::chrono::minutes time) {
    return {LocalTime{saturday} + time, hours{1}};
}

/// As it was typed at breakfast.
Run typed() {
    Run run;
    run.id = RunId{12};
    run.uid.bytes.fill(1);
    run.day = saturday;
    run.zone = "Europe/Berlin";
    run.distance = Metres{8000};
    run.members = {"anna", "beth"};
    run.tags = {"ice"};
    run.note = "the bridge was closed";
    return run;
}

/// As the watch has it.
Run recorded() {
    Run run;
    run.id = RunId{40};
    run.uid.bytes.fill(2);
    run.day = saturday;
    run.start = at(hours{6});
    run.zone = "Europe/Paris";
    run.distance = Metres{8047};
    run.duration = Seconds{2710};
    run.members = {"anna"};
    run.tags = {"ice", "dark"};
    run.note = "Morning Run";
    run.source = "watch:1";
    return run;
}

Outline outline(std::optional<std::chrono::minutes> start, int metres, std::optional<Seconds> duration) {
    Outline run{saturday, std::nullopt, Metres{metres}, duration};
    if (start) run.start = at(*start).instant();
    return run;
}

} // namespace

TEST_CASE("two runs that overlap in time may be one, whatever their length") {
    const auto six = outline(hours{6}, 8000, minutes{45});
    CHECK(may_be_one(six, outline(hours{6}, 3000, minutes{10})));
    CHECK(may_be_one(six, outline(minutes{6 * 60 + 44}, 8000, minutes{45})));
    CHECK(may_be_one(outline(minutes{5 * 60 + 30}, 8000, minutes{31}), six));
}

TEST_CASE("a run that begins as another ends is another") {
    const auto six = outline(hours{6}, 8000, minutes{45});
    CHECK_FALSE(may_be_one(six, outline(minutes{6 * 60 + 45}, 8000, minutes{45})));
    CHECK_FALSE(may_be_one(outline(minutes{5 * 60 + 30}, 8000, minutes{30}), six));
}

TEST_CASE("a run without a duration is a moment") {
    CHECK(may_be_one(outline(hours{6}, 8000, {}), outline(hours{6}, 5000, {})));
    CHECK(may_be_one(outline(hours{6}, 8000, {}), outline(minutes{5 * 60 + 59}, 5000, minutes{2})));
    CHECK_FALSE(may_be_one(outline(hours{6}, 8000, {}), outline(minutes{6 * 60 + 1}, 8000, {})));
}

TEST_CASE("where a start is not known, the day and the length tell") {
    const auto typed_in = outline({}, 8000, {});
    CHECK(may_be_one(typed_in, outline(hours{6}, 8800, minutes{45})));
    CHECK_FALSE(may_be_one(typed_in, outline(hours{6}, 9000, minutes{45})));
    Outline other_day = outline(hours{6}, 8000, {});
    other_day.day -= date::days{1};
    CHECK_FALSE(may_be_one(typed_in, other_day));
}

TEST_CASE("durations tell where a distance is missing, and nothing where both are") {
    Outline half_an_hour{saturday, std::nullopt, std::nullopt, minutes{30}};
    CHECK(may_be_one(half_an_hour, outline(hours{6}, 8000, minutes{33})));
    CHECK_FALSE(may_be_one(half_an_hour, outline(hours{6}, 8000, minutes{45})));
    CHECK(may_be_one(half_an_hour, outline(hours{6}, 8000, {})));
}

TEST_CASE("what a watch recorded counts more than what was typed, whichever stays") {
    for (const bool typed_stays : {true, false}) {
        CAPTURE(typed_stays);
        const Run run = typed_stays ? merged(typed(), recorded()) : merged(recorded(), typed());
        CHECK(run.id == RunId{typed_stays ? 12 : 40});
        CHECK(run.start->local == recorded().start->local);
        CHECK(run.zone == "Europe/Paris");
        CHECK(run.distance == Metres{8047});
        CHECK(run.duration == Seconds{2710});
        CHECK(run.source == "watch:1");
    }
}

TEST_CASE("what the watch lacks comes from what was typed") {
    Run watch = recorded();
    watch.distance.reset();
    watch.start.reset();
    Run by_hand = typed();
    by_hand.start = at(minutes{6 * 60 + 5});
    const Run run = merged(by_hand, watch);
    CHECK(run.distance == Metres{8000});
    CHECK(run.start->local == by_hand.start->local);
    CHECK(run.zone == "Europe/Berlin");
    CHECK(run.duration == Seconds{2710});
}

TEST_CASE("between two of a kind the one that knows its start counts, else the one that stays") {
    Run timed = typed();
    timed.start = at(hours{7});
    timed.distance = Metres{7900};
    CHECK(merged(typed(), timed).distance == Metres{7900});
    Run other = typed();
    other.distance = Metres{7000};
    CHECK(merged(typed(), other).distance == Metres{8000});
}

TEST_CASE("runners, tags and notes are those of both, each once") {
    const Run run = merged(recorded(), typed());
    CHECK(run.members == Words{"anna", "beth"});
    CHECK(run.tags == Words{"ice", "dark"});
    CHECK(run.note == "Morning Run\nthe bridge was closed");
    Run longer = recorded();
    longer.note = "Morning Run, the bridge was closed";
    CHECK(merged(longer, typed()).note == longer.note);
    CHECK(merged(typed(), longer).note == longer.note);
}

TEST_CASE("the session is that of whichever was at one") {
    Run at_session = typed();
    at_session.group = "momma";
    at_session.session = "2026-11-21T06:00";
    at_session.remote = true;
    for (const Run& run : {merged(at_session, recorded()), merged(recorded(), at_session)}) {
        CHECK(run.group == "momma");
        CHECK(run.session == "2026-11-21T06:00");
        CHECK(run.remote);
    }
    Run elsewhere = recorded();
    elsewhere.group = "track";
    elsewhere.session = "2026-11-21T07:00";
    CHECK(merged(at_session, elsewhere).session == "2026-11-21T06:00");
}

TEST_CASE("what was private stays private") {
    Run hidden = recorded();
    hidden.is_private = true;
    CHECK(merged(typed(), hidden).is_private);
    CHECK(merged(hidden, typed()).is_private);
    CHECK_FALSE(merged(typed(), recorded()).is_private);
}

TEST_CASE("files bring the run by every name that it or its parts had") {
    Run other = recorded();
    other.also = {"gpx:1"};
    Run kept = typed();
    kept.also = {"watch:0"};
    CHECK(merged(kept, other).also == Words{"watch:0", to_text(other.uid), "gpx:1"});
    kept.source = "strava:9";
    CHECK(merged(kept, other).also == Words{"watch:0", to_text(other.uid), "watch:1", "gpx:1"});
}

TEST_CASE("runs that may be one are so from either side") {
    const auto any = [] {
        Outline run{saturday + date::days{*rc::gen::inRange(0, 2)}, std::nullopt, std::nullopt, std::nullopt};
        if (*rc::gen::arbitrary<bool>())
            run.start = Instant{date::sys_days{run.day.time_since_epoch()}} + minutes{*rc::gen::inRange(0, 200)};
        if (*rc::gen::arbitrary<bool>()) run.distance = Metres{*rc::gen::inRange(1, 50)};
        if (*rc::gen::arbitrary<bool>()) run.duration = minutes{*rc::gen::inRange(1, 90)};
        return run;
    };
    CHECK(rc::check("may_be_one", [&] {
        const Outline a = any();
        const Outline b = any();
        RC_ASSERT(may_be_one(a, b) == may_be_one(b, a));
        RC_ASSERT(may_be_one(a, a));
    }));
}

} // namespace runlog
