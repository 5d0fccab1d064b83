#include "fixture.hpp"

#include "runlog/domain/streak.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/safety.hpp"
#include "runlog/store/schedule.hpp"

#include <doctest/doctest.h>

/// A log that version 1 of the schema wrote: sam's, with anna, the group momma, two runs, a plan, leave, an edit that
/// was undone, and a change of the group at the end.
namespace runlog::store {

using namespace testing;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view newest = "2";

/// The old log in a folder of its own.
struct OldLog {
    TemporaryFolder folder;
    fs::path path = folder.path() / "runlog.db";
    fs::path copy = folder.path() / "runlog.db.version-1";

    OldLog() { fs::copy_file(fs::path(RUNLOG_SOURCE_DIR) / "tests" / "samples" / "schema-1.db", path); }
};

std::string version_of(const fs::path& path) {
    return ask(path, "PRAGMA user_version");
}

/// `9 edit, taken back`
std::vector<std::string> told(const std::vector<Change>& changes) {
    std::vector<std::string> lines;
    for (const auto& change : changes) {
        lines.push_back(std::to_string(change.id.value) + ' ' + change.command);
        if (change.undoes) lines.back() += " of " + std::to_string(change.undoes->value);
        if (change.undone) lines.back() += ", taken back";
    }
    return lines;
}

Streak streak_in(const Log& log, const std::string& handle, By by) {
    const MemberId id = find_member(log, handle).value().id;
    return streak(by, today, date::Monday, promises(log, id), runs_of(log, id, today));
}

} // namespace

