#include "database.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <thread>

namespace runlog::store {

namespace {

namespace fs = std::filesystem;

/// No connection is shared by threads and nobody asks how much memory is in use, so SQLite need not lock for either: an
/// eighth of what a command does. Only before its first use can SQLite be told.
[[maybe_unused]] const bool is_unlocked =
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD) == SQLITE_OK && sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK;

SQLite::Statement taken_from(std::vector<SQLite::Statement>& idle, SQLite::Database& database, const std::string& sql) {
    if (idle.empty()) return {database, sql};
    SQLite::Statement statement = std::move(idle.back());
    idle.pop_back();
    return statement;
}

} // namespace

SQLite::Database& connection(const Log& log) {
    return *log.database().connection;
}

SQLite::Database& connection(const Writer& writer) {
    return connection(writer.log());
}

Query::Query(const Log& log, std::string sql)
    : idle_(log.database().idle[sql]), statement_(taken_from(idle_, connection(log), sql)) {}

Query::~Query() {
    statement_.tryReset();
    statement_.clearBindings();
    idle_.push_back(std::move(statement_));
}

SQLite::Database connect_to_resting(const fs::path& path) {
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string()) {
        if (c == '%' || c == '?' || c == '#')
            uri += fmt::format("%{:02x}", static_cast<unsigned char>(c));
        else
            uri += c;
    }
    return {uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI};
}

// The pauses that SQLite makes of itself grow, and whoever has waited long is passed by all who have just come.
void wait_in_turn(SQLite::Database& database) {
    static constexpr std::chrono::milliseconds pause{5};
    const auto wait = [](void*, int waits) {
        if (waits * pause.count() >= busy_timeout_ms) return 0;
        std::this_thread::sleep_for(pause);
        return 1;
    };
    sqlite3_busy_handler(database.getHandle(), wait, nullptr);
}

int kind_of(const SQLite::Exception& trouble) {
    constexpr int without_its_details = 0xff;
    return trouble.getErrorCode() & without_its_details;
}

std::optional<Error> explain(const std::exception& trouble, const fs::path& path) {
    const auto* sqlite = dynamic_cast<const SQLite::Exception*>(&trouble);
    if (!sqlite) return std::nullopt;
    const auto told = [&](std::string_view what, std::string hint) {
        return Error(fmt::format("The log {} {}.", path.string(), what), std::move(hint));
    };
    switch (kind_of(*sqlite)) {
    case SQLITE_NOTADB: return told("is not a runlog log", "Name one with --db or RUNLOG_DB.");
    case SQLITE_CORRUPT:
        return told("is damaged", "Bring back the newest backup: runlog restore FILE. See also: runlog doctor");
    case SQLITE_FULL: return told("has no room left on its disk", "Nothing was recorded. Make room, then try again.");
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return told("is in use by another program", "Nothing was recorded. Try again in a moment.");
    case SQLITE_READONLY:
    case SQLITE_PERM: return told("cannot be written", "Check who owns it and its folder, and their permissions.");
    case SQLITE_CANTOPEN: return told("cannot be opened", "Check that its folder exists and that you may write to it.");
    case SQLITE_IOERR:
        return told("cannot be read or written: the disk reports an error",
                    "Check the disk, and then what was recorded: runlog history");
    default: return told(fmt::format("has trouble: {}", trouble.what()), "See: runlog doctor");
    }
}

} // namespace runlog::store
