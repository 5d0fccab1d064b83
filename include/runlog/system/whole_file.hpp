#pragma once

#include <filesystem>
#include <string_view>

namespace runlog::system {

/// Writes a file of which nobody ever sees a part: what is at `path` is replaced in one step, and keeps its mode; a new
/// one may be read by whom the process lets. A link is followed. Throws Error, with what was there as it was, where
/// that cannot be done, for what is no plain file, and for a database: a log must not be lost to a slip of the finger.
void write_whole_file(const std::filesystem::path& path, std::string_view text);

} // namespace runlog::system
