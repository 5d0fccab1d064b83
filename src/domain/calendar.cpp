#include "runlog/domain/calendar.hpp"

#include "runlog/domain/error.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace runlog {

namespace {

constexpr std::array weekday_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

} // namespace

std::string_view short_name(date::month month) {
    return month_names[static_cast<unsigned>(month) - 1];
}

std::string_view short_name(date::weekday weekday) {
    return weekday_names[weekday.c_encoding()];
}

bool overlap(const DayRange& a, const DayRange& b) {
    const auto from = std::max(a.from, b.from);
    return (!a.until || from < *a.until) && (!b.until || from < *b.until);
}

Day week_start(Day day, date::weekday first) {
    return day - (date::weekday{day} - first);
}

std::string iso(Day day) {
    const date::year_month_day ymd{day};
    std::string text;
    words::append_padded(text, static_cast<int>(ymd.year()), 4);
    words::append_padded(text += '-', static_cast<unsigned>(ymd.month()), 2);
    words::append_padded(text += '-', static_cast<unsigned>(ymd.day()), 2);
    return text;
}

std::string iso(LocalTime time) {
    const Day day = date::floor<date::days>(time);
    const date::hh_mm_ss clock{time - day};
    std::string text = iso(day);
    words::append_padded(text += 'T', clock.hours().count(), 2);
    words::append_padded(text += ':', clock.minutes().count(), 2);
    words::append_padded(text += ':', clock.seconds().count(), 2);
    return text;
}

std::string clock_text(std::chrono::seconds time_of_day) {
    const date::hh_mm_ss clock{time_of_day};
    std::string text = fmt::format("{:02}:{:02}", clock.hours().count(), clock.minutes().count());
    if (clock.seconds().count() != 0) text += fmt::format(":{:02}", clock.seconds().count());
    return text;
}

std::string long_text(Day day) {
    const date::year_month_day ymd{day};
    return fmt::format("{} {} {} {}", short_name(date::weekday{day}), static_cast<unsigned>(ymd.day()),
                       short_name(ymd.month()), static_cast<int>(ymd.year()));
}

std::string short_text(Day day, Day today) {
    const date::year_month_day ymd{day};
    if (ymd.year() != date::year_month_day{today}.year()) return long_text(day);
    return fmt::format("{} {} {}", short_name(date::weekday{day}), static_cast<unsigned>(ymd.day()),
                       short_name(ymd.month()));
}

} // namespace runlog
