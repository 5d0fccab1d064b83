#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/quantities.hpp"
#include "runlog/domain/uid.hpp"
#include "runlog/domain/zone.hpp"
#include "runlog/store/journal.hpp"
#include "runlog/store/log.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <concepts>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace runlog::store {

/// How long a connection waits for another program that is writing.
inline constexpr int busy_timeout_ms = 10'000;

/// Keeps others from beginning a log in the same folder at the same time. Empty until `take`.
class FolderLock {
public:
    FolderLock() = default;
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock() { release(); }

    /// Waits for whoever holds it, but not for ever: without the lock, the slower of two is told to try again.
    void take(const std::filesystem::path& folder);
    void release();

private:
    int descriptor_ = -1;
};

/// What a Log keeps. A new log lives under a name of its own until its first change has committed.
struct Log::Database {
    std::filesystem::path path;
    std::filesystem::path unpublished;               ///< empty once the log stands at `path`
    std::vector<std::filesystem::path> made_folders; ///< go again with an unpublished log
    FolderLock lock;                                 ///< held until a new log is published
    bool is_new = false;
    std::optional<SQLite::Database> connection;
    std::unordered_map<std::string, std::vector<SQLite::Statement>> idle; ///< prepared, by their SQL; see Query

    void disconnect();
    ~Database();
};

/// The open connection; for the store's own files.
SQLite::Database& connection(const Log& log);
SQLite::Database& connection(const Writer& writer);

/// A statement that its log keeps prepared for the next time: half of what a report on a group took was preparing the
/// same ones. For SQL of which there is only so much, with question marks for what differs.
class Query {
public:
    Query(const Log& log, std::string sql);
    Query(const Writer& writer, std::string sql) : Query(writer.log(), std::move(sql)) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    operator SQLite::Statement&() { return statement_; }
    bool executeStep() { return statement_.executeStep(); }
    int exec() { return statement_.exec(); }
    SQLite::Column getColumn(int index) { return statement_.getColumn(index); }
    void reset() { statement_.reset(); }

private:
    std::vector<SQLite::Statement>& idle_;
    SQLite::Statement statement_;
};

/// Moves a new log to its place once its first change has committed; does nothing for any other.
void publish(Log& log);

/// Opens a file that nobody writes to, and leaves nothing beside it.
SQLite::Database connect_to_resting(const std::filesystem::path& path);

/// Throws Error unless the file is a log this program can use; returns its schema's version.
int check_version(SQLite::Database& database, const std::filesystem::path& path);

/// What SQLite finds damaged in the file, in its words; nothing where it is sound. Reads everything.
std::vector<std::string> damage(SQLite::Database& database);

/// Where a log is kept as it was before something was put in its place at `now`: a name that nothing has yet.
std::filesystem::path kept_beside(const std::filesystem::path& log, Instant now);

/// What went wrong, as one of SQLite's primary codes.
int kind_of(const SQLite::Exception& trouble);

/// Lets the connection wait for another program that is writing, for `busy_timeout_ms` and with the same chance as
/// everybody else who waits.
void wait_in_turn(SQLite::Database& database);

/// Makes the folders that are missing, for the user alone, and returns them, the outermost first.
std::vector<std::filesystem::path> make_folders(const std::filesystem::path& folder);

/// A version 7 uid for a record that is being made now.
Uid new_uid(const Writer& writer);

/// `uid`, or a new one where it is all zeros.
Uid kept_or_new_uid(const Writer& writer, const Uid& uid);

// Values into rows.
void put(SQLite::Statement& statement, int index, Day day);
void put(SQLite::Statement& statement, int index, const Uid& uid);
void put(SQLite::Statement& statement, int index, std::string_view text);
void put(SQLite::Statement& statement, int index, Instant instant);
void put(SQLite::Statement& statement, int index, Metres distance);
void put(SQLite::Statement& statement, int index, Seconds duration);
template <std::integral Number>
void put(SQLite::Statement& statement, int index, Number number) {
    statement.bind(index, static_cast<std::int64_t>(number));
}
template <class Kind>
void put(SQLite::Statement& statement, int index, Id<Kind> id) {
    statement.bind(index, id.value);
}
template <class Value>
void put(SQLite::Statement& statement, int index, const std::optional<Value>& value) {
    if (value)
        put(statement, index, *value);
    else
        statement.bind(index);
}

// Rows into values. They throw Error where a row does not hold what the schema promises.
Day day_at(SQLite::Statement& row, int column);
std::optional<Day> maybe_day_at(SQLite::Statement& row, int column);
std::optional<std::string> maybe_text_at(SQLite::Statement& row, int column);
std::optional<std::int64_t> maybe_number_at(SQLite::Statement& row, int column);
Uid uid_at(SQLite::Statement& row, int column);
std::optional<Placed> maybe_placed_at(SQLite::Statement& row, int column);
LocalTime local_time_at(SQLite::Statement& row, int column);

/// The uids that `query` yields and no row of `rows` has: what a new state of dated rows leaves behind.
template <class Row>
std::vector<Uid> uids_without(SQLite::Statement& query, const std::vector<Row>& rows) {
    std::vector<Uid> gone;
    while (query.executeStep()) {
        const Uid uid = uid_at(query, 0);
        if (std::none_of(rows.begin(), rows.end(), [&](const Row& row) { return row.uid == uid; })) gone.push_back(uid);
    }
    return gone;
}

/// A moment as the tables keep it: `2026-11-21T06:58:00Z`.
std::string instant_text(Instant instant);
Instant instant_at(SQLite::Statement& row, int column);

// Writing in one breath: `execute(writer, "DELETE FROM runs WHERE id = ?", id)`.
template <class... Values>
int execute(const Writer& writer, const char* sql, const Values&... values) {
    Query statement(writer, sql);
    int index = 0;
    (put(statement, ++index, values), ...);
    return statement.exec();
}

std::int64_t last_number(const Writer& writer);

/// To be called by what may be written a million times in one change, between one time and the next: what was recorded
/// of the change so far goes from memory into the log once there is much of it.
void spare_memory(Writer& writer);

} // namespace runlog::store
