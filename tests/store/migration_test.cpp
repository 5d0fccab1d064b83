#include "fixture.hpp"

#include "runlog/domain/streak.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/goals.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/reminders.hpp"
#include "runlog/store/safety.hpp"
#include "runlog/store/schedule.hpp"

#include <doctest/doctest.h>

/// Logs that older versions of the schema wrote, both of them sam's, with anna, the group momma and two runs. Version 1
/// knew a plan, leave, an edit that was undone, and a change of the group at the end; version 2 sessions and all that
/// is said of them too, and it ends with a change of the group again, whose table has grown since.
namespace runlog::store {

using namespace testing;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view newest = "6";

const std::string tables = "SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_master WHERE sql IS NOT "
                           "NULL AND name NOT LIKE 'sqlite_%' ORDER BY name)";

/// The old log in a folder of its own.
struct OldLog {
    TemporaryFolder folder;
    fs::path path = folder.path() / "runlog.db";
    fs::path copy;

    explicit OldLog(int version) : copy(folder.path() / ("runlog.db.version-" + std::to_string(version))) {
        const std::string sample = "schema-" + std::to_string(version) + ".db";
        fs::copy_file(fs::path(RUNLOG_SOURCE_DIR) / "tests" / "samples" / sample, path);
    }
};

/// The rows of a log of that version as they stand in a new one: since version 3 each group says whom it calls out to,
/// and since version 5 each run whose word it is.
std::vector<std::string> as_of_now(std::vector<std::string> rows, int version) {
    for (auto& row : rows) {
        if (version < 3 && row.starts_with("groups|")) row += "|NULL";
        if (version < 5 && row.starts_with("runs|")) row += "|NULL";
    }
    return rows;
}

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

/// `present, missed`: what became of somebody at momma's sessions from the 14th on.
std::string told(const Log& log, const std::string& handle) {
    const GroupId momma = find_group(log, "momma").value().id;
    const Schedule planned(rules(log, momma), session_changes(log, momma), [](const std::string& name) {
        return Zone{name, [](Instant) { return std::chrono::seconds{0}; }};
    });
    Participant who;
    const MemberId id = find_member(log, handle).value().id;
    for (const auto& row : memberships_of_member(log, id)) who.memberships.push_back(row);
    who.leaves = leaves(log, id);
    for (const auto& answer : answers(log, momma))
        if (answer.member == handle) who.answers.push_back(answer);
    const auto outings = Outings(log)(id, november(1), today);
    std::string text;
    for (Day first = november(9); first < november(30) + date::days{7}; first += date::days{7}) {
        const auto sessions = planned.between(first, first + date::days{6});
        for (const auto& one :
             attendance_of_week(first, sessions, "momma", who, outings, terms(log, momma), now).sessions)
            text += (text.empty() ? "" : ", ") + std::string(to_text(one.presence));
    }
    return text;
}

/// Every number from `highest` down to `lowest`.
std::vector<std::int64_t> countdown(std::int64_t highest, std::int64_t lowest) {
    std::vector<std::int64_t> numbers;
    for (auto number = highest; number >= lowest; --number) numbers.push_back(number);
    return numbers;
}

} // namespace

TEST_CASE("an old log is brought up to date by whoever opens it, a copy of what it was beside it") {
    for (const auto& [version, access] :
         {std::pair(1, Access::read), std::pair(1, Access::write), std::pair(2, Access::read),
          std::pair(2, Access::write), std::pair(3, Access::read), std::pair(3, Access::write),
          std::pair(4, Access::read), std::pair(4, Access::write), std::pair(5, Access::read),
          std::pair(5, Access::write)}) {
        CAPTURE(version);
        const OldLog old(version);
        const auto before = contents(old.path);
        REQUIRE(version_of(old.path) == std::to_string(version));
        close(Log::open(old.path, access));

        CHECK(version_of(old.path) == newest);
        CHECK(contents(old.path) == as_of_now(before, version));
        CHECK(old.folder.entries() == std::vector<std::string>{"runlog.db", old.copy.filename()});
        REQUIRE(fs::exists(old.copy));
        CHECK(version_of(old.copy) == std::to_string(version));
        CHECK(contents(old.copy) == before);
        CHECK((fs::status(old.copy).permissions() & fs::perms::all) ==
              (fs::perms::owner_read | fs::perms::owner_write));
        CHECK(ask(old.path, "PRAGMA journal_mode") == "wal");
        CHECK(ask(old.path, "PRAGMA integrity_check") == "ok");
        CHECK(ask(old.path, "SELECT count(*) FROM pragma_foreign_key_check") == "0");
    }
}

