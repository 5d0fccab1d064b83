#include "runlog/domain/plan_kept.hpp"

#include "streak_support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using test::day;
using test::november;

/// Monday 16 to Sunday 22 November is this week.
const Day today = november(21);

Promises twice_a_week() {
    Promises promises;
    promises.plans.push_back(test::plan_from(day(2026, 1, 1), 2));
    return promises;
}

/// What became of the plan in the last `count` weeks, given the days of the runs.
PlanKept kept(const std::vector<Day>& days, int count, const Promises& promises = twice_a_week(),
              Day since = day(2026, 1, 1)) {
    std::vector<RunDay> runs;
    for (const Day one : days) runs.push_back({one, std::nullopt});
    return plan_kept(today, date::Monday, promises, test::handing_out(test::sorted_newest_first(runs)), since, count);
}

} // namespace

TEST_CASE("a week counts once it is kept, and before its end never against anybody") {
    SUBCASE("kept already") {
        const auto result = kept({november(16), november(17), november(9)}, 2);
        CHECK(result.kept == 1);
        CHECK(result.of == 2);
        CHECK(result.weeks.front().first == november(16));
    }
    SUBCASE("not yet") {
        const auto result = kept({november(16), november(9), november(10)}, 2);
        CHECK(result.kept == 1);
        CHECK(result.of == 2);
        CHECK(result.weeks.front().first == november(9));
        CHECK(result.weeks.back().first == november(2));
    }
}

TEST_CASE("weeks wholly on leave are passed over, unless a run kept them") {
    Promises promises = twice_a_week();
    promises.leaves.push_back(test::leave_of(november(9), november(15)));
    const auto rested = kept({november(2), november(3)}, 2, promises);
    CHECK(rested.kept == 1);
    CHECK(rested.of == 1);
    CHECK(rested.weeks.size() == 2);
    const auto ran = kept({november(10), november(2), november(3)}, 2, promises);
    CHECK(ran.kept == 2);
    CHECK(ran.of == 2);
}

TEST_CASE("no week is judged that began before somebody was there") {
    const auto result = kept({november(2), november(3)}, 8, twice_a_week(), november(2));
    CHECK(result.weeks.size() == 2);
    CHECK(result.kept == 1);
    CHECK(kept({}, 8, twice_a_week(), november(11)).of == 0);
    CHECK_FALSE(kept({}, 8, twice_a_week(), november(11)).share());
}

TEST_CASE("weeks without any run count up to the window's end") {
    const auto result = kept({}, 8);
    CHECK(result.kept == 0);
    CHECK(result.of == 8);
    CHECK(result.share() == 0.0);
    CHECK(kept({}, 0).of == 0);
}

TEST_CASE("the weeks kept are those that a week streak counts") {
    const std::vector<Day> days{november(16), november(18), november(9),       november(11),
                                november(2),  november(3),  day(2026, 10, 27), day(2026, 10, 26)};
    test::Diary diary{{}, twice_a_week()};
    for (const Day one : days) diary.runs.push_back({one, std::nullopt});
    CHECK(test::streak_of(diary, By::week, today).length() == 4);
    CHECK(kept(days, 4).kept == 4);
    CHECK(kept(days, 5).of == 5);
    CHECK(kept(days, 5).kept == 4);
}

} // namespace runlog
