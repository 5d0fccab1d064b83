#include "fixture.hpp"

#include "runlog/store/attendance.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/store/shares.hpp"
#include "runlog/store/things.hpp"

#include <doctest/doctest.h>

#include <set>

namespace runlog::store {

using namespace testing;

namespace {

/// A log that shares momma, whose members are known there by the uids that they have here.
struct SharedLog : FreshLog {
    GroupId momma;

    SharedLog() {
        write([&](Writer& writer) { momma = add_group(writer, grouped("momma")); });
        take_in(log, now, [&](Writer& writer) {
            Share share;
            share.group = momma;
            share.device = "00000000000000a1";
            share.keeper = true;
            set_share(writer, share);
            for (const auto& member : members(log)) set_shared_member(writer, momma, member.uid, member.id);
        });
    }

    Uid uid(const std::string& handle) const { return find_member(log, handle).value().uid; }
    Uid uid(RunId run) const { return find_run(log, run).value().uid; }

    /// The names of what `work` changed.
    std::set<std::string> changed_by(const std::function<void()>& work) const {
        const auto before = newest_change_id(log);
        work();
        std::set<std::string> names;
        for (const auto& [thing, ignored] : Things(log, momma).changed_since(before)) names.insert(name_of(thing));
        return names;
    }
    std::set<std::string> written(const std::function<void(Writer&)>& work) {
        return changed_by([&] { write(work); });
    }
};

using Names = std::set<std::string>;

Run groups_run() {
    auto run = run_on(november(20), {"sue", "anna"});
    run.group = "momma";
    run.tags = {"ice"};
    return run;
}

SessionChange cancelled(unsigned day) {
    SessionChange change;
    change.session = LocalTime{november(day)};
    change.cancelled = true;
    change.announced = now;
    return change;
}

} // namespace

TEST_CASE("a run is told of when it comes, when it changes and when it goes") {
    SharedLog log;
    RunId id;
    const auto added = log.changed_by([&] { id = log.add(groups_run()); });
    const auto name = "run:" + to_text(log.uid(id));
    CHECK(added == Names{name});
    auto run = find_run(log.log, id).value();
    run.distance = Metres{7000};
    CHECK(log.written([&](Writer& writer) { update_run(writer, run); }) == Names{name});
    CHECK(log.written([&](Writer& writer) { remove_run(writer, id); }) == Names{name});
}

TEST_CASE("a run is told of when only its tags or its members change") {
    SharedLog log;
    const auto id = log.add(groups_run());
    const auto name = "run:" + to_text(log.uid(id));
    auto run = find_run(log.log, id).value();
    run.tags = {"ice", "dark"};
    CHECK(log.written([&](Writer& writer) { update_run(writer, run); }) == Names{name});
    run.members = {"sue"};
    CHECK(log.written([&](Writer& writer) { update_run(writer, run); }) == Names{name});
    run.members = {"sue", "beth"};
    CHECK(log.written([&](Writer& writer) { update_run(writer, run); }) == Names{name});
}

TEST_CASE("what an undo takes back or brings back is told of") {
    SharedLog log;
    const auto id = log.add(groups_run());
    const auto name = "run:" + to_text(log.uid(id));
    ChangeId by;
    CHECK(log.changed_by([&] { by = undo(log.log, now, std::nullopt).by; }) == Names{name});
    CHECK(log.changed_by([&] { undo(log.log, now, by); }) == Names{name});
}

TEST_CASE("each change is told of with the moment of the newest") {
    SharedLog log;
    const auto before = newest_change_id(log.log);
    const auto id = log.add(groups_run());
    auto run = find_run(log.log, id).value();
    run.distance = Metres{7000};
    change(log.log, now + std::chrono::hours{2}, "test", [&](Writer& writer) {
        update_run(writer, run);
        return "later";
    });
    const auto changed = Things(log.log, log.momma).changed_since(before);
    REQUIRE(changed.size() == 1);
    CHECK(changed.begin()->second == now + std::chrono::hours{2});
    CHECK(Things(log.log, log.momma).changed_since(newest_change_id(log.log)).empty());
}

TEST_CASE("a session's change is told of by the session's name, and by both where that changes") {
    SharedLog log;
    CHECK(log.written([&](Writer& writer) { set_session_change(writer, log.momma, cancelled(7)); }) ==
          Names{"change:2026-11-07T00:00"});
    const auto later = LocalTime{november(7)} + std::chrono::hours{6};
    CHECK(log.written([&](Writer& writer) { rename_session(writer, log.momma, LocalTime{november(7)}, later); }) ==
          Names{"change:2026-11-07T00:00", "change:2026-11-07T06:00"});
    CHECK(log.written([&](Writer& writer) { remove_session_change(writer, log.momma, later); }) ==
          Names{"change:2026-11-07T06:00"});
}

TEST_CASE("a renamed session is told of in the answers and runs that name it") {
    SharedLog log;
    Answer answer;
    answer.kind = Answer::Kind::promise;
    answer.session = LocalTime{november(28)};
    answer.announced = now;
    log.write([&](Writer& writer) { add_answer(writer, log.momma, log.id_of("anna"), answer); });
    const auto later = LocalTime{november(28)} + std::chrono::hours{6};
    const auto names =
        log.written([&](Writer& writer) { rename_session(writer, log.momma, LocalTime{november(28)}, later); });
    REQUIRE(names.size() == 1);
    CHECK(names.begin()->starts_with("answer:"));
    CHECK(names.begin()->ends_with(to_text(log.uid("anna"))));
}

TEST_CASE("lists, members and the group are told of as wholes") {
    SharedLog log;
    const auto anna = to_text(log.uid("anna"));
    Membership membership;
    membership.when.from = november(1);
    CHECK(log.written([&](Writer& writer) { set_memberships(writer, log.momma, log.id_of("anna"), {membership}); }) ==
          Names{"memberships:" + anna});
    Plan plan;
    plan.when.from = november(1);
    CHECK(log.written([&](Writer& writer) { set_plans(writer, log.id_of("anna"), {plan}); }) == Names{"plans:" + anna});
    Terms terms;
    terms.when.from = november(1);
    CHECK(log.written([&](Writer& writer) { set_terms(writer, log.momma, {terms}); }) == Names{"terms"});
    CHECK(log.written([&](Writer& writer) {
        auto member = find_member(writer.log(), "anna").value();
        member.name = "Anna Berg";
        update_member(writer, member);
    }) == Names{"member:" + anna});
    CHECK(log.written([&](Writer& writer) {
        auto group = find_group(writer.log(), "momma").value();
        group.title = "MOMMA";
        update_group(writer, group);
    }) == Names{"group"});
}

TEST_CASE("what concerns other groups, and those whom the group does not know, is not told of") {
    SharedLog log;
    const auto names = log.written([&](Writer& writer) {
        const auto track = add_group(writer, grouped("track"));
        const auto carla = add_member(writer, named("carla"));
        Membership membership;
        membership.when.from = november(1);
        set_memberships(writer, track, log.id_of("anna"), {membership});
        Plan plan;
        plan.when.from = november(1);
        set_plans(writer, carla, {plan});
        set_session_change(writer, track, cancelled(7));
    });
    CHECK(names.empty());
}

TEST_CASE("what others said is no change of this log's own") {
    SharedLog log;
    const auto id = log.add(groups_run());
    const Thing thing{Kind::run, to_text(log.uid(id)), {}, log.uid("sue")};
    CHECK(log.changed_by([&] {
                 take_in(log.log, now, [&](Writer& writer) {
                     const Things things(log.log, log.momma);
                     auto facts = things.facts(thing).value();
                     facts["distance_m"] = std::int64_t{9000};
                     things.set(writer, thing, facts);
                 });
             })
              .empty());
    CHECK(find_run(log.log, id)->distance == Metres{9000});
}

} // namespace runlog::store
