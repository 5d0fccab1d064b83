#include "runlog/domain/goal.hpp"

#include "runlog/domain/relay.hpp"
#include "support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using test::day;
using test::hint_of;
using test::november;

const Day today = november(21);

Goal race() {
    Goal goal;
    goal.title = "Half marathon";
    goal.member = "anna";
    goal.from = november(1);
    goal.last = day(2027, 4, 11);
    return goal;
}

Goal relay() {
    Goal goal = race();
    goal.kind = GoalKind::relay;
    goal.member.reset();
    goal.group = "momma";
    goal.legs = parse_legs("8k,5k");
    return goal;
}

LoggedRun run(Day on, std::optional<std::int64_t> metres, std::optional<Seconds> duration = {}) {
    return {RunId{}, on, metres ? std::optional(Metres{*metres}) : std::nullopt, duration};
}

std::vector<Metres> distances(const std::vector<Leg>& legs) {
    std::vector<Metres> all;
    for (const auto& leg : legs) all.push_back(leg.distance);
    return all;
}

bool is_refused(const Goal& goal) {
    try {
        check_goal(goal);
    } catch (const Error&) {
        return true;
    }
    return false;
}

} // namespace

TEST_CASE("legs are read one by one, equal ones too") {
    CHECK(distances(parse_legs("8k,5k,12.4k, 5mi")) ==
          std::vector{Metres{8000}, Metres{5000}, Metres{12'400}, Metres{8047}});
    CHECK(distances(parse_legs("5k,5k")) == std::vector{Metres{5000}, Metres{5000}});
    CHECK_FALSE(parse_legs("5k").front().runner);
}

TEST_CASE("a leg without a distance, and too many legs, are refused") {
    CHECK(hint_of([] { parse_legs("8k,,5k"); }) == "Write them like --legs 8k,5k,12.4k");
    CHECK(hint_of([] { parse_legs("8k,"); }) == "Write them like --legs 8k,5k,12.4k");
    CHECK(hint_of([] { parse_legs("8k,half,far"); }) == "Write it like 5k, 3.1mi, 400m, half or marathon.");
    CHECK(parse_legs("1k" + test::repeated(",1k", 99)).size() == most_legs);
    CHECK(hint_of([] { parse_legs("1k" + test::repeated(",1k", 100)); }) == "Is one of the commas too many?");
}

TEST_CASE("new legs keep the runners of those before them, number by number") {
    auto before = parse_legs("8k,5k,3k");
    before[0].runner = "anna";
    before[2].runner = "beth";
    const auto shorter = with_runners_of(parse_legs("6k,5k"), before);
    CHECK(shorter[0] == Leg{Metres{6000}, "anna"});
    CHECK(shorter[1] == Leg{Metres{5000}, std::nullopt});
    const auto longer = with_runners_of(parse_legs("8k,5k,3k,2k"), before);
    CHECK(longer[2].runner == "beth");
    CHECK_FALSE(longer[3].runner);
}

TEST_CASE("a goal has somebody, and ends after it begins; a relay has a group and no more") {
    CHECK_FALSE(is_refused(race()));
    CHECK_FALSE(is_refused(relay()));
    Goal goal = race();
    goal.last = goal.from - date::days{1};
    CHECK(is_refused(goal));
    goal = race();
    goal.member.reset();
    CHECK(is_refused(goal));
    goal = relay();
    goal.group.reset();
    CHECK(is_refused(goal));
    goal = relay();
    goal.member = "anna";
    CHECK(is_refused(goal));
    goal = relay();
    goal.distance = Metres{13'000};
    CHECK(is_refused(goal));
}

TEST_CASE("the time left is whole weeks and the days beyond them") {
    CHECK(time_between(today, today) == TimeLeft{0, 0});
    CHECK(time_between(today, today + date::days{6}) == TimeLeft{0, 6});
    CHECK(time_between(today, today + date::days{7}) == TimeLeft{1, 0});
    CHECK(time_between(today, day(2027, 4, 11)) == TimeLeft{20, 1});
}

TEST_CASE("a young goal looks back twelve weeks, an old one to its beginning") {
    Goal goal = race();
    CHECK(preparation(goal, today).first == day(2026, 8, 30));
    CHECK(preparation(goal, today).last == today);
    goal.from = day(2026, 6, 1);
    CHECK(preparation(goal, today).first == day(2026, 6, 1));
}

TEST_CASE("preparation ends the day before a race, and on the last day of a season") {
    Goal goal = race();
    CHECK(preparation(goal, goal.last).last == day(2027, 4, 10));
    CHECK(preparation(goal, goal.last + date::days{30}).last == day(2027, 4, 10));
    goal.kind = GoalKind::season;
    CHECK(preparation(goal, goal.last).last == goal.last);
    CHECK(preparation(goal, goal.last + date::days{30}).last == goal.last);
}

TEST_CASE("the longest run is the newest of those equally long, and has a distance") {
    const std::vector runs{run(november(2), 12'000), run(november(9), 12'000), run(november(10), 5000),
                           run(november(11), std::nullopt, std::chrono::hours{3})};
    CHECK(longest_run(runs, november(1), today)->day == november(9));
    CHECK(longest_run(runs, november(1), november(8))->day == november(2));
    CHECK(longest_run(runs, november(10), november(10))->distance == Metres{5000});
    CHECK_FALSE(longest_run(runs, november(11), today));
    CHECK_FALSE(longest_run({}, november(1), today));
}

TEST_CASE("what was run on the day is the longest run of it, or one without a distance") {
    const std::vector runs{run(november(9), 2000), run(november(9), 21'100), run(november(9), std::nullopt),
                           run(november(10), std::nullopt, std::chrono::hours{2})};
    CHECK(run_of_day(runs, november(9))->distance == Metres{21'100});
    CHECK(run_of_day(runs, november(10))->duration == std::chrono::hours{2});
    CHECK_FALSE(run_of_day(runs, november(8)));
}

TEST_CASE("sessions that are still open are not expected yet") {
    std::vector<Attendance> sessions(4);
    for (auto& one : sessions) one.expected = true;
    sessions[0].presence = Presence::present;
    sessions[1].presence = Presence::missed;
    sessions[2].presence = Presence::pending;
    sessions[3].presence = Presence::made_up;
    const auto sum = sessions_attended(sessions);
    CHECK(sum.expected == 3);
    CHECK(sum.attended == 2);
}

TEST_CASE("cancelled sessions are neither held nor left") {
    SessionChange cancelled;
    cancelled.cancelled = true;
    const Instant now = date::sys_days{date::year{2026} / 11 / 21};
    std::vector<Session> sessions(4);
    sessions[0].end = now - std::chrono::hours{1};
    sessions[1].end = now;
    sessions[2].end = now + std::chrono::hours{1};
    sessions[3].end = now;
    sessions[3].change = &cancelled;
    CHECK(sessions_held(sessions, now).held == 2);
    CHECK(sessions_held(sessions, now).left == 1);
}

} // namespace runlog
