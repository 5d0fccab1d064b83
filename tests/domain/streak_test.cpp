#include "runlog/domain/streak.hpp"

#include "diaries.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using date::days;
using date::weeks;
using test::best_of;
using test::day;
using test::Diary;
using test::handing_out;
using test::november;
using test::plan_from;
using test::sorted_newest_first;
using test::streak_of;
using test::examples::by_day;
using test::examples::by_week;
using test::examples::long_ago;
using test::examples::mile;
using test::examples::runs_on;
using test::examples::today;
using test::examples::with_leave;
using test::examples::with_plan;
using test::examples::with_weeks_before;

std::size_t pulled_for(By by, const std::vector<RunDay>& runs, const Promises& promises = {}) {
    const auto pulled = std::make_shared<std::size_t>(0);
    streak(by, today, date::Monday, promises, handing_out(sorted_newest_first(runs), pulled));
    return *pulled;
}

} // namespace

TEST_CASE("somebody who never ran has no streak and none before it") {
    for (const auto by : {By::day, By::week}) {
        const auto streak = streak_of({}, by, today);
        CHECK(streak.state == StreakState::broken);
        CHECK(streak.length() == 0);
        CHECK_FALSE(streak.last);
        CHECK_FALSE(best_of({}, by, today));
    }
}

TEST_CASE("somebody on leave without a streak has none to pause") {
    CHECK(by_day(with_leave(runs_on({10}), 19, 25)).state == StreakState::broken);
    CHECK(by_day(with_leave(Diary{}, 19, 25)).state == StreakState::broken);
}

TEST_CASE("a run on a day on leave counts") {
    const auto streak = by_day(with_leave(runs_on({18, 20}), 19, 25));
    CHECK(streak.state == StreakState::paused);
    CHECK(streak.length() == 2);
    CHECK(by_day(with_leave(runs_on({18, 21}), 19, 25)).state == StreakState::kept);
    CHECK(by_day(with_leave(runs_on({18, 21}), 19, 25)).length() == 2);
}

TEST_CASE("any run keeps a week that is wholly on leave") {
    const auto streak = by_week(with_weeks_before(with_plan(with_leave(runs_on({20}), 16, 22), 4), 1));
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.length() == 2);
    CHECK(streak.current.needed == 0);
}

TEST_CASE("a leave without an end pauses without a last day") {
    const auto streak = by_day(with_leave(runs_on({17, 18}), november(19), {}));
    CHECK(streak.state == StreakState::paused);
    CHECK(streak.length() == 2);
    CHECK_FALSE(streak.until);
}

TEST_CASE("a week on leave for part of it is paused only while the leave lasts") {
    const auto away_now = by_week(with_weeks_before(with_plan(with_leave(runs_on({17}), 19, 22), 4), 1));
    CHECK(away_now.current.needed == 2);
    CHECK(away_now.state == StreakState::paused);
    const auto back_again = by_week(with_weeks_before(with_plan(with_leave(runs_on({17}), 18, 20), 4), 1));
    CHECK(back_again.current.needed == 3);
    CHECK(back_again.state == StreakState::open);
    CHECK(back_again.needs == 2);
}

TEST_CASE("a week off in the middle of a streak of weeks neither adds nor breaks") {
    auto diary = with_weeks_before(with_plan(runs_on({16, 17, 18, 19}), 4), 0);
    for (int d = 0; d < 4; ++d) diary.runs.push_back({november(2) + days{d}, {}});
    CHECK(by_week(diary).length() == 1);
    const auto streak = by_week(with_leave(diary, 9, 15));
    CHECK(streak.stretch == Stretch{2, november(2), november(21)});
}

TEST_CASE("a week asks for one day where there is no plan") {
    const auto streak = by_week(runs_on({3, 12, 18}));
    CHECK(streak.state == StreakState::kept);
    CHECK(streak.stretch == Stretch{3, november(2), november(21)});
}

TEST_CASE("a week is judged by the plan in force on its first day") {
    Diary diary = runs_on({9, 10, 16, 17});
    diary.promises.plans = {plan_from(long_ago, 2)};
    diary.promises.plans[0].when.until = november(18);
    diary.promises.plans.push_back(plan_from(november(18), 6));
    CHECK(by_week(diary).state == StreakState::kept);
    CHECK(by_week(diary).length() == 2);
    CHECK(by_week(diary).current.needed == 2);
}

TEST_CASE("a stricter plan does not judge the weeks before it") {
    Diary diary = runs_on({4, 12, 16, 17, 18});
    diary.promises.plans = {plan_from(november(16), 3)};
    CHECK(by_week(diary).length() == 3);
}

TEST_CASE("weeks may begin on Sunday") {
    const auto diary = with_plan(runs_on({15, 16}), 2);
    CHECK(streak_of(diary, By::week, today, date::Sunday).state == StreakState::kept);
    CHECK(streak_of(diary, By::week, today, date::Sunday).current.last == november(21));
    CHECK(streak_of(diary, By::week, today, date::Monday).length() == 0);
}

TEST_CASE("today's run cannot be run twice to save a week") {
    const auto still_open = by_week(with_weeks_before(with_plan(runs_on({16, 17, 21}), 4), 1));
    CHECK(still_open.state == StreakState::open);
    CHECK(still_open.days_left == 1);
    const auto lost = by_week(with_weeks_before(with_plan(runs_on({16, 21}), 4), 1));
    CHECK(lost.state == StreakState::lost);
    CHECK(lost.needs == 2);
    CHECK(lost.days_left == 1);
}

