#include "runlog/formats/roster.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::formats {

namespace {

using Written = nlohmann::ordered_json;
using Read = nlohmann::json;

constexpr int version = 1;
constexpr int indent = 1;
constexpr std::size_t longest_text = 4 << 20;
constexpr std::size_t longest_name = 200;

/// Why a text is not what it should be, as a phrase.
struct Odd {
    std::string why;
};

// Writing --------------------------------------------------------------------------------------------------------

Written json_of(const RecordRange& range) {
    Written object{{"first", range.first}};
    if (range.last) object["last"] = *range.last;
    return object;
}

Written json_of(const Device& device) {
    Written object{{"id", device.id}, {"member", to_text(device.member)}, {"key", device.key}};
    object["keeper"] = Written::array();
    for (const auto& range : device.keeper) object["keeper"].push_back(json_of(range));
    if (device.revoked) object["revoked"] = {{"commit", device.revoked->commit}, {"last", device.revoked->last}};
    return object;
}

Written json_of(const Admitted& member) {
    return {{"uid", to_text(member.uid)}, {"handle", member.handle}, {"role", to_text(member.role)}};
}

std::string text_of(const Written& object) {
    return object.dump(indent, ' ', false, Written::error_handler_t::replace) + '\n';
}

// Reading --------------------------------------------------------------------------------------------------------

const Read& field(const Read& object, const char* name) {
    if (!object.is_object()) throw Odd{"something in it is no object"};
    const auto found = object.find(name);
    if (found == object.end()) throw Odd{fmt::format("'{}' is missing", name)};
    return *found;
}

std::string text(const Read& object, const char* name) {
    const Read& value = field(object, name);
    if (!value.is_string()) throw Odd{fmt::format("'{}' is not a text", name)};
    return value.get<std::string>();
}

std::int64_t number(const Read& object, const char* name) {
    const Read& value = field(object, name);
    if (!value.is_number_integer() || (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX))
        throw Odd{fmt::format("'{}' is not a whole number", name)};
    return value.get<std::int64_t>();
}

const Read& list(const Read& object, const char* name) {
    const Read& value = field(object, name);
    if (!value.is_array()) throw Odd{fmt::format("'{}' is not a list", name)};
    return value;
}

Uid uid(const Read& object, const char* name) {
    const auto uid = parse_uid(text(object, name));
    if (!uid) throw Odd{fmt::format("'{}' is not a UUID", name)};
    return *uid;
}

Role role(const Read& object) {
    for (const Role role : {Role::member, Role::coach, Role::organizer})
        if (to_text(role) == text(object, "role")) return role;
    throw Odd{"'role' is none"};
}

Admitted member_from(const Read& object) {
    return {uid(object, "uid"), text(object, "handle"), role(object)};
}

RecordRange range_from(const Read& object) {
    RecordRange range{number(object, "first"), std::nullopt};
    if (object.contains("last")) range.last = number(object, "last");
    return range;
}

Device device_from(const Read& object) {
    Device device{text(object, "id"), uid(object, "member"), text(object, "key"), {}, {}};
    for (const auto& range : list(object, "keeper")) device.keeper.push_back(range_from(range));
    if (object.contains("revoked")) {
        const Read& revoked = field(object, "revoked");
        device.revoked = Revoked{text(revoked, "commit"), number(revoked, "last")};
    }
    return device;
}

Roster roster_from(const Read& object) {
    const Read& group = field(object, "group");
    Roster roster{uid(group, "uid"), text(group, "handle"), {}, {}};
    for (const auto& member : list(object, "members")) roster.members.push_back(member_from(member));
    for (const auto& device : list(object, "devices")) roster.devices.push_back(device_from(device));
    if (const auto why = why_unsound(roster)) throw Odd{*why};
    return roster;
}

Request request_from(const Read& object) {
    Request request{text(object, "device"), text(object, "key"), text(object, "name")};
    if (!is_device_id(request.device)) throw Odd{"the device's id is not 16 hexadecimal digits"};
    if (!is_public_key(request.key)) throw Odd{"the key is no ssh-ed25519 key"};
    if (request.name != printable(request.name) || character_count(request.name) > longest_name)
        throw Odd{"the name cannot be printed in a line"};
    return request;
}

/// Reads `text`, which is a `what`, by `from`.
template <class Value>
Value parse(std::string_view text, std::string_view what, Value (*from)(const Read&)) {
    try {
        if (text.size() > longest_text) throw Odd{"it is longer than 4 MiB"};
        const Read object = Read::parse(text);
        if (number(object, "v") > version)
            throw Error(fmt::format("The {} was written by a newer runlog.", what), "Upgrade runlog on this machine.");
        return from(object);
    } catch (const Odd& odd) {
        throw Error(fmt::format("The {} cannot be read: {}.", what, odd.why));
    } catch (const Read::exception&) {
        throw Error(fmt::format("The {} cannot be read: it is not JSON.", what));
    }
}

} // namespace

std::string roster_text(const Roster& roster) {
    Written object{{"v", version}, {"group", {{"uid", to_text(roster.group)}, {"handle", roster.handle}}}};
    object["members"] = Written::array();
    for (const auto& member : roster.members) object["members"].push_back(json_of(member));
    object["devices"] = Written::array();
    for (const auto& device : roster.devices) object["devices"].push_back(json_of(device));
    return text_of(object);
}

Roster parse_roster(std::string_view text) {
    return parse<Roster>(text, "list of who shares the log", roster_from);
}

std::string request_text(const Request& request) {
    return text_of({{"v", version}, {"device", request.device}, {"key", request.key}, {"name", request.name}});
}

Request parse_request(std::string_view text) {
    return parse<Request>(text, "request to be let in", request_from);
}

} // namespace runlog::formats
