#include "runlog/store/shares.hpp"

#include "database.hpp"
#include "runlog/store/people.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

constexpr const char* share_columns =
    "SELECT s.group_id, g.handle, s.url, s.genesis, s.device, s.me, s.all_runs, s.reasons, s.notes, s.keeper, "
    "s.last_change, s.vocabulary, s.roster, s.synced_at, s.mirror FROM shares AS s JOIN groups AS g ON g.id = "
    "s.group_id ";

Share share_at(SQLite::Statement& row) {
    Share share;
    share.group.value = row.getColumn(0).getInt64();
    share.handle = row.getColumn(1).getString();
    share.url = row.getColumn(2).getString();
    share.genesis = row.getColumn(3).getString();
    share.device = row.getColumn(4).getString();
    if (!row.isColumnNull(5)) share.me = uid_at(row, 5);
    share.all_runs = row.getColumn(6).getInt() != 0;
    share.reasons = row.getColumn(7).getInt() != 0;
    share.notes = row.getColumn(8).getInt() != 0;
    share.keeper = row.getColumn(9).getInt() != 0;
    if (const auto looked_at = maybe_number_at(row, 10)) share.looked_at = ChangeId{*looked_at};
    share.vocabulary = row.getColumn(11).getInt();
    share.roster = row.getColumn(12).getString();
    if (!row.isColumnNull(13)) share.synced = instant_at(row, 13);
    share.mirror = row.getColumn(14).getString();
    return share;
}

Record record_at(SQLite::Statement& row) {
    return {row.getColumn(0).getString(), row.getColumn(1).getInt64(), row.getColumn(2).getString(), uid_at(row, 3),
            row.getColumn(4).getString()};
}

constexpr const char* record_columns = "SELECT device, number, thing, maker, line FROM share_records ";

Heard heard_at(SQLite::Statement& row) {
    return {row.getColumn(0).getString(), row.getColumn(1).getString(), row.getColumn(2).getInt64(),
            instant_at(row, 3)};
}

constexpr const char* heard_columns = "SELECT device, tip, last, heard_at FROM share_devices ";

/// `handle`, or the first of `handle-2`, `handle-3` that nobody has here.
std::optional<std::int64_t> row_with(const Writer& writer, const char* sql, const Uid& uid) {
    Query query(writer, sql);
    put(query, 1, uid);
    return query.executeStep() ? std::optional(query.getColumn(0).getInt64()) : std::nullopt;
}

template <class Find>
std::string free_handle(const std::string& handle, Find find) {
    std::string candidate = handle;
    for (int number = 2; find(candidate); ++number) candidate = fmt::format("{}-{}", handle, number);
    return candidate;
}

} // namespace

std::vector<Share> shares(const Log& log) {
    Query query(log, std::string(share_columns) + "ORDER BY g.handle_key");
    std::vector<Share> all;
    while (query.executeStep()) all.push_back(share_at(query));
    return all;
}

std::optional<Share> share_of(const Log& log, GroupId group) {
    Query query(log, std::string(share_columns) + "WHERE s.group_id = ?");
    put(query, 1, group);
    if (!query.executeStep()) return std::nullopt;
    return share_at(query);
}

void set_share(Writer& writer, const Share& share) {
    execute(writer,
            "INSERT INTO shares (group_id, url, genesis, mirror, device, me, all_runs, reasons, notes, keeper, "
            "last_change, vocabulary, roster, synced_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (group_id) DO UPDATE SET url = excluded.url, genesis = excluded.genesis, "
            "mirror = excluded.mirror, device = excluded.device, me = excluded.me, all_runs = excluded.all_runs, "
            "reasons = excluded.reasons, "
            "notes = excluded.notes, keeper = excluded.keeper, last_change = excluded.last_change, "
            "vocabulary = excluded.vocabulary, roster = excluded.roster, synced_at = excluded.synced_at",
            share.group, share.url, share.genesis, share.mirror, share.device, share.me, share.all_runs, share.reasons,
            share.notes, share.keeper, share.looked_at, share.vocabulary, share.roster, share.synced);
}

void remove_share(Writer& writer, GroupId group) {
    for (const char* sql :
         {"DELETE FROM share_alarms WHERE group_id = ?", "DELETE FROM share_aside WHERE group_id = ?",
          "DELETE FROM share_records WHERE group_id = ?", "DELETE FROM share_devices WHERE group_id = ?",
          "DELETE FROM share_members WHERE group_id = ?", "DELETE FROM shares WHERE group_id = ?"})
        execute(writer, sql, group);
}

