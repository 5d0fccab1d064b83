#include "runlog/store/safety.hpp"

#include "damage.hpp"
#include "fixture.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>

namespace runlog::store {

using namespace testing;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> troubles_of(const FreshLog& fresh, const std::string& subject) {
    return troubles(examine(fresh.log, now), subject);
}

} // namespace

TEST_CASE("there is nothing to find in a sound log") {
    FreshLog fresh;
    Run run = run_on(today, {"anna", "sue"});
    run.tags = {"dark"};
    fresh.add(run);
    const auto findings = examine(fresh.log, now);
    for (const auto* subject : {"file", "references", "days"}) CHECK(troubles(findings, subject).empty());
    CHECK(troubled(fresh.log).empty());
}

TEST_CASE("a damaged page is found") {
    const TemporaryFolder folder;
    const fs::path path = full_log(folder.path() / "runlog.db");
    wreck(path, "settings");
    CHECK(troubled(Log::open(path, Access::read)) == std::vector<std::string>{"file"});
}

TEST_CASE("a log whose runs cannot be read is still looked over to the end") {
    const TemporaryFolder folder;
    const fs::path path = full_log(folder.path() / "runlog.db");
    SUBCASE("the runs themselves") {
        wreck(path, "runs");
    }
    SUBCASE("the index of their days") {
        wreck(path, "runs_by_day");
    }
    SUBCASE("the index of their sources") {
        wreck(path, "runs_by_source");
    }
    const Log log = Log::open(path, Access::read);
    std::vector<std::string> subjects;
    CHECK_NOTHROW(subjects = troubled(log));
    CHECK(std::count(subjects.begin(), subjects.end(), "file") == 1);
}

TEST_CASE("a reference to a record that is gone is found") {
    FreshLog fresh;
    fresh.add(run_on(today));
    tamper(fresh.path, "PRAGMA foreign_keys = OFF; DELETE FROM members WHERE handle = 'anna'");
    const auto found = troubles_of(fresh, "references");
    REQUIRE(found.size() == 1);
    CHECK(contains(found[0], "run_members"));
    CHECK(contains(found[0], "members that is not there"));
}

TEST_CASE("a run kept under two days or distances is found by its number") {
    FreshLog fresh;
    fresh.add(run_on(november(20)));
    const RunId id = fresh.add(run_on(today));
    const std::string where = " WHERE run_id = " + std::to_string(id.value);
    SUBCASE("another day") {
        tamper(fresh.path, "UPDATE run_members SET day = '2026-11-19'" + where);
    }
    SUBCASE("another distance") {
        tamper(fresh.path, "UPDATE run_members SET distance_m = 1" + where);
    }
    SUBCASE("no distance") {
        tamper(fresh.path, "UPDATE run_members SET distance_m = NULL" + where);
    }
    const auto found = troubles_of(fresh, "days");
    REQUIRE(found.size() == 1);
    CHECK(contains(found[0], "run " + std::to_string(id.value) + " "));
    CHECK(troubled(fresh.log) == std::vector<std::string>{"days"});
}

TEST_CASE("a run that nobody ran is found") {
    FreshLog fresh;
    fresh.add(run_on(today));
    tamper(fresh.path, "DELETE FROM run_members");
    CHECK(troubled(fresh.log) == std::vector<std::string>{"people"});
}

TEST_CASE("a change made in the future is found, one of a moment ago is not") {
    FreshLog fresh;
    const auto add_at = [&](Instant moment) {
        change(fresh.log, moment, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "a run"; });
    };
    add_at(now + std::chrono::minutes{2});
    CHECK(troubled(fresh.log).empty());
    add_at(now + std::chrono::hours{2});
    CHECK(troubled(fresh.log) == std::vector<std::string>{"clock"});
}

TEST_CASE("a log that others can open is found") {
    const FreshLog fresh;
    REQUIRE(::chmod(fresh.path.c_str(), 0644) == 0);
    CHECK(troubled(fresh.log) == std::vector<std::string>{"permissions"});
}

TEST_CASE("a value that cannot be read is found in whatever table it stands") {
    FreshLog fresh;
    fresh.add(run_on(today));
    SUBCASE("a day") {
        tamper(fresh.path, "UPDATE runs SET day = '2026-02-31'; UPDATE run_members SET day = '2026-02-31'");
    }
    SUBCASE("a moment") {
        tamper(fresh.path, "UPDATE changes SET at = '2026-11-20 07:00'");
    }
    SUBCASE("a uid") {
        tamper(fresh.path, "UPDATE runs SET uid = x'00'");
    }
    SUBCASE("a session") {
        tamper(fresh.path, "INSERT INTO groups (id, uid, handle, handle_key, title, scope) "
                           "VALUES (1, randomblob(16), 'momma', 'momma', '', 'local'); "
                           "UPDATE runs SET group_id = 1, session = 'saturday'");
    }
    CHECK(troubled(fresh.log) == std::vector<std::string>{"values"});
}

