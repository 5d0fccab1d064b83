#include "fixture.hpp"

#include <doctest/doctest.h>

namespace runlog::store {

using namespace testing;

namespace {

Placed at(Day day, int hour, int offset_hours = 1) {
    return Placed{LocalTime{day} + std::chrono::hours{hour}, std::chrono::hours{offset_hours}};
}

Run run_at(Day day, int hour) {
    Run run = run_on(day);
    run.start = at(day, hour);
    return run;
}

Run full_run() {
    Run run = run_on(november(17), {"sue", "anna"}, 8047);
    run.start = at(november(17), 6, -8);
    run.zone = "America/Los_Angeles";
    run.duration = Seconds{2710};
    run.group = "momma";
    run.session = "2026-11-17";
    run.place = "Tilden";
    run.tags = {"dark", "ice"};
    run.note = "slippery; 'quoted'\nsecond line";
    run.is_private = true;
    run.remote = true;
    run.source = "watch:4711";
    return run;
}

void check_same(const Run& found, const Run& wanted) {
    CHECK(found.day == wanted.day);
    REQUIRE(found.start.has_value() == wanted.start.has_value());
    if (found.start) CHECK(iso(*found.start) == iso(*wanted.start));
    CHECK(found.zone == wanted.zone);
    CHECK(found.distance == wanted.distance);
    CHECK(found.duration == wanted.duration);
    CHECK(
        std::is_permutation(found.members.begin(), found.members.end(), wanted.members.begin(), wanted.members.end()));
    CHECK(found.group == wanted.group);
    CHECK(found.session == wanted.session);
    CHECK(found.place == wanted.place);
    CHECK(found.tags == wanted.tags);
    CHECK(found.note == wanted.note);
    CHECK(found.is_private == wanted.is_private);
    CHECK(found.remote == wanted.remote);
    CHECK(found.source == wanted.source);
}

/// Five runs, named by their place in time: what the filters choose from.
struct SomeRuns : FreshLog {
    GroupId momma = [this] {
        GroupId id;
        write([&](Writer& writer) { id = add_group(writer, grouped("momma")); });
        return id;
    }();
    RunId first = add(run_on(november(2), {"anna"}));
    RunId second = add(tagged(run_on(november(9), {"anna", "beth"}), "dark"));
    RunId third = add(in_momma(run_on(november(16), {"beth"})));
    RunId fourth = add(in_momma(tagged(run_on(november(17), {"sue", "beth"}), "ice")));
    RunId fifth = add(run_on(november(21), {"anna"}));

    static Run tagged(Run run, const std::string& tag) {
        run.tags.push_back(tag);
        return run;
    }
    static Run in_momma(Run run) {
        run.group = "momma";
        return run;
    }
    std::vector<RunId> found(const RunFilter& filter) const { return ids(runs(log, filter)); }
};

using Ids = std::vector<RunId>;

} // namespace

TEST_CASE("a run is kept whole") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_group(writer, grouped("momma")); });
    const RunId id = fresh.add(full_run());
    const Run found = find_run(fresh.log, id).value();
    check_same(found, full_run());
    CHECK(found.id == id);
    CHECK(found.uid != Uid{});
}

TEST_CASE("what a run does not say stays unsaid") {
    FreshLog fresh;
    Run run = run_on(today);
    run.distance.reset();
    run.duration = Seconds{1800};
    const Run found = find_run(fresh.log, fresh.add(run)).value();
    check_same(found, run);
    CHECK_FALSE(found.distance);
    CHECK_FALSE(found.start);
    CHECK(found.tags.empty());
}

TEST_CASE("a run is found by its number, its uid and its source") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_group(writer, grouped("momma")); });
    const RunId id = fresh.add(full_run());
    const Uid uid = find_run(fresh.log, id)->uid;
    CHECK(run_known_as(fresh.log, uid) == id);
    CHECK(run_known_as(fresh.log, "watch:4711") == id);
    CHECK_FALSE(find_run(fresh.log, RunId{4711}));
    CHECK_FALSE(run_known_as(fresh.log, Uid{}));
    CHECK_FALSE(run_known_as(fresh.log, "watch"));
}

