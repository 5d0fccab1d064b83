#include "runlog/domain/roster.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace runlog {

namespace {

using Why = std::optional<std::string>;

constexpr std::size_t device_id_length = 16;
/// What every Ed25519 key begins with: its kind, in words and in base64, and the length of what follows.
constexpr std::string_view key_beginning = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI";
constexpr std::size_t key_length = 80;

bool has_only(std::string_view text, std::string_view letters) {
    return text.find_first_not_of(letters) == std::string_view::npos;
}

bool is_hexadecimal(std::string_view text) {
    return has_only(text, "0123456789abcdef");
}

bool is_handle(std::string_view text) {
    try {
        check_handle(text);
        return true;
    } catch (const Error&) {
        return false;
    }
}

/// Whether ranges follow each other, none reaching into the next.
bool are_in_order(const std::vector<RecordRange>& ranges) {
    std::int64_t free_from = 1;
    bool may_follow = true;
    for (const auto& range : ranges) {
        if (!may_follow || range.first < free_from || (range.last && *range.last < range.first)) return false;
        may_follow = range.last.has_value();
        free_from = range.last.value_or(0) + 1;
    }
    return true;
}

Why why_unsound(const Roster& roster, const Device& device) {
    if (!is_device_id(device.id)) return "a device's id is not 16 hexadecimal digits";
    if (!is_public_key(device.key)) return fmt::format("the key of device {} is no ssh-ed25519 key", device.id);
    if (!roster.member(device.member)) return fmt::format("device {} belongs to nobody in it", device.id);
    if (!are_in_order(device.keeper)) return fmt::format("the ranges of device {} are not in order", device.id);
    if (!device.revoked) return std::nullopt;
    const bool ends_somewhere = is_commit_id(device.revoked->commit) && device.revoked->last >= 1;
    const bool never_began = device.revoked->commit.empty() && device.revoked->last == 0;
    if (!ends_somewhere && !never_began) return fmt::format("the end of device {} is nowhere", device.id);
    return std::nullopt;
}

Why why_members_unsound(const Roster& roster) {
    std::set<Uid> uids;
    std::set<std::string> handles;
    for (const auto& member : roster.members) {
        if (!is_handle(member.handle)) return "the handle of a member is none";
        if (!uids.insert(member.uid).second || !handles.insert(handle_key(member.handle)).second)
            return fmt::format("{} stands there twice", member.handle);
    }
    return std::nullopt;
}

Why why_devices_unsound(const Roster& roster) {
    std::set<std::string_view> ids;
    std::set<std::string_view> keys;
    for (const auto& device : roster.devices) {
        if (Why why = why_unsound(roster, device)) return why;
        if (!ids.insert(device.id).second) return fmt::format("device {} stands there twice", device.id);
        // Else what one device has signed could be passed off as another's.
        if (!keys.insert(device.key).second) return fmt::format("device {} has another's key", device.id);
    }
    return std::nullopt;
}

std::vector<RecordRange> keeper_of(Role role) {
    return is_keeper(role) ? std::vector<RecordRange>{RecordRange{}} : std::vector<RecordRange>{};
}

/// Why something that can never be taken back was.
Why why_forgotten(const Roster& before, const Roster& after) {
    if (after.group != before.group) return "it is that of another group";
    for (const auto& member : before.members)
        if (!after.member(member.uid)) return fmt::format("{} is missing", member.handle);
    for (const auto& device : before.devices) {
        const Device* now = after.device(device.id);
        if (!now) return fmt::format("device {} is missing", device.id);
        if (now->member != device.member || now->key != device.key)
            return fmt::format("device {} has another owner or key", device.id);
        if (device.revoked && now->revoked != device.revoked)
            return fmt::format("device {} was revoked otherwise", device.id);
    }
    return std::nullopt;
}

bool has_organizer(const Roster& roster) {
    return std::any_of(roster.devices.begin(), roster.devices.end(), [&](const Device& device) {
        const Admitted* owner = roster.member(device.member);
        return !device.revoked && owner && owner->role == Role::organizer;
    });
}

/// Whether what became of a device is no more than its member may do: they add it, or revoke it.
bool is_own_change(const Device* before, const Device& after, const Admitted& member) {
    if (before && *before == after) return true;
    if (after.member != member.uid) return false;
    Device expected = before ? *before : after;
    if (!before) expected.keeper = keeper_of(member.role);
    expected.revoked = after.revoked;
    return after == expected;
}

bool changes_own_devices_alone(const Roster& before, const Roster& after, const Admitted& member) {
    return after.handle == before.handle && after.members == before.members &&
           std::all_of(after.devices.begin(), after.devices.end(),
                       [&](const Device& device) { return is_own_change(before.device(device.id), device, member); });
}

const Admitted& known_member(const Roster& roster, const Uid& uid) {
    if (const Admitted* member = roster.member(uid)) return *member;
    throw Error(fmt::format("{} is not among those who share the log of {}.", to_text(uid), roster.handle),
                "Let them in first.");
}

void open_range(std::vector<RecordRange>& ranges, std::int64_t last_number) {
    ranges.push_back({last_number + 1, std::nullopt});
}

void close_range(std::vector<RecordRange>& ranges, std::int64_t last_number) {
    if (ranges.empty() || ranges.back().last) return;
    ranges.back().last = last_number;
    if (last_number < ranges.back().first) ranges.pop_back();
}

} // namespace

