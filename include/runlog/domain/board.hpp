#pragma once

#include "runlog/domain/plan_kept.hpp"
#include "runlog/domain/quantities.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// How members of a group stand beside each other: by what they promised themselves, never by pace or distance
/// (DESIGN §1.3, §5).
namespace runlog {

/// One member on the board.
struct Standing {
    std::string member; ///< the handle
    PlanKept plan;
    int streak = 0; ///< weeks in a row
};

/// Puts who kept more of their own plan first, then who has the longer streak, then by handle; those of whom no week
/// was to be judged come last.
void sort_board(std::vector<Standing>& board);

/// The place of each of a sorted board, from 1 on; who kept as much and as long shares one. Nothing for those of whom
/// no week was to be judged.
std::vector<std::optional<int>> places(std::span<const Standing> board);

/// What somebody can be a little ahead in.
enum class Measure { weekly_distance, longest_run, plan_kept };
std::string_view to_text(Measure measure);

/// What one member did in some weeks.
struct Training {
    std::string member;     ///< the handle
    Metres weekly_distance; ///< on average
    Metres longest_run;
    PlanKept plan;
};

/// Who of `others` is the next one ahead of `mine`: of those with more the one with the least of it, the first of
/// equals. Nothing where nobody has more.
std::optional<std::size_t> next_ahead(Measure measure, const Training& mine, std::span<const Training> others);

/// How many of the coming weeks it takes, each of them kept, to have kept as great a share of as many weeks as were
/// looked at; 0 where that is so already, nothing where `share` is more than all.
std::optional<int> weeks_to_reach(double share, const PlanKept& mine, int count);

} // namespace runlog
