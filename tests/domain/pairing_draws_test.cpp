#include "runlog/domain/pairing.hpp"

#include "support.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

/// Does the comparison find what is there? Histories are drawn whose effect of company is known, a hundred for each
/// effect, each from a seed of its own that follows the one below. Each is a year of one member, and made to mislead:
///  - a run on 5 of 9 weekdays and on 2 of 3 days of the weekend: about four a week;
///  - log-normal distances, 7 km in the middle on weekdays and 10 km on weekends, none under 3 km or over 20 km;
///  - company on a quarter of the runs on weekdays and on 6 in 10 of those on weekends, on one in seven more of the
///    long ones; or, of who joins a group, hardly ever at first and nearly always in the end;
///  - the pace of 5:40 /km over 5 km, slower on longer runs by Riegel's exponent of 1.06;
///  - 3 % slower in one season and 3 % faster in the other, and 5 % faster over the year by training;
///  - 4 % of a day's own scatter, and one run in seven walked in good part, 40 % slower;
///  - and, in company, faster by the effect that the comparison is to find.
namespace runlog {

namespace {

constexpr unsigned seed = 20261121;
constexpr int draws = 100;
constexpr int enough = 90;
constexpr double coverage = 0.95;

/// Chance that is the same with every library: the standard says what the engine yields, not what a distribution does.
class Chance {
public:
    explicit Chance(unsigned from) : engine_(from) {}

    /// From 0 up to 1.
    double part() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
    bool happens(double chance) { return part() < chance; }
    /// Scatter around zero by the bell curve, 1 being its standard deviation.
    double scatter() {
        const double radius = std::sqrt(-2 * std::log(1 - part()));
        return radius * std::cos(2 * std::numbers::pi * part());
    }

private:
    std::mt19937_64 engine_;
};

enum class Habit { weekends, joins };

struct Truth {
    double effect = 0; ///< 0.03: faster by 3 %
    Habit habit = Habit::weekends;
};

bool is_weekend(Day day) {
    const date::weekday weekday{day};
    return weekday == date::Saturday || weekday == date::Sunday;
}

double chance_of_company(const Truth& truth, Day day, double year, double kilometres) {
    if (truth.habit == Habit::joins) return 0.05 + 0.9 * year;
    return (is_weekend(day) ? 0.6 : 0.25) + (kilometres > 10 ? 1.0 / 7 : 0);
}

/// A run of that day, when that part of the year is over.
ComparedRun drawn_run(Chance& chance, const Truth& truth, Day day, double year) {
    const double kilometres = std::clamp((is_weekend(day) ? 10 : 7) * std::exp(0.35 * chance.scatter()), 3.0, 20.0);
    const bool in_company = chance.happens(chance_of_company(truth, day, year, kilometres));
    double pace = 340 * std::pow(kilometres / 5, 0.06);
    pace *= 1 + 0.03 * std::sin(2 * std::numbers::pi * year);
    pace *= 1 - 0.05 * year;
    pace *= std::exp(0.04 * chance.scatter());
    if (chance.happens(1.0 / 7)) pace *= 1.4;
    if (in_company) pace /= 1 + truth.effect;
    return {day, Metres{std::llround(1000 * kilometres)}, Seconds{std::llround(kilometres * pace)}, in_company};
}

std::vector<ComparedRun> drawn_year(unsigned from, const Truth& truth) {
    Chance chance(from);
    std::vector<ComparedRun> runs;
    const Day first = test::day(2025, 11, 22);
    for (int i = 0; i < 365; ++i) {
        const Day day = first + date::days{i};
        if (chance.happens(is_weekend(day) ? 2.0 / 3 : 5.0 / 9))
            runs.push_back(drawn_run(chance, truth, day, i / 365.0));
    }
    return runs;
}

/// In percent, what comes out where runs are not paired off: the median of those in company against that of the others.
double unpaired(const std::vector<ComparedRun>& runs) {
    std::vector<double> together;
    std::vector<double> alone;
    const ComparedRun any{{}, Metres{1000}, Seconds{340}};
    for (const auto& run : runs) (run.in_company ? together : alone).push_back(faster_by(run, any));
    return percent(median_of(together, coverage)->value - median_of(alone, coverage)->value);
}

struct Found {
    int held = 0;        ///< intervals that hold the effect there is
    int claimed = 0;     ///< those that show a difference
    double middle = 0;   ///< in percent, the mean of the medians
    double unpaired = 0; ///< the same without pairs
    double pairs = 0;    ///< in a history, on average
};

Found found_in_draws(const Truth& truth) {
    Found found;
    const unsigned first = seed + static_cast<unsigned>(std::lround(10'000 * truth.effect));
    for (unsigned i = 0; i < draws; ++i) {
        const auto runs = drawn_year(first + i, truth);
        std::vector<double> differences;
        for (const auto& pair : pair_off(runs)) differences.push_back(faster_by(runs[pair.together], runs[pair.alone]));
        const auto difference = difference_of(differences, coverage);
        REQUIRE(difference);
        const double effect = 100 * truth.effect;
        found.held += percent(difference->low) <= effect && effect <= percent(difference->high);
        found.claimed += shows(*difference);
        found.middle += percent(difference->value) / draws;
        found.unpaired += unpaired(runs) / draws;
        found.pairs += static_cast<double>(differences.size()) / draws;
    }
    MESSAGE("faster by ", truth.effect, " in company, ", found.pairs, " pairs on average: found in ", found.held,
            " of ", draws, ", a difference claimed in ", found.claimed, ", the medians' mean is ", found.middle,
            " %, without pairs ", found.unpaired, " %");
    return found;
}

} // namespace

TEST_CASE("where company makes no difference none is claimed") {
    const Found found = found_in_draws({0});
    CHECK(found.held >= enough);
    CHECK(found.claimed <= draws - enough);
    CHECK(found.unpaired < -0.5); // the runs in company are the long ones
}

TEST_CASE("getting faster while joining a group is not taken for what company does") {
    const Found found = found_in_draws({0, Habit::joins});
    CHECK(found.held >= enough);
    CHECK(found.claimed <= draws - enough);
    CHECK(found.unpaired > 2);
}

TEST_CASE("a difference of three percent is found") {
    CHECK(found_in_draws({0.03}).held >= enough);
    CHECK(found_in_draws({0.03, Habit::joins}).held >= enough);
}

TEST_CASE("a difference of ten percent is found, and claimed") {
    for (const Habit habit : {Habit::weekends, Habit::joins}) {
        const Found found = found_in_draws({0.1, habit});
        CHECK(found.held >= enough);
        CHECK(found.claimed >= enough);
    }
}

} // namespace runlog
