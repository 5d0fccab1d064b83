#include "fixture.hpp"

#include "runlog/store/settings.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

std::vector<Day> days(const Log& log) {
    std::vector<Day> all;
    for (const auto& run : runs(log)) all.push_back(run.day);
    return all;
}

const Change& find(const std::vector<Change>& changes, ChangeId id) {
    return *std::find_if(changes.begin(), changes.end(), [&](const Change& change) { return change.id == id; });
}

/// Whether `history` says of change `id` that it is taken back.
bool is_undone(const Log& log, ChangeId id) {
    return find(history(log, 1000), id).undone;
}

} // namespace

TEST_CASE("a change is durable and visible to others once it returns") {
    FreshLog fresh;
    fresh.add(run_on(today));
    CHECK(days(Log::open(fresh.path, Access::read)) == std::vector{today});
}

TEST_CASE("an exception inside a change leaves nothing of it") {
    FreshLog fresh;
    const auto before = contents(fresh.path);
    const auto changes = history(fresh.log, 100).size();
    CHECK_THROWS_AS(fresh.write([](Writer& writer) {
        add_member(writer, named("carla"));
        add_run(writer, run_on(today, {"carla"}));
        throw std::out_of_range("anything");
    }),
                    std::out_of_range);
    CHECK(contents(fresh.path) == before);
    CHECK(history(fresh.log, 100).size() == changes);
    CHECK_NOTHROW(fresh.add(run_on(today)));
}

TEST_CASE("a writer knows its log and the moment of its change") {
    FreshLog fresh;
    fresh.write([&](Writer& writer) {
        CHECK(&writer.log() == &fresh.log);
        CHECK(writer.now() == now);
        add_run(writer, run_on(today));
        CHECK(runs(writer.log()).size() == 1);
    });
}

TEST_CASE("a change that changes nothing is not remembered") {
    FreshLog fresh;
    const auto before = history(fresh.log, 100).size();
    CHECK_FALSE(change(fresh.log, now, "test", [](Writer&) { return "nothing"; }));
    CHECK_FALSE(change(fresh.log, now, "test", [](Writer& writer) {
        const RunId id = add_run(writer, run_on(today));
        remove_run(writer, id);
        return "there and gone";
    }));
    CHECK(history(fresh.log, 100).size() == before);
}

TEST_CASE("writing a record as it stands changes nothing") {
    FreshLog fresh;
    Run run = run_on(today, {"anna", "beth"});
    run.tags = {"dark", "ice"};
    const RunId id = fresh.add(run);
    CHECK_FALSE(change(fresh.log, now, "edit", [&](Writer& writer) {
        update_run(writer, find_run(writer.log(), id).value());
        update_member(writer, find_member(writer.log(), "anna").value());
        return "as it was";
    }));
}

TEST_CASE("history tells the newest changes first, the beginning last") {
    FreshLog fresh;
    const auto later = now + std::chrono::minutes{5};
    const auto id =
        change(fresh.log, later, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "5 km by anna"; });
    const auto changes = history(fresh.log, 100);
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].id == id);
    CHECK(changes[0].at == later);
    CHECK(changes[0].command == "add");
    CHECK(changes[0].summary == "5 km by anna");
    CHECK_FALSE(changes[0].undoes);
    CHECK_FALSE(changes[0].undone);
    CHECK(changes[1].command == "member");
    CHECK(changes[2].command == "start");
    CHECK(history(fresh.log, 2).size() == 2);
}

TEST_CASE("undo takes back the newest change, then the one before") {
    FreshLog fresh;
    const auto before = contents(fresh.path);
    fresh.add(run_on(november(19)));
    fresh.add(run_on(november(20)));
    undo(fresh.log, now, std::nullopt);
    CHECK(days(fresh.log) == std::vector{november(19)});
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("undo says what it took back, and history keeps both") {
    FreshLog fresh;
    const ChangeId added = fresh.write([](Writer& writer) { add_run(writer, run_on(today)); });
    const auto later = now + std::chrono::minutes{1};
    const Undone undone = undo(fresh.log, later, std::nullopt);
    CHECK(undone.change.id == added);
    CHECK(undone.change.command == "test");

    const auto changes = history(fresh.log, 100);
    CHECK(changes[0].id == undone.by);
    CHECK(changes[0].command == "undo");
    CHECK(changes[0].undoes == added);
    CHECK(changes[0].at == later);
    CHECK(is_undone(fresh.log, added));
}

TEST_CASE("undo takes back an edit and a removal") {
    FreshLog fresh;
    Run run = run_on(today, {"anna", "beth"});
    run.tags = {"dark"};
    run.note = "ice";
    run.id = fresh.add(run);
    const auto before = contents(fresh.path);

    Run edited = find_run(fresh.log, run.id).value();
    edited.day = november(20);
    edited.members = {"sue"};
    edited.tags = {"track"};
    edited.note.reset();
    fresh.write([&](Writer& writer) { update_run(writer, edited); });
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);

    fresh.write([&](Writer& writer) { remove_run(writer, run.id); });
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
}

