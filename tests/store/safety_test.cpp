#include "runlog/store/safety.hpp"

#include "damage.hpp"
#include "fixture.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <thread>

namespace runlog::store {

using namespace testing;
namespace fs = std::filesystem;

namespace {

std::size_t count_runs(const fs::path& path) {
    return runs(Log::open(path, Access::read)).size();
}

} // namespace

TEST_CASE("a backup is a log of its own, whole and for the user alone") {
    FreshLog fresh;
    fresh.add(run_on(today));
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    CHECK((fs::status(copy).permissions() & fs::perms::mask) == fs::perms{0600});
    CHECK(contents(copy) == contents(fresh.path));
    const Log opened = Log::open(copy, Access::read);
    CHECK(troubled(opened).empty());
    CHECK(history(opened, 100).size() == history(fresh.log, 100).size());
}

TEST_CASE("a backup leaves no file beside it") {
    const FreshLog fresh;
    const TemporaryFolder elsewhere;
    back_up(fresh.log, elsewhere.path() / "copy.db");
    CHECK(elsewhere.entries() == std::vector<std::string>{"copy.db"});
}

TEST_CASE("a backup never takes the place of a file") {
    const FreshLog fresh;
    const fs::path taken = fresh.folder.path() / "taken";
    write_file(taken, "mine");
    CHECK(contains(error_of([&] { back_up(fresh.log, taken); }), "exists already"));
    CHECK(bytes_of(taken) == "mine");
    CHECK(contains(error_of([&] { back_up(fresh.log, fresh.path); }), "exists already"));
}

TEST_CASE("a backup that cannot be written says where") {
    const FreshLog fresh;
    const fs::path nowhere = fresh.folder.path() / "nowhere" / "copy.db";
    CHECK(contains(error_of([&] { back_up(fresh.log, nowhere); }), nowhere.string()));
}

TEST_CASE("a backup taken in the middle of somebody's change holds nothing of it") {
    FreshLog fresh;
    fresh.add(run_on(november(20)));
    const auto before = contents(fresh.path);
    const fs::path copy = fresh.folder.path() / "copy.db";
    fresh.write([&](Writer& writer) {
        add_run(writer, run_on(today));
        back_up(Log::open(fresh.path, Access::read), copy);
    });
    CHECK(contents(copy) == before);
    CHECK(count_runs(fresh.path) == 2);
}

TEST_CASE("backups taken while others write are sound, each of them") {
    FreshLog fresh;
    std::thread others([&] {
        Log log = Log::open(fresh.path, Access::write);
        for (int i = 0; i < 60; ++i)
            change(log, now, "add", [](Writer& writer) {
                return add_run(writer, run_on(today)), add_run(writer, run_on(today)), "two runs";
            });
    });
    for (int i = 0; i < 6; ++i)
        back_up(Log::open(fresh.path, Access::read), fresh.folder.path() / ("copy-" + std::to_string(i)));
    others.join();
    for (int i = 0; i < 6; ++i) {
        const Log copy = Log::open(fresh.folder.path() / ("copy-" + std::to_string(i)), Access::read);
        CHECK(troubled(copy).empty());
        CHECK(runs(copy).size() % 2 == 0);
    }
    CHECK(count_runs(fresh.path) == 120);
}

TEST_CASE("a log that is busy with its own change is not backed up as an empty file") {
    FreshLog fresh;
    const fs::path copy = fresh.folder.path() / "copy.db";
    fresh.write([&](Writer& writer) {
        add_run(writer, run_on(today));
        CHECK_THROWS_AS(back_up(writer.log(), copy), Error);
    });
    CHECK_FALSE(fs::exists(copy));
}

TEST_CASE("two restores at one moment keep two logs") {
    FreshLog fresh;
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    fresh.add(run_on(today));
    const fs::path first = restore(copy, fresh.path, now);
    const fs::path second = restore(first, fresh.path, now);
    CHECK(first != second);
    CHECK(count_runs(first) == 1);
    CHECK(count_runs(second) == 0);
}

TEST_CASE("a restored log is the one of the backup, and the old one is kept") {
    const TemporaryFolder folder;
    const fs::path path = folder.path() / "runlog.db";
    const fs::path copy = folder.path() / "copy.db";
    {
        Log log = make_log(path);
        change(log, now, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "a run"; });
        back_up(log, copy);
        change(log, now, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "another"; });
    }
    const auto old = contents(path);
    const fs::path kept = restore(copy, path, now);
    CHECK(kept.parent_path() == folder.path());
    CHECK(contents(kept) == old);
    CHECK((fs::status(kept).permissions() & fs::perms::mask) == fs::perms{0600});
    CHECK(contents(path) == contents(copy));
    CHECK(count_runs(path) == 1);
    CHECK(troubled(Log::open(path, Access::read)).empty());
    Log restored = Log::open(path, Access::write);
    CHECK(undo(restored, now, std::nullopt).change.summary == "a run");
}

