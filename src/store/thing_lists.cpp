#include "runlog/store/things.hpp"
#include "thing_rows.hpp"

#include <fmt/format.h>

/// Things that are lists of dated rows.
namespace runlog::store {

namespace {

std::vector<Row> rows_in(const std::optional<Facts>& list) {
    return list ? std::get<std::vector<Row>>(list->at(std::string(rows_field))) : std::vector<Row>{};
}

} // namespace

/// Whose rows a list has: the group's, a member's, or a member's in the group.
Facts Things::list_keys(const Thing& thing) const {
    Facts keys;
    if (thing.kind != Kind::plans) keys["group_id"] = group_.value;
    if (thing.kind != Kind::terms) keys["member_id"] = local(thing.about).value_or(MemberId{}).value;
    return keys;
}

std::optional<Facts> Things::list(const Thing& thing) const {
    const auto& table = table_of(thing.kind);
    const auto keys = list_keys(thing);
    Query query(log_, fmt::format("SELECT {} FROM {} WHERE {} ORDER BY from_day", fmt::join(table.columns, ", "),
                                  table.name, assigned(keys, " AND ")));
    put_all(query, keys);
    std::vector<Row> rows;
    while (query.executeStep()) {
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            row.emplace(table.columns[i], value_at<Scalar>(query, static_cast<int>(i)));
    }
    if (rows.empty()) return std::nullopt;
    return Facts{{std::string(rows_field), rows}};
}

void Things::set_list(Writer& writer, const Thing& thing, const std::optional<Facts>& facts) const {
    const auto wanted = rows_in(facts);
    if (wanted == rows_in(list(thing))) return;
    const auto& table = table_of(thing.kind);
    const auto keys = list_keys(thing);
    Query query(writer, fmt::format("DELETE FROM {} WHERE {}", table.name, assigned(keys, " AND ")));
    put_all(query, keys);
    query.exec();
    for (const auto& row : wanted) {
        Facts columns = keys;
        for (const auto& column : table.columns)
            if (const auto found = row.find(column); found != row.end())
                std::visit([&](const auto& held) { columns[column] = held; }, found->second);
        insert_row(writer, table, new_uid(writer), columns);
    }
}

} // namespace runlog::store
