#include "runlog/domain/calendar.hpp"
#include "runlog/domain/error.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <array>

namespace runlog {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int first_year = 1900;
constexpr int last_year = 2200;

/// The words of one date, taken from the front as they are understood.
class Words {
public:
    explicit Words(const std::string& text) : parts_(words::split_on_blanks(text)) {}

    bool empty() const { return at_ == parts_.size(); }
    std::size_t left() const { return parts_.size() - at_; }
    std::string_view peek(std::size_t ahead = 0) const {
        return at_ + ahead < parts_.size() ? parts_[at_ + ahead] : std::string_view{};
    }
    void skip(std::size_t count) { at_ += count; }

private:
    std::vector<std::string_view> parts_;
    std::size_t at_ = 0;
};

std::optional<date::month> month_called(std::string_view word) {
    static constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                            "may",       "june",     "july",     "august",
                                                            "september", "october",  "november", "december"};
    if (const auto index = words::index_of(word, names, 3)) return date::month{*index + 1};
    return std::nullopt;
}

[[noreturn]] void refuse(std::string_view text) {
    throw Error(fmt::format("'{}' is not a day I understand.", text),
                "Write it like today, tue, \"tue 6am\", \"3 days ago\" or 2026-11-17.");
}

Day existing_day(date::year_month_day ymd, std::string_view text) {
    const int year = static_cast<int>(ymd.year());
    if (year < first_year || year > last_year)
        throw Error(fmt::format("The year of '{}' must be from {} to {}.", text, first_year, last_year));
    if (!ymd.ok()) throw Error(fmt::format("There is no day {}.", text), "Check the day and the month.");
    return Day{ymd};
}

/// `2026-11-17` split at its dashes, whether or not there is such a day.
std::optional<date::year_month_day> dashed(std::string_view word) {
    if (word.size() != 10 || word[4] != '-' || word[7] != '-') return std::nullopt;
    const auto year = words::whole_number(word.substr(0, 4));
    const auto month = words::whole_number(word.substr(5, 2));
    const auto day = words::whole_number(word.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    return date::year{*year} / date::month{static_cast<unsigned>(*month)} / date::day{static_cast<unsigned>(*day)};
}

Day nearest(date::weekday weekday, Day today, Tense tense, bool today_counts) {
    const date::weekday now{today};
    if (tense == Tense::past) {
        const auto back = now - weekday;
        return today - (back == date::days{0} && !today_counts ? date::days{7} : back);
    }
    const auto ahead = weekday - now;
    return today + (ahead == date::days{0} && !today_counts ? date::days{7} : ahead);
}

std::optional<Day> take_weekday(Words& words, Day today, Tense tense) {
    std::size_t used = 0;
    bool today_counts = true;
    if (words.peek() == "last" || words.peek() == "next") {
        tense = words.peek() == "last" ? Tense::past : Tense::future;
        today_counts = false;
        used = 1;
    }
    const auto weekday = words::weekday_called(words.peek(used));
    if (!weekday) return std::nullopt;
    words.skip(used + 1);
    return nearest(*weekday, today, tense, today_counts);
}

std::optional<int> days_in(std::string_view unit) {
    if (unit == "day" || unit == "days") return 1;
    if (unit == "week" || unit == "weeks") return 7;
    return std::nullopt;
}

/// `3 days ago`, `in 2 weeks`.
std::optional<Day> take_distance_in_time(Words& words, Day today, std::string_view text) {
    const bool ahead = words.peek() == "in";
    const auto count = words::whole_number(words.peek(ahead ? 1 : 0), 4);
    const auto unit = days_in(words.peek(ahead ? 2 : 1));
    if (!count || !unit || (!ahead && words.peek(2) != "ago")) return std::nullopt;
    words.skip(3);
    const date::days length{*count * *unit};
    return existing_day(date::year_month_day{ahead ? today + length : today - length}, text);
}

/// The nearest such day in the direction of `tense`; only 29 February takes more than a year to come round.
Day nearest_year(date::month_day month_day, Day today, Tense tense, std::string_view text) {
    constexpr int years_between_leap_days = 8;
    const auto this_year = date::year_month_day{today}.year();
    for (int step = 0; step <= years_between_leap_days; ++step) {
        const auto ymd =
            (tense == Tense::past ? this_year - date::years{step} : this_year + date::years{step}) / month_day;
        if (!ymd.ok()) continue;
        const Day day{ymd};
        if (tense == Tense::past ? day <= today : day >= today) return day;
    }
    return existing_day(this_year / month_day, text);
}

/// `17 nov`, `nov 17`, `17 nov 2026`.
std::optional<Day> take_day_and_month(Words& words, Day today, Tense tense, std::string_view text) {
    auto number = words::whole_number(words.peek(), 2);
    auto month = month_called(words.peek(1));
    if (!number) {
        month = month_called(words.peek());
        number = words::whole_number(words.peek(1), 2);
    }
    if (!number || !month) return std::nullopt;
    words.skip(2);
    const date::month_day month_day{*month, date::day{static_cast<unsigned>(*number)}};
    if (const auto year = words::whole_number(words.peek(), 4); year && words.peek().size() == 4) {
        words.skip(1);
        return existing_day(date::year{*year} / month_day, text);
    }
    return nearest_year(month_day, today, tense, text);
}

std::optional<Day> take_named_day(Words& words, Day today) {
    const auto word = words.peek();
    std::optional<Day> day;
    if (word == "today") day = today;
    if (word == "yesterday") day = today - date::days{1};
    if (word == "tomorrow") day = today + date::days{1};
    if (day) words.skip(1);
    return day;
}

std::optional<Day> take_day(Words& words, Day today, Tense tense, std::string_view text) {
    if (const auto day = take_named_day(words, today)) return day;
    if (const auto ymd = dashed(words.peek())) {
        words.skip(1);
        return existing_day(*ymd, text);
    }
    if (const auto day = take_distance_in_time(words, today, text)) return day;
    if (const auto day = take_weekday(words, today, tense)) {
        // What is printed can be typed: in "Tue 17 Nov 2026" the date decides, and the weekday must agree with it.
        const auto spelled = take_day_and_month(words, today, tense, text);
        if (spelled && date::weekday{*spelled} != date::weekday{*day})
            throw Error(fmt::format("{} is not a {}.", iso(*spelled), long_text(*day).substr(0, 3)),
                        "Leave the weekday out, or correct the date.");
        return spelled ? spelled : day;
    }
    return take_day_and_month(words, today, tense, text);
}

/// `6am`, `6:30pm`, `06:00`, `06:00:30`.
std::optional<seconds> time_of_day(std::string_view word) {
    std::optional<int> half_day;
    if (word.ends_with("am")) half_day = 0;
    if (word.ends_with("pm")) half_day = 12;
    if (half_day) word.remove_suffix(2);
    std::array<int, 3> parts{};
    std::size_t count = 0;
    while (count < parts.size()) {
        const std::size_t before = word.size();
        const auto number = words::take_number(word);
        const auto digits = before - word.size();
        if (!number || digits > 2 || (count > 0 && digits != 2)) return std::nullopt;
        parts[count++] = *number;
        if (word.empty() || word[0] != ':') break;
        word.remove_prefix(1);
    }
    if (!word.empty() || (count == 1 && !half_day) || parts[1] > 59 || parts[2] > 59) return std::nullopt;
    if (half_day) {
        if (parts[0] < 1 || parts[0] > 12) return std::nullopt;
        parts[0] = parts[0] % 12 + *half_day;
    }
    if (parts[0] > 23) return std::nullopt;
    return hours{parts[0]} + minutes{parts[1]} + seconds{parts[2]};
}

std::optional<seconds> take_time(Words& words) {
    const auto next = words.peek(1);
    if (next == "am" || next == "pm") {
        const auto time = time_of_day(std::string(words.peek()) + std::string(next));
        if (time) words.skip(2);
        return time;
    }
    const auto time = time_of_day(words.peek());
    if (time) words.skip(1);
    return time;
}

void refuse_other_orders(std::string_view text) {
    std::size_t marks = 0;
    for (const char c : text.substr(0, text.find(' '))) {
        if (c == '/' || c == '.')
            ++marks;
        else if (!words::is_digit(c))
            return;
    }
    if (marks > 0 && words::is_digit(text[0]))
        throw Error(fmt::format("'{}' is read differently in different countries.", text),
                    "Write the year first: 2026-11-17, or \"17 nov\".");
}

} // namespace

