#pragma once

#include "runlog/formats/bundle.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::formats {

/// How many files a bundle may hold.
inline constexpr std::size_t most_entries = 1'000'000;

/// Throws BadFile for a bundle that holds more than that.
[[noreturn]] void refuse_so_many();

/// Whether a file or folder of that name, without any slash, is no business of people's.
bool is_hidden(std::string_view name);

/// Where the entry of that name stands among entries sorted by name. Throws BadFile where there is none.
std::size_t index_of(const std::vector<Bundle::Entry>& entries, std::string_view name);

} // namespace runlog::formats
