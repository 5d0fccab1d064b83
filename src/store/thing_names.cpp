#include "runlog/store/things.hpp"
#include "thing_rows.hpp"

#include <fmt/format.h>

/// Which row a thing is, and which thing a row is.
namespace runlog::store {

namespace {

/// Whose a row is, as SQL with one question mark: the uids of things that belong to different people may be the same.
const char* whose(Kind kind) {
    switch (kind) {
    case Kind::leave:
    case Kind::answer: return "ifnull(recorded_by, member_id) = ?";
    case Kind::run: return "ifnull(recorded_by, (SELECT member_id FROM owner)) = ?";
    default: return "group_id = ?";
    }
}

} // namespace

std::optional<std::int64_t> Things::row_of(const Thing& thing) const {
    if (thing.kind == Kind::group) return group_.value;
    if (thing.kind == Kind::member) {
        const auto member = local(thing.about);
        return member ? std::optional(member->value) : std::nullopt;
    }
    const auto number = [&](const std::string& condition, const auto& key, std::int64_t of) {
        Query query(log_, fmt::format("SELECT id FROM {} WHERE {}", table_of(thing.kind).name, condition));
        put(query, 1, key);
        put(query, 2, of);
        return query.executeStep() ? std::optional(query.getColumn(0).getInt64()) : std::nullopt;
    };
    if (thing.kind == Kind::change) return number("session = ? AND group_id = ?", thing.key, group_.value);
    const bool is_made = has_maker(thing.kind);
    const auto of = is_made ? local(thing.maker).value_or(MemberId{}).value : group_.value;
    const auto condition = fmt::format("uid = ? AND {}", whose(thing.kind));
    if (const auto other = other_uid(thing))
        if (const auto found = number(condition, *other, of)) return found;
    // Nobody reaches a row by the uid that it has only here.
    return number(condition + " AND uid NOT IN (SELECT uid FROM share_names)", *parse_uid(thing.key), of);
}

/// Whose a thing is: things of different owners may go by the same uid.
Uid Things::owner_of(const Thing& thing) const {
    return has_maker(thing.kind) ? thing.maker : group_uid_;
}

/// The uid of the row of a thing whose own was taken here.
std::optional<Uid> Things::other_uid(const Thing& thing) const {
    Query query(log_, "SELECT uid FROM share_names WHERE kind = ? AND name = ? AND whose = ?");
    put(query, 1, std::string(table_of(thing.kind).name));
    put(query, 2, *parse_uid(thing.key));
    put(query, 3, owner_of(thing));
    return query.executeStep() ? std::optional(uid_at(query, 0)) : std::nullopt;
}

/// The thing's own, or a new one where somebody else's thing has it here: one that could be reckoned could be forged.
Uid Things::uid_for_row(Writer& writer, const Thing& thing) const {
    const Uid uid = *parse_uid(thing.key);
    const std::string table = table_of(thing.kind).name;
    Query query(log_, fmt::format("SELECT 1 FROM {} WHERE uid = ?", table));
    put(query, 1, uid);
    if (!query.executeStep()) return uid;
    const Uid other = new_uid(writer);
    execute(writer, "INSERT OR REPLACE INTO share_names (kind, name, whose, uid) VALUES (?, ?, ?, ?)", table, uid,
            owner_of(thing), other);
    return other;
}

std::string Things::key_of(const Uid& row) const {
    Query query(log_, "SELECT name FROM share_names WHERE uid = ?");
    put(query, 1, row);
    return to_text(query.executeStep() ? uid_at(query, 0) : row);
}

} // namespace runlog::store
