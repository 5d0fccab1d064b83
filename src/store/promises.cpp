#include "runlog/store/promises.hpp"

#include "database.hpp"
#include "runlog/store/people.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

Plan plan_at(SQLite::Statement& row) {
    Plan plan;
    plan.uid = uid_at(row, 0);
    plan.days_per_week = row.getColumn(1).getInt();
    if (const auto least = maybe_number_at(row, 2)) plan.least = Metres{*least};
    plan.when = DayRange{day_at(row, 3), maybe_day_at(row, 4)};
    return plan;
}

Leave leave_at(SQLite::Statement& row) {
    Leave leave;
    leave.id.value = row.getColumn(0).getInt64();
    leave.member = row.getColumn(1).getString();
    leave.group = maybe_text_at(row, 2);
    leave.when = DayRange{day_at(row, 3), maybe_day_at(row, 4)};
    leave.reason = row.getColumn(5).getString();
    leave.announced = instant_at(row, 6);
    leave.recorded_by = maybe_text_at(row, 7);
    return leave;
}

std::optional<std::int64_t> owner_id(const Writer& writer) {
    Query query(writer, "SELECT member_id FROM owner");
    if (!query.executeStep()) return std::nullopt;
    return query.getColumn(0).getInt64();
}

} // namespace

std::vector<Plan> plans(const Log& log, MemberId member) {
    Query query(log, "SELECT uid, days_per_week, least_m, from_day, until_day FROM plans "
                     "WHERE member_id = ? ORDER BY from_day");
    put(query, 1, member);
    std::vector<Plan> all;
    while (query.executeStep()) all.push_back(plan_at(query));
    return all;
}

void set_plans(Writer& writer, MemberId member, const std::vector<Plan>& plans) {
    Query known(writer, "SELECT uid FROM plans WHERE member_id = ?");
    put(known, 1, member);
    for (const Uid& gone : uids_without(known, plans)) execute(writer, "DELETE FROM plans WHERE uid = ?", gone);
    for (const auto& plan : plans)
        execute(writer,
                "INSERT INTO plans (uid, member_id, days_per_week, least_m, from_day, until_day) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET days_per_week = excluded.days_per_week, "
                "least_m = excluded.least_m, from_day = excluded.from_day, until_day = excluded.until_day",
                kept_or_new_uid(writer, plan.uid), member, plan.days_per_week, plan.least, plan.when.from,
                plan.when.until);
}

std::vector<Leave> leaves(const Log& log, MemberId member) {
    Query query(log, "SELECT l.id, m.handle, g.handle, l.from_day, l.until_day, l.reason, l.announced_at, "
                     "r.handle "
                     "FROM leaves AS l JOIN members AS m ON m.id = l.member_id "
                     "LEFT JOIN groups AS g ON g.id = l.group_id "
                     "LEFT JOIN members AS r ON r.id = l.recorded_by AND r.id <> l.member_id WHERE l.member_id "
                     "= ? ORDER BY l.from_day");
    put(query, 1, member);
    std::vector<Leave> all;
    while (query.executeStep()) all.push_back(leave_at(query));
    return all;
}

void add_leave(Writer& writer, MemberId member, const Leave& leave) {
    std::optional<GroupId> group;
    if (leave.group) {
        const auto found = find_group(writer.log(), *leave.group);
        if (!found) throw Error(fmt::format("There is no group '{}'.", *leave.group), "See: runlog group list");
        group = found->id;
    }
    execute(writer,
            "INSERT INTO leaves (uid, member_id, group_id, from_day, until_day, reason, announced_at, recorded_by) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            new_uid(writer), member, group, leave.when.from, leave.when.until, leave.reason, leave.announced,
            owner_id(writer));
}

void end_leave(Writer& writer, const Leave& leave, Day until) {
    if (until <= leave.when.from)
        execute(writer, "DELETE FROM leaves WHERE id = ?", leave.id);
    else
        execute(writer, "UPDATE leaves SET until_day = ?1 WHERE id = ?2 AND (until_day IS NULL OR until_day > ?1)",
                until, leave.id);
}

Promises promises(const Log& log, MemberId member) {
    Promises all{plans(log, member), leaves(log, member)};
    std::erase_if(all.leaves, [](const Leave& leave) { return leave.group.has_value(); });
    return all;
}

} // namespace runlog::store
