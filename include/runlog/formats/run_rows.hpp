#pragma once

#include "runlog/domain/run.hpp"

#include <functional>
#include <istream>
#include <string>
#include <vector>

namespace runlog::formats {

/// The two formats of runlog's own (FORMATS: "runlog CSV", and the same runs as JSON lines).
enum class RowFormat { csv, json_lines };

/// A run as a file holds it. Where the file says nothing of members, `members` is empty; where it gives a start
/// without an offset, `start` is absent and `local_start` waits for a zone.
struct ReadRun {
    Run run;
    std::optional<Day> day; ///< as the file gives it; `run.day` is decided once the row is read
    std::optional<LocalTime> local_start;
    std::size_t line = 0; ///< where it begins, from 1
};

/// A row that cannot be read: where, and why.
struct BadRow {
    std::size_t line = 0;
    std::string where; ///< the name of a column or `column 17`; empty where the whole line is meant
    std::string why;
};

/// What becomes of the rows as they are read, one by one.
struct RowVisitor {
    std::function<void(ReadRun)> run;
    std::function<void(BadRow)> bad;
};

/// Reads runs in the order of the file. Of a row that is bad the first trouble is told, and the next row follows.
/// Throws Error where the file as a whole is none: no header, a header with unknown columns.
void read_runs(std::istream& in, RowFormat format, const RowVisitor& visit);

/// The line that a file of this format begins with; empty for JSON lines.
std::string header_line(RowFormat format);

/// A run as one row, which reading brings back identical but for its number.
std::string row_text(const Run& run, RowFormat format);

/// The format that the beginning of a file shows.
RowFormat recognise(std::string_view beginning);

} // namespace runlog::formats
