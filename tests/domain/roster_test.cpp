#include "runlog/domain/roster.hpp"

#include "domain/rosters.hpp"
#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using test::device_of;
using test::key_number;
using test::member_of;
using test::small_roster;

/// Why `change`, signed by a device of small_roster, may not follow it; empty where it may.
template <class Change>
std::string refusal(std::string_view signer, Change change) {
    Roster after = small_roster();
    change(after);
    return why_not_next(small_roster(), after, signer).value_or("");
}

constexpr const char* anna = "aaaaaaaaaaaaaaaa";
constexpr const char* beth = "bbbbbbbbbbbbbbbb";

} // namespace

TEST_CASE("a roster begins with one organizer, whose device signed it") {
    Roster first = small_roster();
    first.members.pop_back();
    first.devices.pop_back();
    CHECK(why_no_beginning(first, key_number(1)) == std::nullopt);
    CHECK(why_no_beginning(first, key_number(2)) == "it was not signed by the organizer's device");
    CHECK(why_no_beginning(small_roster(), key_number(1)) == "it begins with others than one organizer");
    Roster coach = first;
    coach.members[0].role = Role::coach;
    CHECK(why_no_beginning(coach, key_number(1)) == "it begins with others than one organizer");
    Roster two = with_device(first, device_of("cccccccccccccccc", 3, first.members[0].uid));
    CHECK(why_no_beginning(two, key_number(1)) == "it begins with others than one device");
    Roster ended = first;
    ended.devices[0].revoked = Revoked{};
    CHECK(why_no_beginning(ended, key_number(1)) == "it begins with others than one device");
}

TEST_CASE("an organizer may let in, revoke, and give roles and names") {
    CHECK(refusal(anna, [](Roster& roster) { roster.members.push_back(member_of(3, "carol")); }) == "");
    CHECK(refusal(anna, [](Roster& roster) { roster = with_role(roster, roster.members[1].uid, Role::coach, {}); }) ==
          "");
    CHECK(refusal(anna, [](Roster& roster) { roster.members[1].handle = "elizabeth"; }) == "");
    CHECK(refusal(anna, [](Roster& roster) { roster.handle = "dawn"; }) == "");
    CHECK(refusal(anna, [](Roster& roster) { roster.devices[1].revoked = Revoked{std::string(40, 'a'), 7}; }) == "");
    CHECK(refusal(anna, [](Roster&) {}) == "");
}

TEST_CASE("anybody else may add devices of their own and revoke them, and no more") {
    const auto add = [](int owner) {
        return [owner](Roster& roster) {
            roster = with_device(roster,
                                 device_of("cccccccccccccccc", 3, roster.members[static_cast<std::size_t>(owner)].uid));
        };
    };
    const std::string no_more = "beth is no organizer, and changed more than devices of their own";
    CHECK(refusal(beth, add(1)) == "");
    CHECK(refusal(beth, [](Roster& roster) { roster.devices[1].revoked = Revoked{}; }) == "");
    CHECK(refusal(beth, add(0)) == no_more);
    CHECK(refusal(beth, [](Roster& roster) { roster.devices[0].revoked = Revoked{}; }) == no_more);
    CHECK(refusal(beth, [](Roster& roster) { roster.members.push_back(member_of(3, "carol")); }) == no_more);
    CHECK(refusal(beth, [](Roster& roster) { roster.members[1].role = Role::organizer; }) == no_more);
    CHECK(refusal(beth, [](Roster& roster) { roster.members[1].handle = "elizabeth"; }) == no_more);
    CHECK(refusal(beth, [](Roster& roster) { roster.handle = "dawn"; }) == no_more);
    CHECK(refusal(beth, [](Roster& roster) { roster.devices[1].keeper = {RecordRange{}}; }) == no_more);
    CHECK(refusal(beth, [&](Roster& roster) {
              add(1)(roster);
              roster.devices.back().keeper = {RecordRange{}};
          }) == no_more);
}

TEST_CASE("a coach's next device speaks for the group like the first") {
    const Roster before = with_role(small_roster(), small_roster().members[1].uid, Role::coach, {{beth, 7}});
    const Roster after = with_device(before, device_of("cccccccccccccccc", 3, before.members[1].uid));
    CHECK(after.devices.back().keeper == std::vector{RecordRange{}});
    CHECK(why_not_next(before, after, beth) == std::nullopt);
}

TEST_CASE("nobody leaves a roster, keys stay, and what is revoked stays revoked") {
    CHECK(refusal(anna, [](Roster& roster) { roster.devices.pop_back(); }) == "device bbbbbbbbbbbbbbbb is missing");
    CHECK(refusal(anna, [](Roster& roster) {
              roster.devices.pop_back();
              roster.members.pop_back();
          }) == "beth is missing");
    CHECK(refusal(anna, [](Roster& roster) { roster.devices[1].key = key_number(9); }) ==
          "device bbbbbbbbbbbbbbbb has another owner or key");
    CHECK(refusal(anna, [](Roster& roster) { roster.devices[1].member = roster.members[0].uid; }) ==
          "device bbbbbbbbbbbbbbbb has another owner or key");
    CHECK(refusal(anna, [](Roster& roster) { roster.group.bytes.fill(8); }) == "it is that of another group");
    Roster before = small_roster();
    before.devices[1].revoked = Revoked{std::string(40, 'a'), 7};
    for (const auto& other : {std::optional<Revoked>(), std::optional(Revoked{std::string(40, 'a'), 8}),
                              std::optional(Revoked{std::string(40, 'b'), 7}), std::optional(Revoked{})}) {
        Roster after = before;
        after.devices[1].revoked = other;
        CHECK(why_not_next(before, after, anna) == "device bbbbbbbbbbbbbbbb was revoked otherwise");
    }
}

