#include "runlog/domain/error.hpp"
#include "runlog/formats/roster.hpp"
#include "share/world.hpp"

#include <doctest/doctest.h>

/// What a host, or somebody who may write to it, can do to the list of who shares a log.
namespace runlog::share {

namespace {

using doctest::Contains;
using store::testing::contains;
using testing::alarm;
using testing::batch;
using testing::git_in;
using testing::World;

/// anna and beth share a log, and both know it.
struct Known : World {
    Known() {
        roster = beth.fetch().roster;
        commit = tip("roster");
        anna.fetch();
    }

    /// Puts `next` behind `parent` on the host, signed by the key in `key`, and says that `signer` did.
    std::string forge_roster(const Roster& next, const std::string& parent, const testing::Machine& machine,
                             const std::string& signer) const {
        return forge("roster", parent, "roster.json", formats::roster_text(next), machine.key(), "roster by " + signer);
    }

    /// Looks as beth, checks that the roster that was known stays, and returns the alarm.
    std::string what_beth_hears() const {
        const auto fetched = beth.fetch();
        CHECK(fetched.roster == roster);
        CHECK(git_in(beth.mirror(), {"rev-parse", "refs/good/roster"}) == commit);
        return alarm(fetched);
    }

    Roster grown() const {
        Roster next = roster;
        next.members.push_back(testing::member(3, "carl"));
        return next;
    }

