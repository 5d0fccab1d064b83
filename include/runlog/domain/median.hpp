#pragma once

#include <cstddef>
#include <optional>
#include <vector>

/// The middle of measurements that scatter, and how sure it is; nothing is assumed of how they scatter.
namespace runlog {

/// A median and the interval that holds the true one with at least the coverage that was asked for.
struct Median {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// Which of `count` measurements, counted from either end and from 1, bounds the interval: the innermost one beyond
/// which, by the toss of a coin for each measurement, the true median lies no more often than 1 - `coverage`. Nothing
/// where even the outermost is too narrow. `coverage` must lie between 0 and 1.
std::optional<std::size_t> interval_rank(std::size_t count, double coverage);

/// The median of `values` with its interval by the sign test; nothing where they are too few for the coverage. Holds
/// whatever their distribution, as long as one value tells nothing of another; equal values make it wider, not
/// narrower.
std::optional<Median> median_of(std::vector<double> values, double coverage);

} // namespace runlog