TEST_CASE("undo takes back what a rule changed, settings too") {
    FreshLog fresh;
    const auto before = contents(fresh.path);
    fresh.write([](Writer& writer) { set_settings(writer, Settings{date::Sunday, Unit::mi}); });
    undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
    CHECK(settings(fresh.log) == Settings{});
}

TEST_CASE("taking back an undo brings its change back") {
    FreshLog fresh;
    const ChangeId added = fresh.write([](Writer& writer) { add_run(writer, run_on(today)); });
    const auto with_run = contents(fresh.path);
    const ChangeId first = undo(fresh.log, now, std::nullopt).by;

    const Undone redone = undo(fresh.log, now, first);
    CHECK(redone.change.id == first);
    CHECK(contents(fresh.path) == with_run);
    CHECK(is_undone(fresh.log, first));
    CHECK_FALSE(is_undone(fresh.log, added));

    CHECK(undo(fresh.log, now, std::nullopt).change.id == added);
    CHECK(runs(fresh.log).empty());
}

TEST_CASE("taking back the undo of an undo takes its change back again") {
    FreshLog fresh;
    const auto before = contents(fresh.path);
    const ChangeId member = history(fresh.log, 1).front().id;
    const ChangeId added = fresh.write([](Writer& writer) { add_run(writer, run_on(today)); });
    const ChangeId undone = undo(fresh.log, now, added).by;
    const ChangeId redone = undo(fresh.log, now, undone).by;
    undo(fresh.log, now, redone);
    CHECK(contents(fresh.path) == before);
    CHECK(is_undone(fresh.log, added));
    CHECK_FALSE(is_undone(fresh.log, undone));
    CHECK(undo(fresh.log, now, std::nullopt).change.id == member);
}

TEST_CASE("a change in the middle is taken back when nothing builds on it") {
    FreshLog fresh;
    const ChangeId first = fresh.write([](Writer& writer) { add_run(writer, run_on(november(19))); });
    fresh.add(run_on(november(20)));
    undo(fresh.log, now, first);
    CHECK(days(fresh.log) == std::vector{november(20)});
}

TEST_CASE("an edit is taken back under a later edit of something else") {
    FreshLog fresh;
    const RunId id = fresh.add(run_on(today));
    const auto edit = [&](const std::function<void(Run&)>& how) {
        return fresh.write([&](Writer& writer) {
            Run run = find_run(writer.log(), id).value();
            how(run);
            update_run(writer, run);
        });
    };
    const ChangeId noted = edit([](Run& run) { run.note = "ice"; });
    edit([](Run& run) { run.place = "the park"; });
    undo(fresh.log, now, noted);
    const Run run = find_run(fresh.log, id).value();
    CHECK_FALSE(run.note);
    CHECK(run.place == "the park");
}

TEST_CASE("a change that later changes build on is not taken back, and nothing is changed") {
    FreshLog fresh;
    SUBCASE("because a later run names its member") {
        const ChangeId joined = fresh.write([](Writer& writer) { add_member(writer, named("carla")); });
        fresh.add(run_on(today, {"carla"}));
        const auto before = contents(fresh.path);
        CHECK(contains(error_of([&] { undo(fresh.log, now, joined); }), "later changes"));
        CHECK(contents(fresh.path) == before);
        CHECK_FALSE(is_undone(fresh.log, joined));
    }
    SUBCASE("because a later edit changed the same thing") {
        const RunId id = fresh.add(run_on(today));
        const auto rename = [&](const std::string& note) {
            return fresh.write([&](Writer& writer) {
                Run run = find_run(writer.log(), id).value();
                run.note = note;
                update_run(writer, run);
            });
        };
        const ChangeId first = rename("ice");
        rename("snow");
        CHECK(contains(error_of([&] { undo(fresh.log, now, first); }), "later changes"));
        CHECK(find_run(fresh.log, id)->note == "snow");
    }
    SUBCASE("because its record is gone") {
        Run run = run_on(today);
        const ChangeId added = fresh.write([&](Writer& writer) { run.id = add_run(writer, run); });
        fresh.write([&](Writer& writer) { remove_run(writer, run.id); });
        CHECK(contains(error_of([&] { undo(fresh.log, now, added); }), "later changes"));
    }
    SUBCASE("because somebody else has the handle by now") {
        const ChangeId removed =
            fresh.write([](Writer& writer) { remove_member(writer, find_member(writer.log(), "beth").value()); });
        fresh.write([](Writer& writer) { add_member(writer, named("Beth")); });
        CHECK(contains(error_of([&] { undo(fresh.log, now, removed); }), "later changes"));
        CHECK(find_member(fresh.log, "beth")->handle == "Beth");
    }
}

