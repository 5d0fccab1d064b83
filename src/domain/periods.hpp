#pragma once

#include "runlog/domain/streak.hpp"

#include <optional>
#include <utility>

namespace runlog {

/// Walks back from today, period by period, through the runs that count.
class Periods {
public:
    Periods(By by, Day today, date::weekday week_begins, const Promises& promises, NewestFirst runs)
        : by_(by), promises_(promises), runs_(std::move(runs)),
          first_(by == By::day ? today : week_start(today, week_begins)) {
        do {
            pull();
        } while (next_ && next_->day > today);
    }

    /// The period that holds today, then the one before it, and so on; nothing once no older one has a run.
    std::optional<Period> operator()() {
        if (begun_ && is_exhausted()) return std::nullopt;
        return next();
    }

    /// The same without an end: where no run is left, periods without one.
    Period next() {
        begun_ = true;
        const Period period = judge();
        first_ -= length();
        return period;
    }

    /// Whether no older period has a run.
    bool is_exhausted() const { return !next_; }

private:
    date::days length() const { return by_ == By::day ? date::days{1} : date::days{7}; }

    Period judge() {
        Period period{first_, first_ + length() - date::days{1}};
        for (Day day = period.first; day <= period.last; day += date::days{1})
            if (on_leave(promises_.leaves, day)) ++period.leave;
        const auto days = static_cast<int>(length().count());
        period.needed = (goal() * (days - period.leave) + days - 1) / days;
        for (std::optional<Day> counted; next_ && next_->day >= first_; pull()) {
            if (counted == next_->day || !counts(promises_.plans, next_->day, next_->distance)) continue;
            counted = next_->day;
            ++period.ran;
        }
        return period;
    }

    /// Days that a whole period asks for, by the plan in force when it began.
    int goal() const {
        if (by_ == By::day) return 1;
        const Plan* plan = plan_on(promises_.plans, first_);
        return plan ? plan->days_per_week : 1;
    }

    void pull() { next_ = runs_(); }

    By by_;
    const Promises& promises_;
    NewestFirst runs_;
    Day first_;
    std::optional<RunDay> next_; ///< the newest run not yet judged
    bool begun_ = false;
};

} // namespace runlog
