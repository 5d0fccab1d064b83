#pragma once

#include "runlog/domain/people.hpp"
#include "runlog/domain/uid.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Who shares a group's log, by which devices, and who may say so.
namespace runlog {

/// Some of a device's records, by their numbers; without `last` all from `first` on.
struct RecordRange {
    std::int64_t first = 1;
    std::optional<std::int64_t> last;

    bool holds(std::int64_t number) const { return number >= first && (!last || number <= *last); }
    bool operator==(const RecordRange&) const = default;
};

/// Where a device's word ended: by a commit of its branch, since a date could be forged, and by its last number.
struct Revoked {
    std::string commit; ///< empty where none of its commits was accepted
    std::int64_t last = 0;

    bool operator==(const Revoked&) const = default;
};

/// One machine of one member.
struct Device {
    std::string id; ///< 16 hexadecimal digits
    Uid member;
    std::string key;                 ///< its public key: `ssh-ed25519 AAAA…`, without a comment
    std::vector<RecordRange> keeper; ///< the records by which it spoke for the group: its schedule, who is in it
    std::optional<Revoked> revoked;

    /// Whether record `number` is accepted at all, and whether it may speak for the group.
    bool may_speak(std::int64_t number) const { return !revoked || number <= revoked->last; }
    bool may_keep(std::int64_t number) const;
    bool operator==(const Device&) const = default;
};

/// A member who shares the log from a machine of their own.
struct Admitted {
    Uid uid;
    std::string handle;
    Role role = Role::member;

    bool operator==(const Admitted&) const = default;
};

/// One version of the list of those who share a group's log.
struct Roster {
    Uid group;
    std::string handle; ///< the group's
    std::vector<Admitted> members;
    std::vector<Device> devices;

    const Admitted* member(const Uid& uid) const;
    const Device* device(std::string_view id) const;
    bool operator==(const Roster&) const = default;
};

/// Somebody who asks to be let in, by the key that their machine has made.
struct Request {
    std::string device;
    std::string key;
    std::string name; ///< as they typed it

    bool operator==(const Request&) const = default;
};

/// Whether `text` can be a device's id, which is 16 hexadecimal digits in lower case.
bool is_device_id(std::string_view text);

/// As much of a device's id as people are shown, and may type.
std::string short_id(std::string_view device);

/// Whether `text` is an Ed25519 public key as ssh writes it, without a comment.
bool is_public_key(std::string_view text);

/// Whether `text` can name a commit: 40 or 64 hexadecimal digits in lower case.
bool is_commit_id(std::string_view text);

/// Whether members of this role speak for the group.
bool is_keeper(Role role);

/// Why no group can have this roster, whoever signed it: a phrase; nothing where one can. In a sound one each handle,
/// id and key is well-formed and stands there once, and each device has a member.
std::optional<std::string> why_unsound(const Roster& roster);

/// Why `first` cannot begin a roster that was signed by the key `signer`: it has one member, an organizer, with one
/// device, which has that key. Nothing where it can.
std::optional<std::string> why_no_beginning(const Roster& first, std::string_view signer);

/// Why `after`, signed by device `signer`, cannot follow `before`: a phrase; nothing where it can. Nobody and no device
/// ever leaves a roster, keys stay, and what is revoked stays revoked. An organizer may do the rest, as long as there
/// is still an organizer with a device; anybody else may add devices of their own and revoke them.
std::optional<std::string> why_not_next(const Roster& before, const Roster& after, std::string_view signer);

/// The roster with `device` added to those of a member, who is in it. A keeper's device speaks for the group from its
/// first record on; any other never does until its member's role changes. Throws Error where the member is not in it.
Roster with_device(Roster roster, Device device);

/// The roster with another role of a member. `last_numbers` says of each of their devices how many records were
/// accepted up to now, 0 where it names none: what they said before keeps the weight that it had. Throws Error where
/// the member is not in it.
Roster with_role(Roster roster, const Uid& member, Role role,
                 const std::vector<std::pair<std::string, std::int64_t>>& last_numbers);

} // namespace runlog
