#pragma once

#include <cstddef>
#include <span>
#include <string>

/// Numbers as pictures of one line, in blocks or, where the terminal has none, in plain characters.
namespace runlog::cli {

/// A bar for `part`, from 0 to 1, of one that is `width` columns long. What is more than nothing is seen.
std::string bar(double part, std::size_t width, bool unicode);

/// A column for each value, which must not be negative: `▂▅·█`, or `25.8`, the highest being the most there is. A dot
/// is nothing.
std::string sparkline(std::span<const double> values, bool unicode);

} // namespace runlog::cli
