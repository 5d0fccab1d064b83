#include "deeds.hpp"

#include <doctest/doctest.h>

using namespace runlog;
using namespace runlog::share;
using namespace runlog::share::in_memory;

TEST_CASE("two machines of one member are one log: each has what the other was told") {
    Machines group({"sue", "anna", "anna"});
    group.sync_all();
    const auto first = add_run(group, group.machines[1], {"anna"});
    group.sync_all();
    REQUIRE(runs_on(group.machines[2]).size() == 1);
    auto run = runs_on(group.machines[2]).front();
    CHECK_FALSE(run.said_by); // it is the member's own on both
    run.distance = Metres{7000};
    group.now += std::chrono::hours{1};
    group.change(group.machines[2], [&](store::Writer& writer) { store::update_run(writer, run); });
    group.sync_all();
    CHECK(run_of(group.machines[1], first).distance == Metres{7000});
    CHECK(runs_on(group.machines[0]).front().distance == Metres{7000});
}

TEST_CASE("edits of two fields on two machines both hold, though one had not been told yet") {
    Machines group({"sue", "anna", "anna"});
    group.sync_all();
    const auto id = add_run(group, group.machines[1], {"anna"});
    group.sync_all();
    auto here = run_of(group.machines[1], id);
    here.place = "park";
    group.change(group.machines[1], [&](store::Writer& writer) { store::update_run(writer, here); });
    group.now += std::chrono::hours{1};
    auto there = runs_on(group.machines[2]).front();
    there.distance = Metres{7000};
    group.change(group.machines[2], [&](store::Writer& writer) { store::update_run(writer, there); });
    group.sync(2);
    group.sync(1); // takes the other edit in while its own waits
    CHECK(run_of(group.machines[1], id).place == "park");
    CHECK(run_of(group.machines[1], id).distance == Metres{7000});
    group.sync_all();
    CHECK(runs_on(group.machines[0]).front().place == "park");
    CHECK(runs_on(group.machines[0]).front().distance == Metres{7000});
}

TEST_CASE("all runs are shared while their owner says so, and taken back when not any more") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& sue = group.machines[0];
    auto& anna = group.machines[1];
    const auto elsewhere = add_run(group, anna, {"anna"}, false);
    add_run(group, anna, {"anna"});
    group.sync_all();
    CHECK(runs_on(sue).size() == 1);
    set_share(group, anna, [](store::Share& share) { share.all_runs = true, share.looked_at.reset(); });
    group.now += std::chrono::hours{1};
    group.sync_all();
    CHECK(runs_on(sue).size() == 2);
    set_share(group, anna, [](store::Share& share) { share.all_runs = false, share.looked_at.reset(); });
    group.now += std::chrono::hours{1};
    group.sync_all();
    CHECK(runs_on(sue).size() == 1);
    CHECK(run_of(anna, elsewhere).distance == Metres{5000});
}

TEST_CASE("a preview shows the very lines that the next sync sends, and sends none") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    CHECK(preview(*anna.log, anna.group(), group.now).empty());
    add_run(group, anna, {"anna", "sue"});
    const auto hidden = add_run(group, anna, {"anna"}, false);
    group.now += std::chrono::minutes{5};
    const auto lines = preview(*anna.log, anna.group(), group.now);
    CHECK(preview(*anna.log, anna.group(), group.now) == lines);
    CHECK(lines.size() == 1);
    CHECK(lines.front().find(to_text(run_of(anna, hidden).uid)) == std::string::npos);
    const auto device = anna.share().device;
    const auto batches = group.world.branches[device].size();
    CHECK(group.sync(1).sent == static_cast<int>(lines.size()));
    REQUIRE(group.world.branches[device].size() == batches + 1);
    std::string sent;
    for (const auto& line : lines) sent += line + '\n';
    CHECK(group.world.branches[device].back().lines == sent);
    CHECK(preview(*anna.log, anna.group(), group.now).empty());
}

TEST_CASE("a run that is undone after it was shared goes elsewhere too, and comes back when that is undone") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    add_run(group, anna, {"anna"});
    group.sync_all();
    CHECK(runs_on(group.machines[0]).size() == 1);
    group.now += std::chrono::minutes{1};
    const auto undone = store::undo(*anna.log, group.now, std::nullopt);
    group.sync_all();
    CHECK(runs_on(group.machines[0]).empty());
    CHECK(runs_on(anna).empty());
    group.now += std::chrono::minutes{1};
    store::undo(*anna.log, group.now, undone.by);
    group.sync_all();
    CHECK(runs_on(group.machines[0]).size() == 1);
}

TEST_CASE("a second sync with nothing new sends nothing and takes nothing in") {
    Machines group({"sue", "anna", "anna"});
    group.sync_all();
    add_run(group, group.machines[1], {"anna", "sue"});
    group.sync_all();
    for (std::size_t at = 0; at < group.machines.size(); ++at) {
        const auto before = store::testing::contents(group.machines[at].path);
        const auto done = group.sync(at);
        CHECK(done.sent == 0);
        CHECK(done.taken_in == 0);
        CHECK(store::testing::contents(group.machines[at].path) == before);
    }
}

