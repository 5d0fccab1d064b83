#include "runlog/store/goals.hpp"

#include "database.hpp"
#include "runlog/store/people.hpp"

#include <fmt/format.h>

namespace runlog::store {

namespace {

Goal goal_at(SQLite::Statement& row) {
    Goal goal;
    goal.id.value = row.getColumn(0).getInt64();
    goal.uid = uid_at(row, 1);
    goal.title = row.getColumn(2).getString();
    goal.group = maybe_text_at(row, 3);
    goal.member = maybe_text_at(row, 4);
    goal.from = day_at(row, 5);
    const auto on = maybe_day_at(row, 6);
    goal.kind = on ? GoalKind::race : GoalKind::season;
    goal.last = on ? *on : day_at(row, 7) - date::days{1};
    if (const auto distance = maybe_number_at(row, 8)) goal.distance = Metres{*distance};
    return goal;
}

std::vector<Leg> legs_of(const Log& log, GoalId goal) {
    Query query(log, "SELECT l.distance_m, m.handle FROM goal_legs AS l LEFT JOIN members AS m ON m.id = l.member_id "
                     "WHERE l.goal_id = ? ORDER BY l.number");
    put(query, 1, goal);
    std::vector<Leg> legs;
    while (query.executeStep()) legs.push_back({Metres{query.getColumn(0).getInt64()}, maybe_text_at(query, 1)});
    return legs;
}

std::optional<MemberId> member_id(const Log& log, const std::optional<std::string>& handle) {
    if (!handle) return std::nullopt;
    if (const auto member = find_member(log, *handle)) return member->id;
    throw Error(fmt::format("There is no member '{}'.", *handle), "See: runlog member list");
}

std::optional<GroupId> group_id(const Log& log, const std::optional<std::string>& handle) {
    if (!handle) return std::nullopt;
    if (const auto group = find_group(log, *handle)) return group->id;
    throw Error(fmt::format("There is no group '{}'.", *handle), "See: runlog group list");
}

std::optional<Day> race_day(const Goal& goal) {
    return goal.kind == GoalKind::season ? std::nullopt : std::optional(goal.last);
}

std::optional<Day> day_after_season(const Goal& goal) {
    return goal.kind == GoalKind::season ? std::optional(goal.last + date::days{1}) : std::nullopt;
}

void set_legs(const Writer& writer, GoalId goal, const std::vector<Leg>& legs) {
    execute(writer, "DELETE FROM goal_legs WHERE goal_id = ? AND number > ?", goal, legs.size());
    for (std::size_t i = 0; i < legs.size(); ++i)
        execute(writer,
                "INSERT INTO goal_legs (goal_id, number, distance_m, member_id) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (goal_id, number) DO UPDATE SET distance_m = excluded.distance_m, "
                "member_id = excluded.member_id",
                goal, i + 1, legs[i].distance, member_id(writer.log(), legs[i].runner));
}

} // namespace

std::vector<Goal> goals(const Log& log) {
    Query query(log, "SELECT o.id, o.uid, o.title, g.handle, m.handle, o.from_day, o.on_day, o.until_day, o.distance_m "
                     "FROM goals AS o LEFT JOIN groups AS g ON g.id = o.group_id "
                     "LEFT JOIN members AS m ON m.id = o.member_id "
                     "ORDER BY ifnull(o.on_day, date(o.until_day, '-1 day')), o.id");
    std::vector<Goal> all;
    while (query.executeStep()) {
        all.push_back(goal_at(query));
        all.back().legs = legs_of(log, all.back().id);
        if (!all.back().legs.empty()) all.back().kind = GoalKind::relay;
    }
    return all;
}

GoalId add_goal(Writer& writer, const Goal& goal) {
    check_goal(goal);
    execute(writer,
            "INSERT INTO goals (uid, title, group_id, member_id, from_day, on_day, until_day, distance_m) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            new_uid(writer), goal.title, group_id(writer.log(), goal.group), member_id(writer.log(), goal.member),
            goal.from, race_day(goal), day_after_season(goal), goal.distance);
    const GoalId id{last_number(writer)};
    set_legs(writer, id, goal.legs);
    return id;
}

void update_goal(Writer& writer, const Goal& goal) {
    check_goal(goal);
    execute(writer,
            "UPDATE goals SET title = ?, group_id = ?, member_id = ?, from_day = ?, on_day = ?, until_day = ?, "
            "distance_m = ? WHERE id = ?",
            goal.title, group_id(writer.log(), goal.group), member_id(writer.log(), goal.member), goal.from,
            race_day(goal), day_after_season(goal), goal.distance, goal.id);
    set_legs(writer, goal.id, goal.legs);
}

void remove_goal(Writer& writer, GoalId id) {
    execute(writer, "DELETE FROM goal_legs WHERE goal_id = ?", id);
    execute(writer, "DELETE FROM goals WHERE id = ?", id);
}

} // namespace runlog::store
