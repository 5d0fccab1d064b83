#pragma once

#include "runlog/domain/roster.hpp"

#include <string>

/// What the tests of rosters share.
namespace runlog::test {

/// A public key, another for each number up to 63.
inline std::string key_number(int number) {
    constexpr const char* letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + std::string(43, letters[number]);
}

inline Admitted member_of(std::uint8_t number, std::string handle, Role role = Role::member) {
    Admitted member{{}, std::move(handle), role};
    member.uid.bytes.fill(number);
    return member;
}

inline Device device_of(std::string id, int key, const Uid& member) {
    return {std::move(id), member, key_number(key), {}, {}};
}

/// anna organizes it, beth is in it; each has one device, by `aaaa…` and `bbbb…`.
inline Roster small_roster() {
    const Admitted anna = member_of(1, "anna", Role::organizer);
    const Admitted beth = member_of(2, "beth");
    Roster roster{member_of(9, "").uid, "momma", {anna, beth}, {}};
    roster = with_device(roster, device_of("aaaaaaaaaaaaaaaa", 1, anna.uid));
    return with_device(roster, device_of("bbbbbbbbbbbbbbbb", 2, beth.uid));
}

} // namespace runlog::test