void check_keeper(const Log& log, GroupId group, std::string_view what) {
    const auto share = share_of(log, group);
    if (!share || share->keeper) return;
    throw Error(fmt::format("{} is shared, and its organizers and coaches keep {}.", share->handle, what),
                fmt::format("Ask one of them: runlog group show {}", share->handle));
}

std::vector<std::pair<Uid, MemberId>> shared_members(const Log& log, GroupId group) {
    Query query(log, "SELECT uid, member_id FROM share_members WHERE group_id = ?");
    put(query, 1, group);
    std::vector<std::pair<Uid, MemberId>> all;
    while (query.executeStep()) all.emplace_back(uid_at(query, 0), MemberId{query.getColumn(1).getInt64()});
    return all;
}

std::optional<Uid> shared_uid(const Log& log, GroupId group, MemberId member) {
    Query query(log, "SELECT uid FROM share_members WHERE group_id = ? AND member_id = ?");
    put(query, 1, group);
    put(query, 2, member);
    return query.executeStep() ? std::optional(uid_at(query, 0)) : std::nullopt;
}

std::optional<MemberId> shared_member(const Log& log, GroupId group, const Uid& uid) {
    Query query(log, "SELECT member_id FROM share_members WHERE group_id = ? AND uid = ?");
    put(query, 1, group);
    put(query, 2, uid);
    return query.executeStep() ? std::optional(MemberId{query.getColumn(0).getInt64()}) : std::nullopt;
}