TEST_CASE("a run goes by the names of what was merged into it, and by them no more once it is gone") {
    FreshLog fresh;
    Run run = run_on(today);
    run.also = {"0193f5a2-0000-7000-8000-000000000002", "watch:5"};
    const RunId id = fresh.add(run);
    CHECK(find_run(fresh.log, id)->also == run.also);
    CHECK(runs(fresh.log).front().also == run.also);
    CHECK(run_known_as(fresh.log, "watch:5") == id);
    CHECK(run_known_as(fresh.log, parse_uid(run.also[0]).value()) == id);
    fresh.write([&](Writer& writer) { remove_run(writer, id); });
    CHECK_FALSE(run_known_as(fresh.log, "watch:5"));
}

TEST_CASE("a member's run is known by how its source begins, also that of what was merged into it") {
    FreshLog fresh;
    Run run = run_on(today);
    run.source = "gpx:2026-11-21T06:00:00Z:ann";
    run.also = {"fit:2026-11-21T06:00:00Z:ann"};
    const RunId id = fresh.add(run);
    const MemberId anna = fresh.id_of("anna");
    CHECK(run_known_as(fresh.log, "gpx:2026-11-21T06:00:00Z:", anna) == id);
    CHECK(run_known_as(fresh.log, "fit:2026-11-21T06:00:00Z:", anna) == id);
    CHECK_FALSE(run_known_as(fresh.log, "gpx:2026-11-21T06:00:00Z:", fresh.id_of("beth")));
    CHECK_FALSE(run_known_as(fresh.log, "gpx:2026-11-21T06:00:01Z:", anna));
    CHECK_FALSE(run_known_as(fresh.log, "gpx:2026-11-21T06:00:00:", anna));
}

TEST_CASE("runs are alike by day, start, length and first runner, up to a number") {
    FreshLog fresh;
    const RunId first = fresh.add(run_on(today));
    const RunId second = fresh.add(run_on(today));
    fresh.add(run_on(today, {"beth"}));
    fresh.add(run_on(today, {"anna"}, 4000));
    fresh.add(run_on(november(20)));
    CHECK(runs_alike(fresh.log, run_on(today), RunId{1000}) == Ids{first, second});
    CHECK(runs_alike(fresh.log, run_on(today), first) == Ids{first});
}

TEST_CASE("outlines are those of one member's runs within days") {
    FreshLog fresh;
    Run timed = run_on(november(20));
    timed.start = Placed{LocalTime{timed.day} + std::chrono::hours{6}, std::chrono::hours{1}};
    timed.duration = Seconds{1800};
    const RunId id = fresh.add(timed);
    fresh.add(run_on(november(20), {"beth"}));
    fresh.add(run_on(november(18)));
    Ids found;
    each_outline(fresh.log, fresh.id_of("anna"), november(19), november(20), [&](RunId run, const Outline& outline) {
        found.push_back(run);
        CHECK(outline.day == november(20));
        CHECK(outline.start == timed.start->instant());
        CHECK(outline.distance == timed.distance);
        CHECK(outline.duration == timed.duration);
    });
    CHECK(found == Ids{id});
}

TEST_CASE("a uid that is given is kept") {
    FreshLog fresh;
    Run run = run_on(today);
    run.uid = parse_uid("0193f5a2-0000-7000-8000-000000000001").value();
    CHECK(find_run(fresh.log, fresh.add(run))->uid == run.uid);
}

TEST_CASE("a run with a member or group that is not known is refused, and leaves nothing") {
    FreshLog fresh;
    CHECK(contains(error_of([&] { fresh.add(run_on(today, {"anna", "carla"})); }), "'carla'"));
    Run run = run_on(today);
    run.group = "momma";
    CHECK(contains(error_of([&] { fresh.add(run); }), "'momma'"));
    CHECK(runs(fresh.log).empty());
}

TEST_CASE("members are named in any case of letters, and told as they are kept") {
    FreshLog fresh;
    CHECK(find_run(fresh.log, fresh.add(run_on(today, {"ANNA"})))->members == std::vector<std::string>{"anna"});
}

