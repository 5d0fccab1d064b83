#include "runlog/domain/totals.hpp"

#include "support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

namespace runlog {

namespace {

using test::day;
using test::november;

/// Monday 16 to Sunday 22 November is this week.
const Day today = november(21);

/// A run of some metres and seconds; zero for what it does not tell.
struct Outing {
    Day day;
    std::int64_t metres = 0;
    std::int64_t seconds = 0;
    std::vector<std::string> tags{};
};

Summary sum(const std::vector<Outing>& outings, Per per, std::optional<Day> since, Day until = today,
            Day seen_on = today) {
    Tally tally(per, date::Monday, since, until, seen_on);
    std::int64_t number = 0;
    for (const auto& one : outings) {
        TalliedRun run{RunId{++number}, one.day, std::nullopt, std::nullopt, one.tags};
        if (one.metres > 0) run.distance = Metres{one.metres};
        if (one.seconds > 0) run.duration = Seconds{one.seconds};
        tally.add(run);
    }
    return tally.summary();
}

std::string days(const PeriodTotals& period) {
    return iso(period.first) + " " + iso(period.last);
}

Per any_per() {
    return *rc::gen::element(Per::week, Per::month, Per::year);
}

/// Runs of some days up to today, the oldest first, two a day now and then.
std::vector<Outing> any_outings(Day since) {
    const auto length = static_cast<int>((today - since).count());
    std::vector<Outing> outings;
    for (const int away : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, length + 1)))
        outings.push_back({since + date::days{away}, *rc::gen::inRange(0, 42'000), *rc::gen::inRange(0, 20'000), {}});
    std::stable_sort(outings.begin(), outings.end(), [](const Outing& a, const Outing& b) { return a.day < b.day; });
    return outings;
}

} // namespace

TEST_CASE("weeks, months and years begin where calendars say") {
    CHECK(period_start(today, Per::week, date::Monday) == november(16));
    CHECK(period_start(today, Per::week, date::Sunday) == november(15));
    CHECK(period_start(today, Per::month, date::Monday) == november(1));
    CHECK(period_start(today, Per::year, date::Monday) == day(2026, 1, 1));
    CHECK(next_period(november(16), Per::week) == november(23));
    CHECK(next_period(day(2024, 2, 1), Per::month) == day(2024, 3, 1));
    CHECK(next_period(day(2026, 12, 1), Per::month) == day(2027, 1, 1));
    CHECK(next_period(day(2024, 1, 1), Per::year) == day(2025, 1, 1));
    CHECK(parse_per("month") == Per::month);
    CHECK_THROWS_WITH_AS(parse_per("day"), "'day' is no way to add runs up.", Error);
}