TEST_CASE("a run that one machine takes out of the group while another names its session is still a run") {
    Machines group({"sue", "anna", "anna"});
    group.sync_all();
    set_share(group, group.machines[1], [](store::Share& share) { share.all_runs = true; });
    const auto id = add_run(group, group.machines[1], {"anna"});
    group.sync_all();
    auto there = runs_on(group.machines[2]).front();
    there.session = "2026-11-20";
    group.change(group.machines[2], [&](store::Writer& writer) { store::update_run(writer, there); });
    group.now += std::chrono::hours{1};
    auto here = run_of(group.machines[1], id);
    here.group.reset();
    group.change(group.machines[1], [&](store::Writer& writer) { store::update_run(writer, here); });
    group.sync_all();
    for (const std::size_t at : {std::size_t{1}, std::size_t{2}}) {
        REQUIRE(runs_on(group.machines[at]).size() == 1);
        CHECK_FALSE(runs_on(group.machines[at]).front().group);
        CHECK_FALSE(runs_on(group.machines[at]).front().session);
    }
}

TEST_CASE("a run whose distance and duration are taken away by two machines is still a run") {
    Machines group({"sue", "anna", "anna"});
    group.sync_all();
    RunId id;
    group.change(group.machines[1], [&](store::Writer& writer) {
        auto run = store::testing::run_on(november(20), {"anna"});
        run.group = "momma";
        run.duration = std::chrono::minutes{30};
        id = store::add_run(writer, run);
    });
    group.sync_all();
    auto there = runs_on(group.machines[2]).front();
    there.distance.reset();
    group.change(group.machines[2], [&](store::Writer& writer) { store::update_run(writer, there); });
    auto here = run_of(group.machines[1], id);
    here.duration.reset();
    group.change(group.machines[1], [&](store::Writer& writer) { store::update_run(writer, here); });
    group.sync_all();
    CHECK(runs_on(group.machines[1]).size() == 1);
    CHECK(runs_on(group.machines[2]).size() == 1);
}

TEST_CASE("what was removed before its owner changed what the group sees goes elsewhere too") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    const auto id = add_run(group, anna, {"anna"});
    group.sync_all();
    group.now += std::chrono::hours{1};
    group.change(anna, [&](store::Writer& writer) { store::remove_run(writer, id); });
    set_share(group, anna, [](store::Share& share) { share.all_runs = true, share.looked_at.reset(); });
    group.sync_all();
    CHECK(runs_on(group.machines[0]).empty());
}

namespace {

/// Anna's second machine, which has heard all and said nothing, changes a run of the first one's.
void change_on_second_machine(Machines& group, Metres distance) {
    auto& second = group.machines[2];
    REQUIRE_FALSE(store::newest_record(*second.log, second.group(), second.share().device));
    auto run = runs_on(second).at(0);
    run.distance = distance;
    group.now += std::chrono::hours{1};
    group.change(second, [&](store::Writer& writer) { store::update_run(writer, run); });
}

} // namespace

TEST_CASE("the first word of a machine is told, though its owner has just changed what the group sees") {
    Machines group({"sue", "anna"});
    add_run(group, group.machines[1], {"anna"});
    group.sync_all();
    group.let_in("anna");
    change_on_second_machine(group, Metres{7000});
    set_share(group, group.machines[2], [](store::Share& share) { share.all_runs = true, share.looked_at.reset(); });
    group.sync_all();
    for (const auto& machine : group.machines) CHECK(runs_on(machine).at(0).distance == Metres{7000});
}

TEST_CASE("the first word of a machine is told, though it has just followed another one in what the group sees") {
    Machines group({"sue", "anna"});
    add_run(group, group.machines[1], {"anna"});
    set_share(group, group.machines[1], [](store::Share& share) { share.all_runs = true, share.looked_at.reset(); });
    group.sync_all();
    group.let_in("anna");
    REQUIRE(group.machines[2].share().all_runs);
    change_on_second_machine(group, Metres{7000});
    group.sync_all();
    for (const auto& machine : group.machines) CHECK(runs_on(machine).at(0).distance == Metres{7000});
}

TEST_CASE("a login that differs is not told when all is looked at anew") {
    Machines group({"sue", "anna"});
    add_run(group, group.machines[1], {"anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    store::take_in(*anna.log, group.now, [&](store::Writer& writer) {
        auto member = store::owner(writer.log());
        member.handle = "annab";
        store::update_member(writer, member);
    });
    set_share(group, anna, [](store::Share& share) { share.all_runs = true, share.looked_at.reset(); });
    group.sync_all();
    const auto& said = group.world.branches.at(anna.share().device);
    CHECK(said.back().lines.find("all_runs") != std::string::npos);
    CHECK(said.back().lines.find("annab") == std::string::npos);
}

TEST_CASE("a clock that is days ahead is told, and what it says is taken in") {
    Machines group({"sue", "anna"});
    group.sync_all();
    auto& anna = group.machines[1];
    anna.skew = std::chrono::hours{24 * 30};
    add_run(group, anna, {"anna"});
    group.sync(1);
    const auto done = group.sync(0);
    CHECK(done.taken_in == 1);
    REQUIRE(done.alarms.size() == 1);
    CHECK(done.alarms.front().find("The clock of anna's machine") == 0);
    CHECK(store::alarms(*group.machines[0].log, group.machines[0].group()).size() == 1);
    group.now += std::chrono::hours{24 * 30};
    CHECK(group.sync(0).alarms.empty());
}

TEST_CASE("an edit holds though the clock of whoever spoke before is ahead") {
    Machines group({"sue", "anna", "anna"});
    group.sync_all();
    group.machines[1].skew = std::chrono::hours{24 * 30};
    add_run(group, group.machines[1], {"anna"});
    group.sync_all();
    auto run = runs_on(group.machines[2]).front();
    run.distance = Metres{7000};
    group.now += std::chrono::hours{1};
    group.change(group.machines[2], [&](store::Writer& writer) { store::update_run(writer, run); });
    group.sync_all();
    for (const auto& machine : group.machines) CHECK(runs_on(machine).front().distance == Metres{7000});
}
