#include "runlog/domain/error.hpp"
#include "runlog/formats/roster.hpp"
#include "share/world.hpp"

#include <doctest/doctest.h>

/// What a host, or somebody who may write to it, can do to the branches of others: each time it is told, and nothing of
/// it is believed.
namespace runlog::share {

namespace {

using store::testing::contains;
using testing::alarm;
using testing::batch;
using testing::git_in;
using testing::World;

constexpr const char* path_of_third = "2026/11/000000000003-000000000003.jsonl";

/// anna has sent records 1 to 2, and beth knows.
struct Known : World {
    Known() {
        known = anna.send({batch(1, 2)}).tip;
        beth.fetch();
    }

    /// Looks as beth after something was done to anna's branch, checks that what was known stays, and returns the
    /// alarm.
    std::string what_beth_hears() const {
        const auto fetched = beth.fetch();
        REQUIRE(fetched.branches.size() == 1);
        CHECK(fetched.branches[0].tip == known);
        CHECK(fetched.branches[0].last == 2);
        CHECK(beth.records_of(anna) == batch(1, 2).lines);
        CHECK(git_in(beth.mirror(), {"rev-parse", "refs/good/" + anna.branch()}) == known);
        return alarm(beth.fetch());
    }

    /// A commit on anna's branch with `path` in it, signed as it must be.
    std::string forge_by_anna(const std::string& path, const std::string& message) const {
        return forge(anna.branch(), known, path, batch(3, 3).lines, anna.key(), message);
    }

    std::string known;
};

} // namespace

TEST_CASE("what was set up by hand as a device would is believed") {
    const Known world;
    const auto commit = world.forge_by_anna(path_of_third, "records 3 to 3");
    const auto fetched = world.beth.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.branches.at(0).tip == commit);
    CHECK(fetched.branches.at(0).last == 3);
}

TEST_CASE("a branch that was set back stays where it was") {
    const Known world;
    world.anna.send({batch(3, 3)});
    const auto third = world.beth.fetch();
    CHECK(third.alarms.empty());
    world.on_host({"update-ref", "refs/heads/" + world.anna.branch(), world.known});
    const auto fetched = world.beth.fetch();
    CHECK(fetched.branches.at(0).tip == third.branches.at(0).tip);
    CHECK(alarm(fetched) == "anna's branch " + world.anna.branch() +
                                " on the host was set back: what came before is kept, the rest is not believed.");
}

TEST_CASE("a branch that is gone stays where it was") {
    const Known world;
    world.on_host({"update-ref", "-d", "refs/heads/" + world.anna.branch()});
    CHECK(world.what_beth_hears() ==
          "anna's branch " + world.anna.branch() + " is gone from the host: what came before is kept.");
}

TEST_CASE("a branch that something else than a commit stands for is gone") {
    const Known world;
    const auto tree = world.on_host({"rev-parse", world.known + "^{tree}"});
    world.on_host({"update-ref", "-d", "refs/heads/" + world.anna.branch()});
    store::testing::write_file(world.host() / "refs/heads" / world.anna.branch(), tree + "\n");
    CHECK(contains(world.what_beth_hears(), "is gone from the host"));
}

TEST_CASE("a branch that was rewritten stays where it was") {
    const Known world;
    world.forge(world.anna.branch(), "", "2026/11/000000000001-000000000003.jsonl", batch(1, 3, "lie").lines,
                world.anna.key(), "records 1 to 3");
    CHECK(contains(world.what_beth_hears(), "was rewritten"));
}

TEST_CASE("what another member's device signed is not believed in a branch") {
    const Known world;
    world.forge(world.anna.branch(), world.known, path_of_third, batch(3, 3).lines, world.beth.key(), "records 3 to 3");
    CHECK(world.what_beth_hears() == "anna's branch " + world.anna.branch() +
                                         " on the host was not signed by that device: what came before is kept, the "
                                         "rest is not believed.");
}

TEST_CASE("what a key signed that nobody knows, or none, is not believed") {
    const Known world;
    const auto stranger = world.machine("eeeeeeeeeeeeeeee", testing::member(5, "eve"));
    stranger.open().make_key(stranger.device);
    for (const auto& key : {stranger.key(), std::filesystem::path()}) {
        world.forge(world.anna.branch(), world.known, path_of_third, batch(3, 3).lines, key, "records 3 to 3");
        CHECK(contains(world.what_beth_hears(), "was not signed by that device"));
    }
}

TEST_CASE("one device's records cannot be passed off as another's") {
    const Known world;
    const auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    world.admit(carl);
    world.on_host({"update-ref", "refs/heads/" + carl.branch(), world.known});
    const auto fetched = carl.fetch();
    REQUIRE(fetched.branches.size() == 1);
    CHECK(fetched.branches[0].device == world.anna.device);
    CHECK(contains(alarm(fetched), "was rewritten on the host by somebody else"));
    // beth knows the commit already, as anna's.
    CHECK(contains(world.what_beth_hears(), "carl's branch"));
}

TEST_CASE("a device that takes another's records into its branch cannot hold that one up") {
    const Known world;
    const auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    world.admit(carl);
    const auto third = world.forge_by_anna(path_of_third, "records 3 to 3");
    world.forge(carl.branch(), third, "2026/11/000000000004-000000000004.jsonl", batch(4, 4).lines, carl.key(),
                "records 4 to 4");
    world.on_host({"update-ref", "refs/heads/" + world.anna.branch(), world.known});
    CHECK(world.beth.fetch().branches.size() == 2);
    world.on_host({"update-ref", "refs/heads/" + world.anna.branch(), third});
    const auto fetched = world.beth.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.branches.at(0).tip == third);
}