TEST_CASE("two runs of a day are two runs on one day") {
    const auto summary =
        sum({{november(16), 5000, 1800}, {november(16), 3000, 1200}, {november(18), 2000}}, Per::week, november(16));
    CHECK(summary.total.runs == 3);
    CHECK(summary.total.days == 2);
    CHECK(summary.total.distance == Metres{10'000});
    CHECK(summary.total.duration == Seconds{3000});
}

TEST_CASE("a pace is made of the runs that tell distance and time, and of no others") {
    const auto summary =
        sum({{november(16), 5000, 1800}, {november(17), 9000}, {november(18), 0, 9000}}, Per::week, november(16));
    CHECK(summary.total.paced_distance == Metres{5000});
    CHECK(summary.total.paced_duration == Seconds{1800});
}

TEST_CASE("what no run tells is not told of their sum either") {
    const auto summary = sum({{november(16), 0, 1800}}, Per::week, november(16));
    CHECK_FALSE(summary.total.distance);
    CHECK(summary.total.duration == Seconds{1800});
    CHECK_FALSE(summary.furthest);
    CHECK(summary.longest->run == RunId{1});
}

TEST_CASE("periods without a run are there too, for gaps are the story") {
    const auto summary = sum({{november(1)}, {november(17)}}, Per::week, std::nullopt);
    REQUIRE(summary.periods.size() == 4);
    CHECK(days(summary.periods[0]) == "2026-11-01 2026-11-01"); // a Sunday: the window begins with the first run
    CHECK(days(summary.periods[1]) == "2026-11-02 2026-11-08");
    CHECK(summary.periods[1].totals.runs == 0);
    CHECK(summary.periods[2].totals.runs == 0);
    CHECK(days(summary.periods[3]) == "2026-11-16 2026-11-21");
}

TEST_CASE("averages leave out what is cut off and what is not over") {
    const auto summary = sum({{november(1), 1000}, {november(3), 4000}, {november(9), 6000}, {november(17), 90'000}},
                             Per::week, november(1));
    CHECK(summary.periods[0].is_cut);
    CHECK(summary.periods[3].is_running);
    REQUIRE(summary.average);
    CHECK(summary.average->periods == 2);
    CHECK(summary.average->runs == doctest::Approx(1));
    CHECK(*summary.average->metres == doctest::Approx(5000));
    CHECK_FALSE(summary.average->seconds);
}

TEST_CASE("empty periods count in averages") {
    const auto summary = sum({{november(3), 4000}}, Per::week, november(2), november(15));
    CHECK(summary.average->periods == 2);
    CHECK(summary.average->runs == doctest::Approx(0.5));
    CHECK(*summary.average->metres == doctest::Approx(2000));
    CHECK(*sum({{november(17), 1000}}, Per::week, november(2)).average->metres == doctest::Approx(0));
}

TEST_CASE("a period is over when its last day is, and cut off where the window ends before it does") {
    const auto on_sunday = sum({{november(17)}}, Per::week, november(16), november(22), november(22));
    CHECK(on_sunday.periods[0].is_running);
    CHECK_FALSE(on_sunday.average);
    const auto on_monday = sum({{november(17)}}, Per::week, november(16), november(22), november(23));
    CHECK(on_monday.periods[0].is_whole());
    const auto until_friday = sum({{november(17)}}, Per::week, november(16), november(20), november(21));
    CHECK(until_friday.periods[0].is_cut);
    CHECK_FALSE(until_friday.periods[0].is_running);
}

TEST_CASE("no runs are no periods where the window begins with the first, and empty ones where it is told") {
    CHECK(sum({}, Per::year, std::nullopt).periods.empty());
    const auto summary = sum({}, Per::month, day(2026, 9, 15));
    CHECK(summary.periods.size() == 3);
    CHECK(summary.total.runs == 0);
    CHECK_FALSE(summary.best_week);
}

TEST_CASE("the longest takes the most time and the furthest the most way, the first of several") {
    const auto summary = sum({{november(2), 10'000, 3600}, {november(3), 5000, 5400}, {november(4), 10'000, 5400}},
                             Per::week, november(2));
    CHECK(summary.longest->run == RunId{2});
    CHECK(summary.furthest->run == RunId{1});
}

TEST_CASE("the best week has the most distance, or the most runs where none tells a distance") {
    const std::vector<Outing> far{{november(2), 4000}, {november(3), 4000}, {november(10), 9000}};
    CHECK(days(*sum(far, Per::month, november(1)).best_week) == "2026-11-09 2026-11-15");
    const std::vector<Outing> untold{{november(2), 0, 60}, {november(3), 0, 60}, {november(10), 0, 600}};
    const auto week = *sum(untold, Per::year, day(2026, 1, 1)).best_week;
    CHECK(days(week) == "2026-11-02 2026-11-08");
    CHECK(week.totals.runs == 2);
}

TEST_CASE("the best week is as good as it became in the end") {
    const auto week =
        *sum({{november(2), 5000}, {november(3), 1000}, {november(9), 4000}, {november(12), 2500}, {november(13), 1}},
             Per::month, november(1))
             .best_week;
    CHECK(days(week) == "2026-11-09 2026-11-15");
    CHECK(week.totals.distance == Metres{6501});
}

TEST_CASE("showing up anyway is counted in days, whatever the number of runs and tags") {
    const auto summary = sum({{november(2), 1, 0, {"dark", "Rainy"}},
                              {november(2), 1, 0, {"rain"}},
                              {november(3), 1, 0, {"dark", "intervals"}},
                              {november(4), 1, 0, {"intervals"}}},
                             Per::week, november(1));
    CHECK(summary.showed_up.days == 2);
    CHECK(summary.showed_up.days_in[static_cast<std::size_t>(Hardship::dark)] == 2);
    CHECK(summary.showed_up.days_in[static_cast<std::size_t>(Hardship::rain)] == 1);
    CHECK(summary.showed_up.days_in[static_cast<std::size_t>(Hardship::cold)] == 0);
}

TEST_CASE("a hardship is told by its own name, in any case of letters, and by a few others") {
    for (std::size_t i = 0; i < hardships.size(); ++i) {
        CHECK(static_cast<std::size_t>(hardships[i]) == i);
        CHECK(hardship_of(to_text(hardships[i])) == hardships[i]);
    }
    CHECK(hardship_of("ICE") == Hardship::ice);
    CHECK(hardship_of("hot") == Hardship::heat);
    CHECK_FALSE(hardship_of("race"));
    CHECK_FALSE(hardship_of("darkness-falls"));
}

TEST_CASE("the periods partition the window") {
    CHECK(rc::check("each begins on the day after the last one's end, from the first day to the last", [] {
        const Day since = today - date::days{*rc::gen::inRange(0, 1500)};
        const Day until = since + date::days{*rc::gen::inRange(0, static_cast<int>((today - since).count()) + 1)};
        const auto periods = sum({}, any_per(), since, until).periods;
        RC_ASSERT(!periods.empty());
        RC_ASSERT(periods.front().first == since);
        RC_ASSERT(periods.back().last == until);
        for (std::size_t i = 1; i < periods.size(); ++i)
            RC_ASSERT(periods[i].first == periods[i - 1].last + date::days{1});
        for (std::size_t i = 1; i + 1 < periods.size(); ++i) RC_ASSERT(periods[i].is_whole());
    }));
}

TEST_CASE("the periods together are the total, whatever the runs") {
    CHECK(rc::check("runs, days, metres and seconds add up, each run in the period of its day", [] {
        const Day since = today - date::days{*rc::gen::inRange(0, 900)};
        const auto outings = any_outings(since);
        const auto summary = sum(outings, any_per(), *rc::gen::element(std::optional(since), std::optional<Day>()));
        Totals added;
        std::int64_t metres = 0;
        std::int64_t seconds = 0;
        for (const auto& period : summary.periods) {
            added.runs += period.totals.runs;
            added.days += period.totals.days;
            metres += period.totals.distance.value_or(Metres{}).value;
            seconds += period.totals.duration.value_or(Seconds{0}).count();
            RC_ASSERT(period.totals.runs == std::count_if(outings.begin(), outings.end(), [&](const Outing& one) {
                          return period.first <= one.day && one.day <= period.last;
                      }));
        }
        RC_ASSERT(added.runs == summary.total.runs);
        RC_ASSERT(added.runs == static_cast<int>(outings.size()));
        RC_ASSERT(added.days == summary.total.days);
        RC_ASSERT(metres == summary.total.distance.value_or(Metres{}).value);
        RC_ASSERT(seconds == summary.total.duration.value_or(Seconds{0}).count());
    }));
}

TEST_CASE("no week is better than the best one") {
    CHECK(rc::check("of the weeks by themselves, the first of those with most", [] {
        const Day since = today - date::days{*rc::gen::inRange(0, 200)};
        const auto outings = any_outings(since);
        const auto best = sum(outings, any_per(), since).best_week;
        RC_ASSERT(best.has_value() == !outings.empty());
        std::map<Day, std::int64_t> metres;
        for (const auto& one : outings) metres[week_start(one.day, date::Monday)] += one.metres;
        std::int64_t most = 0;
        for (const auto& [week, sum] : metres) most = std::max(most, sum);
        if (most > 0) RC_ASSERT(best->totals.distance == Metres{most});
        if (most > 0)
            RC_ASSERT(std::find_if(metres.begin(), metres.end(), [&](const auto& one) {
                          return one.second == most;
                      })->first == week_start(best->first, date::Monday));
    }));
}

} // namespace runlog
