#include "database.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/shares.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

constexpr const char* group_columns =
    "SELECT g.id, g.uid, g.handle, g.title, g.about, g.url, g.place, g.scope, p.handle, g.zone, g.callouts "
    "FROM groups AS g LEFT JOIN groups AS p ON p.id = g.parent_id ";

Group group_at(SQLite::Statement& row) {
    Group group;
    group.id.value = row.getColumn(0).getInt64();
    group.uid = uid_at(row, 1);
    group.handle = row.getColumn(2).getString();
    group.title = row.getColumn(3).getString();
    group.about = maybe_text_at(row, 4);
    group.url = maybe_text_at(row, 5);
    group.place = maybe_text_at(row, 6);
    group.scope = parse_scope(row.getColumn(7).getString());
    group.inside = maybe_text_at(row, 8);
    group.zone = maybe_text_at(row, 9);
    if (const auto callouts = maybe_text_at(row, 10)) group.callouts = parse_callouts(*callouts);
    return group;
}

/// What is usual is not kept.
std::optional<std::string_view> callouts_of(const Group& group) {
    return group.callouts == Callouts::coach ? std::nullopt : std::optional(to_text(group.callouts));
}

void check_free(const Writer& writer, const Group& group) {
    check_handle(group.handle);
    const auto holder = find_group(writer.log(), group.handle);
    if (holder && holder->id != group.id)
        throw Error(fmt::format("There is a group '{}' already.", holder->handle),
                    fmt::format("Choose another name, or see: runlog group show {}", holder->handle));
}

/// The number of the group that `group` is inside of; throws Error where that would make a circle.
std::optional<std::int64_t> parent_of(const Writer& writer, const Group& group) {
    if (!group.inside) return std::nullopt;
    const auto parent = find_group(writer.log(), *group.inside);
    if (!parent) throw Error(fmt::format("There is no group '{}'.", *group.inside), "See: runlog group list");
    for (auto above = parent; above; above = above->inside ? find_group(writer.log(), *above->inside) : std::nullopt)
        if (above->id == group.id)
            throw Error(
                fmt::format("'{}' cannot be inside '{}': it would end up inside itself.", group.handle, parent->handle),
                "See how they hang together: runlog group list");
    return parent->id.value;
}

void check_not_shared(const Log& log, const Group& group) {
    if (share_of(log, group.id))
        throw Error(fmt::format("{} is shared with other machines.", group.handle),
                    fmt::format("End that first: runlog share off {}", group.handle));
}

Membership membership_at(SQLite::Statement& row) {
    Membership membership;
    membership.uid = uid_at(row, 0);
    membership.group = row.getColumn(1).getString();
    membership.member = row.getColumn(2).getString();
    membership.role = parse_role(row.getColumn(3).getString());
    membership.remote = row.getColumn(4).getInt() != 0;
    membership.commitment = parse_commitment(row.getColumn(5).getString());
    membership.when = DayRange{day_at(row, 6), maybe_day_at(row, 7)};
    return membership;
}

std::vector<Membership> memberships(const Log& log, const char* condition, std::int64_t id) {
    Query query(log, fmt::format("SELECT s.uid, g.handle, m.handle, s.role, s.remote, s.commitment, s.from_day, "
                                 "s.until_day FROM memberships AS s JOIN groups AS g ON g.id = s.group_id "
                                 "JOIN members AS m ON m.id = s.member_id WHERE {} = ? "
                                 "ORDER BY g.handle_key, m.handle_key, s.from_day",
                                 condition));
    put(query, 1, id);
    std::vector<Membership> all;
    while (query.executeStep()) all.push_back(membership_at(query));
    return all;
}

} // namespace

std::vector<Group> groups(const Log& log) {
    Query query(log, std::string(group_columns) + "ORDER BY g.handle_key");
    std::vector<Group> all;
    while (query.executeStep()) all.push_back(group_at(query));
    return all;
}

std::optional<Group> find_group(const Log& log, std::string_view handle) {
    Query query(log, std::string(group_columns) + "WHERE g.handle_key = ?");
    put(query, 1, handle_key(handle));
    if (!query.executeStep()) return std::nullopt;
    return group_at(query);
}

GroupId add_group(Writer& writer, const Group& group) {
    Group fresh = group;
    fresh.id = GroupId{};
    check_free(writer, fresh);
    execute(writer,
            "INSERT INTO groups (uid, handle, handle_key, title, about, url, place, scope, parent_id, zone, callouts) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            new_uid(writer), fresh.handle, handle_key(fresh.handle), fresh.title, fresh.about, fresh.url, fresh.place,
            to_text(fresh.scope), parent_of(writer, fresh), fresh.zone, callouts_of(fresh));
    return GroupId{last_number(writer)};
}

void update_group(Writer& writer, const Group& group) {
    check_keeper(writer.log(), group.id, "what is told of it");
    check_free(writer, group);
    execute(writer,
            "UPDATE groups SET handle = ?, handle_key = ?, title = ?, about = ?, url = ?, place = ?, scope = ?, "
            "parent_id = ?, zone = ?, callouts = ? WHERE id = ?",
            group.handle, handle_key(group.handle), group.title, group.about, group.url, group.place,
            to_text(group.scope), parent_of(writer, group), group.zone, callouts_of(group), group.id);
}

