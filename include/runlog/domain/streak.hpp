#pragma once

#include "runlog/domain/plan.hpp"

#include <functional>
#include <optional>
#include <string_view>

namespace runlog {

/// One run of a member, as far as streaks care.
struct RunDay {
    Day day;
    std::optional<Metres> distance;
};

/// Hands out a member's runs one by one, the newest first, nothing at the end. Rules pull only what they need, so that
/// a long history costs nothing (DESIGN §6).
using NewestFirst = std::function<std::optional<RunDay>()>;

/// Which streak: a member's by day, by week or by the sessions of a group (DESIGN §4.2–4.4), or the group's own, by its
/// sessions or by the weeks of its crew (§4.7).
enum class By { day, week, session, group, crew };
std::string_view to_text(By by);

/// DESIGN §4.8.
enum class StreakState { kept, open, lost, paused, broken };
std::string_view to_text(StreakState state);

/// What one step of a streak's length is.
enum class Step { day, week, session };
std::string_view to_text(Step step);

/// So many periods in a row, from the first day of the first to the last day of the last. Days still to come are not
/// part of it.
struct Stretch {
    int length = 0;
    Day start;
    Day end;

    bool operator==(const Stretch&) const = default;
};

/// What became of one day or one week.
struct Period {
    Day first;
    Day last;
    int ran = 0;    ///< different days with a counting run
    int needed = 0; ///< days it takes, leave already taken off; 0 when wholly on leave
    int leave = 0;  ///< days off in it

    bool kept() const { return ran >= (needed > 0 ? needed : 1); }
    bool neutral() const { return needed == 0 && ran == 0; }
};

/// A streak as it stands.
struct Streak {
    By by = By::day;
    Step step = Step::day;
    StreakState state = StreakState::broken;
    std::optional<Stretch> stretch; ///< absent when the length is 0
    std::optional<Day> keep_by;     ///< open: the last day that keeps it
    int needs = 0;                  ///< what the current period still lacks, in every state but kept: days with a run,
                                    ///< sessions, or members who kept their plan
    int days_left = 0;              ///< days of the current period that can still get a run, likewise
    std::optional<Day> until;       ///< on leave today: the last day off; nothing where the leave has no end
    std::optional<Stretch> last;    ///< broken: the one before
    bool ran_today = false;         ///< by day and by week: today has a run that counts
    Period current;                 ///< the period that holds today
    std::optional<Period> ended_by; ///< the period that ends the stretch, or stands between it and today

    int length() const { return stretch ? stretch->length : 0; }
};

/// The streak on `today` (DESIGN §4.2 by day, §4.3 by week, §4.8 for the states). `runs` may reach beyond today; what
/// lies there is passed over. `week_begins` matters by week alone. Pulls from `runs` until the streak is decided.
Streak streak(By by, Day today, date::weekday week_begins, const Promises& promises, NewestFirst runs);

/// The longest stretch up to today, the newest of those equally long; nothing when no period was ever kept. Pulls all
/// of `runs`.
std::optional<Stretch> best_stretch(By by, Day today, date::weekday week_begins, const Promises& promises,
                                    NewestFirst runs);

} // namespace runlog
