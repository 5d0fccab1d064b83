#include "foreign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace runlog::formats {

namespace {

using Words = std::vector<std::string_view>;

constexpr std::size_t longest_time = 80; ///< of what is looked at as a date or a duration
constexpr int first_year = 1900;
constexpr int last_year = 2200;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A letter of any script.
bool begins_with_letter(std::string_view word) {
    const char c = word.empty() ? ' ' : word.front();
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return result;
}

std::optional<int> whole_number(std::string_view text, std::size_t most_digits) {
    if (text.empty() || text.size() > most_digits || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// The text with commas and the wide, narrow and firm blanks that some programs write as plain blanks, and the `T` of
/// `2022-05-29T15:53:35` too.
std::string with_plain_blanks(std::string_view text) {
    static constexpr std::array<std::string_view, 6> blanks{",", "\t", "\n", "\u00A0", "\u2009", "\u202F"};
    std::string plain;
    while (!text.empty()) {
        const auto blank =
            std::find_if(blanks.begin(), blanks.end(), [&](std::string_view known) { return text.starts_with(known); });
        const bool is_t = text.size() > 1 && text[0] == 'T' && is_digit(text[1]) && !plain.empty();
        plain += blank != blanks.end() || is_t ? ' ' : text.front();
        text.remove_prefix(blank == blanks.end() ? 1 : blank->size());
    }
    return plain;
}

Words split(std::string_view text, char mark) {
    Words words;
    for (;;) {
        const auto at = text.find(mark);
        words.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return words;
        text.remove_prefix(at + 1);
    }
}

Words words_of(std::string_view text) {
    Words words = split(text, ' ');
    words.erase(std::remove(words.begin(), words.end(), std::string_view{}), words.end());
    return words;
}

// Days -----------------------------------------------------------------------------------------------------------

/// `may`, `May`, `Sept.`, `October`; nothing for the months of other languages, where they are written otherwise.
std::optional<int> month_called(std::string_view word) {
    static constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                            "may",       "june",     "july",     "august",
                                                            "september", "october",  "november", "december"};
    if (word.ends_with('.')) word.remove_suffix(1);
    const std::string name = lower(word);
    if (name == "sept") return 9;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (name == names[i] || name == names[i].substr(0, 3)) return static_cast<int>(i) + 1;
    return std::nullopt;
}

[[noreturn]] void refuse_date(const Cell& cell) {
    refuse(cell, fmt::format("{} is not a day and time like 2026-11-21 06:00:00", shown(cell.text)));
}

Day checked_day(const Cell& cell, int year, int month, int day_of_month) {
    // The calendar's own types wrap around at 256.
    const bool is_small = month <= 12 && day_of_month <= 31;
    const auto ymd =
        date::year{year} / date::month{static_cast<unsigned>(month)} / date::day{static_cast<unsigned>(day_of_month)};
    if (!is_small || !ymd.ok()) refuse(cell, fmt::format("{} is not on a day of the calendar", shown(cell.text)));
    if (year < first_year || year > last_year)
        refuse(cell, fmt::format("{} lies before {} or after {}", shown(cell.text), first_year, last_year));
    return Day{ymd};
}

/// Which of `09/12/2022` the day is.
DayOrder order_of(const Cell& cell, int first, int second, const Settled& settled) {
    if (settled.day_order) return *settled.day_order;
    if (first > 12 || first == second) return DayOrder::day_first;
    if (second > 12) return DayOrder::month_first;
    throw BadFile(fmt::format("{} on line {} could begin with the day or with the month.", shown(cell.text), cell.line),
                  "Say which with --dates dmy or --dates mdy.");
}

/// `2022-05-29`, `29.05.2022`, `29/05/2022`.
Day numeric_day(const Cell& cell, std::string_view text, const Settled& settled) {
    const auto at = text.find_first_of("-./");
    if (at == std::string_view::npos) refuse_date(cell);
    const char mark = text[at];
    if (text.ends_with(mark)) text.remove_suffix(1);
    const auto parts = split(text, mark);
    if (parts.size() != 3) refuse_date(cell);
    std::array<int, 3> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = whole_number(parts[i], 4);
        if (!number) refuse_date(cell);
        numbers[i] = *number;
    }
    if (parts[0].size() == 4) return checked_day(cell, numbers[0], numbers[1], numbers[2]);
    if (parts[2].size() != 4) refuse_date(cell);
    const auto order = mark == '.' ? DayOrder::day_first : order_of(cell, numbers[0], numbers[1], settled);
    if (order == DayOrder::day_first) return checked_day(cell, numbers[2], numbers[1], numbers[0]);
    return checked_day(cell, numbers[2], numbers[0], numbers[1]);
}

[[noreturn]] void refuse_named_day(const Cell& cell, const Words& words) {
    const bool has_name = std::any_of(words.begin(), words.end(), begins_with_letter);
    const bool has_month = std::any_of(words.begin(), words.end(), [](auto word) { return month_called(word); });
    if (!has_name || has_month) refuse_date(cell);
    refuse(cell, fmt::format("{} does not name its month in English; once the other program is set to English, what "
                             "it exports can be read",
                             shown(cell.text)));
}

/// `May 29 2022`, `29 May 2022`.
Day named_day(const Cell& cell, const Words& words) {
    if (words.size() != 3 || words[2].size() != 4) refuse_named_day(cell, words);
    const bool month_first = begins_with_letter(words[0]);
    const auto month = month_called(words[month_first ? 0 : 1]);
    std::string_view day_word = words[month_first ? 1 : 0];
    if (day_word.ends_with('.')) day_word.remove_suffix(1);
    const auto day = whole_number(day_word, 2);
    const auto year = whole_number(words[2], 4);
    if (!month || !day || !year) refuse_named_day(cell, words);
    return checked_day(cell, *year, *month, *day);
}

// Times of day ---------------------------------------------------------------------------------------------------

/// Hours as the half of the day makes them, which `am`, `PM`, `p.m.` or `p. m.` names; nothing for other words.
std::optional<int> hours_of(int hours, const Words& half) {
    std::string name;
    for (const auto word : half) name += lower(word);
    name.erase(std::remove(name.begin(), name.end(), '.'), name.end());
    if (name.empty()) return hours <= 23 ? std::optional(hours) : std::nullopt;
    if ((name != "am" && name != "pm") || hours < 1 || hours > 12) return std::nullopt;
    return hours % 12 + (name == "pm" ? 12 : 0);
}

/// `15:53`, `3:53:35`, `3:53:35.5` with what follows it.
std::optional<Seconds> time_of_day(std::string_view text, const Words& half) {
    const auto point = std::min(text.find('.'), text.size());
    const auto fraction = text.substr(point);
    const auto parts = split(text.substr(0, point), ':');
    if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
    if (!fraction.empty() && !whole_number(fraction.substr(1), 9)) return std::nullopt;
    const auto hours = whole_number(parts[0], 2);
    const auto minutes = whole_number(parts[1], 2);
    const auto seconds = parts.size() == 3 ? whole_number(parts[2], 2) : 0;
    if (!hours || !minutes || !seconds || *minutes > 59 || *seconds > 59) return std::nullopt;
    const auto whole_hours = hours_of(*hours, half);
    if (!whole_hours) return std::nullopt;
    return std::chrono::hours{*whole_hours} + std::chrono::minutes{*minutes} + Seconds{*seconds};
}

// Durations ------------------------------------------------------------------------------------------------------

/// Takes `1 day, ` or `2 days, ` off the front of `text`.
std::optional<int> take_days(std::string_view& text) {
    const auto comma = text.find(", ");
    if (comma == std::string_view::npos) return 0;
    const auto words = words_of(text.substr(0, comma));
    if (words.size() != 2 || (words[1] != "day" && words[1] != "days")) return std::nullopt;
    text.remove_prefix(comma + 2);
    return whole_number(words[0], 3);
}

/// The seconds of `26:42` or `1:06:06.5`; a comma will do for the point.
std::optional<double> clock_seconds(std::string_view text) {
    const auto days = take_days(text);
    const auto at = std::min(text.find_first_of(".,"), text.size());
    const auto parts = split(text.substr(0, at), ':');
    if (!days || parts.size() < 2 || parts.size() > 3) return std::nullopt;
    double seconds = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto number = whole_number(parts[i], i == 0 ? 6 : 2);
        if (!number || (i > 0 && (parts[i].size() != 2 || *number > 59))) return std::nullopt;
        seconds = seconds * 60 + *number;
    }
    if (at < text.size()) {
        const auto fraction = text.substr(at + 1);
        if (!whole_number(fraction, 9)) return std::nullopt;
        if (fraction.front() >= '5') seconds += 1;
    }
    return seconds + *days * 86'400.0;
}

} // namespace

LocalTime read_date_time(const Cell& cell, const Settled& settled) {
    if (is_absent(cell.text)) refuse(cell, "it has no start");
    if (cell.text.size() > longest_time) refuse_date(cell);
    const std::string plain = with_plain_blanks(trimmed(cell.text));
    const Words words = words_of(plain);
    const auto clock =
        std::find_if(words.begin(), words.end(), [](auto word) { return word.find(':') != std::string_view::npos; });
    if (clock == words.end() || clock == words.begin()) refuse_date(cell);
    const auto time = time_of_day(*clock, {clock + 1, words.end()});
    if (!time) refuse_date(cell);
    const Words days{words.begin(), clock};
    const Day day = days.size() == 1 ? numeric_day(cell, days[0], settled) : named_day(cell, days);
    return LocalTime{day} + *time;
}

std::optional<Seconds> read_clock(const Cell& cell) {
    if (is_absent(cell.text)) return std::nullopt;
    const auto text = trimmed(cell.text);
    const auto seconds = text.size() > longest_time ? std::nullopt : clock_seconds(text);
    if (!seconds) refuse(cell, fmt::format("{} is not a duration like 26:42 or 1:06:06", shown(text)));
    return believed_seconds(cell, *seconds);
}

} // namespace runlog::formats
