#include "runlog/store/people.hpp"
#include "runlog/store/reminders.hpp"
#include "runlog/store/shares.hpp"

#include "database.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

constexpr const char* member_columns = "SELECT id, uid, handle, name, email, zone FROM members ";

Member member_at(SQLite::Statement& row) {
    return Member{MemberId{row.getColumn(0).getInt64()}, uid_at(row, 1),        row.getColumn(2).getString(),
                  row.getColumn(3).getString(),          maybe_text_at(row, 4), maybe_text_at(row, 5)};
}

void check_free(const Writer& writer, const Member& member) {
    check_handle(member.handle);
    const auto holder = find_member(writer.log(), member.handle);
    if (holder && holder->id != member.id)
        throw Error(fmt::format("The handle '{}' is taken{}.", holder->handle,
                                holder->name.empty() ? "" : fmt::format(" by {}", holder->name)),
                    "Choose another one, or see: runlog member list");
}

void refuse_where_used(const Writer& writer, const char* sql, std::int64_t id, const std::string& who,
                       std::string_view what, std::string hint) {
    Query query(writer, sql);
    put(query, 1, id);
    if (query.executeStep())
        throw Error(fmt::format("'{}' has {} in the log and is kept.", who, what), std::move(hint));
}

void refuse_owner(const Writer& writer, const Member& member) {
    if (owner(writer.log()).id == member.id)
        throw Error("This log is yours, and you stay in it.",
                    "Give it another name: runlog member edit me --name NAME");
}

void refuse_shared(const Writer& writer, const Member& member) {
    Query query(writer, "SELECT g.handle FROM share_members AS s JOIN groups AS g ON g.id = s.group_id "
                        "WHERE s.member_id = ?");
    put(query, 1, member.id);
    if (!query.executeStep()) return;
    const auto group = query.getColumn(0).getString();
    throw Error(fmt::format("'{}' is in {}, which is shared with other machines.", member.handle, group),
                fmt::format("Left? runlog group leave {} {}", group, member.handle));
}

} // namespace

std::vector<Member> members(const Log& log) {
    Query query(log, std::string(member_columns) + "ORDER BY handle_key");
    std::vector<Member> all;
    while (query.executeStep()) all.push_back(member_at(query));
    return all;
}

std::vector<Member> members_beginning(const Log& log, std::string_view begun) {
    // No character of UTF-8 begins with the byte 0xff.
    Query query(log, std::string(member_columns) + "WHERE handle_key >= ?1 AND handle_key < ?1 || CAST(x'ff' AS TEXT) "
                                                   "ORDER BY handle_key");
    put(query, 1, handle_key(begun));
    std::vector<Member> all;
    while (query.executeStep()) all.push_back(member_at(query));
    return all;
}

std::optional<Member> find_member(const Log& log, std::string_view handle) {
    Query query(log, std::string(member_columns) + "WHERE handle_key = ?");
    put(query, 1, handle_key(handle));
    if (!query.executeStep()) return std::nullopt;
    return member_at(query);
}

Member owner(const Log& log) {
    Query query(log, std::string(member_columns) + "WHERE id = (SELECT member_id FROM owner)");
    if (!query.executeStep())
        throw Error(fmt::format("The log {} does not say whose it is.", log.path().string()),
                    "Bring back a backup: runlog restore FILE");
    return member_at(query);
}

MemberId add_member(Writer& writer, const Member& member) {
    Member fresh = member;
    fresh.id = MemberId{};
    check_free(writer, fresh);
    execute(writer, "INSERT INTO members (uid, handle, handle_key, name, email, zone) VALUES (?, ?, ?, ?, ?, ?)",
            new_uid(writer), fresh.handle, handle_key(fresh.handle), fresh.name, fresh.email, fresh.zone);
    return MemberId{last_number(writer)};
}

void update_member(Writer& writer, const Member& member) {
    check_free(writer, member);
    execute(writer, "UPDATE members SET handle = ?, handle_key = ?, name = ?, email = ?, zone = ? WHERE id = ?",
            member.handle, handle_key(member.handle), member.name, member.email, member.zone, member.id);
}

void remove_member(Writer& writer, const Member& member) {
    refuse_owner(writer, member);
    refuse_shared(writer, member);
    const auto refuse = [&](const char* sql, std::string_view what) {
        refuse_where_used(
            writer, sql, member.id.value, member.handle, what,
            fmt::format("Left? runlog group leave GROUP {0}. All of it: runlog member remove {0} --purge {0}",
                        member.handle));
    };
    refuse("SELECT 1 FROM run_members WHERE member_id = ?", "runs");
    refuse("SELECT 1 FROM memberships WHERE member_id = ?", "memberships");
    refuse("SELECT 1 FROM plans WHERE member_id = ?", "plans");
    refuse("SELECT 1 FROM leaves WHERE member_id = ?", "leave");
    refuse("SELECT 1 FROM answers WHERE member_id = ?", "promises or excuses");
    refuse("SELECT 1 FROM goals WHERE member_id = ?", "a goal");
    refuse("SELECT 1 FROM goal_legs WHERE member_id = ?", "a leg of a relay");
    set_reminder_wishes(writer, member.id, {});
    execute(writer, "DELETE FROM members WHERE id = ?", member.id);
}

void purge_member(Writer& writer, const Member& member) {
    refuse_owner(writer, member);
    refuse_shared(writer, member);
    Query runs(writer, "SELECT run_id FROM run_members WHERE member_id = ?");
    put(runs, 1, member.id);
    std::vector<std::int64_t> ids;
    while (runs.executeStep()) ids.push_back(runs.getColumn(0).getInt64());
    for (const char* sql :
         {"UPDATE runs SET recorded_by = NULL WHERE recorded_by = ?",
          "UPDATE leaves SET recorded_by = NULL WHERE recorded_by = ?",
          "UPDATE answers SET recorded_by = NULL WHERE recorded_by = ?",
          "UPDATE session_changes SET recorded_by = NULL WHERE recorded_by = ?",
          "UPDATE goal_legs SET member_id = NULL WHERE member_id = ?", "DELETE FROM run_members WHERE member_id = ?"})
        execute(writer, sql, member.id);
    const auto is_orphan = " AND NOT EXISTS (SELECT 1 FROM run_members WHERE run_id = ?1)";
    for (const auto id : ids) {
        execute(writer, fmt::format("DELETE FROM run_tags WHERE run_id = ?1{}", is_orphan).c_str(), id);
        execute(writer, fmt::format("DELETE FROM runs WHERE id = ?1{}", is_orphan).c_str(), id);
    }
    for (const char* sql : {"DELETE FROM answers WHERE member_id = ?", "DELETE FROM leaves WHERE member_id = ?",
                            "DELETE FROM plans WHERE member_id = ?", "DELETE FROM memberships WHERE member_id = ?",
                            "DELETE FROM goals WHERE member_id = ?", "DELETE FROM reminders_off WHERE member_id = ?",
                            "DELETE FROM quiet_hours WHERE member_id = ?", "DELETE FROM members WHERE id = ?"})
        execute(writer, sql, member.id);
}

} // namespace runlog::store
