#pragma once

#include "streak_support.hpp"

#include <cmath>

namespace runlog::test {

/// Streaks judged the slow way, straight from DESIGN §4.1 to §4.3 and §4.8: every period by itself, looking through
/// everything. Reaches back far enough for the diaries of a test and no further.
class Oracle {
public:
    Oracle(Diary diary, By by, Day today, date::weekday week_begins)
        : diary_(std::move(diary)), by_(by), today_(today), week_begins_(week_begins) {
        std::erase_if(diary_.runs, [&](const RunDay& run) { return run.day > today_; });
        judge_all();
    }

    /// The stretch that stands today.
    const std::optional<Stretch>& standing() const { return standing_; }
    /// Those that ended before today, the newest first.
    const std::vector<Stretch>& ended() const { return ended_; }

    std::optional<Stretch> best() const {
        std::optional<Stretch> best = standing_;
        for (const auto& stretch : ended_)
            if (!best || stretch.length > best->length) best = stretch;
        return best;
    }

    StreakState state() const {
        if (!standing_) return StreakState::broken;
        if (fate(diary_, current()) == Fate::kept) return StreakState::kept;
        if (is_off(today_)) return StreakState::paused;
        Diary hopeful = diary_;
        for (const Day day : days_to_come()) hopeful.runs.push_back({day, Metres{100'000}});
        return fate(hopeful, current()) == Fate::kept ? StreakState::open : StreakState::lost;
    }

    /// Days from today to the end of the period that have no counting run.
    std::vector<Day> free_days() const {
        auto days = days_to_come();
        std::erase_if(days, [&](Day day) { return has_counting_run(diary_, day); });
        return days;
    }

    Day last_day() const { return current() + date::days{length() - 1}; }

private:
    enum class Fate { kept, neutral, not_kept };

    int length() const { return by_ == By::day ? 1 : 7; }

    Day current() const {
        Day day = today_;
        while (by_ == By::week && date::weekday{day} != week_begins_) day -= date::days{1};
        return day;
    }

    std::vector<Day> days_to_come() const {
        std::vector<Day> days;
        for (Day day = today_; day <= last_day(); day += date::days{1}) days.push_back(day);
        return days;
    }

    bool is_off(Day day) const {
        for (const auto& leave : diary_.promises.leaves)
            if (leave.when.from <= day && (!leave.when.until || *leave.when.until > day)) return true;
        return false;
    }

    const Plan* in_force(Day day) const {
        for (const auto& plan : diary_.promises.plans)
            if (plan.when.from <= day && (!plan.when.until || *plan.when.until > day)) return &plan;
        return nullptr;
    }

    bool has_counting_run(const Diary& diary, Day day) const {
        const Plan* plan = in_force(day);
        for (const auto& run : diary.runs) {
            if (run.day != day) continue;
            if (!plan || !plan->least || (run.distance && run.distance->value >= plan->least->value)) return true;
        }
        return false;
    }

    Fate fate(const Diary& diary, Day first) const {
        return by_ == By::day ? fate_of_day(diary, first) : fate_of_week(diary, first);
    }

    Fate fate_of_day(const Diary& diary, Day day) const {
        if (has_counting_run(diary, day)) return Fate::kept;
        return is_off(day) ? Fate::neutral : Fate::not_kept;
    }

    Fate fate_of_week(const Diary& diary, Day first) const {
        int ran = 0;
        int working = 0;
        for (int i = 0; i < 7; ++i) {
            if (has_counting_run(diary, first + date::days{i})) ++ran;
            if (!is_off(first + date::days{i})) ++working;
        }
        if (working == 0) return ran > 0 ? Fate::kept : Fate::neutral;
        const Plan* plan = in_force(first);
        const int promised = plan ? plan->days_per_week : 1;
        return ran >= std::ceil(promised * working / 7.0) ? Fate::kept : Fate::not_kept;
    }

    void judge_all() {
        std::optional<Stretch> stretch;
        bool stands = true;
        const auto close = [&] {
            if (stands) standing_ = stretch;
            if (!stands && stretch) ended_.push_back(*stretch);
            stretch.reset();
        };
        for (Day first = current(); first > today_ - date::days{200}; first -= date::days{length()}) {
            const auto found = fate(diary_, first);
            if (found == Fate::kept) {
                if (!stretch) stretch = Stretch{0, first, std::min(today_, first + date::days{length() - 1})};
                ++stretch->length;
                stretch->start = first;
            } else if (found == Fate::not_kept && first != current()) {
                close();
                stands = false;
            }
        }
        close();
    }

    Diary diary_;
    By by_;
    Day today_;
    date::weekday week_begins_;
    std::optional<Stretch> standing_;
    std::vector<Stretch> ended_;
};

} // namespace runlog::test
