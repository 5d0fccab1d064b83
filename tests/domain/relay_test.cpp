#include "runlog/domain/relay.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using std::chrono::minutes;
using test::november;

TimedRun timed(std::int64_t metres, Seconds duration, Day on = november(14)) {
    return {on, Metres{metres}, duration};
}

/// Somebody whose longest run is this one, at six minutes a kilometre.
RelayRunner runner(const std::string& member, std::int64_t longest) {
    return {member, Metres{longest}, {timed(longest, Seconds{longest * 360 / 1000})}, false};
}

std::string runners(const std::vector<LegPlan>& legs) {
    std::string text;
    for (const auto& leg : legs) text += (text.empty() ? "" : " ") + leg.runner.value_or("-");
    return text;
}

std::string stand_ins(const std::vector<LegPlan>& legs) {
    std::string text;
    for (const auto& leg : legs) text += (text.empty() ? "" : " ") + leg.stands_in.value_or("-");
    return text;
}

} // namespace

TEST_CASE("a time is carried over by Riegel's formula") {
    const std::vector runs{timed(10'000, minutes{50})};
    CHECK(predict(runs, Metres{10'000})->time == minutes{50});
    // 50 min times 2 to the power of 1.06, worked out by hand: 104:15.
    CHECK(predict(runs, Metres{20'000})->time == Seconds{6255});
    CHECK(predict(runs, Metres{5000})->time == Seconds{1439});
}

TEST_CASE("the middle run is told, and how far the middle half of them lies apart") {
    const std::vector runs{timed(5000, minutes{24}), timed(5000, minutes{25}), timed(5000, minutes{26}),
                           timed(5000, minutes{27}), timed(5000, minutes{60})};
    const auto told = predict(runs, Metres{5000}).value();
    CHECK(told.time == minutes{26});
    CHECK(told.spread == Seconds{89}); // 25 to 27 min are 120 s apart, divided by 1.349
    CHECK(told.runs == 5);
    CHECK_FALSE(told.is_far);
}

TEST_CASE("three runs or fewer are trusted to a tenth of the time, more to a fiftieth at best") {
    CHECK(predict(std::vector(1, timed(5000, minutes{25})), Metres{5000})->spread == Seconds{150});
    CHECK(predict(std::vector(3, timed(5000, minutes{25})), Metres{5000})->spread == Seconds{150});
    CHECK(predict(std::vector(4, timed(5000, minutes{25})), Metres{5000})->spread == Seconds{30});
}

TEST_CASE("runs less than half and more than twice as far say nothing, unless there are no others") {
    const std::vector runs{timed(2499, minutes{60}), timed(2500, minutes{12}), timed(10'000, minutes{50}),
                           timed(10'001, minutes{1})};
    CHECK(predict(runs, Metres{5000})->runs == 2);
    const std::vector far{timed(1000, minutes{4}), timed(30'000, minutes{180}), timed(40'000, minutes{200})};
    const auto told = predict(far, Metres{10'000}).value();
    CHECK(told.is_far);
    CHECK(told.runs == 1);
    CHECK(told.time == predict(std::vector{far[1]}, Metres{10'000})->time);
}

TEST_CASE("of two runs equally near the newer one is told") {
    const std::vector runs{timed(1000, minutes{4}, november(7)), timed(1000, minutes{5}, november(14)),
                           timed(1000, minutes{6}, november(10))};
    CHECK(predict(runs, Metres{10'000})->time == predict(std::vector{runs[1]}, Metres{10'000})->time);
}

TEST_CASE("without a timed run nothing is told") {
    CHECK_FALSE(predict({}, Metres{5000}));
}

TEST_CASE("who ran as far can run a leg, who ran four fifths of it nearly") {
    CHECK(ability(Metres{10'000}, Metres{10'000}) == Ability::can);
    CHECK(ability(Metres{9999}, Metres{10'000}) == Ability::nearly);
    CHECK(ability(Metres{8000}, Metres{10'000}) == Ability::nearly);
    CHECK(ability(Metres{7999}, Metres{10'000}) == Ability::not_yet);
    CHECK(ability(std::nullopt, Metres{10'000}) == Ability::unknown);
}

TEST_CASE("the longest leg is dealt first, to whoever has the most to spare") {
    const std::vector people{runner("anna", 12'000), runner("beth", 5000)};
    CHECK(runners(line_up(parse_legs("5k,12k"), people)) == "beth anna");
}

TEST_CASE("whoever has the fewest legs comes before whoever has the most to spare") {
    const std::vector people{runner("anna", 20'000), runner("beth", 12'000)};
    CHECK(runners(line_up(parse_legs("8k,7k,6k,5k"), people)) == "anna beth anna beth");
}

TEST_CASE("a leg keeps the runner who was chosen, even one who never ran as far, and that counts as a leg") {
    auto legs = parse_legs("8k,5k");
    legs[0].runner = "beth";
    const std::vector people{runner("anna", 12'000), runner("beth", 5000)};
    const auto plan = line_up(legs, people);
    CHECK(runners(plan) == "beth anna");
    CHECK_FALSE(plan[0].is_proposed);
    CHECK(plan[1].is_proposed);
    CHECK(stand_ins(plan) == "anna beth");
}

TEST_CASE("who nearly can is asked only where nobody can; who never ran is not asked") {
    const std::vector people{runner("anna", 9000), runner("beth", 3000), RelayRunner{"cat", std::nullopt, {}, false}};
    CHECK(runners(line_up(parse_legs("10k,12k,3k"), people)) == "anna - beth");
    const std::vector better{runner("anna", 9000), runner("dan", 10'000)};
    CHECK(runners(line_up(parse_legs("10k,10k"), better)) == "dan dan");
}

TEST_CASE("who is on leave that day is not asked, but stays where they were chosen") {
    std::vector people{runner("anna", 12'000), runner("beth", 8000)};
    people[0].is_away = true;
    CHECK(runners(line_up(parse_legs("5k,12k"), people)) == "beth -");
    auto legs = parse_legs("5k,12k");
    legs[1].runner = "anna";
    const auto plan = line_up(legs, people);
    CHECK(runners(plan) == "beth anna");
    CHECK(stand_ins(plan) == "- -");
}

TEST_CASE("when one drops out their legs go to those who stand in, and no other leg moves") {
    const std::vector people{runner("anna", 20'000), runner("beth", 15'000), runner("cat", 10'000)};
    const auto legs = parse_legs("9k,8k,7k,6k,5k");
    const auto plan = line_up(legs, people);
    CHECK(runners(plan) == "anna beth cat anna beth");
    CHECK(stand_ins(plan) == "cat cat anna beth anna");
    const auto without = line_up(legs, people, std::vector<std::string>{"anna"});
    CHECK(runners(without) == "cat beth cat beth beth");
    CHECK(stand_ins(without) == "beth cat beth cat cat");
    CHECK(without[0].is_proposed);
}

TEST_CASE("a leg that nobody is left for has nobody") {
    const std::vector people{runner("anna", 12'000), runner("beth", 5000)};
    CHECK(runners(line_up(parse_legs("12k,5k"), people, std::vector<std::string>{"anna"})) == "- beth");
    CHECK(runners(line_up(parse_legs("12k,5k"), people, std::vector<std::string>{"anna", "beth", "x"})) == "- -");
}

TEST_CASE("the total is the sum of the legs, its spread that of legs that know nothing of each other") {
    std::vector<LegPlan> legs(3);
    legs[0].prediction = Prediction{minutes{40}, minutes{3}, 5, false};
    legs[2].prediction = Prediction{minutes{60}, minutes{4}, 5, false};
    const auto total = total_of(legs);
    CHECK(total.time == minutes{100});
    CHECK(total.spread == minutes{5});
    CHECK(total.missing == std::vector{2});
    CHECK(total_of({}).time == Seconds{0});
}

} // namespace runlog
