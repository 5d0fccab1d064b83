#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace runlog::test {

inline Day day(int year, unsigned month, unsigned day_of_month) {
    return Day{date::year{year} / date::month{month} / date::day{day_of_month}};
}

/// A day of November 2026, in which the examples of DESIGN §4.9 lie; the 21st, a Saturday, is their today.
inline Day november(unsigned day_of_month) {
    return day(2026, 11, day_of_month);
}

inline LocalTime at(Day on, int hours, int minutes = 0, int seconds = 0) {
    return LocalTime{on} + std::chrono::hours{hours} + std::chrono::minutes{minutes} + std::chrono::seconds{seconds};
}

inline std::string repeated(std::string_view text, int times) {
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

/// What to do about it, as the Error says that `attempt` ends with.
template <class Attempt>
doctest::String hint_of(Attempt attempt) {
    try {
        attempt();
    } catch (const Error& error) {
        return error.hint().c_str();
    }
    return "(nothing was refused)";
}

} // namespace runlog::test