TEST_CASE("only a device that is in it and was not revoked signs a roster") {
    CHECK(why_not_next(small_roster(), small_roster(), "cccccccccccccccc") ==
          "it was signed by a device that was not in it");
    Roster before = small_roster();
    before.devices[1].revoked = Revoked{};
    CHECK(why_not_next(before, before, beth) == "it was signed by a device of beth that had been revoked");
    // It may revoke itself, as its last word.
    CHECK(refusal(beth, [](Roster& roster) { roster.devices[1].revoked = Revoked{}; }) == "");
}

TEST_CASE("an organizer with a device always stays") {
    CHECK(refusal(anna, [](Roster& roster) { roster.members[0].role = Role::member; }) ==
          "nobody would be left to organize it");
    CHECK(refusal(anna, [](Roster& roster) { roster.devices[0].revoked = Revoked{}; }) ==
          "nobody would be left to organize it");
    CHECK(refusal(anna, [](Roster& roster) {
              roster.members[0].role = Role::member;
              roster.members[1].role = Role::organizer;
          }) == "");
}

TEST_CASE("a roster in which something stands twice or is misshapen is none") {
    const auto why = [](auto change) {
        Roster roster = small_roster();
        change(roster);
        return why_unsound(roster).value_or("");
    };
    CHECK(why([](Roster&) {}) == "");
    CHECK(why([](Roster& roster) { roster.handle = ""; }) == "the handle of its group is none");
    CHECK(why([](Roster& roster) { roster.members[1].handle = "be th"; }) == "the handle of a member is none");
    CHECK(why([](Roster& roster) { roster.members[1].handle = "Anna"; }) == "Anna stands there twice");
    CHECK(why([](Roster& roster) { roster.members[1].uid = roster.members[0].uid; }) == "beth stands there twice");
    CHECK(why([](Roster& roster) { roster.devices[1].id = anna; }) == "device aaaaaaaaaaaaaaaa stands there twice");
    CHECK(why([](Roster& roster) { roster.devices[1].key = key_number(1); }) ==
          "device bbbbbbbbbbbbbbbb has another's key");
    CHECK(why([](Roster& roster) { roster.devices[1].member.bytes.fill(7); }) ==
          "device bbbbbbbbbbbbbbbb belongs to nobody in it");
    for (const char* id : {"", "BBBBBBBBBBBBBBBB", "bbbbbbbbbbbbbbb", "bbbbbbbbbbbbbbbbb", "../bbbbbbbbbbbbb"})
        CHECK(why([&](Roster& roster) { roster.devices[1].id = id; }) == "a device's id is not 16 hexadecimal digits");
    for (const std::string& key : {std::string(), key_number(2) + " beth", std::string("ssh-rsa AAAA"),
                                   key_number(2) + "\n", std::string("ssh-ed25519 ") + std::string(68, 'A')})
        CHECK(why([&](Roster& roster) { roster.devices[1].key = key; }) ==
              "the key of device bbbbbbbbbbbbbbbb is no ssh-ed25519 key");
    for (const auto& revoked : {Revoked{"", 1}, Revoked{std::string(40, 'a'), 0}, Revoked{"--all", 1},
                                Revoked{std::string(40, 'A'), 1}, Revoked{std::string(40, 'a'), -1}})
        CHECK(why([&](Roster& roster) { roster.devices[1].revoked = revoked; }) ==
              "the end of device bbbbbbbbbbbbbbbb is nowhere");
    using Ranges = std::vector<RecordRange>;
    for (const auto& keeper : {Ranges{{0, 4}}, Ranges{{1, 4}, {4, 5}}, Ranges{{1, {}}, {4, 5}}, Ranges{{5, 4}}})
        CHECK(why([&](Roster& roster) { roster.devices[1].keeper = keeper; }) ==
              "the ranges of device bbbbbbbbbbbbbbbb are not in order");
}

TEST_CASE("what was said keeps the weight that it had when the role changes") {
    const Uid uid = small_roster().members[1].uid;
    const Roster coach = with_role(small_roster(), uid, Role::coach, {{beth, 7}});
    CHECK(coach.members[1].role == Role::coach);
    CHECK_FALSE(coach.devices[1].may_keep(7));
    CHECK(coach.devices[1].may_keep(8));
    CHECK(with_role(coach, uid, Role::organizer, {{beth, 9}}).devices == coach.devices);
    const Roster runner = with_role(coach, uid, Role::member, {{beth, 9}});
    CHECK_FALSE(runner.devices[1].may_keep(7));
    CHECK(runner.devices[1].may_keep(9));
    CHECK_FALSE(runner.devices[1].may_keep(10));
    CHECK(with_role(coach, uid, Role::member, {{beth, 7}}).devices[1].keeper.empty());
    CHECK(runner.devices[0] == small_roster().devices[0]);
    CHECK_THROWS_AS(with_role(coach, Uid{}, Role::member, {}), Error);
    CHECK_THROWS_AS(with_device(coach, device_of("cccccccccccccccc", 3, Uid{})), Error);
}

TEST_CASE("a device that was revoked speaks up to its last number") {
    Device device = small_roster().devices[0];
    CHECK(device.may_speak(1'000'000));
    CHECK(device.may_keep(1'000'000));
    device.revoked = Revoked{std::string(40, 'a'), 7};
    CHECK(device.may_speak(7));
    CHECK(device.may_keep(7));
    CHECK_FALSE(device.may_speak(8));
    CHECK_FALSE(device.may_keep(8));
    device.revoked = Revoked{};
    CHECK_FALSE(device.may_speak(1));
}

} // namespace runlog
