#pragma once

#include <date/date.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Small helpers for reading what people type and writing what programs read; private to the domain.
namespace runlog::words {

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// ASCII lower case; other bytes stay, which is right for UTF-8.
inline std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

inline std::vector<std::string_view> split_on_blanks(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
        const std::size_t begin = at;
        while (at < text.size() && text[at] != ' ' && text[at] != '\t') ++at;
        if (at > begin) parts.push_back(text.substr(begin, at - begin));
    }
    return parts;
}

/// A whole number of at most `most_digits` digits and nothing else.
inline std::optional<int> whole_number(std::string_view text, std::size_t most_digits = 6) {
    if (text.empty() || text.size() > most_digits) return std::nullopt;
    for (const char c : text)
        if (!is_digit(c)) return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// Puts a number of at least `width` digits behind `text`. An import writes millions of days and times, and a format
/// string is read anew for each.
inline void append_padded(std::string& text, std::int64_t number, std::size_t width) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const auto size = static_cast<std::size_t>(end - digits.data());
    if (size < width) text.append(width - size, '0');
    text.append(digits.data(), size);
}

/// Takes the digits that `text` begins with; nothing when there are none or more than nine.
inline std::optional<int> take_number(std::string_view& text) {
    std::size_t length = 0;
    while (length < text.size() && is_digit(text[length])) ++length;
    const auto value = whole_number(text.substr(0, length), 9);
    if (value) text.remove_prefix(length);
    return value;
}

/// Which of `names` begins with `word`, which must have at least `shortest` letters.
template <std::size_t N>
std::optional<unsigned> index_of(std::string_view word, const std::array<std::string_view, N>& names,
                                 std::size_t shortest) {
    if (word.size() < shortest) return std::nullopt;
    for (unsigned i = 0; i < N; ++i)
        if (names[i].starts_with(word)) return i;
    return std::nullopt;
}

/// `tue`, `tues`, `tuesday`, in lower case.
inline std::optional<date::weekday> weekday_called(std::string_view word) {
    static constexpr std::array<std::string_view, 7> names{"sunday",   "monday", "tuesday", "wednesday",
                                                           "thursday", "friday", "saturday"};
    if (const auto index = index_of(word, names, 3)) return date::weekday{*index};
    return std::nullopt;
}

} // namespace runlog::words
