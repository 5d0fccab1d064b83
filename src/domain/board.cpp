#include "runlog/domain/board.hpp"

#include <algorithm>
#include <tuple>

namespace runlog {

namespace {

/// Less for who stands before; who has nothing to be judged by has less than nothing kept.
auto rank(const Standing& standing) {
    return std::tuple(-standing.plan.share().value_or(-1), -standing.streak);
}

double value_of(Measure measure, const Training& training) {
    switch (measure) {
    case Measure::longest_run: return static_cast<double>(training.longest_run.value);
    case Measure::plan_kept: return training.plan.share().value_or(0);
    case Measure::weekly_distance: break;
    }
    return static_cast<double>(training.weekly_distance.value);
}

} // namespace

void sort_board(std::vector<Standing>& board) {
    std::sort(board.begin(), board.end(), [](const Standing& a, const Standing& b) {
        return std::tuple(rank(a), a.member) < std::tuple(rank(b), b.member);
    });
}

std::vector<std::optional<int>> places(std::span<const Standing> board) {
    std::vector<std::optional<int>> all;
    for (std::size_t i = 0; i < board.size(); ++i) {
        if (!board[i].plan.share())
            all.emplace_back();
        else if (i > 0 && rank(board[i]) == rank(board[i - 1]))
            all.push_back(all.back());
        else
            all.emplace_back(static_cast<int>(i) + 1);
    }
    return all;
}

std::string_view to_text(Measure measure) {
    switch (measure) {
    case Measure::longest_run: return "longest_run";
    case Measure::plan_kept: return "plan_kept";
    case Measure::weekly_distance: break;
    }
    return "weekly_distance";
}

std::optional<std::size_t> next_ahead(Measure measure, const Training& mine, std::span<const Training> others) {
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < others.size(); ++i) {
        const double theirs = value_of(measure, others[i]);
        if (theirs <= value_of(measure, mine)) continue;
        if (!next || theirs < value_of(measure, others[*next])) next = i;
    }
    return next;
}

std::optional<int> weeks_to_reach(double share, const PlanKept& mine, int count) {
    for (int more = 0; more <= count; ++more) {
        PlanKept then;
        then.kept = then.of = more;
        for (std::size_t i = 0; i < mine.weeks.size() && static_cast<int>(i) + more < count; ++i) {
            if (mine.weeks[i].neutral()) continue;
            ++then.of;
            if (mine.weeks[i].kept()) ++then.kept;
        }
        if (then.share().value_or(0) >= share) return more;
    }
    return std::nullopt;
}

} // namespace runlog