void set_shared_member(Writer& writer, GroupId group, const Uid& uid, MemberId member) {
    execute(writer, "INSERT INTO share_members (group_id, uid, member_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            group, uid, member);
}

GroupId add_shared_group(Writer& writer, const Uid& uid, const std::string& handle) {
    if (const auto known = row_with(writer, "SELECT id FROM groups WHERE uid = ?", uid)) return GroupId{*known};
    const auto here = free_handle(handle, [&](const std::string& other) { return find_group(writer.log(), other); });
    execute(writer, "INSERT INTO groups (uid, handle, handle_key, title, scope) VALUES (?, ?, ?, '', 'local')", uid,
            here, handle_key(here));
    return GroupId{last_number(writer)};
}

MemberId add_shared_member(Writer& writer, const Uid& uid, const std::string& handle) {
    if (const auto known =
            row_with(writer, "SELECT id FROM members WHERE uid = ? AND id NOT IN (SELECT member_id FROM owner)", uid))
        return MemberId{*known};
    const bool is_taken = row_with(writer, "SELECT id FROM members WHERE uid = ?", uid).has_value();
    const auto here = free_handle(handle, [&](const std::string& other) { return find_member(writer.log(), other); });
    execute(writer, "INSERT INTO members (uid, handle, handle_key, name) VALUES (?, ?, ?, '')",
            is_taken ? new_uid(writer) : uid, here, handle_key(here));
    return MemberId{last_number(writer)};
}

Kept add_record(Writer& writer, GroupId group, const Record& record) {
    const int added = execute(writer,
                              "INSERT INTO share_records (group_id, device, number, thing, maker, line) "
                              "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                              group, record.device, record.number, record.thing, record.maker, record.line);
    if (added > 0) return Kept::now;
    const auto before = find_record(writer.log(), group, record.device, record.number);
    return before->line == record.line ? Kept::before : Kept::otherwise;
}

void set_record_thing(Writer& writer, GroupId group, const Record& record) {
    execute(writer, "UPDATE share_records SET thing = ?, maker = ? WHERE group_id = ? AND device = ? AND number = ?",
            record.thing, record.maker, group, record.device, record.number);
}

std::vector<Record> records_about(const Log& log, GroupId group, const std::string& thing, const Uid& maker) {
    // Left to itself, SQLite (3.40) would go through all that the group ever said.
    Query query(log, std::string(record_columns) +
                         "INDEXED BY share_records_by_thing WHERE thing = ? AND group_id = ? AND maker = ?");
    put(query, 1, thing);
    put(query, 2, group);
    put(query, 3, maker);
    std::vector<Record> all;
    while (query.executeStep()) all.push_back(record_at(query));
    return all;
}

void each_record(const Log& log, GroupId group, const std::string& device, std::int64_t after,
                 const std::function<void(const Record&)>& visit) {
    Query query(log, std::string(record_columns) + "WHERE group_id = ? AND device = ? AND number > ? ORDER BY number");
    put(query, 1, group);
    put(query, 2, device);
    put(query, 3, after);
    while (query.executeStep()) visit(record_at(query));
}

std::vector<std::pair<std::string, Uid>> things_recorded(const Log& log, GroupId group) {
    Query query(log, "SELECT DISTINCT thing, maker FROM share_records WHERE group_id = ?");
    put(query, 1, group);
    std::vector<std::pair<std::string, Uid>> all;
    while (query.executeStep()) all.emplace_back(query.getColumn(0).getString(), uid_at(query, 1));
    return all;
}

std::optional<Record> find_record(const Log& log, GroupId group, const std::string& device, std::int64_t number) {
    Query query(log, std::string(record_columns) + "WHERE group_id = ? AND device = ? AND number = ?");
    put(query, 1, group);
    put(query, 2, device);
    put(query, 3, number);
    return query.executeStep() ? std::optional(record_at(query)) : std::nullopt;
}

std::optional<Record> newest_record(const Log& log, GroupId group, const std::string& device) {
    Query query(log, std::string(record_columns) + "WHERE group_id = ? AND device = ? ORDER BY number DESC LIMIT 1");
    put(query, 1, group);
    put(query, 2, device);
    if (!query.executeStep()) return std::nullopt;
    return record_at(query);
}

void remove_records(Writer& writer, GroupId group, const std::string& device, std::int64_t first) {
    execute(writer, "DELETE FROM share_records WHERE group_id = ? AND device = ? AND number >= ?", group, device,
            first);
}

std::vector<Heard> heard(const Log& log, GroupId group) {
    Query query(log, std::string(heard_columns) + "WHERE group_id = ? ORDER BY device");
    put(query, 1, group);
    std::vector<Heard> all;
    while (query.executeStep()) all.push_back(heard_at(query));
    return all;
}

std::optional<Heard> heard(const Log& log, GroupId group, const std::string& device) {
    Query query(log, std::string(heard_columns) + "WHERE group_id = ? AND device = ?");
    put(query, 1, group);
    put(query, 2, device);
    return query.executeStep() ? std::optional(heard_at(query)) : std::nullopt;
}

void set_heard(Writer& writer, GroupId group, const Heard& heard) {
    execute(writer,
            "INSERT INTO share_devices (group_id, device, tip, last, heard_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (group_id, device) DO UPDATE SET tip = excluded.tip, last = excluded.last, "
            "heard_at = excluded.heard_at",
            group, heard.device, heard.tip, heard.last, heard.at);
}

void forget_heard(Writer& writer, GroupId group, const std::string& device) {
    execute(writer, "DELETE FROM share_devices WHERE group_id = ? AND device = ?", group, device);
}

std::vector<Aside> asides(const Log& log, GroupId group) {
    Query query(log, "SELECT place, why, line FROM share_aside WHERE group_id = ? ORDER BY place");
    put(query, 1, group);
    std::vector<Aside> all;
    while (query.executeStep())
        all.push_back({query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString()});
    return all;
}

void add_aside(Writer& writer, GroupId group, const Aside& aside) {
    execute(writer, "INSERT INTO share_aside (group_id, place, why, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            group, aside.place, aside.why, aside.line);
}

std::vector<Alarm> alarms(const Log& log, GroupId group) {
    Query query(log, "SELECT what, since FROM share_alarms WHERE group_id = ? ORDER BY since, what");
    put(query, 1, group);
    std::vector<Alarm> all;
    while (query.executeStep()) all.push_back({query.getColumn(0).getString(), instant_at(query, 1)});
    return all;
}

void set_alarms(Writer& writer, GroupId group, const std::vector<std::string>& alarms) {
    for (const auto& before : store::alarms(writer.log(), group))
        if (std::find(alarms.begin(), alarms.end(), before.what) == alarms.end())
            execute(writer, "DELETE FROM share_alarms WHERE group_id = ? AND what = ?", group, before.what);
    for (const auto& what : alarms)
        execute(writer, "INSERT INTO share_alarms (group_id, what, since) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                group, what, writer.now());
}

} // namespace runlog::store