TEST_CASE("a log restored over another still takes readers and writers at once") {
    FreshLog fresh;
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    restore(copy, fresh.path, now);
    CHECK(ask(fresh.path, "PRAGMA journal_mode") == "wal");
}

TEST_CASE("a log is restored where there is none, and nothing is kept then") {
    const FreshLog fresh;
    const TemporaryFolder elsewhere;
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    CHECK(restore(copy, elsewhere.path() / "runlog.db", now).empty());
    CHECK(contents(elsewhere.path() / "runlog.db") == contents(fresh.path));
    CHECK((fs::status(elsewhere.path() / "runlog.db").permissions() & fs::perms::mask) == fs::perms{0600});
}

TEST_CASE("a log restored where there was none takes readers and writers at once") {
    const FreshLog fresh;
    const TemporaryFolder elsewhere;
    const fs::path path = elsewhere.path() / "runlog.db";
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    restore(copy, path, now);
    close(Log::open(path, Access::write));
    CHECK(ask(path, "PRAGMA journal_mode") == "wal");
}

TEST_CASE("a log is restored on a new machine, where its folder is missing") {
    const FreshLog fresh;
    const TemporaryFolder elsewhere;
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    CHECK_NOTHROW(restore(copy, elsewhere.path() / "runlog" / "runlog.db", now));
}

TEST_CASE("restoring leaves the backup as it was") {
    FreshLog fresh;
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    fresh.add(run_on(today));
    const std::string before = bytes_of(copy);
    restore(copy, fresh.path, now);
    CHECK(bytes_of(copy) == before);
}

TEST_CASE("what is no sound log is not restored, and nothing is changed") {
    FreshLog fresh;
    fresh.add(run_on(today));
    const auto before = contents(fresh.path);
    const fs::path copy = fresh.folder.path() / "copy.db";
    SUBCASE("nothing") {}
    SUBCASE("a text") {
        write_file(copy, std::string(5000, 'x'));
    }
    SUBCASE("another program's database") {
        SQLite::Database(copy.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE a (b)");
    }
    SUBCASE("a damaged log") {
        full_log(copy);
        wreck(copy, "runs_by_day");
    }
    const auto entries = fresh.folder.entries();
    CHECK_THROWS(restore(copy, fresh.path, now));
    CHECK(contents(fresh.path) == before);
    CHECK(fresh.folder.entries() == entries);
}

TEST_CASE("a text is not restored, and the Error is runlog's own") {
    const FreshLog fresh;
    const fs::path text = fresh.folder.path() / "text";
    write_file(text, std::string(5000, 'x'));
    CHECK_THROWS_AS(restore(text, fresh.path, now), Error);
}

TEST_CASE("a damaged log gives way to its backup, and is kept as it was") {
    const TemporaryFolder folder;
    const fs::path path = full_log(folder.path() / "runlog.db");
    const fs::path copy = folder.path() / "copy.db";
    back_up(Log::open(path, Access::read), copy);
    std::string damaged;
    SUBCASE("a page of it") {
        wreck(path, "runs");
    }
    SUBCASE("its second half is gone") {
        fs::resize_file(path, fs::file_size(path) / 2);
    }
    SUBCASE("all of it") {
        damaged = "the disk was full";
        write_file(path, damaged);
    }
    const fs::path kept = restore(copy, path, now);
    CHECK(contents(path) == contents(copy));
    CHECK(troubled(Log::open(path, Access::read)).empty());
    REQUIRE(fs::exists(kept));
    if (!damaged.empty()) CHECK(bytes_of(kept) == damaged);
}

TEST_CASE("a folder does not give way to a backup") {
    const FreshLog fresh;
    const fs::path copy = fresh.folder.path() / "copy.db";
    back_up(fresh.log, copy);
    const fs::path folder = fresh.folder.path() / "folder";
    fs::create_directory(folder);
    CHECK_THROWS_AS(restore(copy, folder, now), Error);
    CHECK(fs::is_directory(folder));
}

} // namespace runlog::store
