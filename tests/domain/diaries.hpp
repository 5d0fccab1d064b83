#pragma once

#include "streak_support.hpp"

/// Diaries as DESIGN §4.9 tells them: runs by their day of November 2026, asked about on Saturday the 21st.
namespace runlog::test::examples {

inline const Day today = november(21);
inline const Day this_monday = november(16);
inline const Day long_ago = day(2020, 1, 1);
inline constexpr Metres mile{1609};

inline Diary runs_on(const std::vector<unsigned>& days_of_november) {
    Diary diary;
    for (const auto d : days_of_november) diary.runs.push_back({november(d), {}});
    return diary;
}

inline Diary with_leave(Diary diary, Day first, std::optional<Day> last) {
    diary.promises.leaves.push_back(leave_of(first, last));
    return diary;
}

inline Diary with_leave(Diary diary, unsigned first, unsigned last) {
    return with_leave(std::move(diary), november(first), november(last));
}

inline Diary with_plan(Diary diary, int days_per_week) {
    diary.promises.plans = {plan_from(long_ago, days_per_week)};
    return diary;
}

/// Four runs in each of the weeks before this one.
inline Diary with_weeks_before(Diary diary, int count) {
    for (int week = 1; week <= count; ++week)
        for (int d = 0; d < 4; ++d) diary.runs.push_back({this_monday - date::weeks{week} + date::days{d}, {}});
    return diary;
}

inline Streak by_day(const Diary& diary) {
    return streak_of(diary, By::day, today);
}

inline Streak by_week(const Diary& diary) {
    return streak_of(diary, By::week, today);
}

} // namespace runlog::test::examples
