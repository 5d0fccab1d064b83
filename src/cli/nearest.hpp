#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::cli {

/// The known word that a typo most likely meant: the one that takes the fewest letters added, dropped, changed or
/// swapped, and no more than a third of its length, or one; nothing where none is that close. Counts bytes.
std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& known);

/// `Did you mean 'streak'?`, or `otherwise` where nothing is near.
std::string suggestion(std::string_view typed, const std::vector<std::string>& known, std::string otherwise);

} // namespace runlog::cli
