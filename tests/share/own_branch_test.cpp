#include "runlog/domain/error.hpp"
#include "share/world.hpp"

#include <doctest/doctest.h>

#include <filesystem>

/// What a host can do to a machine's own branch, and what becomes of the branch when its machine is lost or copied.
namespace runlog::share {

namespace {

using doctest::Contains;
using store::testing::contains;
using testing::alarm;
using testing::batch;
using testing::git_in;
using testing::World;

/// anna has sent records 1 to 2, then 3.
struct Sent : World {
    std::string second = anna.send({batch(1, 2)}).tip;
    std::string third = anna.send({batch(3, 3)}).tip;

    Sent() { anna.fetch(); }
    void put(const std::string& commit) const { on_host({"update-ref", "refs/heads/" + anna.branch(), commit}); }
};

} // namespace

TEST_CASE("an own branch that was set back is sent again") {
    const Sent world;
    world.put(world.second);
    const auto fetched = world.anna.fetch();
    CHECK(alarm(fetched) == "Your own branch " + world.anna.branch() + " was set back on the host: it is sent again.");
    CHECK(fetched.branches.at(0).tip == world.third);
    world.anna.send({});
    CHECK(world.tip(world.anna.branch()) == world.third);
    CHECK(world.anna.fetch().alarms.empty());
}

TEST_CASE("an own branch that is gone is sent again, with what is new") {
    const Sent world;
    world.on_host({"update-ref", "-d", "refs/heads/" + world.anna.branch()});
    CHECK(alarm(world.anna.fetch()) ==
          "Your own branch " + world.anna.branch() + " is gone from the host: it is sent again.");
    const auto sent = world.anna.send({batch(4, 4)});
    CHECK(world.tip(world.anna.branch()) == sent.tip);
    CHECK(world.on_host({"rev-parse", sent.tip + "^"}) == world.third);
}

TEST_CASE("an own branch that somebody else wrote over is put back") {
    const Sent world;
    for (const std::string& parent : {world.third, std::string()}) {
        world.forge(world.anna.branch(), parent, "2026/11/000000000004-000000000004.jsonl", "x\n", world.beth.key(),
                    "records 4 to 4");
        const auto fetched = world.anna.fetch();
        CHECK(contains(alarm(fetched), "was rewritten on the host by somebody else"));
        CHECK(fetched.branches.at(0).tip == world.third);
        CHECK_FALSE(fetched.copied);
        world.anna.send({});
        CHECK(world.tip(world.anna.branch()) == world.third);
    }
}

TEST_CASE("an old mirror finds the numbers that it does not know") {
    const Sent world;
    std::filesystem::copy(world.anna.home, world.folder() / "backup", std::filesystem::copy_options::recursive);
    world.anna.send({batch(4, 5)});
    auto restored = world.anna;
    restored.home = world.folder() / "backup";
    const auto fetched = restored.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.branches.at(0).last == 5);
    CHECK_THROWS_WITH_AS(restored.send({batch(4, 4)}), Contains("do not follow record 5"), Error);
}

TEST_CASE("a mirror that was lost is made again") {
    const Sent world;
    std::filesystem::remove_all(world.anna.mirror());
    const auto fetched = world.anna.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.branches.at(0).last == 3);
    CHECK(world.anna.send({batch(4, 4)}).last == 4);
}

TEST_CASE("two machines with the same key are told from each other") {
    const Sent world;
    auto copy = world.anna;
    copy.home = world.folder() / "copy";
    std::filesystem::copy(world.anna.home, copy.home, std::filesystem::copy_options::recursive);
    Mirror late = world.anna.open();
    late.fetch();
    copy.send({batch(4, 5, "copy")});
    CHECK_THROWS_WITH_AS(late.send(world.anna.device, std::vector{batch(4, 4)}), Contains("did not take"), Error);
    const auto fetched = late.fetch();
    CHECK(fetched.copied);
    CHECK(contains(alarm(fetched), "it was copied"));
    CHECK(fetched.branches.at(0).last == 4);
    CHECK_THROWS_WITH_AS(late.send(world.anna.device, {}), Contains("Another machine sends as this one does"), Error);
}

TEST_CASE("a host that has lost everything gets it back") {
    World world;
    world.anna.send({batch(1, 2)});
    world.beth.send({batch(1, 1)});
    const auto roster = world.tip("roster");
    std::filesystem::remove_all(world.host());
    git_in(world.host(), {"init", "--quiet", "--bare", world.host().string()});
    CHECK(world.beth.fetch().alarms.size() == 3);
    world.beth.send({});
    CHECK(world.tip("roster") == roster);
    world.anna.send({});
    CHECK(world.beth.fetch().alarms.empty());
    CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
}

} // namespace runlog::share