TEST_CASE("two runs never come from one source") {
    FreshLog fresh;
    Run run = run_on(november(20));
    run.source = "watch:4711";
    const RunId first = fresh.add(run);
    run.day = today;
    CHECK_THROWS(fresh.add(run));
    CHECK(ids(runs(fresh.log)) == Ids{first});
    fresh.add(run_on(today));
    fresh.add(run_on(today));
    CHECK(runs(fresh.log).size() == 3);
}

TEST_CASE("a run can be changed in everything but number and uid") {
    FreshLog fresh;
    fresh.write([](Writer& writer) { add_group(writer, grouped("momma")); });
    const RunId id = fresh.add(run_on(today, {"beth"}));
    const Uid uid = find_run(fresh.log, id)->uid;
    Run after = full_run();
    after.id = id;
    fresh.write([&](Writer& writer) { update_run(writer, after); });
    const Run found = find_run(fresh.log, id).value();
    check_same(found, full_run());
    CHECK(found.uid == uid);
}

TEST_CASE("a run that moves to another day moves for its members' streaks too") {
    FreshLog fresh;
    Run run = run_on(november(20));
    run.id = fresh.add(run);
    run.day = today;
    run.distance = Metres{1000};
    fresh.write([&](Writer& writer) { update_run(writer, run); });
    const auto newest = runs_of(fresh.log, fresh.id_of("anna"), today)();
    REQUIRE(newest);
    CHECK(newest->day == today);
    CHECK(newest->distance == Metres{1000});
}

TEST_CASE("a removed run is gone with its tags") {
    FreshLog fresh;
    Run run = run_on(today);
    run.tags = {"dark"};
    const RunId id = fresh.add(run);
    fresh.write([&](Writer& writer) { remove_run(writer, id); });
    CHECK_FALSE(find_run(fresh.log, id));
    CHECK(tags(fresh.log).empty());
    CHECK_FALSE(runs_of(fresh.log, fresh.id_of("anna"), today)());
}

TEST_CASE("the number of a removed run is not given away again") {
    FreshLog fresh;
    const RunId first = fresh.add(run_on(today));
    fresh.write([&](Writer& writer) { remove_run(writer, first); });
    CHECK(fresh.add(run_on(today)) > first);
}

TEST_CASE("runs come newest first: by day, then by start, then by number") {
    FreshLog fresh;
    const RunId evening = fresh.add(run_at(november(20), 19));
    const RunId morning = fresh.add(run_at(november(20), 6));
    const RunId first = fresh.add(run_on(november(21)));
    const RunId second = fresh.add(run_on(november(21)));
    const RunId old = fresh.add(run_on(november(1)));
    const Ids newest_first{second, first, evening, morning, old};
    CHECK(ids(runs(fresh.log)) == newest_first);

    RunFilter filter;
    filter.oldest_first = true;
    CHECK(ids(runs(fresh.log, filter)) == Ids(newest_first.rbegin(), newest_first.rend()));
    filter.members = {fresh.id_of("anna")};
    CHECK(ids(runs(fresh.log, filter)) == Ids(newest_first.rbegin(), newest_first.rend()));
}

TEST_CASE("runs are chosen by member, each once however many of them ran") {
    const SomeRuns some;
    RunFilter filter;
    filter.members = {some.id_of("anna")};
    CHECK(some.found(filter) == Ids{some.fifth, some.second, some.first});
    filter.members = {some.id_of("anna"), some.id_of("beth")};
    CHECK(some.found(filter) == Ids{some.fifth, some.fourth, some.third, some.second, some.first});
    filter.members = {some.id_of("sue"), some.id_of("beth")};
    CHECK(some.found(filter) == Ids{some.fourth, some.third, some.second});
}

TEST_CASE("a run that was chosen by one of its members still tells all of them") {
    const SomeRuns some;
    RunFilter filter;
    filter.members = {some.id_of("sue")};
    const auto found = runs(some.log, filter);
    REQUIRE(found.size() == 1);
    CHECK(found[0].members.size() == 2);
}

