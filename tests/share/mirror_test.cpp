#include "runlog/share/mirror.hpp"

#include "runlog/domain/error.hpp"
#include "share/world.hpp"
#include "system/variable.hpp"

#include <doctest/doctest.h>

#include <fstream>

namespace runlog::share {

namespace {

using doctest::Contains;
using store::testing::bytes_of;
using store::testing::TemporaryFolder;
using store::testing::write_file;
using testing::batch;
using testing::git_in;
using testing::World;

} // namespace

TEST_CASE("what one machine sends the other has") {
    World world;
    const auto sent = world.anna.send({batch(1, 3), batch(4, 4)});
    CHECK(sent.last == 4);
    const auto fetched = world.beth.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.roster.handle == "momma");
    REQUIRE(fetched.branches.size() == 1);
    CHECK(fetched.branches[0].device == world.anna.device);
    CHECK(fetched.branches[0].tip == sent.tip);
    CHECK(fetched.branches[0].last == 4);
    CHECK(world.beth.records_of(world.anna) == batch(1, 3).lines + batch(4, 4).lines);
    world.beth.send({batch(1, 1, "beth")});
    CHECK(world.anna.records_of(world.beth) == batch(1, 1, "beth").lines);
}

TEST_CASE("only what came since is handed over, in order, with the numbers it has") {
    World world;
    const auto first = world.anna.send({batch(1, 9), batch(10, 10)});
    // A clock that was set back puts the newer file before the older.
    auto anna = world.anna;
    anna.now -= std::chrono::hours{24 * 400};
    anna.send({batch(11, 12)});
    world.anna.send({batch(13, 13)});
    CHECK(world.beth.records_of(world.anna, first.tip) == batch(11, 12).lines + batch(13, 13).lines);
    Mirror host = world.beth.open();
    const Branch branch = host.fetch().branches.at(0);
    std::vector<std::int64_t> numbers;
    host.each_batch(branch, {}, [&](const Batch& found) {
        numbers.push_back(found.first);
        numbers.push_back(found.last);
        CHECK(found.place.starts_with(branch.tip));
    });
    CHECK(numbers == std::vector<std::int64_t>{1, 9, 10, 10, 11, 12, 13, 13});
}

TEST_CASE("a commit that is not in the branch means all of it") {
    World world;
    world.anna.send({batch(1, 2)});
    for (const std::string since : {"", "no commit", "0123456789012345678901234567890123456789"})
        CHECK(world.anna.records_of(world.anna, since) == batch(1, 2).lines);
    CHECK(world.anna.records_of(world.anna, world.anna.genesis) == batch(1, 2).lines);
    CHECK(world.anna.records_of(world.anna, world.tip(world.anna.branch())).empty());
}

TEST_CASE("to fetch again changes nothing") {
    World world;
    world.anna.send({batch(1, 3)});
    const auto once = world.beth.fetch();
    const auto before = git_in(world.beth.mirror(), {"for-each-ref"});
    const auto twice = world.beth.fetch();
    CHECK(git_in(world.beth.mirror(), {"for-each-ref"}) == before);
    CHECK(twice.alarms.empty());
    CHECK(twice.roster == once.roster);
    CHECK(twice.branches.at(0).tip == once.branches.at(0).tip);
    CHECK(twice.branches.at(0).last == 3);
}

TEST_CASE("to send nothing new sends nothing") {
    World world;
    const auto sent = world.anna.send({batch(1, 3)});
    CHECK(sent.records == 3);
    CHECK(world.anna.send({}).tip == sent.tip);
    CHECK(world.anna.send({}).last == 3);
    CHECK(world.anna.send({}).records == 0);
}

