#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/people.hpp"

#include <exception>
#include <filesystem>
#include <memory>
#include <optional>

namespace runlog::store {

/// What a command wants of the log. A reader sees one unchanging state for as long as it holds the log open. A glance
/// is a reader that leaves nothing beside the log and takes no lock; who writes at that very moment may spoil its
/// answer, so it is for answers that nobody relies on.
enum class Access { glance, read, write };

/// The open log: one SQLite file. Everything that reads or writes it takes a Log; the functions stand in the other
/// headers of this folder, one for each subject.
class Log {
public:
    /// Opens the log at `path`, bringing an older one up to date first, a copy of it beside it (DESIGN §6).
    /// Throws Error where there is none, or where it cannot be used: a folder, no runlog log, written by a newer
    /// runlog, damaged, unreadable.
    static Log open(const std::filesystem::path& path, Access access);

    /// Begins a new log that belongs to `owner`. It appears at `path`, whole, with the first change that commits
    /// (journal.hpp); until then nothing stands there, and nothing is left behind if the change fails. Others who begin
    /// it at the same time wait, and find it there: what they get is that log, opened for writing.
    /// Missing folders are made, for the user alone. Throws Error where that is impossible.
    static Log create(const std::filesystem::path& path, const Member& owner, Instant now);

    Log(Log&&) noexcept;
    Log& operator=(Log&&) noexcept;
    ~Log();

    const std::filesystem::path& path() const;

    /// Whether this object made the log.
    bool is_new() const;

    /// The store's own side of a log (src/store/database.hpp).
    struct Database;
    Database& database() const { return *database_; }

private:
    explicit Log(std::unique_ptr<Database> database);
    std::unique_ptr<Database> database_;
};

/// Says in runlog's words what an exception of the store's libraries means for the log at `path`; nothing where the
/// exception is not one of theirs.
std::optional<Error> explain(const std::exception& trouble, const std::filesystem::path& path);

} // namespace runlog::store