TEST_CASE("what is taken back already is not taken back twice") {
    FreshLog fresh;
    const ChangeId added = fresh.write([](Writer& writer) { add_run(writer, run_on(today)); });
    undo(fresh.log, now, added);
    CHECK(contains(error_of([&] { undo(fresh.log, now, added); }), "already"));
}

TEST_CASE("the beginning of a log is never taken back") {
    FreshLog fresh;
    undo(fresh.log, now, std::nullopt);
    CHECK_THROWS_AS(undo(fresh.log, now, std::nullopt), Error);
    CHECK_THROWS_AS(undo(fresh.log, now, history(fresh.log, 100).back().id), Error);
    CHECK(owner(fresh.log).handle == "sue");
}

TEST_CASE("a change that never was is not taken back") {
    FreshLog fresh;
    CHECK(contains(error_of([&] { undo(fresh.log, now, ChangeId{4711}); }), "4711"));
}

TEST_CASE("the number of a run is not given away again after an undo") {
    FreshLog fresh;
    const RunId first = fresh.add(run_on(november(19)));
    const ChangeId undone = undo(fresh.log, now, std::nullopt).by;
    const RunId second = fresh.add(run_on(november(20)));
    CHECK(second > first);
    undo(fresh.log, now, undone);
    CHECK(find_run(fresh.log, first)->day == november(19));
    CHECK(find_run(fresh.log, second)->day == november(20));
}

TEST_CASE("an undone log can be undone by the next program") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "runlog.db";
    {
        Log log = make_log(path);
        change(log, now, "add", [](Writer& writer) { return add_run(writer, run_on(today)), "a run"; });
    }
    {
        Log log = Log::open(path, Access::write);
        undo(log, now, std::nullopt);
    }
    CHECK(runs(Log::open(path, Access::read)).empty());
}

TEST_CASE("the newest change of some commands is found below those of others") {
    FreshLog fresh;
    CHECK_FALSE(newest_change(fresh.log, {"session", "group"}));
    const auto id = change(fresh.log, now, "group", [](Writer& writer) {
        add_group(writer, grouped("momma"));
        return std::string("added momma");
    });
    fresh.add(run_on(today));
    CHECK(newest_change(fresh.log, {"session", "group"})->id == *id);
    CHECK(newest_change(fresh.log, {"session", "group"})->at == now);
    CHECK_FALSE(newest_change(fresh.log, {"session"}));
}

TEST_CASE("a change too large for memory is kept in pieces, taken back and brought back whole") {
    FreshLog fresh;
    const auto before = contents(fresh.path);
    const auto id = fresh.write([](Writer& writer) {
        add_member(writer, named("carla"));
        for (int i = 0; i < 400; ++i) {
            Run run = run_on(today - date::days{i}, {"carla"});
            run.note = std::string(50'000, 'x');
            const RunId added = add_run(writer, run);
            if (i % 100 == 99) remove_run(writer, added);
        }
    });
    CHECK(std::stoi(
              ask(fresh.path, "SELECT count(*) FROM change_pieces WHERE change_id = " + std::to_string(id.value))) > 1);
    const auto after = contents(fresh.path);
    CHECK(history(fresh.log, 1).front().id == id);

    const auto undone = undo(fresh.log, now, std::nullopt);
    CHECK(contents(fresh.path) == before);
    undo(fresh.log, now, undone.by);
    CHECK(contents(fresh.path) == after);
}

TEST_CASE("a rehearsal sees what it does and leaves nothing") {
    FreshLog fresh;
    const auto before = contents(fresh.path);
    rehearse(fresh.log, now, [](Writer& writer) {
        add_run(writer, run_on(today));
        CHECK(runs(writer.log()).size() == 1);
    });
    CHECK(contents(fresh.path) == before);
    CHECK(history(fresh.log, 100).size() == 2);
    CHECK_NOTHROW(fresh.add(run_on(today)));
}

} // namespace runlog::store