TEST_CASE("a log that was brought up to date has the tables of a new one") {
    const FreshLog fresh;
    for (const int version : {1, 2, 3, 4, 5}) {
        CAPTURE(version);
        const OldLog old(version);
        close(Log::open(old.path, Access::write));
        CHECK(ask(old.path, tables) == ask(fresh.path, tables));
    }
}

TEST_CASE("the newest version that was released is what a new log is, and opening one changes nothing") {
    const FreshLog fresh;
    const OldLog released(std::stoi(std::string(newest)));
    CHECK(ask(released.path, tables) == ask(fresh.path, tables));
    const auto before = contents(released.path);
    close(Log::open(released.path, Access::write));
    CHECK(contents(released.path) == before);
    CHECK_FALSE(fs::exists(released.copy));
}

TEST_CASE("what was set as goals in version 6 is read as it was, and can be taken back") {
    const OldLog released(6);
    Log log = Log::open(released.path, Access::write);
    const auto all = goals(log);
    REQUIRE(all.size() == 3);
    CHECK(all[0].title == "Couch to 5k");
    CHECK(all[0].kind == GoalKind::season);
    CHECK(all[0].last == Day{date::local_days{date::year{2027} / 3 / 14}});
    CHECK(all[1].title == "Half marathon");
    CHECK(all[1].member == "sam");
    CHECK(all[1].distance == Metres{21'098});
    CHECK(all[2].title == "River relay");
    CHECK(all[2].group == "momma");
    CHECK(all[2].legs ==
          std::vector<Leg>{{Metres{8000}, std::nullopt}, {Metres{5000}, "anna"}, {Metres{12'400}, std::nullopt}});
    CHECK(undo(log, now, std::nullopt).change.summary == "Leg 2 of River relay, 5 km: Anna Smith");
    CHECK_FALSE(goals(log)[2].legs[1].runner);
}

TEST_CASE("what was merged in version 4 goes by its old names, and can be taken apart again") {
    const OldLog released(4);
    Log log = Log::open(released.path, Access::write);
    REQUIRE(runs(log).size() == 2);
    REQUIRE(runs(log).back().also.size() == 1);
    CHECK(run_known_as(log, parse_uid(runs(log).back().also[0]).value()) == runs(log).back().id);
    CHECK(run_known_as(log, "watch:2026-11-19") == runs(log).back().id);
    CHECK(runs(log).back().distance == Metres{5100});
    CHECK(undo(log, now, std::nullopt).change.command == "merge");
    CHECK(runs(log).size() == 3);
}

TEST_CASE("what was recorded in version 3 is read as it was") {
    const OldLog released(3);
    const Log log = Log::open(released.path, Access::read);
    CHECK(streak_in(log, "sam", By::day).length() == 1);
    CHECK(told(log, "anna") == "missed, present, pending, pending");
    CHECK(find_group(log, "momma")->callouts == Callouts::group);
    const auto wishes = reminder_wishes(log, owner(log).id);
    CHECK(wishes.off == std::vector<ReminderKind>{ReminderKind::crew});
    CHECK(wishes.quiet.has_value());
    CHECK(history(log, 100).size() == 11);
    CHECK(ask(released.path, "SELECT count(*) FROM handed_over") == "2");
}

TEST_CASE("a log that is up to date is not copied again") {
    const OldLog old(1);
    close(Log::open(old.path, Access::write));
    const std::string copied = bytes_of(old.copy);
    close(Log::open(old.path, Access::write));
    close(Log::open(old.path, Access::read));
    CHECK(bytes_of(old.copy) == copied);
    CHECK(old.folder.entries() == std::vector<std::string>{"runlog.db", "runlog.db.version-1"});
}

TEST_CASE("what was recorded in version 1 is read as it was") {
    const OldLog old(1);
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
    const OldLog old(1);
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
    const OldLog old(1);
    const Log log = Log::open(old.path, Access::read);
    const auto changes = history(log, 100);
    CHECK(told(changes) == std::vector<std::string>{"11 group", "10 undo of 9", "9 edit, taken back", "8 away",
                                                    "7 plan", "6 add", "5 group", "4 group", "3 member", "2 add",
                                                    "1 start"});
    CHECK(changes.front().summary == "changed group momma");
    CHECK(changes.back().summary == "the log of sam");
}

TEST_CASE("a change of version 1 can be undone, and brought back") {
    const OldLog old(1);
    const auto before = as_of_now(contents(old.path), 1);
    Log log = Log::open(old.path, Access::write);
    const Undone undone = undo(log, now, std::nullopt);
    CHECK(undone.change.id == ChangeId{11});
    CHECK_FALSE(find_group(log, "momma")->about);
    CHECK(find_group(log, "momma")->place == "Forest Park");
    CHECK(undo(log, now, undone.by).brought_back);
    CHECK(contents(old.path) == before);
}

TEST_CASE("one change of version 1 after the other can be undone, down to an empty log") {
    const OldLog old(1);
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
    const OldLog old(1);
    Log log = Log::open(old.path, Access::write);
    CHECK(undo(log, now, ChangeId{10}).brought_back);
    CHECK(runs(log).back().distance == Metres{6000});
}

TEST_CASE("what version 1 did not know can be written to its log, and undone") {
    const OldLog old(1);
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
    const OldLog old(1);
    {
        Log log = Log::open(old.path, Access::write);
        change(log, now, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "a run"; });
    }
    restore(old.copy, old.path, now);
    const Log log = Log::open(old.path, Access::read);
    CHECK(runs(log).size() == 2);
    CHECK(history(log, 100).size() == 11);
}

TEST_CASE("what was recorded in version 2 is read as it was") {
    const OldLog old(2);
    const Log log = Log::open(old.path, Access::read);
    const Group momma = find_group(log, "momma").value();
    CHECK(momma.title == "Run Momma Run");
    CHECK(momma.place == "Forest Park");
    CHECK(momma.callouts == Callouts::coach);
    const auto planned = rules(log, momma.id);
    REQUIRE(planned.size() == 1);
    CHECK(planned[0].title == "Trail run");
    CHECK(to_text(planned[0].pattern) == "sat");
    CHECK(planned[0].length == std::chrono::minutes{90});
    CHECK(planned[0].when == DayRange{november(14), {}});
    const auto changed = session_changes(log, momma.id);
    REQUIRE(changed.size() == 2);
    CHECK(changed[0].cancelled);
    CHECK(changed[0].reason == "ice");
    CHECK_FALSE(changed[1].cancelled);
    CHECK(changed[1].moved_to == LocalTime{november(30) + date::days{6}} + std::chrono::hours{7});
    const auto agreed = terms(log, momma.id);
    REQUIRE(agreed.size() == 1);
    CHECK(agreed[0].makeup == Makeup::day);
    const auto said = answers(log, momma.id);
    REQUIRE(said.size() == 2);
    CHECK(said[0].kind == Answer::Kind::promise);
    CHECK(said[0].member == "sam");
    CHECK(said[1].kind == Answer::Kind::excuse);
    CHECK(said[1].member == "anna");
    CHECK(said[1].reason == "travel");
    CHECK(contacts(log, momma.id).size() == 1);
    CHECK(plans(log, owner(log).id).size() == 1);
    REQUIRE(leaves(log, owner(log).id).size() == 1);
    CHECK(leaves(log, owner(log).id)[0].when == DayRange{november(24), november(26)});
    const auto all = runs(log);
    REQUIRE(all.size() == 2);
    CHECK(all[0].session == "2026-11-21T06:00");
    CHECK(all[1].session == "2026-11-14T06:00");
}

TEST_CASE("attendance and streaks of version 2 stand as they stood") {
    const OldLog old(2);
    const Log log = Log::open(old.path, Access::read);
    CHECK(told(log, "sam") == "present, present, cancelled, pending");
    CHECK(told(log, "anna") == "missed, excused, cancelled, pending");
    const Streak days = streak_in(log, "sam", By::day);
    CHECK(days.length() == 1);
    CHECK(days.state == StreakState::kept);
    const Streak weeks = streak_in(log, "sam", By::week);
    CHECK(weeks.length() == 0);
    CHECK(weeks.current.ran == 1);
    CHECK(weeks.needs == 2);
}

TEST_CASE("whoever is in a log of version 2 hears of everything until they say otherwise") {
    const OldLog old(2);
    Log log = Log::open(old.path, Access::write);
    for (const auto& member : members(log)) CHECK(reminder_wishes(log, member.id) == ReminderWishes{});
    const auto before = contents(old.path);
    const MemberId anna = find_member(log, "anna").value().id;
    const ReminderWishes wishes{{ReminderKind::crew}, QuietHours{std::chrono::hours{22}, std::chrono::hours{6}}};
    change(log, now, "remind", [&](Writer& writer) { return set_reminder_wishes(writer, anna, wishes), "quiet"; });
    CHECK(reminder_wishes(log, anna) == wishes);
    CHECK(undo(log, now, std::nullopt).change.summary == "quiet");
    CHECK(contents(old.path) == before);
    CHECK(undo(log, now, std::nullopt).change.id == ChangeId{16});
}

TEST_CASE("history tells the changes of version 2") {
    const OldLog old(2);
    const Log log = Log::open(old.path, Access::read);
    CHECK(told(history(log, 100)) == std::vector<std::string>{"16 group", "15 add", "14 group", "13 away", "12 plan",
                                                              "11 excuse", "10 promise", "9 session", "8 session",
                                                              "7 edit", "6 session", "5 group", "4 group", "3 member",
                                                              "2 add", "1 start"});
}

TEST_CASE("a change of a group whose table has grown since can be undone, and brought back") {
    const OldLog old(2);
    Log log = Log::open(old.path, Access::write);
    const auto before = contents(old.path);
    const Undone undone = undo(log, now, std::nullopt);
    CHECK(undone.change.id == ChangeId{16});
    CHECK_FALSE(find_group(log, "momma")->place);
    CHECK(find_group(log, "momma")->title == "Run Momma Run");
    CHECK(find_group(log, "momma")->callouts == Callouts::coach);
    CHECK(undo(log, now, undone.by).brought_back);
    CHECK(find_group(log, "momma")->place == "Forest Park");
    CHECK(contents(old.path) == before);
}

TEST_CASE("the first change of a group after its table has grown can be undone") {
    const OldLog old(2);
    Log log = Log::open(old.path, Access::write);
    const auto before = contents(old.path);
    const auto undo_of = [&](const std::function<void(Writer&, Group)>& work) {
        change(log, now, "group",
               [&](Writer& writer) { return work(writer, find_group(log, "momma").value()), "momma"; });
        return error_of([&] { undo(log, now, std::nullopt); });
    };
    SUBCASE("of something else") {
        CHECK(undo_of([](Writer& writer, Group momma) {
                  momma.title = "Momma";
                  update_group(writer, momma);
              }) == "");
    }
    SUBCASE("of whom it calls out to") {
        CHECK(undo_of([](Writer& writer, Group momma) {
                  momma.callouts = Callouts::group;
                  update_group(writer, momma);
              }) == "");
    }
    SUBCASE("to nothing") {
        CHECK(undo_of([](Writer& writer, const Group& momma) { purge_group(writer, momma); }) == "");
    }
    CHECK(contents(old.path) == before);
}

TEST_CASE("undoing an old change of a group leaves what it was told since") {
    const OldLog old(2);
    Log log = Log::open(old.path, Access::write);
    Group momma = find_group(log, "momma").value();
    momma.callouts = Callouts::group;
    change(log, now, "group", [&](Writer& writer) { return update_group(writer, momma), "callouts"; });
    undo(log, now, ChangeId{16});
    CHECK_FALSE(find_group(log, "momma")->place);
    CHECK(find_group(log, "momma")->callouts == Callouts::group);
}

TEST_CASE("one change of version 2 after the other can be undone, and all of them brought back") {
    const OldLog old(2);
    Log log = Log::open(old.path, Access::write);
    const auto before = contents(old.path);
    std::vector<std::int64_t> undone;
    std::vector<ChangeId> by;
    for (int i = 0; i < 15; ++i) {
        const Undone one = undo(log, now, std::nullopt);
        undone.push_back(one.change.id.value);
        by.push_back(one.by);
    }
    CHECK(undone == countdown(16, 2));
    CHECK(runs(log).empty());
    CHECK(groups(log).empty());
    CHECK(members(log).size() == 1);
    CHECK_FALSE(error_of([&] { undo(log, now, std::nullopt); }).empty());
    for (auto one = by.rbegin(); one != by.rend(); ++one) CHECK(undo(log, now, *one).brought_back);
    CHECK(contents(old.path) == before);
    CHECK(told(log, "sam") == "present, present, cancelled, pending");
}

} // namespace runlog::store
