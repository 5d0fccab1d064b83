#pragma once

#include "roll.hpp"
#include "runlog/domain/year_grid.hpp"

#include <optional>
#include <vector>

/// What a year's grid tells of, gathered day by day: for the terminal and for pictures.
namespace runlog::cli {

/// What the runs of some days come to; distance and duration are those of the runs that tell them.
struct RunSums {
    int runs = 0;
    std::optional<Metres> distance;
    std::optional<Seconds> duration;

    void add(std::optional<Metres> metres, std::optional<Seconds> seconds);
};

struct MemberDay {
    Day day;
    DayMark mark = DayMark::none;
    RunSums sums;
};

/// A member's days, each of them, and their totals.
struct MemberYear {
    std::vector<MemberDay> days;
    RunSums sums;
    std::optional<Stretch> longest_days;  ///< in a row, by the streak's rules, of runs between these days
    std::optional<Stretch> longest_weeks; ///< likewise; runs of the first day's week from before it count too

    int count(DayMark mark) const;
    int days_run() const { return count(DayMark::run) + count(DayMark::together); }
};

/// A member's days from `first` to `last`, as known on `today`. With `group`, only what concerns it: runs with it, its
/// sessions, days off from it. Reads nothing from before the week of `first`.
MemberYear member_year(Context& context, const Member& member, Day first, Day last, Day today, Roll* group = nullptr);

struct GroupDay {
    Day day;
    GroupMark mark = GroupMark::none;
    GroupDayFacts facts;
};

/// A group's days, each of them, and their totals.
struct GroupYear {
    std::vector<GroupDay> days;
    int sessions = 0; ///< not cancelled, and closed or with somebody there
    int cancelled = 0;
    int nobody = 0;                 ///< of the sessions, those to which nobody came
    int came = 0;                   ///< to all of them
    int most = 0;                   ///< who came on one day
    std::optional<Day> fullest;     ///< that day, the newest of several
    std::optional<Stretch> longest; ///< sessions in a row with a quorum

    std::optional<double> average() const {
        return sessions > 0 ? std::optional(static_cast<double>(came) / sessions) : std::nullopt;
    }
};

/// A group's days from `first` to `last`, as known when the roll was read.
GroupYear group_year(Roll& roll, Day first, Day last);

} // namespace runlog::cli
