#include "runlog/domain/plan.hpp"

#include "runlog/domain/timeline.hpp"
#include "support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using test::day;
using test::november;

Plan plan(int days_per_week, unsigned from, std::optional<unsigned> until = {}) {
    Plan made;
    made.days_per_week = days_per_week;
    made.when.from = november(from);
    if (until) made.when.until = november(*until);
    return made;
}

Plan at_least(Metres least, unsigned from, std::optional<unsigned> until = {}) {
    Plan made = plan(1, from, until);
    made.least = least;
    return made;
}

/// Off from the first day up to, not including, the second.
Leave leave(unsigned from, std::optional<unsigned> until = {}) {
    Leave made;
    made.when.from = november(from);
    if (until) made.when.until = november(*until);
    return made;
}

/// What is promised of a new plan besides its days, which change_plan sets.
Plan new_plan(int days_per_week) {
    Plan made;
    made.days_per_week = days_per_week;
    return made;
}

using Plans = std::vector<Plan>;
using Leaves = std::vector<Leave>;

} // namespace

TEST_CASE("a plan is in force from its first day until the day it ends") {
    const Plans plans{plan(2, 1, 10), plan(4, 15)};
    const auto days_on = [&](Day on) { return plan_on(plans, on) ? plan_on(plans, on)->days_per_week : 0; };
    CHECK(days_on(day(2026, 10, 31)) == 0);
    CHECK(days_on(november(1)) == 2);
    CHECK(days_on(november(9)) == 2);
    CHECK(days_on(november(10)) == 0);
    CHECK(days_on(november(15)) == 4);
    CHECK(days_on(day(2199, 1, 1)) == 4);
    CHECK(plan_on({}, november(1)) == nullptr);
}

TEST_CASE("a day is off when any leave holds it") {
    const Leaves leaves{leave(10, 12), leave(20)};
    CHECK_FALSE(on_leave(leaves, november(9)));
    CHECK(on_leave(leaves, november(10)));
    CHECK(on_leave(leaves, november(11)));
    CHECK_FALSE(on_leave(leaves, november(12)));
    CHECK(on_leave(leaves, day(2199, 1, 1)));
    CHECK_FALSE(on_leave({}, november(10)));
}

TEST_CASE("a leave ends on its last day off") {
    CHECK(leave_ends(Leaves{leave(10, 12)}, november(10)) == november(11));
    CHECK(leave_ends(Leaves{leave(10, 11)}, november(10)) == november(10));
}

TEST_CASE("leaves that touch or overlap are taken together, in whatever order they are kept") {
    CHECK(leave_ends(Leaves{leave(10, 12), leave(12, 15)}, november(10)) == november(14));
    CHECK(leave_ends(Leaves{leave(12, 15), leave(10, 12)}, november(10)) == november(14));
    CHECK(leave_ends(Leaves{leave(10, 14), leave(12, 20)}, november(11)) == november(19));
    CHECK(leave_ends(Leaves{leave(10, 20), leave(12, 14)}, november(13)) == november(19));
    CHECK(leave_ends(Leaves{leave(10, 12), leave(13, 15)}, november(10)) == november(11));
}

TEST_CASE("a leave without an end has no last day") {
    CHECK_FALSE(leave_ends(Leaves{leave(10)}, november(10)));
    CHECK_FALSE(leave_ends(Leaves{leave(10, 12), leave(12)}, november(10)));
    CHECK_FALSE(leave_ends(Leaves{leave(10, 14), leave(12)}, november(10)));
}

TEST_CASE("every run counts where no plan asks for a least distance") {
    CHECK(counts({}, november(21), {}));
    CHECK(counts({}, november(21), Metres{1}));
    CHECK(counts(Plans{plan(4, 1)}, november(21), {}));
    CHECK(counts(Plans{at_least(Metres{1609}, 1, 21)}, november(21), Metres{400}));
}

TEST_CASE("a run counts when it reaches the least distance of its day") {
    const Plans plans{at_least(Metres{1609}, 1)};
    CHECK(counts(plans, november(21), Metres{5000}));
    CHECK(counts(plans, november(21), Metres{1609}));
    CHECK_FALSE(counts(plans, november(21), Metres{1608}));
}

TEST_CASE("a run without a distance does not reach any least distance") {
    CHECK_FALSE(counts(Plans{at_least(Metres{1}, 1)}, november(21), {}));
}

TEST_CASE("a later plan does not judge an earlier run") {
    const Plans plans{at_least(Metres{1000}, 1, 20), at_least(Metres{5000}, 20)};
    CHECK(counts(plans, november(19), Metres{1200}));
    CHECK_FALSE(counts(plans, november(20), Metres{1200}));
}

TEST_CASE("the first plan holds from its day on") {
    CHECK(change_plan({}, november(10), new_plan(4)) == Plans{plan(4, 10)});
}

TEST_CASE("a change ends the plan in force and opens the next") {
    CHECK(change_plan({plan(2, 1)}, november(10), new_plan(4)) == Plans{plan(2, 1, 10), plan(4, 10)});
}

TEST_CASE("a plan that would begin on the day of the change is replaced") {
    CHECK(change_plan({plan(2, 1, 10), plan(3, 10)}, november(10), new_plan(4)) == Plans{plan(2, 1, 10), plan(4, 10)});
}

TEST_CASE("a later plan stays and ends the new one") {
    CHECK(change_plan({plan(2, 1, 20), plan(3, 20)}, november(10), new_plan(4)) ==
          Plans{plan(2, 1, 10), plan(4, 10, 20), plan(3, 20)});
    CHECK(change_plan({plan(3, 20)}, november(10), new_plan(4)) == Plans{plan(4, 10, 20), plan(3, 20)});
}

TEST_CASE("of several later plans the next one ends the new one") {
    CHECK(change_plan({plan(5, 25), plan(3, 20, 25)}, november(10), new_plan(4)) ==
          Plans{plan(4, 10, 20), plan(3, 20, 25), plan(5, 25)});
}

TEST_CASE("a change in a gap leaves what ended before it") {
    CHECK(change_plan({plan(2, 1, 5)}, november(10), new_plan(4)) == Plans{plan(2, 1, 5), plan(4, 10)});
}

TEST_CASE("without a new plan the days stay empty until the next one") {
    CHECK(change_plan({plan(2, 1)}, november(10), {}) == Plans{plan(2, 1, 10)});
    CHECK(change_plan({plan(2, 1, 20), plan(3, 20)}, november(10), {}) == Plans{plan(2, 1, 10), plan(3, 20)});
    CHECK(change_plan({plan(2, 10)}, november(10), {}) == Plans{});
    CHECK(change_plan({}, november(10), {}) == Plans{});
}

TEST_CASE("a change keeps what is promised and sets only the days") {
    Plan promise = at_least(Metres{1609}, 29, 30);
    promise.days_per_week = 4;
    const auto plans = change_plan({}, november(10), promise);
    REQUIRE(plans.size() == 1);
    CHECK(plans[0].days_per_week == 4);
    CHECK(plans[0].least == Metres{1609});
    CHECK(plans[0].when == DayRange{november(10), {}});
}

TEST_CASE("any dated rows change the same way") {
    struct Row {
        char name;
        DayRange when;
    };
    const std::vector<Row> rows{{'b', {november(20), {}}}, {'a', {november(1), november(20)}}};
    const auto changed = change_from(rows, november(10), std::optional(Row{'c', {}}));
    std::string names;
    for (const auto& row : changed) names += row.name;
    CHECK(names == "acb");
    CHECK(changed[1].when == DayRange{november(10), november(20)});
}

} // namespace runlog
