#include "runlog/domain/median.hpp"

#include <algorithm>
#include <cmath>

namespace runlog {

namespace {

/// How likely `count` tosses of a coin show heads exactly `heads` times.
double chance_of(std::size_t heads, std::size_t count) {
    const auto n = static_cast<double>(count);
    const auto k = static_cast<double>(heads);
    // By logarithms, for 2 to the power of some thousand is no number that a double holds.
    return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) - n * std::log(2.0));
}

} // namespace

std::optional<std::size_t> interval_rank(std::size_t count, double coverage) {
    const double beyond_one_end = (1 - coverage) / 2;
    double chance = 0;
    std::size_t rank = 0;
    while (rank < count && chance + chance_of(rank, count) <= beyond_one_end) chance += chance_of(rank++, count);
    return rank > 0 ? std::optional(rank) : std::nullopt;
}

std::optional<Median> median_of(std::vector<double> values, double coverage) {
    const auto rank = interval_rank(values.size(), coverage);
    if (!rank) return std::nullopt;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    const double middle = values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    return Median{middle, values[*rank - 1], values[values.size() - *rank]};
}

} // namespace runlog
