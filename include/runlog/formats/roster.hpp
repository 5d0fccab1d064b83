#pragma once

#include "runlog/domain/roster.hpp"

#include <string>
#include <string_view>

namespace runlog::formats {

/// The roster as it is exchanged: JSON, indented so that a change shows in few lines, ended by a newline. The same
/// roster always has the same text.
std::string roster_text(const Roster& roster);

/// Reads it back. Throws Error where the text is none, is longer than 4 MiB, was written by a newer runlog, or tells of
/// a roster that no group can have (why_unsound).
Roster parse_roster(std::string_view text);

/// What a device says that asks to be let in: JSON, ended by a newline.
std::string request_text(const Request& request);

/// Reads it back. Throws Error like parse_roster, and where the name is not one that can be printed in a line of at
/// most 200 letters.
Request parse_request(std::string_view text);

} // namespace runlog::formats
