#pragma once

#include "runlog/formats/read_run.hpp"

#include <istream>
#include <string>

namespace runlog::formats {

/// The two formats of runlog's own (FORMATS: "runlog CSV", and the same runs as JSON lines).
enum class RowFormat { csv, json_lines };

/// Reads runs in the order of the file. Of a row that is bad the first trouble is told, and the next row follows.
/// Throws BadFile where the file as a whole is none: no header, a header with unknown columns.
void read_runs(std::istream& in, RowFormat format, const RowVisitor& visit);

/// The line that a file of this format begins with; empty for JSON lines.
std::string header_line(RowFormat format);

/// A run as one row, which reading brings back identical but for its number.
std::string row_text(const Run& run, RowFormat format);

} // namespace runlog::formats
