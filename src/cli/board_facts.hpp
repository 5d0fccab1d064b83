#pragma once

#include "context.hpp"
#include "roll.hpp"
#include "runlog/domain/board.hpp"
#include "streaks.hpp"

#include <optional>
#include <vector>

/// What the board of a group tells, before anything is said.
namespace runlog::cli {

/// How many weeks the board looks at where nobody says otherwise (DESIGN §5).
inline constexpr int board_weeks = 8;

struct BoardLine {
    Member member;
    std::optional<int> place; ///< nothing where no week was to be judged yet
    PlanKept kept;
    std::optional<Plan> plan; ///< the one in force today
    StreakReport streak;      ///< by week
    Day joined;               ///< their first day in the group
    bool away = false;        ///< on leave today
};

/// Everybody in the group today, by place.
std::vector<BoardLine> board_of(Context& context, Roll& roll, int weeks);

/// What a member did in the last weeks, their plan looked at from their first day in any group on.
Training training_of(Context& context, const Member& member, int weeks);

/// `7 of 8 weeks`
std::string kept_text(const PlanKept& plan);
/// `Mon 9 Nov – Sun 15 Nov: 3 of 3 days, kept`
std::string week_text(const Period& week, Day today, const Glyphs& glyphs);
/// `the last 8 weeks`
std::string weeks_text(int weeks);

} // namespace runlog::cli
