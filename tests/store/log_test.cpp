#include "fixture.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <sys/wait.h>

namespace runlog::store {

using namespace testing;
namespace fs = std::filesystem;

namespace {

unsigned permissions(const fs::path& path) {
    return static_cast<unsigned>(fs::status(path).permissions());
}

std::string nothing(Writer&) {
    return "nothing";
}

std::string add_carla(Writer& writer) {
    add_member(writer, named("carla"));
    return "carla";
}

/// Makes the process one whom permissions bind; false where it may not.
bool give_up_privileges(uid_t user) {
    return ::getuid() != 0 || (::setgid(user) == 0 && ::setuid(user) == 0);
}

/// What `work` says in a process whom permissions bind: its Error's message, or `fine`. The files of `folder` are given
/// to that process first. Nothing where there can be no such process.
std::optional<std::string> without_privileges(const fs::path& folder, const std::function<void()>& work) {
    constexpr uid_t nobody = 65534;
    if (::getuid() == 0) {
        if (::chown(folder.c_str(), nobody, nobody) != 0) return std::nullopt;
        for (const auto& entry : fs::directory_iterator(folder))
            if (::chown(entry.path().c_str(), nobody, nobody) != 0) return std::nullopt;
    }
    int ends[2];
    if (::pipe(ends) != 0) return std::nullopt;
    const pid_t child = ::fork();
    if (child == 0) {
        if (!give_up_privileges(nobody)) ::_exit(2);
        std::string said = "fine";
        try {
            work();
        } catch (const Error& error) {
            said = error.what();
        } catch (const std::exception& error) {
            said = std::string("not an Error: ") + error.what();
        }
        ::_exit(::write(ends[1], said.data(), said.size()) < 0 ? 2 : 0);
    }
    ::close(ends[1]);
    std::string said(1000, '\0');
    const auto size = ::read(ends[0], said.data(), said.size());
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    if (size < 0 || status != 0) return std::nullopt;
    said.resize(static_cast<std::size_t>(size));
    return said;
}

void say_skipped() {
    MESSAGE("skipped: privileges cannot be dropped here");
}

/// Takes the right to write from a folder and gives it back at the end.
class WriteProtected {
public:
    explicit WriteProtected(fs::path folder) : folder_(std::move(folder)) { ::chmod(folder_.c_str(), 0500); }
    WriteProtected(const WriteProtected&) = delete;
    WriteProtected& operator=(const WriteProtected&) = delete;
    ~WriteProtected() { ::chmod(folder_.c_str(), 0700); }

private:
    fs::path folder_;
};

/// Works from within a folder and goes back at the end.
class Inside {
public:
    explicit Inside(const fs::path& folder) : before_(fs::current_path()) { fs::current_path(folder); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { fs::current_path(before_); }

private:
    fs::path before_;
};

/// A log that was closed in good order.
fs::path closed_log(const TemporaryFolder& folder) {
    const fs::path path = folder.path() / "runlog.db";
    close(make_log(path));
    return path;
}

std::string refusal(const fs::path& path, Access access = Access::read) {
    return error_of([&] { Log::open(path, access); });
}

} // namespace

TEST_CASE("a new log appears with the first change that commits") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "runlog.db";
    Log log = Log::create(path, named("sue"), now);
    CHECK(log.is_new());
    CHECK(log.path() == path);
    CHECK_FALSE(fs::exists(path));

    change(log, now, "member", add_carla);
    CHECK(fs::exists(path));
    CHECK(owner(log).handle == "sue");
    CHECK(find_member(log, "carla"));

    close(std::move(log));
    CHECK(folder.entries() == std::vector<std::string>{"runlog.db"});
    CHECK_FALSE(Log::open(path, Access::read).is_new());
}

TEST_CASE("a change that changes nothing does not bring a new log into being") {
    const TemporaryFolder folder;
    {
        Log log = Log::create(folder.path() / "runlog.db", named("sue"), now);
        CHECK_FALSE(change(log, now, "member", nothing));
        CHECK_FALSE(fs::exists(log.path()));
    }
    CHECK(folder.entries().empty());
}

TEST_CASE("a failed first change leaves nothing behind") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(
        [&] {
            Log log = Log::create(folder.path() / "runlog.db", named("sue"), now);
            change(log, now, "member", [](Writer& writer) {
                add_member(writer, named("carla"));
                return throw Error("no"), "";
            });
        }(),
        Error);
    CHECK(folder.entries().empty());
}

TEST_CASE("a failed first change leaves no folder behind either") {
    const TemporaryFolder folder;
    {
        Log log = Log::create(folder.path() / "share" / "runlog" / "runlog.db", named("sue"), now);
        CHECK_THROWS_AS(change(log, now, "member", [](Writer&) { return throw Error("no"), ""; }), Error);
    }
    CHECK(folder.entries().empty());
}

TEST_CASE("an owner whose handle is none leaves nothing behind") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(Log::create(folder.path() / "runlog.db", named("two words"), now), Error);
    CHECK(folder.entries().empty());
}

