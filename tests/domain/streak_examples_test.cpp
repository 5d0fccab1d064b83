#include "runlog/domain/streak.hpp"

#include "diaries.hpp"
#include "runlog/domain/zone.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using date::days;
using std::chrono::hours;
using test::at;
using test::day;
using test::Diary;
using test::november;
using test::plan_from;
using test::examples::by_day;
using test::examples::by_week;
using test::examples::long_ago;
using test::examples::mile;
using test::examples::runs_on;
using test::examples::today;
using test::examples::with_leave;
using test::examples::with_plan;
using test::examples::with_weeks_before;

} // namespace

TEST_CASE("three days up to today are a streak of three, kept") {
    const auto streak = by_day(runs_on({19, 20, 21}));
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.stretch == Stretch{3, november(19), november(21)});
    CHECK_FALSE(streak.keep_by);
    CHECK_FALSE(streak.last);
}

TEST_CASE("three days up to yesterday are open, to be kept today") {
    const auto streak = by_day(runs_on({18, 19, 20}));
    CHECK(streak.state == StreakState::open);
    CHECK(streak.stretch == Stretch{3, november(18), november(20)});
    CHECK(streak.keep_by == november(21));
    CHECK(streak.needs == 1);
}

TEST_CASE("a day without a run breaks, and what was before is told") {
    const auto streak = by_day(runs_on({18, 19}));
    CHECK(streak.state == StreakState::broken);
    CHECK(streak.length() == 0);
    CHECK_FALSE(streak.stretch);
    CHECK(streak.last == Stretch{2, november(18), november(19)});
    REQUIRE(streak.ended_by);
    CHECK(streak.ended_by->first == november(20));
}

TEST_CASE("a day on leave neither adds nor breaks") {
    const auto streak = by_day(with_leave(runs_on({17, 18, 21}), 19, 20));
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.stretch == Stretch{3, november(17), november(21)});
}

TEST_CASE("leave that holds today pauses a streak until its last day") {
    const auto streak = by_day(with_leave(runs_on({17, 18}), 19, 25));
    CHECK(streak.state == StreakState::paused);
    CHECK(streak.stretch == Stretch{2, november(17), november(18)});
    CHECK(streak.until == november(25));
    CHECK_FALSE(streak.keep_by);
}

TEST_CASE("the first day after leave is open") {
    const auto streak = by_day(with_leave(runs_on({17, 18}), 19, 20));
    CHECK(streak.state == StreakState::open);
    CHECK(streak.length() == 2);
    CHECK(streak.keep_by == november(21));
    CHECK_FALSE(streak.until);
}

TEST_CASE("a run shorter than the least of the plan does not keep a day") {
    Diary diary;
    diary.runs = {{november(19), Metres{5000}}, {november(20), Metres{1200}}, {november(21), Metres{3000}}};
    diary.promises.plans = {plan_from(long_ago, 1, mile)};
    const auto streak = by_day(diary);
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.stretch == Stretch{1, november(21), november(21)});
}

TEST_CASE("a run late at night and one at dawn elsewhere are two days") {
    const Zone los_angeles{"America/Los_Angeles", [](Instant) { return -hours{8}; }};
    const Zone new_york{"America/New_York", [](Instant) { return -hours{5}; }};
    Diary diary;
    for (const auto& start : {place(los_angeles, at(november(20), 23, 30)), place(new_york, at(november(21), 6))})
        diary.runs.push_back({date::floor<days>(start.local), {}});
    const auto streak = by_day(diary);
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.length() == 2);
}

TEST_CASE("a week with four days of running keeps a plan of four") {
    const auto streak = by_week(with_weeks_before(with_plan(runs_on({16, 17, 19, 21}), 4), 1));
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.stretch == Stretch{2, november(9), november(21)});
    CHECK(streak.current.ran == 4);
    CHECK(streak.current.needed == 4);
}

TEST_CASE("a week that can still be kept is open until Sunday") {
    const auto streak = by_week(with_weeks_before(with_plan(runs_on({17, 19}), 4), 5));
    CHECK(streak.state == StreakState::open);
    CHECK(streak.stretch == Stretch{5, day(2026, 10, 12), november(15)});
    CHECK(streak.needs == 2);
    CHECK(streak.days_left == 2);
    CHECK(streak.keep_by == november(22));
}

TEST_CASE("a week that lacks more runs than it has days is lost") {
    const auto streak = by_week(with_weeks_before(with_plan(runs_on({17}), 4), 5));
    CHECK(streak.state == StreakState::lost);
    CHECK(streak.length() == 5);
    CHECK(streak.needs == 3);
    CHECK(streak.days_left == 2);
    CHECK_FALSE(streak.keep_by);
}

TEST_CASE("leave shrinks what a week asks for") {
    const auto streak = by_week(with_weeks_before(with_plan(with_leave(runs_on({19, 20, 21}), 16, 18), 4), 1));
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.length() == 2);
    CHECK(streak.current.needed == 3);
    CHECK(streak.current.leave == 3);
}

TEST_CASE("a week wholly on leave is neutral without a run") {
    const auto streak = by_week(with_weeks_before(with_plan(with_leave(Diary{}, 16, 22), 4), 1));
    CHECK(streak.state == StreakState::paused);
    CHECK(streak.length() == 1);
    CHECK(streak.until == november(22));
    CHECK(streak.current.neutral());
}

TEST_CASE("two runs on one day are one day") {
    const auto streak = by_week(with_weeks_before(with_plan(runs_on({21, 21}), 2), 1));
    CHECK_FALSE(streak.current.kept());
    CHECK(streak.current.ran == 1);
    CHECK(streak.state == StreakState::open);
    CHECK(streak.needs == 1);
    CHECK(streak.length() == 1);
}

} // namespace runlog
