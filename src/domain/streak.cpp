#include "runlog/domain/streak.hpp"

#include "chain.hpp"
#include "periods.hpp"

#include <algorithm>

namespace runlog {

namespace {

StreakState state_of(const Streak& streak, bool away) {
    if (streak.length() == 0) return StreakState::broken;
    if (streak.current.kept()) return StreakState::kept;
    if (away) return StreakState::paused;
    return streak.needs <= streak.days_left ? StreakState::open : StreakState::lost;
}

} // namespace

std::string_view to_text(By by) {
    switch (by) {
    case By::week: return "week";
    case By::session: return "session";
    case By::group: return "group";
    case By::crew: return "crew";
    case By::day: break;
    }
    return "day";
}

std::string_view to_text(Step step) {
    switch (step) {
    case Step::week: return "week";
    case Step::session: return "session";
    case Step::day: break;
    }
    return "day";
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
    Streak result;
    const auto watched = [&]() {
        auto run = runs();
        if (run && run->day == today && counts(promises.plans, today, run->distance)) result.ran_today = true;
        return run;
    };
    Periods walk(by, today, week_begins, promises, watched);
    result.by = by;
    result.step = by == By::day ? Step::day : Step::week;
    result.current = *walk();
    if (result.current.kept()) chain::extend(result.stretch, result.current, today);
    result.ended_by = chain::collect(walk, result.stretch, today);
    if (!result.stretch) result.last = chain::stretch_before(walk, today);

    const bool away = on_leave(promises.leaves, today);
    if (!result.current.kept()) {
        result.needs = std::max(1, result.current.needed) - result.current.ran;
        result.days_left = static_cast<int>((result.current.last - today).count()) + (result.ran_today ? 0 : 1);
    }
    result.state = state_of(result, away);
    if (result.state == StreakState::open) result.keep_by = result.current.last;
    if (away) result.until = leave_ends(promises.leaves, today);
    return result;
}

std::optional<Stretch> best_stretch(By by, Day today, date::weekday week_begins, const Promises& promises,
                                    NewestFirst runs) {
    Periods walk(by, today, week_begins, promises, std::move(runs));
    std::optional<Stretch> stretch;
    const Period current = *walk();
    if (current.kept()) chain::extend(stretch, current, today);
    return chain::longest(walk, stretch, today);
}

} // namespace runlog