    Roster roster;
    std::string commit;
};

} // namespace

TEST_CASE("a roster that was set up by hand as an organizer would is believed") {
    const Known world;
    world.forge_roster(world.grown(), world.commit, world.anna, world.anna.device);
    CHECK(world.beth.fetch().roster == world.grown());
}

TEST_CASE("a roster that no organizer signed is not believed") {
    const Known world;
    world.forge_roster(world.grown(), world.commit, world.beth, world.beth.device);
    CHECK(world.what_beth_hears() ==
          "The list of who shares the log was changed on the host, and the change is not believed: beth is no "
          "organizer, and changed more than devices of their own.");
}

TEST_CASE("a roster that says it is by somebody else is not believed") {
    const Known world;
    for (const std::string& signer : {world.anna.device, std::string(), std::string("eeeeeeeeeeeeeeee")}) {
        world.forge_roster(world.grown(), world.commit, world.beth, signer);
        CHECK(contains(world.what_beth_hears(), "it was not signed by a device that was in"));
    }
}

TEST_CASE("what follows a version that is not believed is not believed either") {
    const Known world;
    const auto lie = world.forge_roster(world.grown(), world.commit, world.beth, world.beth.device);
    world.forge_roster(world.grown(), lie, world.anna, world.anna.device);
    CHECK(contains(world.what_beth_hears(), "beth is no organizer"));
    Mirror anna = world.anna.open();
    CHECK(anna.fetch().roster == world.roster);
    CHECK_THROWS_WITH_AS(anna.change_roster(world.grown(), world.anna.device), Contains("not believed here"), Error);
}

TEST_CASE("an organizer cannot be made and used in one go by others") {
    const Known world;
    Roster next = world.roster;
    next.members[1].role = Role::organizer;
    const auto first = world.forge_roster(next, world.commit, world.beth, world.beth.device);
    next.members.push_back(testing::member(3, "carl"));
    world.forge_roster(next, first, world.beth, world.beth.device);
    CHECK(contains(world.what_beth_hears(), "beth is no organizer"));
}

TEST_CASE("a roster that cannot be read is not believed") {
    const Known world;
    for (const std::string text : {"", "{}", "nonsense", "{\"v\":2}"}) {
        world.forge("roster", world.commit, "roster.json", text, world.anna.key(), "roster by " + world.anna.device);
        CHECK(contains(world.what_beth_hears(), "is not believed"));
    }
    world.forge("roster", world.commit, "roster.json", std::string(5 << 20, ' '), world.anna.key(),
                "roster by " + world.anna.device);
    CHECK(contains(world.what_beth_hears(), "too long"));
}

TEST_CASE("a roster that was set back stays what it was, and an organizer's next change mends it") {
    const Known world;
    world.on_host({"update-ref", "refs/heads/roster", world.anna.genesis});
    CHECK(contains(world.what_beth_hears(), "was set back"));
    Mirror anna = world.anna.open();
    CHECK(anna.fetch().roster == world.roster);
    CHECK(anna.change_roster(world.grown(), world.anna.device));
    CHECK(world.beth.fetch().roster == world.grown());
    CHECK(world.beth.fetch().alarms.empty());
}

TEST_CASE("a roster that is gone stays what it was, and comes back with the next sending") {
    const Known world;
    world.on_host({"update-ref", "-d", "refs/heads/roster"});
    CHECK(contains(world.what_beth_hears(), "The host has lost the list"));
    world.beth.send({batch(1, 1)});
    CHECK(world.tip("roster") == world.commit);
    CHECK(world.beth.fetch().alarms.empty());
}

TEST_CASE("two ends of a roster stop everything") {
    const Known world;
    world.forge_roster(world.grown(), world.anna.genesis, world.anna, world.anna.device);
    CHECK_THROWS_WITH_AS(world.beth.fetch(), Contains("there are two now"), Error);
    CHECK_THROWS_WITH_AS(world.beth.fetch(), Contains("there are two now"), Error);
    CHECK(git_in(world.beth.mirror(), {"rev-parse", "refs/good/roster"}) == world.commit);
}

TEST_CASE("a roster that begins anew stops everything, and tells a newcomer that it is another") {
    const Known world;
    const auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    Roster fresh = world.roster;
    fresh.members.pop_back();
    fresh.devices.pop_back();
    world.forge_roster(fresh, "", world.anna, world.anna.device);
    CHECK_THROWS_WITH_AS(world.beth.fetch(), Contains("there are two now"), Error);
    CHECK_THROWS_WITH_AS(carl.fetch(), Contains("the log of another group"), Error);
}

TEST_CASE("the first version counts only as its organizer's device signed it") {
    const Known world;
    auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    Roster first = world.roster;
    first.members.pop_back();
    first.devices.pop_back();
    carl.genesis = world.forge_roster(first, "", world.beth, world.anna.device);
    CHECK_THROWS_WITH_AS(carl.fetch(), Contains("not signed by the organizer's device"), Error);
    carl.genesis = world.forge_roster(world.roster, "", world.anna, world.anna.device);
    CHECK_THROWS_WITH_AS(carl.fetch(), Contains("begins with others than one organizer"), Error);
}

TEST_CASE("nothing counts that a device says after its end, whatever date it bears") {
    const Known world;
    const auto end = world.beth.send({batch(1, 2)}).tip;
    const auto& beth = world.beth;
    world.change_roster([&](Roster& roster) { roster.devices[1].revoked = Revoked{end, 2}; });
    // An honest machine sends no more.
    world.forge(beth.branch(), end, "2026/10/000000000003-000000000003.jsonl", batch(3, 3, "back-dated").lines,
                beth.key(), "records 3 to 3");
    const auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    for (const auto& machine : {world.anna, carl}) {
        const auto fetched = machine.fetch();
        REQUIRE(fetched.branches.size() == 1);
        CHECK(fetched.branches[0].tip == end);
        CHECK(fetched.branches[0].last == 2);
        CHECK(alarm(fetched) == "beth's branch " + world.beth.branch() +
                                    " goes on after it was revoked: nothing after its end is believed.");
        CHECK(machine.records_of(world.beth) == batch(1, 2).lines);
    }
}

TEST_CASE("a device that was believed for longer than it is now ends where the roster says") {
    const Known world;
    const auto end = world.beth.send({batch(1, 2)}).tip;
    world.beth.send({batch(3, 3)});
    CHECK(world.anna.fetch().branches.at(0).last == 3);
    world.change_roster([&](Roster& roster) { roster.devices[1].revoked = Revoked{end, 2}; });
    const auto branch = world.anna.fetch().branches.at(0);
    CHECK(branch.tip == end);
    CHECK(branch.last == 2);
}

TEST_CASE("a branch that is cut back to where its device ended is no trouble, and its device sends no more") {
    const Known world;
    const auto end = world.beth.send({batch(1, 2)}).tip;
    world.beth.send({batch(3, 3)});
    CHECK(world.anna.fetch().branches.at(0).last == 3);
    world.change_roster([&](Roster& roster) { roster.devices[1].revoked = Revoked{end, 2}; });
    world.on_host({"update-ref", "refs/heads/" + world.beth.branch(), end});
    const auto fetched = world.anna.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.branches.at(0).tip == end);
    CHECK_THROWS_WITH_AS(world.beth.send({}), Contains("may not send any more"), Error);
}

TEST_CASE("a device that ended before its first record has no branch") {
    const Known world;
    world.beth.send({batch(1, 2)});
    world.change_roster([&](Roster& roster) { roster.devices[1].revoked = Revoked{}; });
    const auto fetched = world.anna.fetch();
    CHECK(fetched.branches.empty());
    CHECK(contains(alarm(fetched), "goes on after it was revoked"));
}

TEST_CASE("another past of a device that was revoked is not believed") {
    const Known world;
    const auto end = world.beth.send({batch(1, 2)}).tip;
    world.change_roster([&](Roster& roster) { roster.devices[1].revoked = Revoked{end, 2}; });
    world.forge(world.beth.branch(), "", "2026/11/000000000001-000000000002.jsonl", batch(1, 2, "lie").lines,
                world.beth.key(), "records 1 to 2");
    const auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    const auto fetched = carl.fetch();
    CHECK(fetched.branches.empty());
    CHECK(contains(alarm(fetched), "does not hold where it was ended"));
}

} // namespace runlog::share
