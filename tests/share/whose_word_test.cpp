#include "deeds.hpp"

#include <doctest/doctest.h>

using namespace runlog;
using namespace runlog::share;
using namespace runlog::share::in_memory;

TEST_CASE("what a member says of themselves stands over what others say of them") {
    Machines group({"sue", "anna"});
    auto& sue = group.machines[0];
    auto& anna = group.machines[1];
    group.sync_all();
    const auto id = add_run(group, sue, {"sue", "anna"});
    group.sync_all();
    REQUIRE(runs_on(anna).size() == 1);
    auto seen = runs_on(anna).front();
    CHECK(seen.members.size() == 2);
    CHECK(seen.said_by == "sue");

    seen.members = {"sue"}; // "I was not there"
    group.change(anna, [&](store::Writer& writer) { store::update_run(writer, seen); });
    group.sync_all();
    CHECK(run_of(sue, id).members == std::vector<std::string>{"sue"});

    group.now += std::chrono::hours{1};
    auto again = run_of(sue, id);
    again.members = {"sue", "anna"};
    group.change(sue, [&](store::Writer& writer) { store::update_run(writer, again); });
    group.sync_all();
    CHECK(run_of(sue, id).members == std::vector<std::string>{"sue"});
    CHECK(runs_on(anna).front().members == std::vector<std::string>{"sue"});
}

TEST_CASE("a plain member's machine does not change the schedule of others") {
    Machines group({"sue", "anna"});
    auto& anna = group.machines[1];
    group.sync_all();
    CHECK(group.machines[0].share().keeper);
    CHECK_FALSE(anna.share().keeper);
    SessionChange change;
    change.session = LocalTime{november(28)};
    change.cancelled = true;
    change.announced = group.now;
    const auto cancel = [&](store::Writer& writer) { store::set_session_change(writer, anna.group(), change); };
    CHECK_THROWS_AS(group.change(anna, cancel), Error);
    set_share(group, anna, [](store::Share& share) { share.keeper = true; }); // and if it thought that it may
    group.change(anna, cancel);
    group.sync_all();
    CHECK(store::session_changes(*group.machines[0].log, group.machines[0].group()).empty());
}

TEST_CASE("what a device said after its end does not count, even where it had been taken in") {
    Machines group({"sue", "anna", "beth"});
    group.sync_all();
    auto& anna = group.machines[1];
    const auto kept = add_run(group, anna, {"anna"});
    group.sync_all();
    const auto device = anna.share().device;
    const auto end = group.world.last(device);
    auto run = run_of(anna, kept);
    run.distance = Metres{1};
    group.change(anna, [&](store::Writer& writer) { store::update_run(writer, run); });
    add_run(group, anna, {"anna"});
    group.sync_all();
    REQUIRE(runs_on(group.machines[0]).size() == 2);

    for (auto& other : group.world.roster->devices)
        if (other.id == device) other.revoked = Revoked{std::string(40, 'a'), end};
    ++group.world.roster_version;
    group.now += std::chrono::hours{1};
    for (const std::size_t at : {std::size_t{0}, std::size_t{2}}) {
        group.sync(at);
        REQUIRE(runs_on(group.machines[at]).size() == 1);
        CHECK(runs_on(group.machines[at]).front().distance == Metres{5000});
    }
    CHECK_THROWS_AS(group.sync(1), Error); // which was shut out
    CHECK(runs_on(anna).size() == 2);
}

TEST_CASE("what is changed of another's thing, and is not this member's to say, does not hold") {
    Machines group({"sue", "anna", "beth"});
    group.sync_all();
    auto& sue = group.machines[0];
    auto& anna = group.machines[1];
    const auto told = [&](Machine& machine, Answer::Kind kind) {
        Answer answer;
        answer.kind = kind;
        answer.session = LocalTime{november(28)};
        answer.announced = group.now;
        group.change(machine, [&](store::Writer& writer) {
            store::add_answer(writer, machine.group(), store::find_member(writer.log(), "beth").value().id, answer);
        });
    };
    told(anna, Answer::Kind::promise);
    add_run(group, anna, {"anna"});
    group.sync_all();
    group.now += std::chrono::hours{1};
    told(sue, Answer::Kind::excuse); // which withdraws anna's word here
    auto run = runs_on(sue).front();
    run.place = "elsewhere";
    run.members.push_back("beth");
    group.change(sue, [&](store::Writer& writer) { store::update_run(writer, run); });
    group.sync_all();
    for (const auto& machine : group.machines) {
        const auto answers = store::answers(*machine.log, machine.group());
        REQUIRE(answers.size() == 2);
        CHECK_FALSE(answers[0].withdrawn);
        CHECK_FALSE(answers[1].withdrawn);
        CHECK_FALSE(runs_on(machine).front().place);
        CHECK(runs_on(machine).front().members == std::vector<std::string>{"anna"});
    }
}
