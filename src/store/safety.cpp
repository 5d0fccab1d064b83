#include "runlog/store/safety.hpp"

#include "database.hpp"
#include "files.hpp"

#include <SQLiteCpp/Backup.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace runlog::store {

namespace {

namespace fs = std::filesystem;

/// A file that is being written beside its place and removed unless `keep` says it is whole.
class Draft {
public:
    explicit Draft(const fs::path& place) : place_(place) {
        std::string name = place.string() + ".new-XXXXXX";
        const int descriptor = ::mkstemp(name.data());
        if (descriptor < 0)
            throw Error(fmt::format("{} cannot be written: {}.", place.string(), std::strerror(errno)),
                        "Choose another place.");
        ::close(descriptor);
        path_ = name;
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() { ::unlink(path_.c_str()); }

    const fs::path& path() const { return path_; }

    /// Makes the file durable and gives it its name, which nothing else may have.
    void keep() const { settle(make_durable() && ::link(path_.c_str(), place_.c_str()) == 0); }

    /// The same in the place of what has the name now.
    void take_over() const { settle(make_durable() && ::rename(path_.c_str(), place_.c_str()) == 0); }

private:
    bool make_durable() const {
        const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        const bool durable = descriptor >= 0 && ::fsync(descriptor) == 0;
        if (descriptor >= 0) ::close(descriptor);
        return durable;
    }

    void settle(bool done) const {
        if (!done)
            throw Error(fmt::format("{} cannot be written: {}.", place_.string(), std::strerror(errno)),
                        "Choose another place.");
        sync_folder(folder_of(place_));
    }

    fs::path place_;
    fs::path path_;
};

bool is_damage(const SQLite::Exception& trouble) {
    return kind_of(trouble) == SQLITE_CORRUPT || kind_of(trouble) == SQLITE_NOTADB;
}

void check_step(int code, int wanted) {
    if (code != wanted) throw SQLite::Exception("the pages cannot be copied", code);
}

void copy_pages(SQLite::Database& from, SQLite::Database& to) {
    SQLite::Backup backup(to, from);
    check_step(backup.executeStep(-1), SQLITE_DONE);
}

void check_sound(SQLite::Database& database, const fs::path& path) {
    check_version(database, path);
    if (!damage(database).empty())
        throw Error(fmt::format("The backup {} is damaged.", path.string()), "Try an older one.");
}

// How a file keeps its journal: a copy is one plain file, a log lets others read while somebody writes.
constexpr const char* as_a_copy = "PRAGMA journal_mode = DELETE";
constexpr const char* as_a_log = "PRAGMA journal_mode = WAL";

/// Writes `database` to the draft of `target`.
void fill(const Draft& draft, SQLite::Database& database, const fs::path& target, const char* journal) {
    try {
        SQLite::Database copy(fs::absolute(draft.path()).string(), SQLite::OPEN_READWRITE);
        copy_pages(database, copy);
        copy.exec(journal);
    } catch (const SQLite::Exception& trouble) {
        switch (kind_of(trouble)) {
        case SQLITE_FULL:
            throw Error(fmt::format("{} cannot be written: its disk is full.", target.string()),
                        "Make room, or choose another place.");
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
            throw Error(fmt::format("{} cannot be written: the disk reports an error.", target.string()),
                        "Check the disk, or choose another place.");
        default: throw;
        }
    }
}

/// Writes `database` to `target`, where nothing may stand yet.
void write_copy(SQLite::Database& database, const fs::path& target, const char* journal = as_a_copy) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(target, ignored)))
        throw Error(fmt::format("{} exists already and was left as it is.", target.string()), "Choose another name.");
    const Draft draft(target);
    fill(draft, database, target, journal);
    draft.keep();
}

/// Keeps what stands at `target`, which SQLite can make nothing of, at `kept` byte by byte. Its name stays, too, until
/// something sound takes it over.
void keep_bytes(const fs::path& target, const fs::path& kept) {
    std::error_code trouble;
    fs::create_hard_link(target, kept, trouble);
    if (trouble)
        throw Error(fmt::format("{} cannot be kept: {}.", target.string(), trouble.message()),
                    "Check who owns it and its folder.");
    fs::rename(target.string() + "-wal", kept.string() + "-wal", trouble);
    fs::remove(target.string() + "-shm", trouble);
    sync_folder(folder_of(target));
}

/// Copies the log at `target` to `kept` and then writes `source` over it, in one transaction for whoever has it open.
void replace(SQLite::Database& source, const fs::path& target, const fs::path& kept) {
    try {
        SQLite::Database old(fs::absolute(target).string(), SQLite::OPEN_READWRITE);
        SQLite::Database reader(fs::absolute(target).string(), SQLite::OPEN_READWRITE);
        wait_in_turn(old);
        wait_in_turn(reader);
        old.exec(as_a_log);
        {
            // The first page written locks out every other writer. Readers, ours too, still see the log as it was.
            SQLite::Backup backup(old, source);
            check_step(backup.executeStep(1), SQLITE_OK);
            write_copy(reader, kept);
            check_step(backup.executeStep(-1), SQLITE_DONE);
        }
        old.exec(as_a_log);
    } catch (const SQLite::Exception& trouble) {
        if (!is_damage(trouble)) throw;
        std::error_code ignored;
        fs::remove(kept, ignored);
        const Draft draft(target);
        fill(draft, source, target, as_a_log);
        keep_bytes(target, kept);
        draft.take_over();
    }
}

} // namespace

fs::path kept_beside(const fs::path& log, Instant now) {
    std::string moment = instant_text(now);
    std::erase(moment, ':');
    const std::string usual = log.string() + ".before-" + moment;
    fs::path free = usual;
    std::error_code ignored;
    for (int number = 2; fs::exists(fs::symlink_status(free, ignored)); ++number)
        free = fmt::format("{}-{}", usual, number);
    return free;
}

void back_up(const Log& log, const fs::path& target) {
    try {
        write_copy(connection(log), target);
    } catch (const SQLite::Exception& trouble) {
        throw *explain(trouble, log.path());
    }
}

fs::path restore(const fs::path& copy, const fs::path& target, Instant now) {
    std::error_code ignored;
    try {
        if (!fs::is_regular_file(copy, ignored))
            throw Error(fmt::format("{} is not a backup.", copy.string()), "Name a file that runlog backup wrote.");
        if (fs::exists(target, ignored) && !fs::is_regular_file(target, ignored))
            throw Error(fmt::format("The log {} is not a file.", target.string()),
                        "Name a file with --db or RUNLOG_DB.");
        const bool resting = !fs::exists(copy.string() + "-wal", ignored);
        SQLite::Database source =
            resting ? connect_to_resting(copy) : SQLite::Database(fs::absolute(copy).string(), SQLite::OPEN_READWRITE);
        check_sound(source, copy);
        if (!fs::exists(target, ignored)) {
            make_folders(target.parent_path());
            write_copy(source, target, as_a_log);
            return {};
        }
        const fs::path kept = kept_beside(target, now);
        replace(source, target, kept);
        return kept;
    } catch (const SQLite::Exception& trouble) {
        throw *explain(trouble, is_damage(trouble) ? copy : target);
    }
}

} // namespace runlog::store
