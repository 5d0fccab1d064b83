#pragma once

#include "runlog/domain/calendar.hpp"

#include <chrono>
#include <filesystem>
#include <optional>

namespace runlog::system {

/// Lets one process at a time do a thing: held from `take` on, and given back when the object or the process ends.
class Lock {
public:
    Lock() = default;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();

    /// Takes the lock at `path`, a file that is made where there is none. Returns whether it was had within `limit`.
    /// Throws Error where the file can be neither made nor opened.
    bool take(const std::filesystem::path& path, std::chrono::seconds limit);

    /// Lets every program that is started from now on hold the lock too, so that nobody else has it before the last of
    /// them has ended, even where this process is killed. Must be held.
    void pass_on() const;

private:
    int descriptor_ = -1;
};

/// Notes on the file at `path` that something happened at `moment`, as far as that is possible.
void stamp(const std::filesystem::path& path, Instant moment);

/// What was noted last; nothing where nothing was.
std::optional<Instant> stamped(const std::filesystem::path& path);

} // namespace runlog::system