TEST_CASE("a new log and the folders made for it are the user's alone") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "share" / "runlog" / "runlog.db";
    Log log = make_log(path);
    CHECK(permissions(folder.path() / "share") == 0700);
    CHECK(permissions(folder.path() / "share" / "runlog") == 0700);
    CHECK(permissions(path) == 0600);
    for (const auto& entry : fs::directory_iterator(path.parent_path())) CHECK(permissions(entry.path()) == 0600);
}

TEST_CASE("a folder that is there keeps its permissions") {
    const TemporaryFolder folder;
    const fs::path shared = folder.path() / "shared";
    fs::create_directory(shared);
    REQUIRE(::chmod(shared.c_str(), 0750) == 0);
    make_log(shared / "runlog.db");
    CHECK(permissions(shared) == 0750);
}

TEST_CASE("a log keeps what DESIGN promises of its file") {
    const FreshLog fresh;
    CHECK(ask(fresh.path, "PRAGMA journal_mode") == "wal");
    CHECK(ask(fresh.path, "PRAGMA application_id") == std::to_string(0x726c6f67));
    CHECK(ask(fresh.path, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                          "AND NOT strict AND name NOT LIKE 'sqlite_%'") == "0");
}

TEST_CASE("of two that begin one log at the same time the second is told so and its work is not lost silently") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "runlog.db";
    {
        Log first = Log::create(path, named("sue"), now);
        Log second = Log::create(path, named("tom"), now);
        change(first, now, "member", add_carla);
        CHECK(contains(error_of([&] { change(second, now, "member", add_carla); }), "Another runlog"));
    }
    CHECK(owner(Log::open(path, Access::read)).handle == "sue");
    CHECK(folder.entries() == std::vector<std::string>{"runlog.db"});
}

TEST_CASE("a log that cannot be made says where and why") {
    const TemporaryFolder folder;
    write_file(folder.path() / "file", "not a folder");
    CHECK(contains(error_of([&] { Log::create(folder.path() / "file" / "runlog.db", named("sue"), now); }),
                   (folder.path() / "file").string()));
}

TEST_CASE("where there is no log, opening says so and makes none") {
    const TemporaryFolder folder;
    for (const auto access : {Access::read, Access::write})
        CHECK(contains(refusal(folder.path() / "runlog.db", access), "There is no log yet"));
    CHECK(folder.entries().empty());
}

TEST_CASE("a folder is not a log") {
    const TemporaryFolder folder;
    CHECK(contains(refusal(folder.path()), "is a folder"));
}

TEST_CASE("a pipe is not a log") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "pipe";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    CHECK(contains(refusal(path), "is not a regular file"));
}

TEST_CASE("a text file is not a log, and stays as it is") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "notes.txt";
    const std::string text(5000, 'x');
    write_file(path, text);
    CHECK_THROWS(Log::open(path, Access::write));
    CHECK(bytes_of(path) == text);
    CHECK(folder.entries() == std::vector<std::string>{"notes.txt"});
}

TEST_CASE("opening a text file throws runlog's own Error") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "notes.txt";
    write_file(path, std::string(5000, 'x'));
    CHECK_THROWS_AS(Log::open(path, Access::read), Error);
}

TEST_CASE("what SQLite throws at a text file is explained in runlog's words") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "notes.txt";
    write_file(path, std::string(5000, 'x'));
    try {
        SQLite::Database(path.string(), SQLite::OPEN_READWRITE).execAndGet("PRAGMA user_version");
        FAIL("a text file was read as a database");
    } catch (const std::exception& trouble) {
        const auto error = explain(trouble, path);
        REQUIRE(error);
        CHECK(contains(error->what(), "is not a runlog log"));
        CHECK(contains(error->what(), path.string()));
        CHECK_FALSE(error->hint().empty());
    }
}

TEST_CASE("what is no trouble of the log is not explained as one") {
    CHECK_FALSE(explain(std::runtime_error("the moon"), "runlog.db"));
    CHECK_FALSE(explain(Error("a run needs somebody"), "runlog.db"));
}

TEST_CASE("an empty file is not a log") {
    const TemporaryFolder folder;
    write_file(folder.path() / "empty.db", "");
    CHECK_FALSE(refusal(folder.path() / "empty.db", Access::write).empty());
    CHECK(fs::file_size(folder.path() / "empty.db") == 0);
}

TEST_CASE("another program's database is refused and left as it is") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "bookmarks.db";
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE runs (day TEXT); PRAGMA user_version = 1");
    const std::string before = bytes_of(path);
    CHECK(contains(refusal(path, Access::write), "some other program"));
    CHECK(bytes_of(path) == before);
}

TEST_CASE("a log of a newer runlog is refused and left as it is") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    tamper(path, "PRAGMA user_version = 99");
    const std::string before = bytes_of(path);
    for (const auto access : {Access::read, Access::write}) {
        const std::string said = refusal(path, access);
        CHECK(contains(said, "newer runlog"));
        CHECK(contains(said, "99"));
    }
    CHECK(bytes_of(path) == before);
    CHECK(folder.entries() == std::vector<std::string>{"runlog.db"});
}

