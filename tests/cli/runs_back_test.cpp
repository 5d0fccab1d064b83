#include "cli/runs_back.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr Day today{date::local_days{date::year{2026} / 11 / 21}};

using Runs = std::vector<RunDay>;

/// What a log does: its runs up to a day, the newest first.
RunsBack::Source source_of(const Runs& log) {
    return [&log](Day until) -> NewestFirst {
        Runs runs = log;
        std::stable_sort(runs.begin(), runs.end(), [](const RunDay& a, const RunDay& b) { return a.day > b.day; });
        std::erase_if(runs, [&](const RunDay& run) { return run.day > until; });
        return [runs, place = std::size_t{0}]() mutable -> std::optional<RunDay> {
            return place < runs.size() ? std::optional(runs[place++]) : std::nullopt;
        };
    };
}

/// So many runs of a walk, as far as there are any; distances sorted within a day, whose order means nothing.
std::vector<std::pair<Day, std::int64_t>> walked(NewestFirst walk, int most) {
    std::vector<std::pair<Day, std::int64_t>> all;
    for (auto run = walk(); run && most > 0; run = walk(), --most) all.emplace_back(run->day, run->distance->value);
    std::sort(all.begin(), all.end());
    return all;
}

constexpr int everything = 1000;

RunDay any_run() {
    return {today + date::days{1} - date::days{*rc::gen::inRange(0, 12)}, Metres{*rc::gen::inRange(1, 9000)}};
}

} // namespace

TEST_CASE("every walk begins with the newest run, however far others went") {
    const Runs log{{today, Metres{1}}, {today - date::days{1}, Metres{2}}, {today - date::days{3}, Metres{3}}};
    RunsBack runs(source_of(log), today);
    CHECK(walked(runs.walk(), 1).size() == 1);
    CHECK(walked(runs.walk(), everything).size() == 3);
    CHECK(walked(runs.walk(), 2).size() == 2);
}

TEST_CASE("a run that was taken up is walked over as if it had been there all the time") {
    CHECK(rc::check("RunsBack::take_up", [] {
        Runs log;
        for (int count = *rc::gen::inRange(0, 12); count > 0; --count) log.push_back(any_run());
        RunsBack runs(source_of(log), today);
        walked(runs.walk(), *rc::gen::inRange(0, 14));
        log.push_back(any_run());
        runs.take_up(log.back());
        RC_ASSERT(walked(runs.walk(), everything) == walked(source_of(log)(today), everything));
    }));
}

} // namespace runlog::cli
