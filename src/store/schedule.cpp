#include "runlog/store/schedule.hpp"

#include "database.hpp"
#include "runlog/store/shares.hpp"

namespace runlog::store {

namespace {

constexpr std::string_view schedule = "its schedule";

Rule rule_at(SQLite::Statement& row) {
    Rule rule;
    rule.uid = uid_at(row, 0);
    rule.title = row.getColumn(1).getString();
    rule.pattern = parse_pattern(row.getColumn(2).getText());
    rule.starts = parse_time_of_day(row.getColumn(3).getText());
    rule.length = std::chrono::seconds{row.getColumn(4).getInt64()};
    rule.zone = row.getColumn(5).getString();
    rule.place = maybe_text_at(row, 6);
    rule.purpose = maybe_text_at(row, 7);
    rule.note = maybe_text_at(row, 8);
    rule.anchor = day_at(row, 9);
    rule.when = DayRange{day_at(row, 10), maybe_day_at(row, 11)};
    return rule;
}

SessionChange change_at(SQLite::Statement& row) {
    SessionChange change;
    change.uid = uid_at(row, 0);
    change.session = local_time_at(row, 1);
    if (!row.isColumnNull(2)) change.moved_to = local_time_at(row, 2);
    change.cancelled = row.getColumn(3).getInt() != 0;
    change.reason = row.getColumn(4).getString();
    change.announced = instant_at(row, 5);
    return change;
}

} // namespace

std::vector<Rule> rules(const Log& log, GroupId group) {
    Query query(log, "SELECT uid, title, pattern, start_time, length_s, zone, place, purpose, "
                     "note, anchor_day, from_day, until_day FROM rules WHERE group_id = ? "
                     "ORDER BY title, from_day");
    put(query, 1, group);
    std::vector<Rule> all;
    while (query.executeStep()) all.push_back(rule_at(query));
    return all;
}

void set_rules(Writer& writer, GroupId group, const std::vector<Rule>& rules) {
    check_keeper(writer.log(), group, schedule);
    Query known(writer, "SELECT uid FROM rules WHERE group_id = ?");
    put(known, 1, group);
    for (const Uid& gone : uids_without(known, rules)) execute(writer, "DELETE FROM rules WHERE uid = ?", gone);
    for (const auto& rule : rules)
        execute(writer,
                "INSERT INTO rules (uid, group_id, title, pattern, start_time, length_s, zone, place, purpose, note, "
                "anchor_day, from_day, until_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT (uid) DO UPDATE SET title = excluded.title, pattern = excluded.pattern, "
                "start_time = excluded.start_time, length_s = excluded.length_s, zone = excluded.zone, "
                "place = excluded.place, purpose = excluded.purpose, note = excluded.note, "
                "anchor_day = excluded.anchor_day, from_day = excluded.from_day, until_day = excluded.until_day",
                kept_or_new_uid(writer, rule.uid), group, rule.title, to_text(rule.pattern), clock_text(rule.starts),
                rule.length, rule.zone, rule.place, rule.purpose, rule.note, rule.anchor, rule.when.from,
                rule.when.until);
}

std::vector<SessionChange> session_changes(const Log& log, GroupId group) {
    Query query(log, "SELECT uid, session, moved_to, cancelled, reason, announced_at FROM session_changes "
                     "WHERE group_id = ? ORDER BY session");
    put(query, 1, group);
    std::vector<SessionChange> all;
    while (query.executeStep()) all.push_back(change_at(query));
    return all;
}

void set_session_change(Writer& writer, GroupId group, const SessionChange& change) {
    check_keeper(writer.log(), group, schedule);
    execute(writer,
            "INSERT INTO session_changes (uid, group_id, session, moved_to, cancelled, reason, announced_at, "
            "recorded_by) VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT member_id FROM owner)) "
            "ON CONFLICT (group_id, session) DO UPDATE SET moved_to = excluded.moved_to, "
            "cancelled = excluded.cancelled, reason = excluded.reason, announced_at = excluded.announced_at, "
            "recorded_by = excluded.recorded_by",
            kept_or_new_uid(writer, change.uid), group, session_text(change.session),
            change.moved_to ? std::optional(session_text(*change.moved_to)) : std::nullopt, change.cancelled,
            change.reason, change.announced);
}

void remove_session_change(Writer& writer, GroupId group, LocalTime session) {
    check_keeper(writer.log(), group, schedule);
    execute(writer, "DELETE FROM session_changes WHERE group_id = ? AND session = ?", group, session_text(session));
}

void rename_session(Writer& writer, GroupId group, LocalTime from, LocalTime to) {
    if (from == to) return;
    check_keeper(writer.log(), group, schedule);
    const auto old_name = session_text(from);
    const auto new_name = session_text(to);
    // Where the other session has something of its own, that stands.
    execute(writer,
            "DELETE FROM session_changes WHERE group_id = ?1 AND session = ?2 AND EXISTS (SELECT 1 FROM "
            "session_changes AS other WHERE other.group_id = ?1 AND other.session = ?3)",
            group, old_name, new_name);
    execute(writer,
            "UPDATE answers SET withdrawn_at = ?4 WHERE group_id = ?1 AND session = ?2 AND withdrawn_at IS NULL "
            "AND member_id IN (SELECT member_id FROM answers WHERE group_id = ?1 AND session = ?3 "
            "AND withdrawn_at IS NULL)",
            group, old_name, new_name, writer.now());
    for (const char* sql : {"UPDATE session_changes SET session = ?3 WHERE group_id = ?1 AND session = ?2",
                            "UPDATE answers SET session = ?3 WHERE group_id = ?1 AND session = ?2",
                            "UPDATE runs SET session = ?3 WHERE group_id = ?1 AND session = ?2"})
        execute(writer, sql, group, old_name, new_name);
    execute(writer,
            "DELETE FROM session_changes WHERE group_id = ? AND session = ? AND moved_to = session "
            "AND cancelled = 0",
            group, new_name);
}

void forget_session(Writer& writer, GroupId group, LocalTime session) {
    remove_session_change(writer, group, session);
    execute(writer, "UPDATE answers SET withdrawn_at = ? WHERE group_id = ? AND session = ? AND withdrawn_at IS NULL",
            writer.now(), group, session_text(session));
}

} // namespace runlog::store
