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

bool is_absent(std::string_view text) {
    const auto rest = trimmed(text);
    return rest.empty() || rest == "--";
}

std::string shown(std::string_view text) {
    constexpr std::size_t enough = 400; // bytes, of which 40 columns are shown
    return fmt::format("'{}'", fit(printable(text.substr(0, enough)), 40, "..."));
}

double number(std::string_view text, std::string_view what) {
    auto digits = trimmed(text);
    if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
    double value = 0;
    const auto [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (trouble != std::errc{} || end != digits.data() + digits.size() || !std::isfinite(value))
        throw BadField("", fmt::format("{} is not {}", shown(text), what));
    return value;
}

std::optional<Metres> believed_distance(double metres) {
    // Written so that what is no number at all is refused too.
    if (!(metres <= static_cast<double>(longest_distance.value)))
        throw BadField("", "its distance is more than 1,000 km");
    if (metres < 0) throw BadField("", "its distance is less than 0");
    const Metres whole{std::llround(metres)};
    return whole.value == 0 ? std::nullopt : std::optional(whole);
}

std::optional<Seconds> believed_duration(double seconds) {
    if (!(seconds <= static_cast<double>(longest_duration.count()))) throw BadField("", "it lasts more than 7 days");
    if (seconds < 0) throw BadField("", "it lasts less than 0 seconds");
    const Seconds whole{std::llround(seconds)};
    return whole.count() == 0 ? std::nullopt : std::optional(whole);
}

std::optional<std::string> note_of(std::string_view title, std::string_view description) {
    std::string note;
    for (const auto text : {title, description}) {
        if (is_absent(text) || !is_utf8(text)) continue;
        if (!note.empty()) note += '\n';
        note += trimmed(text);
    }
    return note.empty() ? std::nullopt : std::optional(note);
}

std::string sport_of(std::string_view text) {
    text = trimmed(text);
    std::size_t size = std::min(text.size(), longest_sport);
    while (size < text.size() && size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return std::string(text.substr(0, size));
}

void check_effort(const Run& run) {
    if (!run.distance && !run.duration) throw BadField("", "neither distance nor duration is given");
}

} // namespace runlog::formats
