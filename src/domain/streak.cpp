#include "runlog/domain/streak.hpp"

#include <algorithm>

namespace runlog {

namespace {

/// Walks back from today, period by period, through the runs that count.
class Walk {
public:
    Walk(By by, Day today, date::weekday week_begins, const Promises& promises, NewestFirst runs)
        : by_(by), promises_(promises), runs_(std::move(runs)),
          first_(by == By::day ? today : week_start(today, week_begins)) {
        do {
            pull();
        } while (next_ && next_->day > today);
    }

    /// The period that holds today, then the one before it, and so on; nothing once no older one has a run.
    std::optional<Period> step() {
        if (begun_ && !next_) return std::nullopt;
        begun_ = true;
        const Period period = judge();
        first_ -= length();
        return period;
    }

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

/// Puts one more kept period at the old end of `stretch`.
void extend(std::optional<Stretch>& stretch, const Period& period, Day today) {
    if (!stretch) stretch = Stretch{0, period.first, std::min(period.last, today)};
    ++stretch->length;
    stretch->start = period.first;
}

/// Adds older kept periods to `stretch` up to the first that is neither kept nor neutral, and returns that one.
std::optional<Period> collect(Walk& walk, std::optional<Stretch>& stretch, Day today) {
    while (const auto period = walk.step()) {
        if (period->kept())
            extend(stretch, *period, today);
        else if (!period->neutral())
            return period;
    }
    return std::nullopt;
}

/// The stretch before the one that ended, past any number of periods that were not kept.
std::optional<Stretch> stretch_before(Walk& walk, Day today) {
    std::optional<Stretch> last;
    while (const auto period = walk.step()) {
        if (!period->kept()) continue;
        extend(last, *period, today);
        collect(walk, last, today);
        break;
    }
    return last;
}

StreakState state_of(const Streak& streak, bool away) {
    if (streak.length() == 0) return StreakState::broken;
    if (streak.current.kept()) return StreakState::kept;
    if (away) return StreakState::paused;
    return streak.needs <= streak.days_left ? StreakState::open : StreakState::lost;
}

} // namespace

std::string_view to_text(By by) {
    return by == By::day ? "day" : "week";
}

std::string_view to_text(StreakState state) {
    switch (state) {
    case StreakState::kept: return "kept";
    case StreakState::open: return "open";
    case StreakState::lost: return "lost";
    case StreakState::paused: return "paused";
    case StreakState::broken: break;
    }
    return "broken";
}

Streak streak(By by, Day today, date::weekday week_begins, const Promises& promises, NewestFirst runs) {
    bool ran_today = false;
    const auto watched = [&]() {
        auto run = runs();
        if (run && run->day == today && counts(promises.plans, today, run->distance)) ran_today = true;
        return run;
    };
    Walk walk(by, today, week_begins, promises, watched);
    Streak result;
    result.by = by;
    result.current = *walk.step();
    if (result.current.kept()) extend(result.stretch, result.current, today);
    result.ended_by = collect(walk, result.stretch, today);
    if (!result.stretch) result.last = stretch_before(walk, today);

    const bool away = on_leave(promises.leaves, today);
    if (!result.current.kept()) {
        result.needs = std::max(1, result.current.needed) - result.current.ran;
        result.days_left = static_cast<int>((result.current.last - today).count()) + (ran_today ? 0 : 1);
    }
    result.state = state_of(result, away);
    if (result.state == StreakState::open) result.keep_by = result.current.last;
    if (away) result.until = leave_ends(promises.leaves, today);
    return result;
}

std::optional<Stretch> best_stretch(By by, Day today, date::weekday week_begins, const Promises& promises,
                                    NewestFirst runs) {
    Walk walk(by, today, week_begins, promises, std::move(runs));
    std::optional<Stretch> best;
    const auto keep_longer = [&](const std::optional<Stretch>& found) {
        if (found && (!best || found->length > best->length)) best = found;
    };
    std::optional<Stretch> stretch;
    const Period current = *walk.step();
    if (current.kept()) extend(stretch, current, today);
    do {
        const auto ended_by = collect(walk, stretch, today);
        keep_longer(stretch);
        stretch.reset();
        if (!ended_by) break;
    } while (true);
    return best;
}

} // namespace runlog
