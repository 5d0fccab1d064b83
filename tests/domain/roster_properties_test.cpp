#include "domain/rosters.hpp"
#include "runlog/domain/roster.hpp"
#include "runlog/formats/roster.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <fmt/format.h>

namespace runlog {

namespace {

using test::device_of;
using test::member_of;
using test::small_roster;

std::string some_id(int number) {
    return fmt::format("{:016x}", number);
}

/// What somebody did to a roster, well or badly meant. Any two of them can follow each other.
Roster changed(Roster roster) {
    const int number = static_cast<int>(roster.devices.size()) + 1;
    auto& device = roster.devices[*rc::gen::inRange<std::size_t>(0, roster.devices.size())];
    auto& member = roster.members[*rc::gen::inRange<std::size_t>(0, roster.members.size())];
    const Role role = *rc::gen::element(Role::member, Role::coach, Role::organizer);
    switch (*rc::gen::inRange(0, 6)) {
    case 0:
        roster.members.push_back(member_of(static_cast<std::uint8_t>(9 + number), fmt::format("m{}", number)));
        return with_device(roster, device_of(some_id(number), number, roster.members.back().uid));
    case 1: return with_device(roster, device_of(some_id(number), number, member.uid));
    case 2: return with_role(roster, member.uid, role, {{device.id, *rc::gen::inRange(0, 50)}});
    case 3: device.revoked = Revoked{std::string(40, 'a'), *rc::gen::inRange(1, 50)}; return roster;
    case 4: device.keeper = {RecordRange{*rc::gen::inRange(1, 9), {}}}; return roster;
    default: roster.handle = *rc::gen::element<std::string>("momma", "dawn"); return roster;
    }
}

/// A roster that came from small_roster by changes that were allowed.
Roster grown() {
    Roster roster = small_roster();
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
        Roster next = changed(roster);
        if (!why_not_next(roster, next, "aaaaaaaaaaaaaaaa")) roster = std::move(next);
    }
    return roster;
}

bool is_organizers(const Roster& roster, const Device& device) {
    return roster.member(device.member)->role == Role::organizer;
}

} // namespace

TEST_CASE("whatever grew by rules is sound, has an organizer, and can be read back") {
    CHECK(rc::check("grown", [] {
        const Roster roster = grown();
        RC_ASSERT(why_unsound(roster) == std::nullopt);
        RC_ASSERT(std::any_of(roster.devices.begin(), roster.devices.end(),
                              [&](const Device& device) { return is_organizers(roster, device) && !device.revoked; }));
        RC_ASSERT(formats::parse_roster(formats::roster_text(roster)) == roster);
    }));
}

TEST_CASE("whoever signs, nothing is forgotten, and nobody but an organizer changes what is others'") {
    CHECK(rc::check("why_not_next", [] {
        const Roster before = grown();
        const Roster after = changed(changed(before));
        const Device signer = before.devices[*rc::gen::inRange<std::size_t>(0, before.devices.size())];
        if (why_not_next(before, after, signer.id)) RC_DISCARD("refused");
        RC_ASSERT(!signer.revoked);
        RC_ASSERT(is_organizers(before, signer) || after.members == before.members);
        for (const auto& device : before.devices) {
            const Device* now = after.device(device.id);
            RC_ASSERT(now && now->key == device.key && now->member == device.member);
            RC_ASSERT(!device.revoked || now->revoked == device.revoked);
            RC_ASSERT(is_organizers(before, signer) || device.member == signer.member || *now == device);
        }
    }));
}

TEST_CASE("a change of role leaves the weight of what was said") {
    CHECK(rc::check("with_role", [] {
        const Roster before = grown();
        const std::int64_t last = *rc::gen::inRange(0, 60);
        std::vector<std::pair<std::string, std::int64_t>> lasts;
        for (const auto& device : before.devices) lasts.emplace_back(device.id, last);
        const auto& member = before.members[*rc::gen::inRange<std::size_t>(0, before.members.size())];
        const Role role = *rc::gen::element(Role::member, Role::coach, Role::organizer);
        const Roster after = with_role(before, member.uid, role, lasts);
        for (std::size_t i = 0; i < before.devices.size(); ++i)
            for (std::int64_t n = 1; n <= last; ++n)
                RC_ASSERT(before.devices[i].may_keep(n) == after.devices[i].may_keep(n));
    }));
}

} // namespace runlog
