#include "runlog/store/log.hpp"

#include "database.hpp"
#include "files.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/safety.hpp"
#include "schema.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <thread>

namespace runlog::store {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds longest_wait{1};

[[noreturn]] void refuse(const fs::path& path, std::string_view why, std::string hint) {
    throw Error(fmt::format("The log {} {}.", path.string(), why), std::move(hint));
}

void check_is_a_file(const fs::path& path) {
    std::error_code trouble;
    const auto status = fs::status(path, trouble);
    if (status.type() == fs::file_type::not_found && fs::is_symlink(path, trouble))
        refuse(path, fmt::format("is a link to {}, which is not there", fs::read_symlink(path, trouble).string()),
               "Put back what it points to, or remove the link.");
    if (status.type() == fs::file_type::not_found)
        throw Error(fmt::format("There is no log yet at {}.", path.string()),
                    "It begins with your first run: runlog add 5k 30:00");
    if (trouble)
        refuse(path, fmt::format("cannot be reached: {}", trouble.message()), "Check the folder's permissions.");
    if (status.type() == fs::file_type::directory)
        refuse(path, "is a folder, not a file", "Name a file with --db or RUNLOG_DB.");
    if (status.type() != fs::file_type::regular)
        refuse(path, "is not a regular file", "Name a file with --db or RUNLOG_DB.");
    if (::access(path.c_str(), R_OK) != 0)
        refuse(path, fmt::format("cannot be read: {}", std::strerror(errno)),
               "Check who owns it, and its permissions.");
}

int pragma(SQLite::Database& database, const char* name) {
    return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

// SQLite's own defaults are off.
constexpr const char* for_writers = "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL";
constexpr const char* for_readers = "PRAGMA query_only = ON; BEGIN";

} // namespace

int check_version(SQLite::Database& database, const fs::path& path) {
    const int application = pragma(database, "application_id");
    const int version = pragma(database, "user_version");
    if (application != application_id)
        refuse(path,
               application == 0 && version == 0 ? "is empty, or a database of some other program"
                                                : "is a database of some other program",
               "Name a runlog log with --db or RUNLOG_DB.");
    if (version > newest_version())
        refuse(path,
               fmt::format("was written by a newer runlog: its version is {}, this one knows {}", version,
                           newest_version()),
               "Install the newer runlog. The log was left as it is.");
    return version;
}

namespace {

bool has_unfinished_business(const fs::path& path) {
    std::error_code trouble;
    const auto pending = fs::file_size(path.string() + "-wal", trouble);
    return !trouble && pending > 0;
}

/// Such a folder still lets its log be read.
bool is_in_read_only_folder(const fs::path& path) {
    return ::access(folder_of(path).c_str(), W_OK) != 0;
}

SQLite::Database connect(const fs::path& path, Access access) {
    if (access == Access::glance && !has_unfinished_business(path)) return connect_to_resting(path);
    if (access == Access::read && is_in_read_only_folder(path) && !has_unfinished_business(path))
        return connect_to_resting(path);
    if (access == Access::write && ::access(path.c_str(), W_OK) != 0)
        refuse(path, fmt::format("cannot be written: {}", std::strerror(errno)),
               "Check who owns it, and its permissions.");
    return {fs::absolute(path).string(), SQLite::OPEN_READWRITE};
}

/// The copy that is kept of an older log. It appears whole, so one that another runlog was faster with will do.
void keep_copy(const Log& log, const fs::path& copy) {
    std::error_code ignored;
    if (fs::exists(copy, ignored)) return;
    try {
        back_up(log, copy);
    } catch (const Error&) {
        if (!fs::exists(copy, ignored)) throw;
    }
}

void bring_up_to_date(SQLite::Database& database, const fs::path& path, Access access, const Log& log) {
    if (access == Access::glance || is_in_read_only_folder(path))
        refuse(path, "was written by an older runlog and cannot be brought up to date where it is",
               "Copy it to a folder of your own, and name it with --db.");
    keep_copy(log, path.string() + fmt::format(".version-{}", pragma(database, "user_version")));
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = pragma(database, "user_version");
    if (version == newest_version()) return; // another runlog was faster
    migrate(database, version);
    transaction.commit();
}

/// An empty file beside `path`, for the user alone, that nobody else has.
fs::path make_unpublished(const fs::path& path) {
    std::string name = path.string() + ".new-XXXXXX";
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        throw Error(fmt::format("No log can be made at {}: {}.", path.string(), std::strerror(errno)),
                    "Choose another place for it with --db or RUNLOG_DB.");
    ::close(descriptor);
    return name;
}

} // namespace

void FolderLock::take(const fs::path& folder) {
    descriptor_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    constexpr std::chrono::milliseconds pause{5};
    for (auto waited = pause; descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0; waited += pause) {
        if (waited > longest_wait) return;
        std::this_thread::sleep_for(pause);
    }
}

void FolderLock::release() {
    if (descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

void Log::Database::disconnect() {
    idle.clear();
    connection.reset();
}

Log::Database::~Database() {
    disconnect();
    if (unpublished.empty() && made_folders.empty()) return;
    std::error_code ignored;
    fs::remove(unpublished, ignored);
    fs::remove(unpublished.string() + "-journal", ignored);
    for (auto folder = made_folders.rbegin(); folder != made_folders.rend(); ++folder) ::rmdir(folder->c_str());
}

/// The folders of a log are made for the user alone.
std::vector<fs::path> make_folders(const fs::path& folder) {
    std::error_code trouble;
    if (folder.empty() || fs::exists(folder, trouble)) return {};
    auto made = make_folders(folder.parent_path());
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        throw Error(fmt::format("The folder {} cannot be made: {}.", folder.string(), std::strerror(errno)),
                    "Choose another place for the log with --db or RUNLOG_DB.");
    sync_folder(folder_of(folder));
    made.push_back(folder);
    return made;
}

Log::Log(std::unique_ptr<Database> database) : database_(std::move(database)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

const fs::path& Log::path() const {
    return database_->path;
}

bool Log::is_new() const {
    return database_->is_new;
}

Log Log::open(const fs::path& path, Access access) {
    check_is_a_file(path);
    Log log(std::make_unique<Database>());
    log.database_->path = path;
    try {
        log.database_->connection.emplace(connect(path, access));
        auto& database = *log.database_->connection;
        wait_in_turn(database);
        if (check_version(database, path) < newest_version()) bring_up_to_date(database, path, access, log);
        database.exec(access == Access::write ? for_writers : for_readers);
    } catch (const SQLite::Exception& trouble) {
        throw *explain(trouble, path);
    }
    return log;
}

Log Log::create(const fs::path& path, const Member& owner, Instant now) {
    Log log(std::make_unique<Database>());
    log.database_->path = path;
    log.database_->made_folders = make_folders(path.parent_path());
    log.database_->lock.take(folder_of(path));
    std::error_code ignored;
    if (fs::exists(path, ignored)) return open(path, Access::write);
    log.database_->unpublished = make_unpublished(path);
    log.database_->is_new = true;
    log.database_->connection.emplace(fs::absolute(log.database_->unpublished).string(), SQLite::OPEN_READWRITE);
    auto& database = *log.database_->connection;
    database.exec(for_writers);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    migrate(database, 0);
    transaction.commit();
    change(log, now, "start", [&](Writer& writer) {
        const MemberId id = add_member(writer, owner);
        execute(writer, "INSERT INTO owner (id, member_id) VALUES (1, ?)", id);
        return fmt::format("the log of {}", owner.handle);
    });
    return log;
}

namespace {

/// What a new log begins with is recorded by now, and whoever meets with trouble must hear of that.
void open_published(const fs::path& path, std::optional<SQLite::Database>& connection) {
    try {
        connection.emplace(fs::absolute(path).string(), SQLite::OPEN_READWRITE);
        wait_in_turn(*connection);
        connection->exec(for_writers);
    } catch (const SQLite::Exception& trouble) {
        throw Error(explain(trouble, path)->what(), "It has been written all the same: see runlog history.");
    }
}

} // namespace

void publish(Log& log) {
    auto& database = log.database();
    if (database.unpublished.empty()) return;
    // A file without its journal is whole only once the connection is closed.
    database.connection->exec("PRAGMA journal_mode = WAL");
    database.disconnect();
    if (::link(database.unpublished.c_str(), database.path.c_str()) != 0) {
        const int trouble = errno;
        if (trouble == EEXIST)
            throw Error(fmt::format("Another runlog has just made the log {}.", database.path.string()),
                        "Nothing was recorded by this one: run the command again.");
        throw Error(fmt::format("No log can be made at {}: {}.", database.path.string(), std::strerror(trouble)),
                    "Choose another place for it with --db or RUNLOG_DB.");
    }
    std::error_code ignored;
    fs::remove(database.unpublished, ignored);
    database.unpublished.clear();
    sync_folder(folder_of(database.path));
    database.made_folders.clear();
    database.lock.release();
    open_published(database.path, database.connection);
}

} // namespace runlog::store
