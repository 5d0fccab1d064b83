#include "measured.hpp"

#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace runlog::formats {

namespace {

constexpr std::size_t longest_sport = 80;

} // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string quoted(std::string_view text) {
    return fmt::format("'{}'", fit(printable(text), 40, "..."));
}

double number(std::string_view text, std::string_view what) {
    auto digits = trimmed(text);
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
    double value = 0;
    const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (trouble != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value))
        throw BadPart(fmt::format("{} is not {}", quoted(text), what));
    return value;
}

std::optional<Metres> believed_distance(double metres) {
    // Written so that what is no number at all is refused too.
    if (!(metres <= static_cast<double>(longest_distance.value))) throw BadPart("its distance is more than 1,000 km");
    if (metres < 0) throw BadPart("its distance is less than 0");
    const Metres whole{std::llround(metres)};
    return whole.value == 0 ? std::nullopt : std::optional(whole);
}

std::optional<Seconds> believed_duration(double seconds) {
    if (!(seconds <= static_cast<double>(longest_duration.count()))) throw BadPart("it lasts more than 7 days");
    if (seconds < 0) throw BadPart("it lasts less than 0 seconds");
    const Seconds whole{std::llround(seconds)};
    return whole.count() == 0 ? std::nullopt : std::optional(whole);
}

std::optional<std::string> note_of(std::string_view title, std::string_view description) {
    title = trimmed(title);
    description = trimmed(description);
    std::string note(title);
    if (!title.empty() && !description.empty()) note += '\n';
    note += description;
    if (note.empty() || !is_utf8(note)) return std::nullopt;
    return note;
}

std::string sport_of(std::string_view text) {
    text = trimmed(text);
    std::size_t size = std::min(text.size(), longest_sport);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return std::string(text.substr(0, size));
}

void check_effort(const Run& run) {
    if (!run.distance && !run.duration) throw BadPart("it has neither a distance nor a duration");
}

} // namespace runlog::formats
