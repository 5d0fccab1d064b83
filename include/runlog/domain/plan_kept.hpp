#pragma once

#include "runlog/domain/streak.hpp"

#include <vector>

namespace runlog {

/// How many of some weeks a member kept their plan in.
struct PlanKept {
    int kept = 0;
    int of = 0;                ///< without those wholly on leave, in which nothing was run
    std::vector<Period> weeks; ///< every week that was looked at, the newest first

    /// The part kept, from 0 to 1; nothing where no week was to be judged.
    std::optional<double> share() const {
        return of > 0 ? std::optional(static_cast<double>(kept) / of) : std::nullopt;
    }
};

/// The last `count` weeks up to `today`, each judged by DESIGN §4.3. The week that holds today is one of them once it
/// is kept; until then the weeks before it are, for nobody is behind with a week that is not over. No week that begins
/// before `since` is looked at. `count` must not be negative; pulls from `runs` as far as the oldest week.
PlanKept plan_kept(Day today, date::weekday week_begins, const Promises& promises, NewestFirst runs, Day since,
                   int count);

} // namespace runlog