TEST_CASE("numbers that do not go on where the branch ends are refused") {
    World world;
    world.anna.send({batch(1, 3)});
    CHECK_THROWS_WITH_AS(world.anna.send({batch(5, 6)}), Contains("Records 5 to 6 do not follow record 3"), Error);
    CHECK_THROWS_AS(world.anna.send({batch(3, 6)}), Error);
    CHECK_THROWS_AS(world.anna.send({batch(4, 4), batch(6, 6)}), Error);
    CHECK(world.anna.send({}).last == 3);
}

TEST_CASE("what could not be sent goes out with the next sending") {
    World world;
    Mirror host = world.anna.open();
    host.fetch();
    std::filesystem::rename(world.host(), world.folder() / "away");
    CHECK_THROWS_WITH_AS(host.send(world.anna.device, std::vector{batch(1, 2)}),
                         Contains("The host of momma cannot be reached"), Error);
    std::filesystem::rename(world.folder() / "away", world.host());
    const auto fetched = host.fetch();
    CHECK(fetched.alarms.empty());
    CHECK(fetched.branches.at(0).last == 2);
    CHECK(host.send(world.anna.device, {}).records == 2);
    CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
}

TEST_CASE("a device that nobody let in cannot send") {
    World world;
    const auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    carl.open().make_key(carl.device);
    CHECK_THROWS_WITH_AS(carl.send({batch(1, 1)}), Contains("nobody let it in"), Error);
}

TEST_CASE("a host without a log is told from one that cannot be reached") {
    World world;
    auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl"));
    const auto empty = world.folder() / "empty.git";
    git_in(empty, {"init", "--quiet", "--bare", empty.string()});
    carl.address = empty.string();
    CHECK_THROWS_WITH_AS(carl.fetch(), Contains(("There is no group's log at " + empty.string()).c_str()), Error);
    carl.address = (world.folder() / "nowhere.git").string();
    CHECK_THROWS_WITH_AS(carl.fetch(), Contains("The host of momma cannot be reached: '/"), Error);
}

TEST_CASE("the log of another group is not taken for the one that was meant") {
    World world;
    auto carl = world.machine("cccccccccccccccc", testing::member(3, "carl", Role::organizer));
    carl.address = (world.folder() / "elsewhere.git").string();
    carl.genesis.clear();
    git_in(carl.address, {"init", "--quiet", "--bare", carl.address});
    {
        Mirror other = carl.open();
        const Device device{carl.device, carl.member.uid, other.make_key(carl.device), {}, {}};
        REQUIRE(other.change_roster(with_device({carl.member.uid, "track", {carl.member}, {}}, device), carl.device));
        CHECK(other.fetch().roster.handle == "track");
        CHECK(other.genesis() != world.anna.genesis);
    }
    auto beth = world.beth;
    beth.address = carl.address;
    CHECK_THROWS_WITH_AS(beth.fetch(), Contains("the log of another group"), Error);
    CHECK_THROWS_WITH_AS(beth.fetch(), Contains("the log of another group"), Error);
    world.anna.fetch();
    auto anna = world.anna;
    anna.address = carl.address;
    CHECK_THROWS_WITH_AS(anna.fetch(), Contains("there are two now"), Error);
}

TEST_CASE("who asks to be let in is heard until they are forgotten") {
    World world;
    Mirror carl = world.machine("cccccccccccccccc", testing::member(3, "carl")).open();
    const Request request{"cccccccccccccccc", carl.make_key("cccccccccccccccc"), "Carl ☕"};
    carl.ask(request);
    carl.ask(request);
    CHECK(world.anna.fetch().requests == std::vector{request});
    CHECK(world.anna.fetch().requests == std::vector{request});
    world.anna.open().forget(request);
    world.anna.open().forget(request);
    CHECK(world.anna.fetch().requests.empty());
    CHECK(world.anna.fetch().alarms.empty());
}

