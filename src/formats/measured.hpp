#pragma once

#include "fields.hpp"

#include <optional>
#include <string>
#include <string_view>

/// What the readers of other programs' files make of texts and numbers; private to formats. Each throws BadField for
/// what it refuses.
namespace runlog::formats {

/// Without the blanks and line breaks around it.
std::string_view trimmed(std::string_view text);

/// Nothing but blanks, or the `--` of some programs.
bool is_absent(std::string_view text);

/// The text as it is shown in a refusal: between quotes, printable, cut where it is long.
std::string shown(std::string_view text);

/// A number with a decimal point, whatever the locale. `what` ends the refusal: "'x' is not a distance".
double number(std::string_view text, std::string_view what);

/// A distance of 0 is absent. Refuses one below 0 or beyond what is believed.
std::optional<Metres> believed_distance(double metres);
/// Likewise.
std::optional<Seconds> believed_duration(double seconds);

/// The two texts as a note, one below the other, as far as they say something in UTF-8.
std::optional<std::string> note_of(std::string_view title, std::string_view description);

/// A sport is a word: of a longer text the beginning, for whoever counts sports keeps them.
std::string sport_of(std::string_view text);

/// Refuses a run that has neither distance nor duration.
void check_effort(const Run& run);

} // namespace runlog::formats
