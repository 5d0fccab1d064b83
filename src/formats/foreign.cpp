#include "foreign.hpp"

#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace runlog::formats {

namespace {

constexpr std::size_t longest_number = 40;
constexpr std::size_t longest_source = 80;
constexpr double metres_per_mile = 1609.344;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What stands between thousands in some countries and never before decimals: blanks of several widths, apostrophes.
constexpr std::string_view group_marks[]{" ", "\u00A0", "\u2009", "\u202F", "'", "\u2019"};

/// The text with each of these marks as one blank.
std::string with_plain_groups(std::string_view text) {
    std::string plain;
    while (!text.empty()) {
        const auto mark = std::find_if(std::begin(group_marks), std::end(group_marks),
                                       [&](std::string_view known) { return text.starts_with(known); });
        plain += mark == std::end(group_marks) ? text.front() : ' ';
        text.remove_prefix(mark == std::end(group_marks) ? 1 : mark->size());
    }
    return plain;
}

/// The digits of `1,234,567`, where only groups of three follow the first; nothing for any other grouping.
std::optional<std::string> ungrouped(std::string_view text, char mark) {
    std::string digits;
    std::size_t length = 0;
    bool first = true;
    for (const char c : text) {
        if (c == mark) {
            if (first ? length == 0 || length > 3 : length != 3) return std::nullopt;
            first = false;
            length = 0;
        } else if (is_digit(c)) {
            digits += c;
            ++length;
        } else {
            return std::nullopt;
        }
    }
    if (digits.empty() || (!first && (length != 3 || digits.front() == '0'))) return std::nullopt;
    return digits;
}

double value_of(const std::string& digits) {
    double value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

/// Digits, grouped by one of `groups` or not at all.
std::optional<std::string> whole_part(std::string_view text, std::string_view groups) {
    for (const char mark : groups)
        if (auto digits = ungrouped(text, mark)) return digits;
    return std::nullopt;
}

std::optional<double> decimal_reading(std::string_view text, std::size_t at) {
    const std::string_view decimals = text.substr(at + 1);
    if (!std::all_of(decimals.begin(), decimals.end(), is_digit)) return std::nullopt;
    const auto whole = at == 0 ? std::string("0") : whole_part(text.substr(0, at), text[at] == ',' ? " ." : " ,");
    if (!whole || (at == 0 && decimals.empty())) return std::nullopt;
    return value_of(*whole + '.' + (decimals.empty() ? "0" : std::string(decimals)));
}

} // namespace

void refuse(const Cell& cell, const std::string& why) {
    throw BadField(fit(printable(cell.column.substr(0, 400)), 40, "..."), why);
}

Figure read_figure(std::string_view text) {
    Figure figure;
    if (text.size() > longest_number) return figure;
    const std::string plain = with_plain_groups(trimmed(text));
    if (const auto digits = whole_part(plain, " ,.")) figure.whole = value_of(*digits);
    const auto at = plain.find_last_of(".,");
    if (at == std::string::npos) return figure;
    figure.decimal = decimal_reading(plain, at);
    if (figure.decimal) figure.mark = plain[at];
    return figure;
}

double settle(const Figure& figure, const Cell& cell, const Settled& settled) {
    if (!figure.whole && !figure.decimal) refuse(cell, fmt::format("{} is not a number", shown(cell.text)));
    if (!figure.whole) return *figure.decimal;
    if (!figure.decimal) return *figure.whole;
    if (settled.decimal_mark) return figure.mark == *settled.decimal_mark ? *figure.decimal : *figure.whole;
    if (figure.mark == '.') return *figure.decimal;
    throw BadFile(fmt::format("{} on line {} could have thousands or decimals.", shown(cell.text), cell.line),
                  "Say which with --decimal comma or --decimal point.");
}

std::optional<double> read_number(const Cell& cell, const Settled& settled) {
    if (is_absent(cell.text)) return std::nullopt;
    return settle(read_figure(cell.text), cell, settled);
}

std::optional<Metres> believed_metres(const Cell& cell, double metres) {
    if (!std::isfinite(metres) || metres < 0) refuse(cell, fmt::format("{} is not a distance", shown(cell.text)));
    if (metres > static_cast<double>(longest_distance.value))
        refuse(cell, fmt::format("{} is more than 1,000 km", shown(cell.text)));
    const Metres rounded{std::llround(metres)};
    return rounded.value > 0 ? std::optional(rounded) : std::nullopt;
}

std::optional<Seconds> believed_seconds(const Cell& cell, double seconds) {
    if (!std::isfinite(seconds) || seconds < 0) refuse(cell, fmt::format("{} is not a duration", shown(cell.text)));
    if (seconds > static_cast<double>(longest_duration.count()))
        refuse(cell, fmt::format("{} is more than 7 days", shown(cell.text)));
    const Seconds rounded{std::llround(seconds)};
    return rounded.count() > 0 ? std::optional(rounded) : std::nullopt;
}

double metres_in(Unit unit) {
    return unit == Unit::km ? 1000 : metres_per_mile;
}

void set_source(ReadRun& read, std::string_view program, const Cell& id) {
    const auto text = trimmed(id.text);
    if (text.empty()) {
        read.program = program;
        return;
    }
    const bool is_fine = text.size() <= 4 * longest_source && is_utf8(text) && printable(text) == text &&
                         !has_blank(text) && text.find(';') == std::string_view::npos &&
                         character_count(text) <= longest_source;
    if (!is_fine) refuse(id, fmt::format("{} cannot be the id of an activity", shown(text)));
    read.run.source = fmt::format("{}:{}", program, text);
}

} // namespace runlog::formats