TEST_CASE("an older log is brought up to date, a copy of what it was beside it") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "runlog.db";
    SQLite::Database(path.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE keepsake (what TEXT); INSERT INTO keepsake VALUES ('medal'); "
              "PRAGMA application_id = 0x726c6f67; PRAGMA user_version = 0");
    close(Log::open(path, Access::write));
    CHECK(ask(path, "PRAGMA user_version") != "0");

    const fs::path copy = path.string() + ".version-0";
    REQUIRE(fs::exists(copy));
    CHECK(ask(copy, "PRAGMA user_version") == "0");
    CHECK(ask(copy, "SELECT count(*) FROM sqlite_master WHERE name = 'keepsake'") == "1");
}

TEST_CASE("a log cut short is not taken for a whole one") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    fs::resize_file(path, fs::file_size(path) / 2);
    CHECK_THROWS([&] {
        const Log log = Log::open(path, Access::read);
        members(log);
        runs(log);
        history(log, 100);
    }());
}

TEST_CASE("a log whose first page is overwritten is not opened") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    std::string bytes = bytes_of(path);
    std::fill(bytes.begin() + 16, bytes.begin() + 4096, '\xaa');
    write_file(path, bytes);
    CHECK_THROWS(Log::open(path, Access::read));
}

TEST_CASE("a damaged log throws runlog's own Error when it is opened") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    std::string bytes = bytes_of(path);
    std::fill(bytes.begin() + 16, bytes.begin() + 4096, '\xaa');
    write_file(path, bytes);
    CHECK_THROWS_AS(Log::open(path, Access::read), Error);
}

TEST_CASE("a log that is not ours to read says so") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    const auto said = without_privileges(folder.path(), [&] {
        ::chmod(path.c_str(), 0);
        Log::open(path, Access::read);
    });
    if (!said) return say_skipped();
    CHECK(contains(*said, "cannot be read"));
}

TEST_CASE("a log that is not ours to write can be read, and refuses a writer") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    REQUIRE(::chmod(path.c_str(), 0400) == 0);
    const auto read = without_privileges(folder.path(), [&] { members(Log::open(path, Access::read)); });
    if (!read) return say_skipped();
    CHECK(*read == "fine");
    const auto written = without_privileges(folder.path(), [&] { Log::open(path, Access::write); });
    CHECK(contains(written.value(), "cannot be written"));
}

TEST_CASE("a log in a read-only folder can be read") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    const WriteProtected guard(folder.path());
    const auto said = without_privileges(folder.path(), [&] {
        const Log log = Log::open(path, Access::read);
        if (members(log).size() != 3) throw Error("somebody is missing");
    });
    if (!said) return say_skipped();
    CHECK(*said == "fine");
    CHECK(folder.entries() == std::vector<std::string>{"runlog.db"});
}

TEST_CASE("a log in a read-only folder refuses a writer with runlog's own Error") {
    const TemporaryFolder folder;
    const fs::path path = closed_log(folder);
    const WriteProtected guard(folder.path());
    const auto said = without_privileges(folder.path(), [&] { Log::open(path, Access::write); });
    REQUIRE(said);
    CHECK(*said != "fine");
    CHECK_FALSE(contains(*said, "not an Error"));
}

TEST_CASE("a log with signs of a web address in its name can be read in a read-only folder") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "100% of 5k? #1.db";
    close(make_log(path));
    const WriteProtected guard(folder.path());
    const auto said = without_privileges(folder.path(), [&] { members(Log::open(path, Access::read)); });
    if (!said) return say_skipped();
    CHECK(*said == "fine");
}

TEST_CASE("a reader sees one state while others write") {
    FreshLog fresh;
    const Log reader = Log::open(fresh.path, Access::read);
    CHECK(runs(reader).empty());
    fresh.add(run_on(today));
    CHECK(runs(reader).empty());
    CHECK(runs(Log::open(fresh.path, Access::read)).size() == 1);
}

TEST_CASE("a reader that names the log without a folder sees one state too") {
    const TemporaryFolder folder;
    closed_log(folder);
    const Inside inside(folder.path());
    const Log reader = Log::open("runlog.db", Access::read);
    CHECK(members(reader).size() == 3);
    {
        Log writer = Log::open("runlog.db", Access::write);
        change(writer, now, "add", [](Writer& change) { return add_run(change, run_on(today)), "a run"; });
    }
    CHECK(runs(reader).empty());
}

TEST_CASE("a log can be begun without naming a folder") {
    const TemporaryFolder folder;
    const Inside inside(folder.path());
    close(make_log("runlog.db"));
    CHECK(folder.entries() == std::vector<std::string>{"runlog.db"});
    CHECK(owner(Log::open("runlog.db", Access::read)).handle == "sue");
}

TEST_CASE("a reader cannot write") {
    const FreshLog fresh;
    Log reader = Log::open(fresh.path, Access::read);
    CHECK_THROWS(change(reader, now, "member", add_carla));
    CHECK_FALSE(find_member(fresh.log, "carla"));
}

} // namespace runlog::store
