#pragma once

#include "runlog/domain/calendar.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// A year at a glance: days laid out in weeks, and what one mark says of each. A terminal and a picture draw the same.
namespace runlog {

/// What a day of somebody's year was, told by one mark.
enum class DayMark {
    none,
    run,
    together, ///< a run in company
    leave,    ///< a day off without a run
    missed,   ///< a session was missed, and nothing was run instead
    to_come
};
std::string_view to_text(DayMark mark);

/// What is known of somebody's day.
struct DayFacts {
    int runs = 0;
    bool in_company = false; ///< at least one of the runs
    bool on_leave = false;
    bool missed_session = false;
};

/// The mark of `day` as seen on `today`: a run outweighs a day off, and a day off a miss.
DayMark mark_of(Day day, Day today, const DayFacts& facts);

/// What a day of a group's year was.
enum class GroupMark {
    none,      ///< no session
    came,      ///< somebody was there
    nobody,    ///< nobody was, and it is closed
    pending,   ///< nobody was logged yet, and still can be
    cancelled, ///< all sessions of the day
    to_come
};
std::string_view to_text(GroupMark mark);

/// What is known of a group's day.
struct GroupDayFacts {
    int sessions = 0; ///< that were not cancelled
    int cancelled = 0;
    int open = 0; ///< of the sessions, those that are not closed yet
    int came = 0; ///< to all of them; who came to two counts twice
};
GroupMark mark_of(Day day, Day today, const GroupDayFacts& facts);

/// Tells each of some counts in one digit: as they are where nine suffice, else in nine steps. These are equal up to
/// what 19 of 20 counts do not exceed; the fullest days are a nine like those, or they would flatten the others.
class CountScale {
public:
    static constexpr int digits = 9;

    /// The counts that one digit stands for, both included.
    struct Range {
        int first = 0;
        int last = 0;

        bool operator==(const Range&) const = default;
    };

    /// None of the `counts` may be negative.
    explicit CountScale(std::vector<int> counts);

    /// Whether each digit is the count itself.
    bool is_exact() const { return most_ <= digits; }
    /// 1 to 9; `count` must be one of the counts, and more than none.
    int digit(int count) const;
    Range range(int digit) const;

private:
    int usual_; ///< where the equal steps end
    int most_;
};

/// Days from the first to the last, both included, as a grid: a column for each week, a row for each day of the week.
class YearGrid {
public:
    static constexpr int rows = 7;

    /// As much as a year can take: one of 366 days that begins on the last day of a week.
    static constexpr int most_weeks = 54;

    /// A month's name stands over the column that holds its first day here.
    struct Month {
        date::year_month month;
        int column = 0;

        bool operator==(const Month&) const = default;
    };

    struct Cell {
        int row = 0;
        int column = 0;

        bool operator==(const Cell&) const = default;
    };

    /// `last` must not come before `first`.
    YearGrid(Day first, Day last, date::weekday week_begins);

    Day first() const { return first_; }
    Day last() const { return last_; }
    int columns() const;
    date::weekday weekday(int row) const { return week_begins_ + date::days{row}; }

    /// The day in a cell; nothing in the first and the last week's cells outside the days.
    std::optional<Day> day_at(Cell cell) const;
    /// `day` must be one of the grid's.
    Cell cell_of(Day day) const;

    /// The months in order. A name takes `width` columns and a blank behind it: where a month is cut so short that the
    /// next one's name would touch its own, it is left out. The last name may reach beyond the last column.
    std::vector<Month> months(int width) const;

private:
    Day first_;
    Day last_;
    date::weekday week_begins_;
    Day origin_; ///< the first day of the first column's week
};

} // namespace runlog