void remove_group(Writer& writer, const Group& group) {
    check_not_shared(writer.log(), group);
    const auto refuse = [&](const char* sql, std::string_view what, std::string_view hint) {
        Query query(writer, sql);
        put(query, 1, group.id.value);
        if (query.executeStep())
            throw Error(fmt::format("'{}' has {} in the log and is kept.", group.handle, what),
                        fmt::format("{0} All of it: runlog group remove {1} --purge {1}", hint, group.handle));
    };
    refuse("SELECT 1 FROM memberships WHERE group_id = ?", "members", "Left? runlog group leave GROUP NAME.");
    refuse("SELECT 1 FROM runs WHERE group_id = ?", "runs", "See: runlog list --group GROUP.");
    refuse("SELECT 1 FROM leaves WHERE group_id = ?", "days off", "See: runlog away.");
    refuse("SELECT 1 FROM groups WHERE parent_id = ?", "chapters", "See: runlog group list.");
    for (const char* sql : {"SELECT 1 FROM rules WHERE group_id = ?", "SELECT 1 FROM answers WHERE group_id = ?",
                            "SELECT 1 FROM session_changes WHERE group_id = ?"})
        refuse(sql, "sessions", "End them: runlog session end GROUP.");
    refuse("SELECT 1 FROM goals WHERE group_id = ?", "a goal", "See: runlog goal list.");
    execute(writer, "DELETE FROM contacts WHERE group_id = ?", group.id);
    execute(writer, "DELETE FROM group_terms WHERE group_id = ?", group.id);
    execute(writer, "DELETE FROM groups WHERE id = ?", group.id);
}

void purge_group(Writer& writer, const Group& group) {
    check_not_shared(writer.log(), group);
    execute(writer, "UPDATE runs SET group_id = NULL, session = NULL WHERE group_id = ?", group.id);
    execute(writer, "UPDATE groups SET parent_id = NULL WHERE parent_id = ?", group.id);
    execute(writer, "UPDATE goals SET group_id = NULL WHERE group_id = ? AND member_id IS NOT NULL", group.id);
    execute(writer, "DELETE FROM goal_legs WHERE goal_id IN (SELECT id FROM goals WHERE group_id = ?)", group.id);
    for (const char* sql : {"DELETE FROM goals WHERE group_id = ?", "DELETE FROM answers WHERE group_id = ?",
                            "DELETE FROM session_changes WHERE group_id = ?", "DELETE FROM rules WHERE group_id = ?",
                            "DELETE FROM leaves WHERE group_id = ?", "DELETE FROM memberships WHERE group_id = ?",
                            "DELETE FROM contacts WHERE group_id = ?", "DELETE FROM group_terms WHERE group_id = ?",
                            "DELETE FROM groups WHERE id = ?"})
        execute(writer, sql, group.id);
}

std::vector<Contact> contacts(const Log& log, GroupId group) {
    Query query(log, "SELECT uid, kind, name, detail FROM contacts WHERE group_id = ? ORDER BY kind, name");
    put(query, 1, group);
    std::vector<Contact> all;
    while (query.executeStep())
        all.push_back({uid_at(query, 0), query.getColumn(1).getString(), query.getColumn(2).getString(),
                       maybe_text_at(query, 3)});
    return all;
}

void set_contacts(Writer& writer, GroupId group, const std::vector<Contact>& contacts) {
    check_keeper(writer.log(), group, "whom it has at hand");
    Query known(writer, "SELECT uid FROM contacts WHERE group_id = ?");
    put(known, 1, group);
    for (const Uid& gone : uids_without(known, contacts)) execute(writer, "DELETE FROM contacts WHERE uid = ?", gone);
    for (const auto& contact : contacts)
        execute(writer,
                "INSERT INTO contacts (uid, group_id, kind, name, detail) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (uid) DO UPDATE SET kind = excluded.kind, name = excluded.name, detail = excluded.detail",
                kept_or_new_uid(writer, contact.uid), group, contact.kind, contact.name, contact.detail);
}

std::vector<Group> with_chapters(const Log& log, const Group& group) {
    std::vector<Group> tree{group};
    for (const auto& other : groups(log)) {
        if (!other.inside || handle_key(*other.inside) != handle_key(group.handle)) continue;
        for (auto& below : with_chapters(log, other)) tree.push_back(std::move(below));
    }
    return tree;
}

std::vector<Membership> memberships_of_group(const Log& log, GroupId group) {
    return memberships(log, "s.group_id", group.value);
}

std::vector<Membership> memberships_of_member(const Log& log, MemberId member) {
    return memberships(log, "s.member_id", member.value);
}

void set_memberships(Writer& writer, GroupId group, MemberId member, const std::vector<Membership>& rows) {
    if (member != owner(writer.log()).id) check_keeper(writer.log(), group, "who is in it");
    Query known(writer, "SELECT uid FROM memberships WHERE group_id = ? AND member_id = ?");
    put(known, 1, group.value);
    put(known, 2, member.value);
    for (const Uid& gone : uids_without(known, rows)) execute(writer, "DELETE FROM memberships WHERE uid = ?", gone);
    for (const auto& row : rows)
        execute(writer,
                "INSERT INTO memberships (uid, group_id, member_id, role, remote, commitment, from_day, until_day) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET role = excluded.role, "
                "remote = excluded.remote, commitment = excluded.commitment, from_day = excluded.from_day, "
                "until_day = excluded.until_day",
                kept_or_new_uid(writer, row.uid), group, member, to_text(row.role), row.remote, to_text(row.commitment),
                row.when.from, row.when.until);
}

} // namespace runlog::store