bool Device::may_keep(std::int64_t number) const {
    return may_speak(number) &&
           std::any_of(keeper.begin(), keeper.end(), [&](const RecordRange& range) { return range.holds(number); });
}

const Admitted* Roster::member(const Uid& uid) const {
    const auto found = std::find_if(members.begin(), members.end(), [&](const auto& one) { return one.uid == uid; });
    return found == members.end() ? nullptr : &*found;
}

const Device* Roster::device(std::string_view id) const {
    const auto found = std::find_if(devices.begin(), devices.end(), [&](const auto& one) { return one.id == id; });
    return found == devices.end() ? nullptr : &*found;
}

bool is_device_id(std::string_view text) {
    return text.size() == device_id_length && is_hexadecimal(text);
}

std::string short_id(std::string_view device) {
    return std::string(device.substr(0, 8));
}

bool is_public_key(std::string_view text) {
    return text.size() == key_length && text.starts_with(key_beginning) &&
           has_only(text.substr(key_beginning.size()),
                    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
}

bool is_commit_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && is_hexadecimal(text);
}

bool is_keeper(Role role) {
    return role == Role::organizer || role == Role::coach;
}

Why why_unsound(const Roster& roster) {
    if (!is_handle(roster.handle)) return "the handle of its group is none";
    if (Why why = why_members_unsound(roster)) return why;
    return why_devices_unsound(roster);
}

Why why_no_beginning(const Roster& first, std::string_view signer) {
    if (Why why = why_unsound(first)) return why;
    if (first.members.size() != 1 || first.members[0].role != Role::organizer)
        return "it begins with others than one organizer";
    if (first.devices.size() != 1 || first.devices[0].revoked) return "it begins with others than one device";
    if (first.devices[0].key != signer) return "it was not signed by the organizer's device";
    return std::nullopt;
}

Why why_not_next(const Roster& before, const Roster& after, std::string_view signer) {
    if (Why why = why_unsound(after)) return why;
    const Device* by = before.device(signer);
    if (!by) return "it was signed by a device that was not in it";
    const Admitted& member = known_member(before, by->member);
    if (by->revoked) return fmt::format("it was signed by a device of {} that had been revoked", member.handle);
    if (Why why = why_forgotten(before, after)) return why;
    if (member.role != Role::organizer && !changes_own_devices_alone(before, after, member))
        return fmt::format("{} is no organizer, and changed more than devices of their own", member.handle);
    if (!has_organizer(after)) return "nobody would be left to organize it";
    return std::nullopt;
}

Roster with_device(Roster roster, Device device) {
    device.keeper = keeper_of(known_member(roster, device.member).role);
    roster.devices.push_back(std::move(device));
    return roster;
}

Roster with_role(Roster roster, const Uid& uid, Role role,
                 const std::vector<std::pair<std::string, std::int64_t>>& last_numbers) {
    const bool was_keeper = is_keeper(known_member(roster, uid).role);
    for (auto& member : roster.members)
        if (member.uid == uid) member.role = role;
    if (was_keeper == is_keeper(role)) return roster;
    for (auto& device : roster.devices) {
        if (device.member != uid) continue;
        const auto found = std::find_if(last_numbers.begin(), last_numbers.end(),
                                        [&](const auto& last) { return last.first == device.id; });
        const std::int64_t last = found == last_numbers.end() ? 0 : found->second;
        was_keeper ? close_range(device.keeper, last) : open_range(device.keeper, last);
    }
    return roster;
}

} // namespace runlog
