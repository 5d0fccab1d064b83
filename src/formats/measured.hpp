#pragma once

#include "runlog/formats/read_run.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

/// What the readers of XML make of texts and numbers; private to formats. Each throws BadPart for what it refuses.
namespace runlog::formats {

/// Why a part of a file cannot be read; caught where its place is known.
struct BadPart : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Without the blanks and line breaks around it.
std::string_view trimmed(std::string_view text);

/// The text as it is shown in a refusal, with quotes.
std::string quoted(std::string_view text);

/// A number with a decimal point, whatever the locale. `what` ends the refusal: "'x' is not a distance".
double number(std::string_view text, std::string_view what);

/// A distance of 0 is absent. Refuses one below 0 or beyond what is believed.
std::optional<Metres> believed_distance(double metres);
/// Likewise.
std::optional<Seconds> believed_duration(double seconds);

/// The two texts as a note, one below the other, as far as they say something.
std::optional<std::string> note_of(std::string_view title, std::string_view description);

/// A sport is a word: of a longer text the beginning, for whoever counts sports keeps them.
std::string sport_of(std::string_view text);

/// Refuses a run that has neither distance nor duration.
void check_effort(const Run& run);

} // namespace runlog::formats
