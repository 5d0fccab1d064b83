#pragma once

#include "runlog/store/log.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace runlog::store {

/// Writes a consistent copy of the log to `target` while others may write: whole, or not at all. Throws Error where
/// `target` exists or cannot be written.
void back_up(const Log& log, const std::filesystem::path& target);

/// Puts the log kept at `copy` in the place of `target`. An existing log there is first copied to the path that is
/// returned; without one an empty path comes back. Throws Error, and changes nothing, where `copy` is not a sound log.
std::filesystem::path restore(const std::filesystem::path& copy, const std::filesystem::path& target, Instant now);

/// One thing that was looked at, and what is wrong with it; nothing wrong with an empty list.
struct Finding {
    std::string subject; ///< `file`, `references`
    std::vector<std::string> troubles;
    bool is_damage = true; ///< what only a backup mends
};

/// Looks the whole log over: the file's pages, references between records, and days kept twice. Reads everything.
std::vector<Finding> examine(const Log& log, Instant now);

} // namespace runlog::store
