#include "fuzz/property.hpp"
#include "runlog/domain/schedule.hpp"

using namespace runlog;
using fuzz::accepted;
using fuzz::require;

namespace {

constexpr Day today{date::year{2026} / 11 / 21};
constexpr LocalTime now = LocalTime{today} + std::chrono::hours{14};

bool is_time_of_day(std::chrono::seconds time) {
    return time >= time.zero() && time < std::chrono::hours{24};
}

void check_days(std::string_view text, Tense tense) {
    const auto when = accepted([&] { return parse_when(text, now, tense); });
    if (!when) return;
    require(parse_iso_day(iso(when->day)) == when->day, "a day that was understood is one that can be kept");
    const std::string time = when->time ? " " + clock_text(*when->time) : "";
    require(!when->time || is_time_of_day(*when->time), "a time lies within its day");
    const auto direction = when->day < today ? Tense::past : Tense::future;
    for (const auto& day : {iso(when->day), long_text(when->day)})
        for (const auto either : {Tense::past, Tense::future})
            require(parse_when(day + time, now, either) == *when, "what is printed can be typed");
    const auto months = std::chrono::abs(when->day - today);
    if (months < date::days{300})
        require(parse_when(short_text(when->day, today) + time, now, direction) == *when, "so can its short form");
}

void check_times(std::string_view text) {
    const auto time = accepted([&] { return parse_time_of_day(text); });
    if (!time) return;
    require(is_time_of_day(*time), "a time lies within a day");
    require(parse_time_of_day(clock_text(*time)) == *time, "a time that is printed can be typed");
}

void check_kept_forms(std::string_view text) {
    if (const auto day = parse_iso_day(text)) require(iso(*day) == text, "a day is kept in one form");
    if (const auto time = parse_iso_time(text)) require(parse_iso_time(iso(*time)) == time, "so is a time");
    if (const auto placed = parse_iso_placed(text)) {
        const auto again = parse_iso_placed(iso(*placed));
        require(again && again->local == placed->local && again->offset == placed->offset, "so is a moment");
    }
    if (const auto when = parse_session_text(text)) {
        const auto kept = when->time ? session_text(LocalTime{when->day} + *when->time) : iso(when->day);
        require(parse_session_text(kept) == when, "so is the name of a session");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    check_days(text, Tense::past);
    check_days(text, Tense::future);
    check_times(text);
    check_kept_forms(text);
    if (const auto first = accepted([&] { return window_start(text, today); }))
        require(*first <= today, "a window that ends today has a day");
    return 0;
}
