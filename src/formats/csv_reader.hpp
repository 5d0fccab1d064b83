#pragma once

#include <functional>
#include <istream>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::formats {

/// One record of a CSV file; a quoted field may hold line breaks.
struct CsvRecord {
    std::vector<std::string> fields;
    std::size_t line = 0; ///< where it begins, from 1
};

/// What some programs put in front of UTF-8.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Reads CSV (RFC 4180). A byte order mark and empty lines are passed over. A record whose quotes do not match is
/// handed to `bad` with its line and what is wrong, and reading goes on with the next line. Throws BadFile where a
/// line, or a record of several, is longer than `longest_line` (lines.hpp): it would take many others with it.
void read_csv_records(std::istream& in, const std::function<void(const CsvRecord&)>& record,
                      const std::function<void(std::size_t line, const std::string& why)>& bad);

} // namespace runlog::formats