When parse_when(std::string_view text, LocalTime now, Tense tense) {
    std::string lowered = words::lower(text);
    if (lowered.size() > 10 && lowered[10] == 't' && dashed(lowered.substr(0, 10))) lowered[10] = ' ';
    Words words(lowered);
    const Day today = date::floor<date::days>(now);
    refuse_other_orders(text);
    const auto day = take_day(words, today, tense, text);
    const auto time = take_time(words);
    if (!words.empty() || (!day && !time)) refuse(text);
    return When{day.value_or(today), time};
}

seconds parse_time_of_day(std::string_view text) {
    const std::string lowered = words::lower(text);
    Words words(lowered);
    const auto time = take_time(words);
    if (!time || !words.empty())
        throw Error(fmt::format("'{}' is not a time of day.", text), "Write it like 06:00 or 6am.");
    return *time;
}

std::optional<Day> parse_iso_day(std::string_view text) {
    const auto ymd = dashed(text);
    if (!ymd || !ymd->ok() || static_cast<int>(ymd->year()) < first_year) return std::nullopt;
    // A range is kept with the day that it lasts until, which may lie behind the last one that can be typed.
    if (*ymd > date::year{last_year + 1} / date::January / 1) return std::nullopt;
    return Day{*ymd};
}

std::optional<LocalTime> parse_iso_time(std::string_view text) {
    if (text.size() < 16 || (text[10] != 'T' && text[10] != ' ')) return std::nullopt;
    const auto day = parse_iso_day(text.substr(0, 10));
    const auto clock = text.substr(11);
    const auto time = time_of_day(clock);
    if (!day || !time || (clock.size() != 5 && clock.size() != 8)) return std::nullopt;
    return LocalTime{*day} + *time;
}

Day window_start(std::string_view length, Day today) {
    std::string_view rest = length;
    const auto count = words::take_number(rest);
    if (!count || *count < 1 || *count > 9999 || rest.size() != 1)
        throw Error(fmt::format("'{}' is not a length of time.", length), "Write it like 30d, 4w, 6m or 1y.");
    const Day after = today + date::days{1};
    const date::year_month_day ymd{after};
    const auto clamped = [](date::year_month_day wanted) {
        return wanted.ok() ? Day{wanted} : Day{wanted.year() / wanted.month() / date::last};
    };
    switch (rest[0]) {
    case 'd': return after - date::days{*count};
    case 'w': return after - date::weeks{*count};
    case 'm': return clamped(ymd - date::months{*count});
    case 'y': return clamped(ymd - date::years{*count});
    default: throw Error(fmt::format("'{}' is not a length of time.", length), "Write it like 30d, 4w, 6m or 1y.");
    }
}

} // namespace runlog
