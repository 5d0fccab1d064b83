#include "runlog/domain/relay.hpp"

#include "support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

namespace runlog {

namespace {

using test::november;

struct Relay {
    std::vector<Leg> legs;
    std::vector<RelayRunner> people;
};

TimedRun any_run(std::int64_t shortest, std::int64_t longest) {
    const auto metres = *rc::gen::inRange(shortest, longest + 1);
    const auto pace = *rc::gen::inRange<std::int64_t>(180, 600); // seconds a kilometre
    return {november(*rc::gen::inRange(1u, 22u)), Metres{metres},
            Seconds{std::max<std::int64_t>(1, metres * pace / 1000)}};
}

RelayRunner any_runner(int number) {
    RelayRunner runner;
    runner.member = "m" + std::to_string(number);
    runner.is_away = *rc::gen::weightedElement<bool>({{5, false}, {1, true}});
    const int count = *rc::gen::inRange(0, 5);
    for (int i = 0; i < count; ++i) {
        runner.timed.push_back(any_run(500, 30'000));
        runner.longest = std::max(runner.longest, std::optional(runner.timed.back().distance));
    }
    return runner;
}

Relay any_relay() {
    Relay relay;
    const int people = *rc::gen::inRange(0, 6);
    for (int i = 0; i < people; ++i) relay.people.push_back(any_runner(i));
    const int legs = *rc::gen::inRange(1, 9);
    for (int i = 0; i < legs; ++i) {
        Leg leg{Metres{*rc::gen::inRange<std::int64_t>(400, 25'000)}, std::nullopt};
        if (people > 0 && *rc::gen::weightedElement<bool>({{3, false}, {1, true}}))
            leg.runner = relay.people[static_cast<std::size_t>(*rc::gen::inRange(0, people))].member;
        relay.legs.push_back(leg);
    }
    return relay;
}

std::vector<std::string> any_of(const std::vector<RelayRunner>& people) {
    std::vector<std::string> some;
    for (const auto& one : people)
        if (*rc::gen::weightedElement<bool>({{2, false}, {1, true}})) some.push_back(one.member);
    return some;
}

bool holds(const std::vector<std::string>& all, const std::optional<std::string>& member) {
    return member && std::find(all.begin(), all.end(), *member) != all.end();
}

int legs_of(const std::vector<LegPlan>& plan, const std::string& member) {
    return static_cast<int>(
        std::count_if(plan.begin(), plan.end(), [&](const LegPlan& leg) { return leg.runner == member; }));
}

} // namespace

TEST_CASE("the total is the sum of its legs, and its spread lies between the widest leg's and the sum of all") {
    CHECK(rc::check("total", [] {
        const auto relay = any_relay();
        const auto plan = line_up(relay.legs, relay.people);
        const auto total = total_of(plan);
        Seconds sum{0};
        Seconds spreads{0};
        Seconds widest{0};
        std::size_t missing = 0;
        for (const auto& leg : plan) {
            if (!leg.prediction) {
                ++missing;
                continue;
            }
            sum += leg.prediction->time;
            spreads += leg.prediction->spread;
            widest = std::max(widest, leg.prediction->spread);
        }
        RC_ASSERT(total.time == sum);
        RC_ASSERT(total.missing.size() == missing);
        RC_ASSERT(total.spread >= widest);
        RC_ASSERT(total.spread <= spreads);
    }));
}

TEST_CASE("who drops out runs no leg and stands in for none") {
    CHECK(rc::check("dropped", [] {
        const auto relay = any_relay();
        const auto dropped = any_of(relay.people);
        for (const auto& leg : line_up(relay.legs, relay.people, dropped)) {
            RC_ASSERT(!holds(dropped, leg.runner));
            RC_ASSERT(!holds(dropped, leg.stands_in));
        }
    }));
}

TEST_CASE("every leg that anybody can run has a runner, and only one who can or nearly can is proposed") {
    CHECK(rc::check("filled", [] {
        const auto relay = any_relay();
        const auto dropped = any_of(relay.people);
        const auto plan = line_up(relay.legs, relay.people, dropped);
        for (const auto& leg : plan) {
            const auto is_free = [&](const RelayRunner& one) { return !one.is_away && !holds(dropped, one.member); };
            const auto best = [&](Ability least) {
                return std::any_of(relay.people.begin(), relay.people.end(), [&](const RelayRunner& one) {
                    return is_free(one) && ability(one.longest, leg.distance) <= least;
                });
            };
            if (best(Ability::nearly)) RC_ASSERT(leg.runner.has_value());
            if (!leg.is_proposed) continue;
            const auto& runner = *std::find_if(relay.people.begin(), relay.people.end(),
                                               [&](const RelayRunner& one) { return one.member == leg.runner; });
            RC_ASSERT(is_free(runner));
            RC_ASSERT(ability(runner.longest, leg.distance) <= (best(Ability::can) ? Ability::can : Ability::nearly));
        }
    }));
}

TEST_CASE("nobody stands in for themselves, and who stands in can or nearly can run the leg") {
    CHECK(rc::check("stand-ins", [] {
        const auto relay = any_relay();
        for (const auto& leg : line_up(relay.legs, relay.people)) {
            if (!leg.stands_in) continue;
            RC_ASSERT(leg.runner.has_value());
            RC_ASSERT(leg.stands_in != leg.runner);
            const auto& other = *std::find_if(relay.people.begin(), relay.people.end(),
                                              [&](const RelayRunner& one) { return one.member == leg.stands_in; });
            RC_ASSERT(!other.is_away);
            RC_ASSERT(ability(other.longest, leg.distance) <= Ability::nearly);
        }
    }));
}

TEST_CASE("when one drops out, just those run instead who were told to stand in") {
    CHECK(rc::check("one drops out", [] {
        const auto relay = any_relay();
        RC_PRE(!relay.people.empty());
        const auto who =
            relay.people[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(relay.people.size())))].member;
        const auto before = line_up(relay.legs, relay.people);
        const auto after = line_up(relay.legs, relay.people, std::vector{who});
        for (std::size_t i = 0; i < before.size(); ++i)
            RC_ASSERT(after[i].runner == (before[i].runner == who ? before[i].stands_in : before[i].runner));
    }));
}

TEST_CASE("legs that all can run are shared out evenly") {
    CHECK(rc::check("evenly", [] {
        auto relay = any_relay();
        RC_PRE(!relay.people.empty());
        for (auto& leg : relay.legs) leg.runner.reset();
        for (auto& one : relay.people) {
            one.longest = Metres{*rc::gen::inRange<std::int64_t>(25'000, 40'000)};
            one.is_away = false;
        }
        const auto plan = line_up(relay.legs, relay.people);
        const auto fair = static_cast<int>(relay.legs.size() / relay.people.size());
        for (const auto& one : relay.people) {
            RC_ASSERT(legs_of(plan, one.member) >= fair);
            RC_ASSERT(legs_of(plan, one.member) <= fair + 1);
        }
    }));
}

TEST_CASE("the same runs make a longer leg take longer, and more than by as much") {
    CHECK(rc::check("distance", [] {
        const auto shorter = *rc::gen::inRange<std::int64_t>(1000, 20'000);
        const auto longer = *rc::gen::inRange<std::int64_t>(shorter + shorter / 100 + 1, 2 * shorter + 1);
        std::vector<TimedRun> runs; // each of them speaks for both
        const int count = *rc::gen::inRange(1, 8);
        for (int i = 0; i < count; ++i) runs.push_back(any_run((longer + 1) / 2, 2 * shorter));
        const auto near = predict(runs, Metres{shorter}).value();
        const auto far = predict(runs, Metres{longer}).value();
        RC_ASSERT(near.runs == count);
        RC_ASSERT(far.runs == count);
        RC_ASSERT(far.time > near.time);
        const double times_as_far = static_cast<double>(longer) / static_cast<double>(shorter);
        const double expected = static_cast<double>(near.time.count()) * std::pow(times_as_far, 1.06);
        RC_ASSERT(std::abs(static_cast<double>(far.time.count()) - expected) <= 2.0);
    }));
}

TEST_CASE("the time told lies among those that single runs tell") {
    CHECK(rc::check("median", [] {
        const Metres leg{*rc::gen::inRange<std::int64_t>(400, 30'000)};
        std::vector<TimedRun> runs;
        const int count = *rc::gen::inRange(1, 8);
        for (int i = 0; i < count; ++i) runs.push_back(any_run(400, 30'000));
        const auto told = predict(runs, leg).value();
        Seconds least = told.time + Seconds{1};
        Seconds most{0};
        for (const auto& run : runs) {
            const auto one = predict(std::span(&run, 1), leg)->time;
            least = std::min(least, one);
            most = std::max(most, one);
        }
        RC_ASSERT(least <= told.time);
        RC_ASSERT(told.time <= most);
        RC_ASSERT(told.spread > Seconds{0});
    }));
}

} // namespace runlog
