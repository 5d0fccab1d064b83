#include "runlog/domain/run.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using doctest::Contains;
using std::chrono::hours;
using std::chrono::seconds;
using test::at;
using test::november;
using test::repeated;

constexpr auto today_is = 21;

Instant noon() {
    return Instant{at(november(today_is), 12).time_since_epoch()};
}

Run five_kilometres() {
    Run run;
    run.day = november(today_is);
    run.distance = Metres{5000};
    run.members = {"anna"};
    return run;
}

Run begun_at(LocalTime local, seconds offset = {}) {
    Run run = five_kilometres();
    run.day = date::floor<date::days>(local);
    run.start = Placed{local, offset};
    return run;
}

void check(const Run& run) {
    check_run(run, november(today_is), noon());
}

} // namespace

TEST_CASE("a run needs a distance or a duration, and either will do") {
    Run run = five_kilometres();
    CHECK_NOTHROW(check(run));
    run.duration = seconds{1800};
    CHECK_NOTHROW(check(run));
    run.distance.reset();
    CHECK_NOTHROW(check(run));
    run.duration.reset();
    CHECK_THROWS_WITH_AS(check(run), Contains("a distance or a duration"), Error);
}

TEST_CASE("a run needs somebody who ran it") {
    Run run = five_kilometres();
    run.members = {"anna", "beth"};
    CHECK_NOTHROW(check(run));
    run.members.clear();
    CHECK_THROWS_WITH_AS(check(run), Contains("somebody"), Error);
}

TEST_CASE("a run's distance is from one metre to 1,000 km") {
    Run run = five_kilometres();
    for (const auto metres : {std::int64_t{1}, longest_distance.value}) {
        run.distance = Metres{metres};
        CHECK_NOTHROW(check(run));
    }
    const auto too_far = longest_distance.value + 1;
    for (const auto metres : {std::int64_t{0}, std::int64_t{-5000}, too_far, std::int64_t{1} << 60}) {
        run.distance = Metres{metres};
        CHECK_THROWS_WITH_AS(check(run), Contains("1,000 km"), Error);
    }
}

TEST_CASE("a run's duration is from one second to seven days") {
    Run run = five_kilometres();
    for (const auto duration : {seconds{1}, longest_duration}) {
        run.duration = duration;
        CHECK_NOTHROW(check(run));
    }
    for (const auto duration : {seconds{0}, seconds{-1}, longest_duration + seconds{1}}) {
        run.duration = duration;
        CHECK_THROWS_WITH_AS(check(run), Contains("7 days"), Error);
    }
}

TEST_CASE("a run lies on today or before") {
    Run run = five_kilometres();
    run.day = test::day(1900, 1, 1);
    CHECK_NOTHROW(check(run));
    run.day = november(22);
    CHECK_THROWS_WITH_AS(check(run), Contains("future: Sun 22 Nov 2026"), Error);
    CHECK(test::hint_of([&] { check(run); }) == Contains("Today is Sat 21 Nov 2026"));
}

TEST_CASE("a run does not begin after now") {
    CHECK_NOTHROW(check(begun_at(at(november(21), 6))));
    CHECK_NOTHROW(check(begun_at(at(november(21), 12))));
    CHECK_THROWS_WITH_AS(check(begun_at(at(november(21), 18, 30))), Contains("Sat 21 Nov 2026, 18:30"), Error);
    CHECK(test::hint_of([] { check(begun_at(at(november(21), 18, 30))); }) == Contains("the day and the time"));
}

TEST_CASE("whether a run has begun is a matter of its own zone") {
    CHECK_NOTHROW(check(begun_at(at(november(21), 18, 30), hours{9})));
    CHECK_THROWS_WITH_AS(check(begun_at(at(november(21), 6), -hours{8})), Contains("future"), Error);
}

TEST_CASE("a run's tags are checked too") {
    Run run = five_kilometres();
    run.tags = {"dark", "ice"};
    CHECK_NOTHROW(check(run));
    run.tags = {"dark", "black ice"};
    CHECK_THROWS_WITH_AS(check(run), Contains("'black ice' cannot be a tag"), Error);
}

TEST_CASE("a tag is one word of at most forty characters") {
    for (const std::string tag : {"dark", "ice!", "#5k", "Zoë", "走る", "\U0001F3C3", "a-b_c/d"}) {
        CAPTURE(tag);
        CHECK_NOTHROW(check_tag(tag));
    }
    CHECK_NOTHROW(check_tag(repeated("a", 40)));
    CHECK_THROWS_WITH_AS(check_tag(repeated("a", 41)), Contains("cannot be a tag"), Error);
}

TEST_CASE("a tag's characters are counted, not its bytes or its columns") {
    CHECK_NOTHROW(check_tag(repeated("走", 30)));
    CHECK_NOTHROW(check_tag(repeated("走", 40)));
    CHECK_NOTHROW(check_tag(repeated("ë", 40)));
    CHECK_THROWS_WITH_AS(check_tag(repeated("走", 41)), Contains("cannot be a tag"), Error);
    CHECK_THROWS_WITH_AS(check_tag(repeated("ë", 41)), Contains("cannot be a tag"), Error);
}

TEST_CASE("what cannot be typed in a list is no tag") {
    for (const std::string tag :
         {"", " ", "black ice", "dark,ice", "dark;ice", "dark\n", "da\trk", "\x1b[31m", "\xff", "da\u202Erk", "\u200B",
          "black\u00A0ice", "走\u3000る", "\u200D", "\u200D\u200D", "\u0301"}) {
        CAPTURE(tag);
        CHECK_THROWS_WITH_AS(check_tag(tag), Contains("cannot be a tag"), Error);
    }
}

TEST_CASE("a refused tag is told without its escape sequences and cut short") {
    try {
        check_tag("\x1b[31m" + repeated("a", 1000));
        FAIL("accepted");
    } catch (const Error& error) {
        const std::string message = error.what();
        CHECK(message.find('\x1b') == std::string::npos);
        CHECK(message.size() < 100);
    }
}

} // namespace runlog