TEST_CASE("runs are chosen by group, by tag, and by days that both count") {
    const SomeRuns some;
    RunFilter by_group;
    by_group.group = some.momma;
    CHECK(some.found(by_group) == Ids{some.fourth, some.third});
    RunFilter by_tag;
    by_tag.tag = "dark";
    CHECK(some.found(by_tag) == Ids{some.second});
    RunFilter by_day;
    by_day.since = november(9);
    by_day.until = november(17);
    CHECK(some.found(by_day) == Ids{some.fourth, some.third, some.second});
}

TEST_CASE("what narrows is taken together") {
    const SomeRuns some;
    RunFilter filter;
    filter.members = {some.id_of("beth"), some.id_of("sue")};
    filter.group = some.momma;
    filter.until = november(16);
    CHECK(some.found(filter) == Ids{some.third});
    filter.tag = "dark";
    CHECK(some.found(filter).empty());
}

TEST_CASE("a limit keeps the first of what fits") {
    const SomeRuns some;
    RunFilter filter;
    filter.limit = 2;
    CHECK(some.found(filter) == Ids{some.fifth, some.fourth});
    filter.oldest_first = true;
    CHECK(some.found(filter) == Ids{some.first, some.second});
    filter.members = {some.id_of("beth"), some.id_of("anna")};
    CHECK(some.found(filter) == Ids{some.first, some.second});
    filter.limit = 0;
    CHECK(some.found(filter).empty());
}

TEST_CASE("a visit that throws ends the reading") {
    const SomeRuns some;
    int visited = 0;
    CHECK_THROWS_AS(each_run(some.log, {},
                             [&](const Run&) {
                                 ++visited;
                                 throw Error("enough");
                             }),
                    Error);
    CHECK(visited == 1);
}

TEST_CASE("a member's runs come newest first, up to a day and on it, their own only") {
    const SomeRuns some;
    const auto pull = runs_of(some.log, some.id_of("beth"), november(16));
    CHECK(pull()->day == november(16));
    CHECK(pull()->day == november(9));
    CHECK_FALSE(pull());
    CHECK_FALSE(pull());
}

TEST_CASE("a member's run without a distance is handed out without one") {
    FreshLog fresh;
    Run run = run_on(today);
    run.distance.reset();
    run.duration = Seconds{60};
    fresh.add(run);
    CHECK_FALSE(runs_of(fresh.log, fresh.id_of("anna"), today)()->distance);
}

TEST_CASE("a member's runs are read only as far as they are pulled") {
    FreshLog fresh;
    fresh.add(run_on(november(20)));
    fresh.add(run_on(november(21)));
    const RunId old = fresh.add(run_on(november(1)));
    tamper(fresh.path, "UPDATE run_members SET day = '0000 unreadable' WHERE run_id = " + std::to_string(old.value));
    const auto pull = runs_of(fresh.log, fresh.id_of("anna"), today);
    CHECK(pull()->day == november(21));
    CHECK(pull()->day == november(20));
    CHECK_THROWS_AS(pull(), Error);
}

TEST_CASE("a start that cannot be read is trouble, not absence") {
    FreshLog fresh;
    const RunId id = fresh.add(run_at(today, 6));
    tamper(fresh.path, "UPDATE runs SET start = 'at dawn'");
    CHECK_THROWS_AS(find_run(fresh.log, id), Error);
}

TEST_CASE("the newest runs are those recorded last, whatever their day") {
    FreshLog fresh;
    const RunId first = fresh.add(run_on(november(21)));
    const RunId second = fresh.add(run_on(november(1)));
    CHECK(newest_runs(fresh.log, 10) == Ids{second, first});
    CHECK(newest_runs(fresh.log, 1) == Ids{second});
}

TEST_CASE("every tag in use is told once, in order") {
    FreshLog fresh;
    CHECK(tags(fresh.log).empty());
    for (const auto& tag : {"ice", "dark", "ice", "Ice", "été", "a"}) {
        Run run = run_on(today);
        run.tags = {tag};
        fresh.add(run);
    }
    CHECK(tags(fresh.log) == std::vector<std::string>{"Ice", "a", "dark", "ice", "été"});
}

} // namespace runlog::store
