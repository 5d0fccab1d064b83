#include "thing_rows.hpp"

#include <fmt/format.h>

namespace runlog::store {

const ThingTable& table_of(Kind kind) {
    static const std::map<Kind, ThingTable> tables{
        {Kind::group, {"groups", {"title", "about", "url", "place", "scope", "zone", "callouts"}}},
        {Kind::terms, {"group_terms", {"makeup", "grace_h", "quorum", "from_day", "until_day"}}},
        {Kind::rule,
         {"rules",
          {"title", "pattern", "start_time", "length_s", "zone", "place", "purpose", "note", "anchor_day", "from_day",
           "until_day"}}},
        {Kind::contact, {"contacts", {"kind", "name", "detail"}}},
        {Kind::change, {"session_changes", {"moved_to", "cancelled", "reason", "announced_at"}}},
        {Kind::member, {"members", {"handle", "name", "zone"}}},
        {Kind::memberships, {"memberships", {"role", "remote", "commitment", "from_day", "until_day"}}},
        {Kind::plans, {"plans", {"days_per_week", "least_m", "from_day", "until_day"}}},
        {Kind::leave, {"leaves", {"from_day", "until_day", "reason", "announced_at"}}},
        {Kind::answer, {"answers", {"session", "kind", "reason", "announced_at", "withdrawn_at"}}},
        {Kind::run,
         {"runs", {"day", "start", "zone", "distance_m", "duration_s", "session", "place", "note", "remote"}}},
    };
    return tables.at(kind);
}

Facts known_columns(const ThingTable& table, const Facts& facts) {
    Facts columns;
    for (const auto& column : table.columns)
        if (const auto found = facts.find(column); found != facts.end()) columns.insert(*found);
    return columns;
}

std::string assigned(const Facts& columns, std::string_view between) {
    std::string all;
    for (const auto& [column, ignored] : columns) all.append(all.empty() ? "" : between).append(column + " = ?");
    return all;
}

int put_all(SQLite::Statement& statement, const Facts& columns, int index) {
    for (const auto& [ignored, value] : columns) put(statement, index++, value);
    return index;
}

std::int64_t insert_row(Writer& writer, const ThingTable& table, const Uid& uid, const Facts& columns) {
    std::string names = "uid";
    std::string marks = "?";
    for (const auto& [column, ignored] : columns) names += ", " + column, marks += ", ?";
    Query query(writer, fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names, marks));
    put(query, 1, uid);
    put_all(query, columns, 2);
    query.exec();
    return last_number(writer);
}

} // namespace runlog::store
