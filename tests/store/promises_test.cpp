#include "fixture.hpp"

#include "runlog/store/promises.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

Plan plan(int days_per_week, Day first, std::optional<Day> until = {}) {
    return Plan{{}, days_per_week, {}, DayRange{first, until}};
}

Leave leave(Day first, std::optional<Day> until = {}) {
    Leave days_off;
    days_off.when = DayRange{first, until};
    days_off.announced = now;
    return days_off;
}

void keep(FreshLog& fresh, const Leave& days_off) {
    fresh.write([&](Writer& writer) { add_leave(writer, fresh.id_of("anna"), days_off); });
}

void end(FreshLog& fresh, Day until) {
    fresh.write([&](Writer& writer) { end_leave(writer, leaves(writer.log(), fresh.id_of("anna")).front(), until); });
}

} // namespace

TEST_CASE("a member without plans and leave has promised nothing") {
    const FreshLog fresh;
    const Promises none = promises(fresh.log, fresh.id_of("anna"));
    CHECK(none.plans.empty());
    CHECK(none.leaves.empty());
}

TEST_CASE("a plan is kept, its least distance to the metre") {
    FreshLog fresh;
    Plan promised = plan(4, november(2), november(16));
    promised.least = Metres{1609};
    fresh.write([&](Writer& writer) { set_plans(writer, fresh.id_of("anna"), {promised}); });
    const auto kept = plans(fresh.log, fresh.id_of("anna"));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].uid != Uid{});
    promised.uid = kept[0].uid;
    CHECK(kept[0] == promised);
    CHECK(plans(fresh.log, fresh.id_of("beth")).empty());
}

TEST_CASE("plans stand oldest first") {
    FreshLog fresh;
    fresh.write([&](Writer& writer) {
        set_plans(writer, fresh.id_of("anna"), {plan(5, november(16)), plan(3, november(2), november(16))});
    });
    const auto kept = plans(fresh.log, fresh.id_of("anna"));
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].days_per_week == 3);
    CHECK(kept[1].days_per_week == 5);
}

TEST_CASE("a changed plan closes the old row and opens a new one") {
    FreshLog fresh;
    const MemberId anna = fresh.id_of("anna");
    fresh.write([&](Writer& writer) { set_plans(writer, anna, {plan(3, november(2))}); });
    const Plan old = plans(fresh.log, anna).front();
    fresh.write([&](Writer& writer) {
        set_plans(writer, anna, change_plan(plans(writer.log(), anna), today, plan(5, today)));
    });
    const auto kept = plans(fresh.log, anna);
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].uid == old.uid);
    CHECK(kept[0].when == DayRange{november(2), today});
    CHECK(kept[1].uid != old.uid);
    CHECK(kept[1].when == DayRange{today, {}});

    undo(fresh.log, now, std::nullopt);
    CHECK(plans(fresh.log, anna) == std::vector{old});
}

TEST_CASE("plans that are no longer named go, and other members keep theirs") {
    FreshLog fresh;
    fresh.write([&](Writer& writer) {
        set_plans(writer, fresh.id_of("anna"), {plan(3, november(2))});
        set_plans(writer, fresh.id_of("beth"), {plan(4, november(2))});
    });
    fresh.write([&](Writer& writer) { set_plans(writer, fresh.id_of("anna"), {}); });
    CHECK(plans(fresh.log, fresh.id_of("anna")).empty());
    CHECK(plans(fresh.log, fresh.id_of("beth")).size() == 1);
}

TEST_CASE("setting the plans that are there changes nothing") {
    FreshLog fresh;
    const MemberId anna = fresh.id_of("anna");
    fresh.write([&](Writer& writer) { set_plans(writer, anna, {plan(3, november(2))}); });
    CHECK_FALSE(change(fresh.log, now, "plan",
                       [&](Writer& writer) { return set_plans(writer, anna, plans(writer.log(), anna)), "the same"; }));
}

TEST_CASE("leave is kept with its reason and when it was announced") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_group(writer, grouped("momma")); });
    Leave days_off = leave(november(19), november(26));
    days_off.group = "Momma";
    days_off.reason = "a baby 👶";
    days_off.announced = now - std::chrono::hours{50};
    keep(fresh, days_off);
    const auto kept = leaves(fresh.log, fresh.id_of("anna"));
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].member == "anna");
    CHECK(kept[0].group == "momma");
    CHECK(kept[0].when == days_off.when);
    CHECK(kept[0].reason == days_off.reason);
    CHECK(kept[0].announced == days_off.announced);
}

TEST_CASE("leave stands oldest first, and may have no end") {
    FreshLog fresh;
    keep(fresh, leave(november(19)));
    keep(fresh, leave(november(2), november(4)));
    const auto kept = leaves(fresh.log, fresh.id_of("anna"));
    REQUIRE(kept.size() == 2);
    CHECK(kept[0].when == DayRange{november(2), november(4)});
    CHECK(kept[1].when == DayRange{november(19), {}});
    CHECK(leaves(fresh.log, fresh.id_of("beth")).empty());
}

TEST_CASE("leave from a group that is not known is refused") {
    FreshLog fresh;
    Leave days_off = leave(today);
    days_off.group = "momma";
    CHECK(contains(error_of([&] { keep(fresh, days_off); }), "'momma'"));
    CHECK(leaves(fresh.log, fresh.id_of("anna")).empty());
}

TEST_CASE("leave can end earlier") {
    FreshLog fresh;
    keep(fresh, leave(november(16), november(26)));
    end(fresh, today);
    CHECK(leaves(fresh.log, fresh.id_of("anna")).front().when == DayRange{november(16), today});
}

TEST_CASE("leave without an end can be ended") {
    FreshLog fresh;
    keep(fresh, leave(november(16)));
    end(fresh, today);
    CHECK(leaves(fresh.log, fresh.id_of("anna")).front().when == DayRange{november(16), today});
}

TEST_CASE("leave that ends before it began goes altogether, and comes back with undo") {
    FreshLog fresh;
    keep(fresh, leave(november(16), november(26)));
    end(fresh, november(16));
    CHECK(leaves(fresh.log, fresh.id_of("anna")).empty());
    undo(fresh.log, now, std::nullopt);
    CHECK(leaves(fresh.log, fresh.id_of("anna")).size() == 1);
}

TEST_CASE("ending leave after its end does not lengthen it") {
    FreshLog fresh;
    keep(fresh, leave(november(16), november(19)));
    CHECK_FALSE(change(fresh.log, now, "away", [&](Writer& writer) {
        return end_leave(writer, leaves(writer.log(), fresh.id_of("anna")).front(), november(26)), "nothing";
    }));
    CHECK(leaves(fresh.log, fresh.id_of("anna")).front().when == DayRange{november(16), november(19)});
}

TEST_CASE("promises for streaks leave out what holds for one group only") {
    FreshLog fresh;
    fresh.write([&](Writer& writer) {
        add_group(writer, grouped("momma"));
        set_plans(writer, fresh.id_of("anna"), {plan(4, november(2))});
    });
    Leave from_group = leave(november(2), november(4));
    from_group.group = "momma";
    keep(fresh, from_group);
    keep(fresh, leave(november(9), november(11)));
    const Promises all = promises(fresh.log, fresh.id_of("anna"));
    CHECK(all.plans.size() == 1);
    REQUIRE(all.leaves.size() == 1);
    CHECK(all.leaves[0].when.from == november(9));
}

} // namespace runlog::store
