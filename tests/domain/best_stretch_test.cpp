#include "runlog/domain/streak.hpp"

#include "diaries.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using test::best_of;
using test::november;
using test::examples::runs_on;
using test::examples::today;
using test::examples::with_leave;
using test::examples::with_plan;

} // namespace

TEST_CASE("the best stretch is the longest up to today") {
    const auto best = best_of(runs_on({2, 3, 4, 5, 10, 11, 20, 21}), By::day, today);
    CHECK(best == Stretch{4, november(2), november(5)});
}

TEST_CASE("of two stretches as long the newer is the best") {
    CHECK(best_of(runs_on({2, 3, 10, 11, 21}), By::day, today) == Stretch{2, november(10), november(11)});
}

TEST_CASE("the best stretch may be the one that stands") {
    CHECK(best_of(runs_on({2, 3, 19, 20, 21}), By::day, today) == Stretch{3, november(19), november(21)});
    CHECK(best_of(runs_on({2, 3, 18, 19, 20}), By::day, today) == Stretch{3, november(18), november(20)});
}

TEST_CASE("the best stretch reaches over leave and ends with today at the latest") {
    CHECK(best_of(with_leave(runs_on({17, 18, 21}), 19, 20), By::day, today) == Stretch{3, november(17), november(21)});
    CHECK(best_of(runs_on({10, 18}), By::week, today) == Stretch{2, november(9), november(21)});
}

TEST_CASE("no stretch is best where no period was ever kept") {
    CHECK_FALSE(best_of(with_plan(runs_on({2, 10, 18}), 2), By::week, today));
}

} // namespace runlog
