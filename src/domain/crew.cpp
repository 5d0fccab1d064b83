#include "chain.hpp"
#include "periods.hpp"
#include "runlog/domain/session_streak.hpp"

#include <algorithm>
#include <memory>

namespace runlog {

namespace {

/// Walks back through the weeks of all members at once.
class Weeks {
public:
    Weeks(Day today, date::weekday week_begins, const std::vector<CrewMember>& crew)
        : today_(today), first_(week_start(today, week_begins)), crew_(crew) {
        for (const auto& member : crew) {
            const auto has_run = std::make_shared<bool>(false);
            ran_today_.push_back(has_run);
            periods_.emplace_back(By::week, today, week_begins, member.promises, [&member, today, has_run] {
                auto run = member.runs();
                if (run && run->day == today && counts(member.promises.plans, today, run->distance)) *has_run = true;
                return run;
            });
        }
    }

    /// Nothing once nobody has an older run.
    std::optional<CrewWeek> operator()() {
        const auto exhausted = [](const Periods& periods) { return periods.is_exhausted(); };
        if (begun_ && std::all_of(periods_.begin(), periods_.end(), exhausted)) return std::nullopt;
        return next();
    }

    CrewWeek next() {
        begun_ = true;
        CrewWeek week{first_, first_ + date::days{6}};
        for (std::size_t i = 0; i < crew_.size(); ++i) {
            const Period period = periods_[i].next();
            const bool is_in = membership_on(crew_[i].memberships, std::min(week.last, today_));
            if (!is_in || period.neutral()) continue;
            ++week.of;
            if (period.kept()) ++week.kept_plan;
            const auto days_left = (week.last - today_).count() + (*ran_today_[i] ? 0 : 1);
            if (period.kept() || std::max(1, period.needed) - period.ran <= days_left) ++week.can_keep;
        }
        first_ -= date::days{7};
        return week;
    }

private:
    Day today_;
    Day first_;
    const std::vector<CrewMember>& crew_;
    std::vector<Periods> periods_;
    std::vector<std::shared_ptr<bool>> ran_today_;
    bool begun_ = false;
};

} // namespace

CrewStreak crew_streak(Day today, date::weekday week_begins, const std::vector<CrewMember>& crew) {
    Weeks walk(today, week_begins, crew);
    CrewStreak result;
    Streak& streak = result.streak;
    streak.by = By::crew;
    streak.step = Step::week;
    result.current = walk.next();
    if (result.current.kept()) chain::extend(streak.stretch, result.current, today);
    result.ended_by = chain::collect(walk, streak.stretch, today);
    if (!streak.stretch) streak.last = chain::stretch_before(walk, today);
    const bool waits = !result.current.kept() && !result.current.neutral();
    const bool can_be = 2 * result.current.can_keep >= result.current.of;
    if (streak.length() > 0) streak.state = !waits ? StreakState::kept : can_be ? StreakState::open : StreakState::lost;
    if (waits) streak.needs = (result.current.of + 1) / 2 - result.current.kept_plan;
    if (streak.state == StreakState::open) streak.keep_by = result.current.last;
    return result;
}

std::optional<Stretch> best_crew_stretch(Day today, date::weekday week_begins, const std::vector<CrewMember>& crew) {
    Weeks walk(today, week_begins, crew);
    std::optional<Stretch> stretch;
    const CrewWeek current = walk.next();
    if (current.kept()) chain::extend(stretch, current, today);
    return chain::longest(walk, stretch, today);
}

} // namespace runlog