TEST_CASE("a log of version 1 is brought up to date by whoever opens it, a copy of what it was beside it") {
    const OldLog old;
    const auto before = contents(old.path);
    REQUIRE(version_of(old.path) == "1");
    Access access{};
    SUBCASE("for reading") {
        access = Access::read;
    }
    SUBCASE("for writing") {
        access = Access::write;
    }
    close(Log::open(old.path, access));

    CHECK(version_of(old.path) == newest);
    CHECK(contents(old.path) == before);
    REQUIRE(fs::exists(old.copy));
    CHECK(version_of(old.copy) == "1");
    CHECK(contents(old.copy) == before);
    CHECK((fs::status(old.copy).permissions() & fs::perms::all) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(ask(old.path, "PRAGMA journal_mode") == "wal");
    CHECK(ask(old.path, "PRAGMA integrity_check") == "ok");
    CHECK(ask(old.path, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
}

TEST_CASE("a log that was brought up to date has the tables of a new one") {
    const OldLog old;
    close(Log::open(old.path, Access::write));
    const FreshLog fresh;
    const std::string tables =
        "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT "
        "NULL AND name NOT LIKE 'sqlite_%' ORDER BY name)";
    CHECK(ask(old.path, tables) == ask(fresh.path, tables));
}

TEST_CASE("a log that is up to date is not copied again") {
    const OldLog old;
    close(Log::open(old.path, Access::write));
    const std::string copied = bytes_of(old.copy);
    close(Log::open(old.path, Access::write));
    close(Log::open(old.path, Access::read));
    CHECK(bytes_of(old.copy) == copied);
    CHECK(old.folder.entries() == std::vector<std::string>{"runlog.db", "runlog.db.version-1"});
}

TEST_CASE("what was recorded in version 1 is read as it was") {
    const OldLog old;
    const Log log = Log::open(old.path, Access::read);
    CHECK(owner(log).handle == "sam");
    CHECK(find_member(log, "anna")->name == "Anna Smith");
    CHECK(find_member(log, "anna")->zone == "Europe/Berlin");

    const Group momma = find_group(log, "momma").value();
    CHECK(momma.title == "Run Momma Run");
    CHECK(momma.about == "Trails");
    CHECK(momma.place == "Forest Park");
    CHECK_FALSE(momma.zone);
    const auto memberships = memberships_of_group(log, momma.id);
    REQUIRE(memberships.size() == 2);
    CHECK(memberships[0].member == "anna");
    CHECK(memberships[1].member == "sam");
    for (const auto& membership : memberships) CHECK(membership.when == DayRange{november(1), {}});

    const auto all = runs(log);
    REQUIRE(all.size() == 2);
    CHECK(all[0].day == november(21));
    CHECK(all[0].distance == Metres{10'000});
    CHECK(all[0].members == std::vector<std::string>{"sam", "anna"});
    CHECK(all[0].group == "momma");
    CHECK_FALSE(all[0].session);
    CHECK(all[1].day == november(19));
    CHECK(all[1].distance == Metres{5000});
    CHECK(all[1].duration == std::chrono::minutes{30});
    CHECK(all[1].tags == std::vector<std::string>{"dark"});

    const auto promised = plans(log, owner(log).id);
    REQUIRE(promised.size() == 1);
    CHECK(promised[0].days_per_week == 3);
    CHECK(promised[0].when == DayRange{november(16), {}});
    const auto off = leaves(log, find_member(log, "anna")->id);
    REQUIRE(off.size() == 1);
    CHECK(off[0].when == DayRange{november(17), november(19)});
    CHECK(off[0].reason == "travel");
}

TEST_CASE("streaks of version 1 stand as they stood") {
    const OldLog old;
    const Log log = Log::open(old.path, Access::read);
    const Streak days = streak_in(log, "sam", By::day);
    CHECK(days.length() == 1);
    CHECK(days.state == StreakState::kept);
    const Streak weeks = streak_in(log, "sam", By::week);
    CHECK(weeks.length() == 0);
    CHECK(weeks.current.ran == 2);
    CHECK(weeks.needs == 1);
    CHECK(streak_in(log, "anna", By::week).length() == 1);
}

TEST_CASE("history tells the changes of version 1") {
    const OldLog old;
    const Log log = Log::open(old.path, Access::read);
    const auto changes = history(log, 100);
    CHECK(told(changes) == std::vector<std::string>{"11 group", "10 undo of 9", "9 edit, taken back", "8 away",
                                                    "7 plan", "6 add", "5 group", "4 group", "3 member", "2 add",
                                                    "1 start"});
    CHECK(changes.front().summary == "changed group momma");
    CHECK(changes.back().summary == "the log of sam");
}

TEST_CASE("a change of version 1 can be undone, and brought back") {
    const OldLog old;
    const auto before = contents(old.path);
    Log log = Log::open(old.path, Access::write);
    const Undone undone = undo(log, now, std::nullopt);
    CHECK(undone.change.id == ChangeId{11});
    CHECK_FALSE(find_group(log, "momma")->about);
    CHECK(find_group(log, "momma")->place == "Forest Park");
    CHECK(undo(log, now, undone.by).brought_back);
    CHECK(contents(old.path) == before);
}

TEST_CASE("one change of version 1 after the other can be undone, down to an empty log") {
    const OldLog old;
    Log log = Log::open(old.path, Access::write);
    std::vector<std::int64_t> undone;
    for (int i = 0; i < 8; ++i) undone.push_back(undo(log, now, std::nullopt).change.id.value);
    CHECK(undone == std::vector<std::int64_t>{11, 8, 7, 6, 5, 4, 3, 2});
    CHECK(runs(log).empty());
    CHECK(groups(log).empty());
    CHECK(members(log).size() == 1);
    CHECK_FALSE(error_of([&] { undo(log, now, std::nullopt); }).empty());
}

TEST_CASE("an undo of version 1 can be taken back") {
    const OldLog old;
    Log log = Log::open(old.path, Access::write);
    CHECK(undo(log, now, ChangeId{10}).brought_back);
    CHECK(runs(log).back().distance == Metres{6000});
}

TEST_CASE("what version 1 did not know can be written to its log, and undone") {
    const OldLog old;
    Log log = Log::open(old.path, Access::write);
    const GroupId momma = find_group(log, "momma").value().id;
    const auto before = contents(old.path);
    change(log, now, "test", [&](Writer& writer) {
        Rule rule;
        rule.title = "Trail run";
        rule.pattern = parse_pattern("sat");
        rule.starts = std::chrono::hours{6};
        rule.zone = "Europe/Berlin";
        rule.anchor = november(21);
        rule.when = {november(1), {}};
        set_rules(writer, momma, {rule});
        Terms agreed;
        agreed.quorum = 3;
        agreed.when = {november(1), {}};
        set_terms(writer, momma, {agreed});
        set_contacts(writer, momma, {{{}, "coach", "Jo", "555"}});
        SessionChange cancelled;
        cancelled.cancelled = true;
        cancelled.session = LocalTime{november(28)} + std::chrono::hours{6};
        cancelled.announced = now;
        set_session_change(writer, momma, cancelled);
        Answer promise;
        promise.session = cancelled.session;
        promise.announced = now;
        add_answer(writer, momma, find_member(writer.log(), "anna")->id, promise);
        return "everything new";
    });
    CHECK(rules(log, momma).size() == 1);
    CHECK(terms(log, momma).size() == 1);
    CHECK(contacts(log, momma).size() == 1);
    CHECK(session_changes(log, momma).size() == 1);
    CHECK(answers(log, momma).size() == 1);
    CHECK(undo(log, now, std::nullopt).change.summary == "everything new");
    CHECK(contents(old.path) == before);
    CHECK(undo(log, now, std::nullopt).change.id == ChangeId{11});
}

TEST_CASE("the copy of what a log was can be put back in its place") {
    const OldLog old;
    {
        Log log = Log::open(old.path, Access::write);
        change(log, now, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "a run"; });
    }
    restore(old.copy, old.path, now);
    const Log log = Log::open(old.path, Access::read);
    CHECK(runs(log).size() == 2);
    CHECK(history(log, 100).size() == 11);
}

} // namespace runlog::store