TEST_CASE("a run today that does not count leaves today free") {
    auto diary = with_weeks_before(with_plan(runs_on({16, 17}), 4), 1);
    diary.promises.plans[0].least = mile;
    for (auto& run : diary.runs) run.distance = mile;
    diary.runs.push_back({today, Metres{400}});
    CHECK(by_week(diary).state == StreakState::open);
    CHECK(by_week(diary).days_left == 2);
}

TEST_CASE("a run missing from the log saves a week that was lost") {
    auto diary = with_weeks_before(with_plan(runs_on({17}), 4), 5);
    CHECK(by_week(diary).state == StreakState::lost);
    diary.runs.push_back({november(18), {}});
    CHECK(by_week(diary).state == StreakState::open);
}

TEST_CASE("runs after today are passed over") {
    const auto streak = by_day(runs_on({20, 21, 22, 23}));
    CHECK(streak.stretch == Stretch{2, november(20), november(21)});
    CHECK(by_day(runs_on({20, 22})).state == StreakState::open);
    CHECK(best_of(runs_on({20, 22, 23, 24}), By::day, today) == Stretch{1, november(20), november(20)});
}

TEST_CASE("a broken streak of weeks tells the last one and what broke it") {
    const auto streak = by_week(with_plan(runs_on({2, 3, 9}), 2));
    CHECK(streak.state == StreakState::broken);
    CHECK(streak.last == Stretch{1, november(2), november(8)});
    REQUIRE(streak.ended_by);
    CHECK(streak.ended_by->first == november(9));
    CHECK(streak.ended_by->ran == 1);
    CHECK(streak.ended_by->needed == 2);
}

TEST_CASE("the last streak is found past any number of periods that were not kept") {
    CHECK(by_day(runs_on({1, 2, 3})).last == Stretch{3, november(1), november(3)});
    CHECK(by_day(runs_on({1, 2, 3, 5})).last == Stretch{1, november(5), november(5)});
}

TEST_CASE("the last streak reaches over leave") {
    CHECK(by_day(with_leave(runs_on({10, 13}), 11, 12)).last == Stretch{2, november(10), november(13)});
}

TEST_CASE("what ended a streak before today is told for one that stands") {
    const auto streak = by_day(runs_on({16, 18, 19, 20, 21}));
    REQUIRE(streak.ended_by);
    CHECK(streak.ended_by->first == november(17));
    CHECK_FALSE(streak.last);
}

TEST_CASE("a streak crosses the end of a year and a leap day") {
    Diary diary;
    for (Day d = day(2027, 12, 30); d <= day(2028, 3, 1); d += days{1}) diary.runs.push_back({d, {}});
    const auto streak = streak_of(diary, By::day, day(2028, 3, 1));
    CHECK(streak.stretch == Stretch{63, day(2027, 12, 30), day(2028, 3, 1)});
}

TEST_CASE("a short streak does not pull a long history") {
    auto runs = runs_on({19, 20, 21}).runs;
    for (int d = 0; d < 3000; ++d) runs.push_back({november(10) - days{d}, {}});
    CHECK(pulled_for(By::day, runs) <= 4);
}

TEST_CASE("a long streak pulls its own runs and one more") {
    std::vector<RunDay> runs;
    for (int d = 0; d < 100; ++d) runs.push_back({today - days{d}, {}});
    for (int d = 0; d < 3000; ++d) runs.push_back({today - days{110 + d}, {}});
    CHECK(pulled_for(By::day, runs) <= 101);
}

TEST_CASE("runs too short to count are pulled no further than the streak needs") {
    Promises promises;
    promises.plans = {plan_from(long_ago, 1, Metres{5000})};
    auto runs = runs_on({20, 21}).runs;
    for (auto& run : runs) run.distance = Metres{5000};
    for (int d = 0; d < 3000; ++d) runs.push_back({november(19) - days{d}, Metres{1000}});
    CHECK(pulled_for(By::day, runs, promises) <= 4);
    CHECK(pulled_for(By::week, runs, promises) <= 2 + 4 + 7 + 1);
}

TEST_CASE("a broken streak pulls no further than the one before it") {
    auto runs = runs_on({14, 15}).runs;
    for (int d = 0; d < 3000; ++d) runs.push_back({november(10) - days{d}, {}});
    CHECK(pulled_for(By::day, runs) <= 3);
}

TEST_CASE("a streak of weeks stops at the week that ends it") {
    auto runs = runs_on({10, 17}).runs;
    for (int d = 0; d < 3000; ++d) runs.push_back({november(1) - weeks{1} - days{d}, {}});
    CHECK(pulled_for(By::week, runs) <= 3);
}

TEST_CASE("what a streak counts and how it stands have words") {
    CHECK(to_text(By::day) == "day");
    CHECK(to_text(By::week) == "week");
    CHECK(to_text(StreakState::kept) == "kept");
    CHECK(to_text(StreakState::open) == "open");
    CHECK(to_text(StreakState::lost) == "lost");
    CHECK(to_text(StreakState::paused) == "paused");
    CHECK(to_text(StreakState::broken) == "broken");
}

} // namespace runlog