TEST_CASE("two runs of one member at one time are found, neighbours are not") {
    FreshLog fresh;
    const auto run_at = [](int hour, int minute, const std::string& who) {
        Run run = run_on(today, {who});
        run.start =
            Placed{LocalTime{today} + std::chrono::hours{hour} + std::chrono::minutes{minute}, std::chrono::hours{1}};
        run.duration = Seconds{1800};
        return run;
    };
    fresh.add(run_at(6, 0, "anna"));
    fresh.add(run_at(6, 30, "anna"));
    fresh.add(run_at(6, 10, "sue"));
    CHECK(troubled(fresh.log).empty());
    const RunId second = fresh.add(run_at(6, 50, "anna"));
    const auto found = troubles_of(fresh, "doubles");
    REQUIRE(found.size() == 1);
    CHECK(contains(found[0], "anna"));
    CHECK(contains(found[0], "runlog merge 2 " + std::to_string(second.value)));
}

TEST_CASE("a run on a day that is yet to come is found, tomorrow being somebody's today") {
    FreshLog fresh;
    fresh.add(run_on(today));
    tamper(fresh.path, "UPDATE runs SET day = date(day, '+1 day'); UPDATE run_members SET day = date(day, '+1 day')");
    CHECK(troubled(fresh.log).empty());
    tamper(fresh.path, "UPDATE runs SET day = date(day, '+1 day'); UPDATE run_members SET day = date(day, '+1 day')");
    CHECK(troubled(fresh.log) == std::vector<std::string>{"clock"});
}

TEST_CASE("a folder in which others can put files is found, and left as it is") {
    FreshLog fresh;
    REQUIRE(::chmod(fresh.folder.path().c_str(), 0777) == 0);
    CHECK(troubled(fresh.log) == std::vector<std::string>{"permissions"});
    CHECK(mend(fresh.log, now).done.empty());
    REQUIRE(::chmod(fresh.folder.path().c_str(), 01777) == 0);
    CHECK(troubled(fresh.log).empty());
}

TEST_CASE("mending closes the log to others") {
    FreshLog fresh;
    REQUIRE(::chmod(fresh.path.c_str(), 0644) == 0);
    CHECK(mend(fresh.log, now).done.size() == 1);
    CHECK(troubled(fresh.log).empty());
}

TEST_CASE("a copy that was never finished goes once nobody can be writing it any more") {
    FreshLog fresh;
    const fs::path draft = fresh.path.string() + ".before-2026-11-20T070000Z.new-a1B2c3";
    const fs::path others = fresh.folder.path() / "notes.new-a1B2c3";
    for (const auto& path : {draft, others}) write_file(path, "half");
    const auto written_at = [&](Instant moment) {
        const timespec time{moment.time_since_epoch().count(), 0};
        const timespec times[] = {time, time};
        for (const auto& path : {draft, others}) REQUIRE(::utimensat(AT_FDCWD, path.c_str(), times, 0) == 0);
    };
    written_at(now - std::chrono::minutes{30});
    CHECK(troubled(fresh.log).empty());
    written_at(now - std::chrono::hours{2});
    CHECK(troubled(fresh.log) == std::vector<std::string>{"leftovers"});
    CHECK(mend(fresh.log, now).done.size() == 1);
    CHECK_FALSE(fs::exists(draft));
    CHECK(fs::exists(others));
}

TEST_CASE("mending gives a run's members the day and distance of the run, and can be taken back") {
    FreshLog fresh;
    fresh.add(run_on(today, {"anna", "sue"}));
    const auto sound = contents(fresh.path);
    tamper(fresh.path, "UPDATE run_members SET day = '2026-11-01', distance_m = 7");
    const Mended mended = mend(fresh.log, now);
    CHECK(troubled(fresh.log).empty());
    REQUIRE(mended.change);
    undo(fresh.log, now, mended.change);
    CHECK(troubled(fresh.log) == std::vector<std::string>{"days"});
}

TEST_CASE("mending writes an index anew that has lost a row, and keeps the log as it was") {
    const TemporaryFolder folder;
    const fs::path path = full_log(folder.path() / "runlog.db");
    // An index that is told to hold less than its table, as a damaged one does.
    tamper(path, "CREATE TABLE was AS SELECT sql FROM sqlite_master WHERE name = 'runs_by_day'; "
                 "PRAGMA writable_schema = ON; "
                 "UPDATE sqlite_master SET sql = sql || ' WHERE id % 2' WHERE name = 'runs_by_day'; "
                 "PRAGMA writable_schema = RESET; REINDEX runs_by_day; PRAGMA writable_schema = ON; "
                 "UPDATE sqlite_master SET sql = (SELECT sql FROM was) WHERE name = 'runs_by_day'; DROP TABLE was");
    Log log = Log::open(path, Access::write);
    REQUIRE(troubled(log) == std::vector<std::string>{"file"});
    const Mended mended = mend(log, now);
    CHECK(troubled(log).empty());
    CHECK(runs(log).size() == 400);
    CHECK(troubled(Log::open(mended.kept, Access::read)) == std::vector<std::string>{"file"});
}

TEST_CASE("a log that needs a backup keeps its rows as they are") {
    const TemporaryFolder folder;
    const fs::path path = full_log(folder.path() / "runlog.db");
    tamper(path, "UPDATE run_members SET distance_m = 7; PRAGMA foreign_keys = OFF; "
                 "UPDATE runs SET uid = x'00' WHERE id = 1");
    Log log = Log::open(path, Access::write);
    CHECK(mend(log, now).done.empty());
    CHECK(troubled(log) == std::vector<std::string>{"values", "days"});
}

} // namespace runlog::store
