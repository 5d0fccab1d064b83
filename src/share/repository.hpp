#pragma once

#include "git.hpp"

#include <chrono>
#include <filesystem>

namespace runlog::system {
class Lock;
}

/// The folder of a mirror.
namespace runlog::share {

/// Takes the lock beside the repository at `path` for this process and all the programs that it starts. Throws Error
/// where another runlog has it for longer than `limit`.
void take_lock(system::Lock& lock, const std::filesystem::path& path, std::chrono::seconds limit);

/// Makes the repository, where it is not there as a whole, and takes away what programs left in it that were killed.
/// The lock must be held.
void make_ready(const Git& git);

/// Puts names, and objects where there are many, into few files. Where that fails nothing is lost.
void tidy_up(const Git& git);

} // namespace runlog::share
