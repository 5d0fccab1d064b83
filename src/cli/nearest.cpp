#include "nearest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

/// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

} // namespace

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& known) {
    std::optional<std::string> best;
    std::size_t least = 0;
    if (typed.empty() || typed.size() > 60) return best;
    for (const auto& word : known) {
        const std::size_t cost = distance(typed, word);
        const std::size_t allowed = std::max<std::size_t>(1, std::max(typed.size(), word.size()) / 3);
        if (cost > allowed || (best && cost >= least)) continue;
        best = word;
        least = cost;
    }
    return best;
}

std::string suggestion(std::string_view typed, const std::vector<std::string>& known, std::string otherwise) {
    const auto word = nearest(typed, known);
    return word ? fmt::format("Did you mean '{}'?", *word) : otherwise;
}

} // namespace runlog::cli
