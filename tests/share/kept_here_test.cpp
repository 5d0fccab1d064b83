#include "machines.hpp"

#include <doctest/doctest.h>

using namespace runlog;
using namespace runlog::share;
using namespace runlog::share::in_memory;

/// What a member does not let the group see, or what does not fit through, stays as it is in their own log.
namespace {

void set_openness(Machines& group, Machine& machine, const std::function<void(store::Share&)>& set) {
    store::take_in(*machine.log, group.now, [&](store::Writer& writer) {
        auto share = machine.share();
        set(share);
        share.looked_at.reset();
        store::set_share(writer, share);
    });
}

RunId add_noted_run(Machines& group, Machine& machine, const std::string& note) {
    RunId id;
    group.change(machine, [&](store::Writer& writer) {
        auto run = store::testing::run_on(november(20), {machine.owner});
        run.group = "momma";
        run.note = note;
        id = store::add_run(writer, run);
    });
    return id;
}

std::string note_of(const Machine& machine, RunId id) {
    return store::find_run(*machine.log, id).value().note.value_or("none");
}

} // namespace

TEST_CASE("a reason for leave that is not shared stays in the log it was written in") {
    Machines group({"sue", "anna"});
    auto& anna = group.machines[1];
    Leave leave;
    leave.when = {november(10), std::nullopt};
    leave.reason = "the knee";
    leave.announced = group.now;
    Answer answer;
    answer.kind = Answer::Kind::excuse;
    answer.session = LocalTime{november(7)};
    answer.reason = "the doctor";
    answer.announced = group.now;
    group.change(anna, [&](store::Writer& writer) {
        store::add_leave(writer, anna.me(), leave);
        store::add_answer(writer, anna.group(), anna.me(), answer);
    });
    group.sync_all();
    CHECK(store::leaves(*anna.log, anna.me()).at(0).reason == "the knee");
    CHECK(store::answers(*anna.log, anna.group()).at(0).reason == "the doctor");
    const auto& sue = group.machines[0];
    const auto annas = store::find_member(*sue.log, "anna").value().id;
    CHECK(store::leaves(*sue.log, annas).at(0).reason.empty());
    CHECK(store::answers(*sue.log, sue.group()).at(0).reason.empty());

    set_openness(group, anna, [](store::Share& share) { share.reasons = true; });
    group.sync_all();
    CHECK(store::leaves(*sue.log, annas).at(0).reason == "the knee");
    set_openness(group, anna, [](store::Share& share) { share.reasons = false; });
    group.sync_all();
    CHECK(store::leaves(*sue.log, annas).at(0).reason.empty());
    CHECK(store::leaves(*anna.log, anna.me()).at(0).reason == "the knee");
}

TEST_CASE("a note that is not shared any more stays in the log it was written in") {
    Machines group({"sue", "anna"});
    auto& anna = group.machines[1];
    const auto& sue = group.machines[0];
    set_openness(group, anna, [](store::Share& share) { share.notes = true; });
    const auto run = add_noted_run(group, anna, "the bridge was closed");
    group.sync_all();
    CHECK(store::testing::runs(*sue.log).at(0).note == "the bridge was closed");
    set_openness(group, anna, [](store::Share& share) { share.notes = false; });
    group.sync_all();
    CHECK_FALSE(store::testing::runs(*sue.log).at(0).note);
    CHECK(note_of(anna, run) == "the bridge was closed");
}

TEST_CASE("a note too long to be sent is cut elsewhere, and not here") {
    Machines group({"sue", "anna"});
    auto& anna = group.machines[1];
    set_openness(group, anna, [](store::Share& share) { share.notes = true; });
    const std::string note(longest_text + 500, 'x');
    const auto run = add_noted_run(group, anna, note);
    group.sync_all();
    CHECK((store::testing::runs(*group.machines[0].log).at(0).note == note.substr(0, longest_text)));
    CHECK((note_of(anna, run) == note));
}

TEST_CASE("another machine of the same member takes over what the first one lets the group see") {
    Machines group({"sue", "anna"});
    auto& anna = group.machines[1];
    set_openness(group, anna, [](store::Share& share) { share.all_runs = share.reasons = true; });
    group.sync_all();
    group.now += std::chrono::hours{1};
    group.let_in("anna");
    group.sync_all();
    for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
        CAPTURE(at);
        CHECK(group.machines[at].share().all_runs);
        CHECK(group.machines[at].share().reasons);
        CHECK_FALSE(group.machines[at].share().notes);
    }
}

TEST_CASE("another machine of the same member learns what the member is called") {
    Machines group({"sue", "anna"});
    auto& anna = group.machines[1];
    group.change(anna, [&](store::Writer& writer) {
        auto member = store::owner(writer.log());
        member.name = "Anna Berg";
        store::update_member(writer, member);
    });
    group.sync_all();
    group.now += std::chrono::hours{1};
    group.let_in("anna");
    group.sync_all();
    for (const auto& machine : group.machines) {
        CAPTURE(machine.path);
        CHECK(store::find_member(*machine.log, "anna").value().name == "Anna Berg");
    }
}
