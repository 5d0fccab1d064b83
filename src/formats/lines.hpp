#pragma once

#include <cstddef>
#include <istream>
#include <string>

namespace runlog::formats {

/// How long a line, or a record of several lines, may be. No run takes more, and a file that was never meant to have
/// lines must not fill the memory.
inline constexpr std::size_t longest_line = 1024 * 1024;

/// The next line as std::getline yields it: without its newline, and with `in` at its end where the last line has none.
/// Throws BadFile where the line is longer than `longest_line`, or where reading fails.
bool next_line(std::istream& in, std::string& line);

} // namespace runlog::formats
