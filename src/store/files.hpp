#pragma once

#include "runlog/domain/calendar.hpp"

#include <filesystem>
#include <vector>

/// The files that belong to a log, beside it in its folder.
namespace runlog::store {

/// The folder a path stands in; `.` for a bare name.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// Makes durable which names stand in a folder, as far as its file system can.
void sync_folder(const std::filesystem::path& folder);

/// The log, and what SQLite and the reminders keep beside it, where anybody but its owner can open them.
std::vector<std::filesystem::path> open_to_others(const std::filesystem::path& log);

/// Whether others may put a file of theirs in the place of one in this folder.
bool others_can_replace_in(const std::filesystem::path& folder);

/// Copies that a killed command left half written more than an hour ago, by the names that drafts have.
std::vector<std::filesystem::path> abandoned_drafts(const std::filesystem::path& log, Instant now);

} // namespace runlog::store
