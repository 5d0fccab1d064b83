#include "runlog/store/safety.hpp"

#include "database.hpp"

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
    void keep() const {
        const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        const bool durable = descriptor >= 0 && ::fsync(descriptor) == 0;
        if (descriptor >= 0) ::close(descriptor);
        if (!durable || ::link(path_.c_str(), place_.c_str()) != 0)
            throw Error(fmt::format("{} cannot be written: {}.", place_.string(), std::strerror(errno)),
                        "Choose another place.");
    }

private:
    fs::path place_;
    fs::path path_;
};

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

/// Writes `database` to `target` as one plain file without a journal beside it.
void write_copy(SQLite::Database& database, const fs::path& target) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(target, ignored)))
        throw Error(fmt::format("{} exists already and was left as it is.", target.string()), "Choose another name.");
    Draft draft(target);
    try {
        SQLite::Database copy(fs::absolute(draft.path()).string(), SQLite::OPEN_READWRITE);
        copy_pages(database, copy);
        copy.exec("PRAGMA journal_mode = DELETE");
    } catch (const SQLite::Exception& trouble) {
        if (trouble.getErrorCode() != SQLITE_FULL) throw;
        throw Error(fmt::format("{} cannot be written: its disk is full.", target.string()),
                    "Make room, or choose another place.");
    }
    draft.keep();
}

void keep_journal(SQLite::Database& database) {
    database.exec("PRAGMA journal_mode = WAL");
}

/// Moves what stands at `target`, which SQLite can make nothing of, to `kept` byte by byte.
void move_aside(const fs::path& target, const fs::path& kept) {
    for (const char* part : {"-wal", "-shm", ""}) {
        std::error_code trouble;
        fs::rename(target.string() + part, kept.string() + part, trouble);
        if (trouble && *part == 0)
            throw Error(fmt::format("{} cannot be moved aside: {}.", target.string(), trouble.message()),
                        "Check who owns it and its folder.");
    }
}

bool is_damage(const SQLite::Exception& trouble) {
    return trouble.getErrorCode() == SQLITE_CORRUPT || trouble.getErrorCode() == SQLITE_NOTADB;
}

/// Copies the log at `target` to `kept` and then writes `source` over it, in one transaction for whoever has it open.
void replace(SQLite::Database& source, const fs::path& target, const fs::path& kept) {
    try {
        SQLite::Database old(fs::absolute(target).string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
        SQLite::Database reader(fs::absolute(target).string(), SQLite::OPEN_READWRITE, busy_timeout_ms);
        keep_journal(old);
        {
            // The first page written locks out every other writer. Readers, ours too, still see the log as it was.
            SQLite::Backup backup(old, source);
            check_step(backup.executeStep(1), SQLITE_OK);
            write_copy(reader, kept);
            check_step(backup.executeStep(-1), SQLITE_DONE);
        }
        keep_journal(old);
    } catch (const SQLite::Exception& trouble) {
        if (!is_damage(trouble)) throw;
        std::error_code ignored;
        fs::remove(kept, ignored);
        move_aside(target, kept);
        write_copy(source, target);
    }
}

} // namespace

fs::path kept_beside(const fs::path& log, Instant now) {
    std::string moment = instant_text(now);
    std::erase(moment, ':');
    return log.string() + ".before-" + moment;
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
            write_copy(source, target);
            SQLite::Database fresh(fs::absolute(target).string(), SQLite::OPEN_READWRITE);
            keep_journal(fresh);
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
