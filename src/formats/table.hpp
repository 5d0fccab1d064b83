#pragma once

#include "csv_reader.hpp"
#include "foreign.hpp"

#include <cstddef>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Tables of CSV that other programs write; private to formats.
namespace runlog::formats {

using Header = std::vector<std::string>;

/// Where a column stands, from 0; nothing where the table has none like it.
using Column = std::optional<std::size_t>;

/// The column of that name, or with `occurrence` 1 the second one of that name.
Column column_called(const Header& header, std::string_view name, std::size_t occurrence = 0);

/// One row under its header. Both must outlive it.
class TableRow {
public:
    TableRow(const Header& header, const CsvRecord& record) : header_(header), record_(record) {}

    /// The text under that column; empty where the table has no such column.
    const std::string& text(Column column) const;

    /// The same with its place.
    Cell cell(Column column) const;

private:
    const Header& header_;
    const CsvRecord& record_;
};

/// What a row says. Throws BadField for a bad row, BadFile for a file that cannot go on.
using RowReader = std::function<ReadRun(const TableRow& row)>;

/// Reads a table: `begin` gets its header, checks it, and says how its rows are read. `owner` names the table in
/// sentences: `a Strava export`. Throws BadFile where there is no header, or a row is longer than is believed.
void read_table(std::istream& in, std::string_view owner, const std::function<RowReader(const Header&)>& begin,
                const RowVisitor& visit);

/// For a header that is not one of `owner`'s tables.
[[noreturn]] void refuse_header(std::string_view owner, const std::string& hint);

} // namespace runlog::formats
