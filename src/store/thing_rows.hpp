#pragma once

#include "database.hpp"
#include "runlog/domain/statement.hpp"

#include <type_traits>

/// Facts in rows; what things.cpp and its neighbours share.
namespace runlog::store {

/// The table that has the rows of a kind, and its columns that are facts.
struct ThingTable {
    const char* name;
    std::vector<std::string> columns;
};
const ThingTable& table_of(Kind kind);

template <class Variant>
Variant value_at(SQLite::Statement& row, int column) {
    const auto cell = row.getColumn(column);
    if (cell.isNull()) return {};
    if (cell.isInteger()) return cell.getInt64();
    return cell.getString();
}

/// A list is no value of a column, and kept as none.
template <class... Held>
void put(SQLite::Statement& statement, int index, const std::variant<Held...>& value) {
    std::visit(
        [&]<class One>(const One& held) {
            if constexpr (std::is_same_v<One, std::int64_t> || std::is_same_v<One, std::string>)
                put(statement, index, held);
            else
                statement.bind(index);
        },
        value);
}

/// Those of `facts` that have columns of their own in `table`.
Facts known_columns(const ThingTable& table, const Facts& facts);

/// `day = ?, zone = ?`: one for each of `columns`, in the order in which `put_all` binds their values.
std::string assigned(const Facts& columns, std::string_view between);
/// Binds from `index` on; returns the index behind the last.
int put_all(SQLite::Statement& statement, const Facts& columns, int index = 1);

/// Adds a row and returns its number; a column that is not among `columns` is none.
std::int64_t insert_row(Writer& writer, const ThingTable& table, const Uid& uid, const Facts& columns);

inline Value yes_or_no(bool answer) {
    return std::int64_t{answer ? 1 : 0};
}

} // namespace runlog::store
