#include "runlog/store/goals.hpp"

#include "damage.hpp"
#include "fixture.hpp"
#include "runlog/store/safety.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

Goal race(const std::string& member = "anna") {
    Goal goal;
    goal.title = "Half marathon";
    goal.member = member;
    goal.from = november(1);
    goal.last = november(29);
    goal.distance = Metres{21'098};
    return goal;
}

Goal season() {
    Goal goal;
    goal.title = "Couch to 5k";
    goal.kind = GoalKind::season;
    goal.group = "momma";
    goal.from = november(2);
    goal.last = november(28);
    return goal;
}

Goal relay() {
    Goal goal;
    goal.title = "River relay";
    goal.kind = GoalKind::relay;
    goal.group = "momma";
    goal.from = november(21);
    goal.last = november(30);
    goal.legs = {{Metres{8000}, "anna"}, {Metres{5000}, std::nullopt}, {Metres{12'400}, "beth"}};
    return goal;
}

/// A log with the group momma.
struct GoalLog : FreshLog {
    GoalLog() {
        write([](Writer& writer) { add_group(writer, grouped("momma")); });
    }

    Goal keep(Goal goal) {
        write([&](Writer& writer) { goal.id = add_goal(writer, goal); });
        return goal;
    }

    void edit(const Goal& goal) {
        write([&](Writer& writer) { update_goal(writer, goal); });
    }
};

/// Goals but for their uids, which none of the tests can know.
std::vector<Goal> told(const Log& log) {
    auto all = goals(log);
    for (auto& goal : all) {
        CHECK(goal.uid != Uid{});
        goal.uid = Uid{};
    }
    return all;
}

std::string error_in(GoalLog& fresh, const Goal& goal) {
    return error_of([&] { fresh.keep(goal); });
}

} // namespace

TEST_CASE("goals of every kind are kept as they are told, the one that is over first standing first") {
    GoalLog fresh;
    const Goal last = fresh.keep(relay());
    const Goal second = fresh.keep(race());
    const Goal first = fresh.keep(season());
    CHECK(told(fresh.log) == std::vector{first, second, last});
}

TEST_CASE("a goal of somebody in a group keeps both") {
    GoalLog fresh;
    Goal goal = race();
    goal.group = "momma";
    goal.distance.reset();
    CHECK(told(fresh.log) == std::vector{fresh.keep(goal)});
}

TEST_CASE("a goal can become any other, and keeps its number and uid") {
    GoalLog fresh;
    const Goal before = fresh.keep(relay());
    const Uid uid = goals(fresh.log).front().uid;
    for (Goal after : {race(), season(), relay(), race("beth")}) {
        after.id = before.id;
        fresh.edit(after);
        CHECK(told(fresh.log) == std::vector{after});
        CHECK(goals(fresh.log).front().uid == uid);
    }
}

TEST_CASE("legs change one by one, come and go") {
    GoalLog fresh;
    Goal goal = fresh.keep(relay());
    goal.legs[1] = {Metres{6000}, "sue"};
    goal.legs[0].runner.reset();
    fresh.edit(goal);
    CHECK(goals(fresh.log).front().legs == goal.legs);
    goal.legs.pop_back();
    fresh.edit(goal);
    CHECK(goals(fresh.log).front().legs == goal.legs);
    goal.legs.push_back({Metres{400}, "anna"});
    goal.legs.push_back({Metres{400}, std::nullopt});
    fresh.edit(goal);
    CHECK(goals(fresh.log).front().legs == goal.legs);
}

TEST_CASE("telling a goal again as it is changes nothing") {
    GoalLog fresh;
    const Goal goal = fresh.keep(relay());
    CHECK_FALSE(change(fresh.log, now, "goal", [&](Writer& writer) { return update_goal(writer, goal), "the same"; }));
}

TEST_CASE("a goal that cannot be is refused, and nothing of it kept") {
    GoalLog fresh;
    Goal goal = race();
    goal.last = november(1) - date::days{1};
    CHECK_FALSE(error_in(fresh, goal).empty());
    CHECK(contains(error_in(fresh, race("nobody")), "'nobody'"));
    goal = season();
    goal.group = "nowhere";
    CHECK(contains(error_in(fresh, goal), "'nowhere'"));
    goal = relay();
    goal.legs[2].runner = "nobody";
    CHECK(contains(error_in(fresh, goal), "'nobody'"));
    CHECK(goals(fresh.log).empty());
    CHECK(ask(fresh.path, "SELECT count(*) FROM goal_legs") == "0");
}

TEST_CASE("undo takes back each change of a goal, and undo of that brings it back") {
    GoalLog fresh;
    std::vector<std::vector<std::string>> states{contents(fresh.path)};
    std::vector<ChangeId> undos;
    const auto note = [&] { states.push_back(contents(fresh.path)); };
    Goal goal = fresh.keep(relay());
    note();
    goal.legs[1].runner = "anna";
    fresh.edit(goal);
    note();
    goal.legs.resize(1);
    goal.title = "Short relay";
    fresh.edit(goal);
    note();
    fresh.write([&](Writer& writer) { remove_goal(writer, goal.id); });
    CHECK(goals(fresh.log).empty());
    CHECK(ask(fresh.path, "SELECT count(*) FROM goal_legs") == "0");
    const auto end = contents(fresh.path);
    for (auto state = states.rbegin(); state != states.rend(); ++state) {
        undos.push_back(undo(fresh.log, now, std::nullopt).by);
        CHECK(contents(fresh.path) == *state);
    }
    for (auto one = undos.rbegin(); one != undos.rend(); ++one) CHECK(undo(fresh.log, now, *one).brought_back);
    CHECK(contents(fresh.path) == end);
}

TEST_CASE("who has a goal, or a leg of a relay, is not removed as if nothing stood in their name") {
    GoalLog fresh;
    const auto error = [&] {
        return error_of([&] {
            fresh.write([](Writer& writer) { remove_member(writer, find_member(writer.log(), "anna").value()); });
        });
    };
    SUBCASE("a goal") {
        fresh.keep(race());
        CHECK(contains(error(), "a goal"));
    }
    SUBCASE("a leg") {
        fresh.keep(relay());
        CHECK(contains(error(), "a leg of a relay"));
    }
}

TEST_CASE("a purged member's goals go, and their legs are nobody's") {
    GoalLog fresh;
    fresh.keep(race("anna"));
    const Goal beths = fresh.keep(race("beth"));
    Goal kept = fresh.keep(relay());
    const auto before = contents(fresh.path);
    fresh.write([](Writer& writer) { purge_member(writer, find_member(writer.log(), "anna").value()); });
    kept.legs[0].runner.reset();
    CHECK(told(fresh.log) == std::vector{beths, kept});
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("a group with a goal is not removed as if nothing stood in its name") {
    GoalLog fresh;
    fresh.keep(season());
    CHECK(contains(error_of([&] {
                       fresh.write(
                           [](Writer& writer) { remove_group(writer, find_group(writer.log(), "momma").value()); });
                   }),
                   "a goal"));
}

TEST_CASE("a purged group's goals go, and those of single members lose the group") {
    GoalLog fresh;
    fresh.keep(season());
    fresh.keep(relay());
    Goal kept = race();
    kept.group = "momma";
    kept = fresh.keep(kept);
    const auto before = contents(fresh.path);
    fresh.write([](Writer& writer) { purge_group(writer, find_group(writer.log(), "momma").value()); });
    kept.group.reset();
    CHECK(told(fresh.log) == std::vector{kept});
    CHECK(ask(fresh.path, "SELECT count(*) FROM goal_legs") == "0");
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("a goal's damage is found") {
    GoalLog fresh;
    fresh.keep(season());
    CHECK(troubled(fresh.log).empty());
    SUBCASE("a day that cannot be read") {
        tamper(fresh.path, "UPDATE goals SET until_day = '2026-11-31'");
        CHECK(troubled(fresh.log) == std::vector<std::string>{"values"});
    }
    SUBCASE("a group that is not there") {
        tamper(fresh.path, "PRAGMA foreign_keys = OFF; UPDATE goals SET group_id = 77");
        CHECK(troubled(fresh.log) == std::vector<std::string>{"references"});
    }
}

} // namespace runlog::store
