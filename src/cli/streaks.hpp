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

/// Each of a member's streaks as the log has it; `promises` are the member's.
std::vector<StreakReport> streaks_of(const store::Log& log, const Member& member, const Promises& promises,
                                     const std::vector<By>& cadences, Day today, const store::Settings& settings);

/// Adds the longest streak there was up to that day.
void add_best(StreakReport& report, const store::Log& log, const store::Settings& settings);

/// Adds the reasons in sentences: rule, what the current period has and lacks, deciding dates (DESIGN §1.2).
void add_reasons(StreakReport& report, const store::Log& log, const store::Settings& settings, const Glyphs& glyphs);

} // namespace runlog::cli
