#pragma once

#include "runlog/domain/streak.hpp"
#include "support.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace runlog::test {

/// A member's runs in any order, their plans and their leave.
struct Diary {
    std::vector<RunDay> runs;
    Promises promises;
};

inline Plan plan_from(Day from, int days_per_week, std::optional<Metres> least = {}) {
    Plan plan;
    plan.days_per_week = days_per_week;
    plan.least = least;
    plan.when.from = from;
    return plan;
}

/// Off from the first day to the last, both included; without a last day, for good.
inline Leave leave_of(Day first, std::optional<Day> last) {
    Leave leave;
    leave.when.from = first;
    if (last) leave.when.until = *last + date::days{1};
    return leave;
}

inline std::vector<RunDay> sorted_newest_first(std::vector<RunDay> runs) {
    std::stable_sort(runs.begin(), runs.end(), [](const RunDay& a, const RunDay& b) { return a.day > b.day; });
    return runs;
}

/// Hands out `runs` as they are and counts in `pulled` how many were asked for.
inline NewestFirst handing_out(std::vector<RunDay> runs, std::shared_ptr<std::size_t> pulled = {}) {
    return [runs = std::move(runs), pulled = std::move(pulled), next = std::size_t{0}]() mutable {
        if (next == runs.size()) return std::optional<RunDay>{};
        if (pulled) ++*pulled;
        return std::optional(runs[next++]);
    };
}

inline Streak streak_of(const Diary& diary, By by, Day today, date::weekday week_begins = date::Monday) {
    return streak(by, today, week_begins, diary.promises, handing_out(sorted_newest_first(diary.runs)));
}

inline std::optional<Stretch> best_of(const Diary& diary, By by, Day today, date::weekday week_begins = date::Monday) {
    return best_stretch(by, today, week_begins, diary.promises, handing_out(sorted_newest_first(diary.runs)));
}

} // namespace runlog::test
