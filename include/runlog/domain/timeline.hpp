#pragma once

#include "runlog/domain/calendar.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace runlog {

/// What becomes of dated rows when one of them changes from a day on (DESIGN §2: "changing one closes the old row and
/// opens a new one"). `Row` has a member `when`, a DayRange; the rows do not overlap and come back oldest first.
/// A row that begins later stays, and the new one ends where it begins. Without `change` the days stay empty.
/// A row that would begin on `from` itself is replaced.
template <class Row>
std::vector<Row> change_from(std::vector<Row> rows, Day from, std::optional<Row> change) {
    std::vector<Row> result;
    std::optional<Day> next;
    for (Row& row : rows) {
        if (row.when.from > from && (!next || row.when.from < *next)) next = row.when.from;
        if (row.when.contains(from)) row.when.until = from;
        if (!row.when.until || row.when.from < *row.when.until) result.push_back(row);
    }
    if (change) {
        change->when = DayRange{from, next};
        result.push_back(*change);
    }
    std::sort(result.begin(), result.end(), [](const Row& a, const Row& b) { return a.when.from < b.when.from; });
    return result;
}

} // namespace runlog