TEST_CASE("whatever is no addition of the next records is not believed, even from the device itself") {
    const Known world;
    const auto refused = [&](const std::string& path, const std::string& message) {
        CAPTURE(path);
        world.forge_by_anna(path, message);
        return world.what_beth_hears();
    };
    const char* changed = "changes or takes away records, or holds other files";
    const char* gap = "has a gap in its records";
    CHECK(contains(refused("2026/11/000000000001-000000000002.jsonl", "records 1 to 2"), changed));
    for (const char* path : {"roster.json", "2026/11/3-3.jsonl", "2026/11/000000000003-000000000003.json",
                             "2026/11/x/000000000003-000000000003.jsonl", "2026/11/000000000003-000000000002.jsonl",
                             "20x6/11/000000000003-000000000003.jsonl"})
        CHECK(contains(refused(path, "records 3 to 3"), changed));
    CHECK(contains(refused("2026/11/000000000004-000000000004.jsonl", "records 4 to 4"), gap));
    CHECK(contains(refused("2026/11/000000000002-000000000003.jsonl", "records 2 to 3"), gap));
    CHECK(contains(refused(path_of_third, "records 3 to 999"), gap));
}

TEST_CASE("a change that is hidden by a later commit is seen") {
    const Known world;
    const std::string first = "2026/11/000000000001-000000000002.jsonl";
    const auto changed =
        world.forge(world.anna.branch(), world.known, first, "lie", world.anna.key(), "records 1 to 2");
    const auto back = world.forge(world.anna.branch(), changed, first, batch(1, 2).lines, world.anna.key(), "back");
    world.forge(world.anna.branch(), back, path_of_third, batch(3, 3).lines, world.anna.key(), "records 3 to 3");
    CHECK(contains(world.what_beth_hears(), "changes or takes away records"));
}

TEST_CASE("a merge is no history of a device") {
    const Known world;
    const auto third = world.forge_by_anna(path_of_third, "records 3 to 3");
    const auto other = world.forge(world.anna.branch(), "", path_of_third, "x", world.anna.key(), "records 3 to 3");
    const auto merge = world.on_host({"-c", "user.signingKey=" + world.anna.key().string(), "commit-tree", "-S", "-m",
                                      "records 3 to 3", "-p", third, "-p", other, third + "^{tree}"});
    world.on_host({"update-ref", "refs/heads/" + world.anna.branch(), merge});
    CHECK(contains(world.what_beth_hears(), "was rewritten"));
}

TEST_CASE("a file that is a link is not believed") {
    const Known world;
    const auto blob = world.on_host({"hash-object", "-w", "--stdin"}, "/etc/passwd");
    const std::string script = "commit refs/heads/forged\ncommitter x <x@example.org> 0 +0000\ndata 0\nfrom " +
                               world.known + "\nM 120000 " + blob + " " + path_of_third + "\n";
    world.on_host({"fast-import", "--quiet"}, script);
    const auto commit = world.on_host({"-c", "user.signingKey=" + world.anna.key().string(), "commit-tree", "-S", "-m",
                                       "records 3 to 3", "-p", world.known, "refs/heads/forged^{tree}"});
    world.on_host({"update-ref", "refs/heads/" + world.anna.branch(), commit});
    CHECK(contains(world.what_beth_hears(), "holds other files"));
}

TEST_CASE("a gigantic file is not even read") {
    const Known world;
    world.forge(world.anna.branch(), world.known, path_of_third, std::string((64 << 20) + 1, '\n'), world.anna.key(),
                "records 3 to 3");
    CHECK(contains(world.what_beth_hears(), "has a file that is longer than 64 MiB"));
}

TEST_CASE("a long file that is allowed is handed over") {
    const Known world;
    const std::string lines(40 << 20, '\n');
    world.forge(world.anna.branch(), world.known, path_of_third, lines, world.anna.key(), "records 3 to 3");
    CHECK((world.beth.records_of(world.anna, world.known) == lines));
}

TEST_CASE("branches of devices that nobody let in are told together, and nothing of them is believed") {
    const Known world;
    const auto stranger = world.machine("eeeeeeeeeeeeeeee", testing::member(5, "eve"));
    stranger.open().make_key(stranger.device);
    world.forge(stranger.branch(), "", "2026/11/000000000001-000000000001.jsonl", batch(1, 1).lines, stranger.key(),
                "records 1 to 1");
    CHECK(world.what_beth_hears() ==
          "Nobody let in the device whose branch " + stranger.branch() + " is on the host: nothing of it is believed.");
    world.on_host(
        {"update-ref", "refs/heads/dev/" + to_text(stranger.member.uid) + "/" + world.anna.device, world.known});
    CHECK(contains(world.what_beth_hears(), "the devices of 2 branches"));
}

TEST_CASE("other branches and tags on the host disturb nobody") {
    const Known world;
    world.on_host({"update-ref", "refs/heads/main", world.known});
    world.on_host({"update-ref", "refs/heads/develop", world.known});
    world.on_host({"update-ref", "refs/tags/v1", world.known});
    CHECK(world.beth.fetch().alarms.empty());
}

} // namespace runlog::share
