#include "runlog/domain/pairing.hpp"

#include "support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace runlog {

namespace {

using test::november;

ComparedRun run_of(Day day, std::int64_t metres, std::int64_t seconds, bool in_company) {
    return {day, Metres{metres}, Seconds{seconds}, in_company};
}

ComparedRun together(Day day, std::int64_t metres = 5000, std::int64_t seconds = 1500) {
    return run_of(day, metres, seconds, true);
}

ComparedRun alone(Day day, std::int64_t metres = 5000, std::int64_t seconds = 1500) {
    return run_of(day, metres, seconds, false);
}

/// A season and a half in which runs of all lengths come with and without company, some on one day.
std::vector<ComparedRun> any_runs() {
    std::vector<ComparedRun> runs;
    for (int i = *rc::gen::inRange(0, 60); i > 0; --i)
        runs.push_back(run_of(november(1) + date::days{*rc::gen::inRange(0, 120)}, *rc::gen::inRange(30, 80) * 100,
                              *rc::gen::inRange(900, 3000), *rc::gen::arbitrary<bool>()));
    std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    return runs;
}

std::vector<double> differences_of(const std::vector<ComparedRun>& runs) {
    std::vector<double> all;
    for (const auto& pair : pair_off(runs)) all.push_back(faster_by(runs[pair.together], runs[pair.alone]));
    return all;
}

bool is_near(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

} // namespace

TEST_CASE("runs are alike up to a fifth in length and six weeks in time") {
    CHECK(is_alike(together(november(1), 5000), alone(november(1), 6000)));
    CHECK(is_alike(together(november(1), 6000), alone(november(1), 5000)));
    CHECK_FALSE(is_alike(together(november(1), 5000), alone(november(1), 6001)));
    CHECK_FALSE(is_alike(together(november(1), 6001), alone(november(1), 5000)));
    CHECK(is_alike(together(november(1)), alone(november(1) + date::days{42})));
    CHECK(is_alike(together(november(1) + date::days{42}), alone(november(1))));
    CHECK_FALSE(is_alike(together(november(1)), alone(november(1) + date::days{43})));
}

TEST_CASE("the closest in days are paired, of these the closest in length") {
    SUBCASE("days first") {
        const std::vector runs{alone(november(8)), together(november(10), 5500), alone(november(11), 5500),
                               alone(november(13), 5500)};
        CHECK(pair_off(runs) == std::vector<RunPair>{{1, 2}});
    }
    SUBCASE("then length") {
        const std::vector runs{alone(november(9), 5400), together(november(10), 5000), alone(november(11), 5100)};
        CHECK(pair_off(runs) == std::vector<RunPair>{{1, 2}});
    }
    SUBCASE("a run alone goes to whom it is closest to, not to who comes first") {
        const std::vector runs{together(november(1)), together(november(9)), alone(november(10))};
        CHECK(pair_off(runs) == std::vector<RunPair>{{1, 2}});
    }
    SUBCASE("who lost one takes the next") {
        const std::vector runs{alone(november(1)), together(november(8)), together(november(9)), alone(november(10))};
        CHECK(pair_off(runs) == std::vector<RunPair>{{1, 0}, {2, 3}});
    }
    SUBCASE("two on one day") {
        const std::vector runs{together(november(10), 5000), together(november(10), 8000), alone(november(10), 8000),
                               alone(november(10), 5000)};
        CHECK(pair_off(runs) == std::vector<RunPair>{{0, 3}, {1, 2}});
    }
}

TEST_CASE("nobody to be held against makes no pair") {
    CHECK(pair_off({}).empty());
    CHECK(pair_off(std::vector{together(november(1)), together(november(2))}).empty());
    CHECK(pair_off(std::vector{alone(november(1)), alone(november(2))}).empty());
    CHECK(pair_off(std::vector{alone(november(1), 5000), together(november(2), 10'000)}).empty());
}

TEST_CASE("faster is told by the ratio of speeds") {
    CHECK(is_near(percent(faster_by(together(november(1), 5000, 1000), alone(november(2), 5000, 1100))), 10));
    CHECK(is_near(percent(faster_by(together(november(1), 6000, 1200), alone(november(2), 5000, 1000))), 0));
    CHECK(is_near(percent(faster_by(together(november(1), 5000, 1250), alone(november(2), 5000, 1000))), -20));
}

TEST_CASE("under eight pairs no difference is told") {
    std::vector<double> differences(7, 0.1);
    CHECK_FALSE(difference_of(differences, 0.95));
    differences.push_back(0.1);
    REQUIRE(difference_of(differences, 0.95));
    CHECK(difference_of(differences, 0.99));
    CHECK(difference_of(differences, 0.95)->value == 0.1);
}

TEST_CASE("a difference shows where the interval lies beside zero by more than seconds are rounded") {
    CHECK(shows({0.02, 0.01, 0.03}));
    CHECK(shows({-0.02, -0.03, -0.01}));
    CHECK_FALSE(shows({0.02, -0.01, 0.03}));
    CHECK_FALSE(shows({0.02, 0, 0.03}));
    CHECK_FALSE(shows({-0.02, -0.03, 0}));
    CHECK_FALSE(shows({0.02, 0.0004, 0.03}));
    CHECK_FALSE(shows({-0.02, -0.03, -0.0004}));
}

TEST_CASE("no run stands in two pairs, and none is left alone that has its like") {
    CHECK(rc::check("pairs are one to one, alike, and as many as can be added", [] {
        const auto runs = any_runs();
        const auto pairs = pair_off(runs);
        std::set<std::size_t> taken;
        for (const auto& pair : pairs) {
            RC_ASSERT(runs[pair.together].in_company);
            RC_ASSERT_FALSE(runs[pair.alone].in_company);
            RC_ASSERT(is_alike(runs[pair.together], runs[pair.alone]));
            RC_ASSERT(taken.insert(pair.together).second);
            RC_ASSERT(taken.insert(pair.alone).second);
        }
        for (std::size_t i = 0; i < runs.size(); ++i)
            for (std::size_t j = 0; j < runs.size(); ++j)
                RC_ASSERT(taken.contains(i) || taken.contains(j) || runs[i].in_company == runs[j].in_company ||
                          !is_alike(runs[i], runs[j]));
        RC_ASSERT(std::is_sorted(pairs.begin(), pairs.end(),
                                 [](const RunPair& a, const RunPair& b) { return a.together < b.together; }));
    }));
}

TEST_CASE("no pair would rather swap: of two pairs' four runs none are closer in days than both are") {
    CHECK(rc::check("pairs are stable", [] {
        const auto runs = any_runs();
        const auto pairs = pair_off(runs);
        const auto apart = [&](std::size_t a, std::size_t b) { return std::chrono::abs(runs[a].day - runs[b].day); };
        for (const auto& one : pairs)
            for (const auto& other : pairs) {
                const bool closer = apart(one.together, other.alone) < apart(one.together, one.alone) &&
                                    apart(one.together, other.alone) < apart(other.together, other.alone);
                RC_ASSERT_FALSE(closer && is_alike(runs[one.together], runs[other.alone]));
            }
    }));
}

TEST_CASE("pairs are made without a look at the pace") {
    CHECK(rc::check("other durations, the same pairs", [] {
        auto runs = any_runs();
        const auto pairs = pair_off(runs);
        for (auto& run : runs) run.duration = Seconds{*rc::gen::inRange(900, 3000)};
        RC_ASSERT(pair_off(runs) == pairs);
    }));
}

TEST_CASE("exchanging together and alone turns the difference round") {
    CHECK(rc::check("the same pairs, the other way round", [] {
        auto runs = any_runs();
        auto before = differences_of(runs);
        for (auto& run : runs) run.in_company = !run.in_company;
        auto after = differences_of(runs);
        std::sort(before.begin(), before.end());
        std::sort(after.begin(), after.end(), std::greater<>());
        RC_ASSERT(std::equal(before.begin(), before.end(), after.begin(), after.end(),
                             [](double a, double b) { return is_near(a, -b); }));
        const auto one = difference_of(before, 0.95);
        const auto other = difference_of(after, 0.95);
        RC_ASSERT(one.has_value() == other.has_value());
        if (one) RC_ASSERT(is_near(one->low, -other->high) && is_near(one->value, -other->value));
    }));
}

TEST_CASE("a slower clock for all runs changes nothing") {
    CHECK(rc::check("scaled times", [] {
        const auto runs = any_runs();
        auto scaled = runs;
        const int times = *rc::gen::inRange(2, 10);
        for (auto& run : scaled) run.duration *= times;
        const auto before = differences_of(runs);
        const auto after = differences_of(scaled);
        RC_ASSERT(std::equal(before.begin(), before.end(), after.begin(), after.end(), is_near));
    }));
}

} // namespace runlog
