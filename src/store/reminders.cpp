#include "runlog/store/reminders.hpp"

#include "database.hpp"

#include <algorithm>

namespace runlog::store {

namespace {

/// Longer than anything is reminded of.
constexpr date::days remembered_for{90};

} // namespace

ReminderWishes reminder_wishes(const Log& log, MemberId member) {
    ReminderWishes wishes;
    Query off(log, "SELECT kind FROM reminders_off WHERE member_id = ?");
    put(off, 1, member);
    while (off.executeStep()) wishes.off.push_back(parse_reminder_kind(off.getColumn(0).getString()));
    std::sort(wishes.off.begin(), wishes.off.end());
    Query quiet(log, "SELECT from_time, until_time FROM quiet_hours WHERE member_id = ?");
    put(quiet, 1, member);
    if (quiet.executeStep())
        wishes.quiet = QuietHours{parse_time_of_day(quiet.getColumn(0).getString()),
                                  parse_time_of_day(quiet.getColumn(1).getString())};
    return wishes;
}

void set_reminder_wishes(Writer& writer, MemberId member, const ReminderWishes& wishes) {
    execute(writer, "DELETE FROM reminders_off WHERE member_id = ?", member);
    for (const auto kind : wishes.off)
        execute(writer, "INSERT INTO reminders_off (member_id, kind) VALUES (?, ?)", member, to_text(kind));
    execute(writer, "DELETE FROM quiet_hours WHERE member_id = ?", member);
    if (wishes.quiet)
        execute(writer, "INSERT INTO quiet_hours (member_id, from_time, until_time) VALUES (?, ?, ?)", member,
                clock_text(wishes.quiet->from), clock_text(wishes.quiet->until));
}

bool was_handed_over(const Log& log, const std::string& key) {
    Query query(log, "SELECT 1 FROM handed_over WHERE key = ?");
    put(query, 1, key);
    return query.executeStep();
}

void remember_handed_over(Log& log, Instant now, const std::vector<std::string>& keys) {
    auto& database = connection(log);
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement insert(database, "INSERT INTO handed_over (key, at) VALUES (?, ?) "
                                       "ON CONFLICT (key) DO UPDATE SET at = excluded.at");
    SQLite::Statement replace(database, "DELETE FROM handed_over WHERE key >= ?1 AND key < ?1 || '?' "
                                        "AND (key = ?1 OR key >= ?1 || '>')");
    for (const auto& key : keys) {
        put(replace, 1, key.substr(0, key.find('>')));
        replace.exec();
        replace.reset();
        put(insert, 1, key);
        put(insert, 2, now);
        insert.exec();
        insert.reset();
    }
    SQLite::Statement forget(database, "DELETE FROM handed_over WHERE at < ?");
    put(forget, 1, now - remembered_for);
    forget.exec();
    transaction.commit();
}

} // namespace runlog::store