TEST_CASE("a request that another key signed does not count") {
    World world;
    Mirror carl = world.machine("cccccccccccccccc", testing::member(3, "carl")).open();
    const Request request{"cccccccccccccccc", carl.make_key("cccccccccccccccc"), "Carl"};
    carl.ask(request);
    const auto tip = world.tip("join/cccccccccccccccc");
    world.forge("join/cccccccccccccccc", "", "request.json", world.on_host({"show", tip + ":request.json"}) + "\n",
                world.anna.key(), "request");
    world.forge("join/dddddddddddddddd", "", "request.json", "nonsense", world.anna.key(), "request");
    const auto fetched = world.beth.fetch();
    CHECK(fetched.requests.empty());
    CHECK(fetched.alarms.size() == 2);
}

TEST_CASE("of two who change the roster at once one is told to try again") {
    World world;
    world.change_roster([](Roster& roster) { roster.members[1].role = Role::organizer; });
    Mirror anna = world.anna.open();
    Mirror beth = world.beth.open();
    Roster by_anna = anna.fetch().roster;
    Roster by_beth = beth.fetch().roster;
    by_anna.members.push_back(testing::member(3, "carl"));
    by_beth.members.push_back(testing::member(4, "dora"));
    CHECK(anna.change_roster(by_anna, world.anna.device));
    CHECK_FALSE(beth.change_roster(by_beth, world.beth.device));
    by_beth = beth.fetch().roster;
    CHECK(by_beth == by_anna);
    by_beth.members.push_back(testing::member(4, "dora"));
    CHECK(beth.change_roster(by_beth, world.beth.device));
    CHECK(anna.fetch().roster == by_beth);
}

TEST_CASE("a log is not begun where there is one") {
    World world;
    Mirror other = Mirror(Place{world.folder() / "other.git", world.folder() / "keys", world.host().string(), "", "",
                                "", std::chrono::seconds{60}, store::testing::now});
    const std::string device = "cccccccccccccccc";
    const auto carl = testing::member(3, "carl", Role::organizer);
    const auto first = with_device({carl.uid, "other", {carl}, {}}, {device, carl.uid, other.make_key(device), {}, {}});
    CHECK_FALSE(other.change_roster(first, device));
    CHECK(other.genesis().empty());
}

TEST_CASE("a roster that others would not believe is not sent") {
    World world;
    Mirror beth = world.beth.open();
    Roster roster = beth.fetch().roster;
    roster.members[1].role = Role::organizer;
    CHECK_THROWS_WITH_AS(beth.change_roster(roster, world.beth.device), Contains("beth is no organizer"), Error);
    CHECK(world.anna.fetch().alarms.empty());
}

TEST_CASE("a host that takes nothing is told with its reason") {
    World world;
    std::filesystem::create_directories(world.host() / "hooks");
    write_file(world.host() / "hooks/pre-receive", "#!/bin/sh\necho closed for winter >&2\nexit 1\n");
    std::filesystem::permissions(world.host() / "hooks/pre-receive", std::filesystem::perms::owner_all);
    CHECK_THROWS_WITH_AS(world.anna.send({batch(1, 1)}), Contains("did not take what it was sent: [remote rejected]"),
                         Error);
    Mirror host = world.anna.open();
    Roster roster = host.fetch().roster;
    roster.members.push_back(testing::member(3, "carl"));
    CHECK_THROWS_WITH_AS(host.change_roster(roster, world.anna.device), Contains("pre-receive hook declined"), Error);
}

TEST_CASE("nothing of the machine is in what it sends") {
    World world;
    world.anna.send({batch(1, 1)});
    const auto commit = world.on_host({"cat-file", "-p", world.tip(world.anna.branch())});
    CHECK(commit.find("author runlog <runlog@localhost> 1795262400 +0000\n") != std::string::npos);
    CHECK(commit.find("committer runlog <runlog@localhost> 1795262400 +0000\n") != std::string::npos);
    CHECK(commit.ends_with("\nrecords 1 to 1"));
    CHECK(world.on_host({"ls-tree", "-r", "--name-only", world.tip(world.anna.branch())}) ==
          "2026/11/000000000001-000000000001.jsonl");
}

} // namespace runlog::share
