#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What somebody typed, made safe to print and measured as a terminal shows it (DESIGN §5, "for people").
namespace runlog {

/// Whether every byte belongs to a well-formed character.
bool is_utf8(std::string_view text);

/// The text in one line without control, bidirectional or invisible formatting characters: a line break or tab
/// becomes a blank. Needs UTF-8; a malformed byte becomes `?`.
std::string printable(std::string_view text);

/// How many characters (code points) `text` has, which must be UTF-8.
std::size_t character_count(std::string_view text);

/// Whether a blank of any script stands in `text`, which must be UTF-8.
bool has_blank(std::string_view text);

/// How many columns a terminal gives to `text`, which must be printable: 2 for wide characters and emoji, 0 for
/// combining marks.
std::size_t display_width(std::string_view text);

/// The text cut to at most `width` columns between characters as people see them, ending in `ellipsis` where
/// something was cut. `text` must be printable.
std::string fit(std::string_view text, std::size_t width, std::string_view ellipsis);

} // namespace runlog
