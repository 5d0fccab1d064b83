#pragma once

#include "context.hpp"
#include "runlog/domain/streak.hpp"

#include <string>
#include <vector>

namespace runlog::cli {

/// One streak of one member, as reports tell it.
struct StreakReport {
    Member member;
    Day today;          ///< the day it speaks of
    bool is_now = true; ///< whether that is today
    Streak streak;
    std::optional<Stretch> best;  ///< only where it was asked for: it takes the whole history
    std::vector<std::string> why; ///< likewise
};

/// A member's streak as the log has it.
Streak streak_of(const store::Log& log, const Member& member, By by, Day today, const store::Settings& settings);

/// The longest one up to `today`.
std::optional<Stretch> best_of(const store::Log& log, const Member& member, By by, Day today,
                               const store::Settings& settings);

/// The reasons for a streak in sentences: rule, what the current period has and lacks, deciding dates (DESIGN §1.2).
std::vector<std::string> reasons(const store::Log& log, const StreakReport& report, const store::Settings& settings,
                                 const Glyphs& glyphs);

} // namespace runlog::cli
