#include "runlog/domain/year_grid.hpp"

#include "support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <ostream>
#include <set>

namespace runlog {

namespace {

using test::day;

YearGrid year(int number, date::weekday week_begins = date::Monday) {
    return {day(number, 1, 1), day(number, 12, 31), week_begins};
}

/// `Jan 0, Feb 4`
std::string names(const std::vector<YearGrid::Month>& months) {
    std::string text;
    for (const auto& one : months)
        text +=
            (text.empty() ? "" : ", ") + std::string(short_name(one.month.month())) + " " + std::to_string(one.column);
    return text;
}

YearGrid any_grid() {
    const Day first = day(1996, 1, 1) + date::days{*rc::gen::inRange(0, 12'000)};
    const date::weekday week_begins{static_cast<unsigned>(*rc::gen::inRange(0, 7))};
    return {first, first + date::days{*rc::gen::inRange(0, 800)}, week_begins};
}

} // namespace

std::ostream& operator<<(std::ostream& out, DayMark mark) {
    return out << to_text(mark);
}

std::ostream& operator<<(std::ostream& out, GroupMark mark) {
    return out << to_text(mark);
}

TEST_CASE("a year that begins in the middle of a week leaves the days before it out") {
    const auto grid = year(2026); // 1 January is a Thursday
    CHECK(grid.columns() == 53);
    CHECK_FALSE(grid.day_at({2, 0}));
    CHECK(grid.day_at({3, 0}) == day(2026, 1, 1));
    CHECK(grid.day_at({0, 1}) == day(2026, 1, 5));
    CHECK(grid.day_at({3, 52}) == day(2026, 12, 31));
    CHECK_FALSE(grid.day_at({4, 52}));
    CHECK(grid.weekday(0) == date::Monday);
    CHECK(grid.weekday(6) == date::Sunday);
}

TEST_CASE("where weeks begin on Sunday, Sunday is the first row") {
    const auto grid = year(2026, date::Sunday);
    CHECK(grid.weekday(0) == date::Sunday);
    CHECK(grid.day_at({4, 0}) == day(2026, 1, 1));
    CHECK(grid.day_at({0, 1}) == day(2026, 1, 4));
    CHECK(grid.cell_of(day(2026, 11, 21)) == YearGrid::Cell{6, 46});
}

TEST_CASE("years take 53 columns, and 54 where a leap year begins on the last day of a week") {
    CHECK(year(2023).columns() == 53); // begins on Sunday
    CHECK(year(2024).columns() == 53); // a leap year that begins on Monday
    CHECK(year(2028).columns() == 53); // a leap year that begins on Saturday
    CHECK(year(2028, date::Sunday).columns() == 54);
    CHECK(year(2012).columns() == 54); // a leap year that begins on Sunday
    CHECK(YearGrid(day(2023, 1, 2), day(2023, 12, 31), date::Monday).columns() == 52);
    for (int number = 1970; number < 2100; ++number)
        for (unsigned weekday = 0; weekday < 7; ++weekday)
            CHECK(year(number, date::weekday{weekday}).columns() <= YearGrid::most_weeks);
}

TEST_CASE("29 February has its cell") {
    const auto grid = year(2024);
    CHECK(grid.cell_of(day(2024, 2, 29)) == YearGrid::Cell{3, 8});
    CHECK(grid.cell_of(day(2024, 3, 1)) == YearGrid::Cell{4, 8});
}

TEST_CASE("a month's name stands over the column of its first day") {
    CHECK(names(year(2026).months(3)) ==
          "Jan 0, Feb 4, Mar 8, Apr 13, May 17, Jun 22, Jul 26, Aug 30, Sep 35, Oct 39, Nov 43, Dec 48");
}

TEST_CASE("a first month that is cut too short has no name") {
    const date::weekday monday = date::Monday;
    const Day until = day(2026, 3, 31);
    CHECK(names(YearGrid(day(2026, 1, 5), until, monday).months(3)) == "Feb 3, Mar 7");
    CHECK(names(YearGrid(day(2026, 1, 4), until, monday).months(3)) == "Jan 0, Feb 4, Mar 8");
    CHECK(names(YearGrid(day(2026, 1, 31), until, monday).months(3)) == "Feb 0, Mar 4");
}

TEST_CASE("a single day is a grid") {
    const YearGrid grid(day(2026, 11, 21), day(2026, 11, 21), date::Monday);
    CHECK(grid.columns() == 1);
    CHECK(grid.day_at({5, 0}) == day(2026, 11, 21));
    CHECK(names(grid.months(3)) == "Nov 0");
}

TEST_CASE("each day has one cell, and each cell at most one day") {
    CHECK(rc::check("day_at undoes cell_of", [] {
        const auto grid = any_grid();
        std::set<Day> seen;
        for (int column = 0; column < grid.columns(); ++column)
            for (int row = 0; row < YearGrid::rows; ++row)
                if (const auto day = grid.day_at({row, column})) {
                    RC_ASSERT(grid.cell_of(*day) == (YearGrid::Cell{row, column}));
                    RC_ASSERT(date::weekday{*day} == grid.weekday(row));
                    RC_ASSERT(seen.insert(*day).second);
                }
        RC_ASSERT(*seen.begin() == grid.first());
        RC_ASSERT(*seen.rbegin() == grid.last());
        RC_ASSERT(static_cast<int>(seen.size()) == (grid.last() - grid.first()).count() + 1);
    }));
}

TEST_CASE("no two names of months touch") {
    CHECK(rc::check("there is a blank between names that stand at their month's first day", [] {
        const auto grid = any_grid();
        const auto months = grid.months(3);
        RC_ASSERT(!months.empty());
        for (std::size_t i = 0; i < months.size(); ++i) {
            const Day first = std::max(grid.first(), Day{months[i].month / date::day{1}});
            RC_ASSERT(grid.cell_of(first).column == months[i].column);
            if (i > 0) RC_ASSERT(months[i].column - months[i - 1].column > 3);
            if (i > 0) RC_ASSERT(months[i].month == months[i - 1].month + date::months{1});
        }
    }));
}

TEST_CASE("a run outweighs a day off, and a day off outweighs a miss") {
    const Day today = test::november(21);
    const auto mark = [&](Day day, int runs, bool in_company, bool on_leave, bool missed) {
        return mark_of(day, today, DayFacts{runs, in_company, on_leave, missed});
    };
    CHECK(mark(today, 0, false, false, false) == DayMark::none);
    CHECK(mark(today, 2, false, true, true) == DayMark::run);
    CHECK(mark(today, 2, true, true, true) == DayMark::together);
    CHECK(mark(today, 0, false, true, true) == DayMark::leave);
    CHECK(mark(today, 0, false, false, true) == DayMark::missed);
    CHECK(mark(today + date::days{1}, 0, false, true, false) == DayMark::to_come);
    CHECK(mark(today + date::days{1}, 1, false, false, false) == DayMark::run);
}

TEST_CASE("a group's day is told by who came, and cancelled only where nothing was on") {
    const Day today = test::november(21);
    const auto mark = [&](Day day, int sessions, int cancelled, int open, int came) {
        return mark_of(day, today, GroupDayFacts{sessions, cancelled, open, came});
    };
    CHECK(mark(today, 0, 0, 0, 0) == GroupMark::none);
    CHECK(mark(today, 1, 0, 0, 4) == GroupMark::came);
    CHECK(mark(today, 2, 1, 1, 4) == GroupMark::came);
    CHECK(mark(today, 1, 0, 0, 0) == GroupMark::nobody);
    CHECK(mark(today, 2, 0, 1, 0) == GroupMark::pending);
    CHECK(mark(today, 1, 1, 0, 0) == GroupMark::nobody);
    CHECK(mark(today, 0, 1, 0, 0) == GroupMark::cancelled);
    CHECK(mark(today + date::days{1}, 0, 1, 0, 0) == GroupMark::to_come);
}

TEST_CASE("up to nine are told as they are, and more in nine equal steps") {
    for (int most = 0; most <= 9; ++most)
        for (int count = 1; count <= most; ++count) {
            CHECK(CountScale({most}).is_exact());
            CHECK(CountScale({most}).digit(count) == count);
            CHECK(CountScale({most}).range(count) == CountScale::Range{count, count});
        }
    const CountScale of_63({1, 7, 63, 8});
    CHECK_FALSE(of_63.is_exact());
    CHECK(of_63.digit(1) == 1);
    CHECK(of_63.digit(7) == 1);
    CHECK(of_63.digit(8) == 2);
    CHECK(of_63.digit(63) == 9);
    CHECK(of_63.range(9).first == 57);
    CHECK(of_63.range(9).last == 63);
}

TEST_CASE("one day that is much fuller than the others does not flatten them") {
    std::vector<int> counts{119};
    for (int i = 0; i < 19; ++i) counts.push_back(18 + i % 2);
    const CountScale scale(counts);
    CHECK(scale.digit(18) == 9);
    CHECK(scale.digit(119) == 9);
    CHECK(scale.range(9) == CountScale::Range{17, 119});
    CHECK(scale.digit(2) == 1);
    counts.pop_back(); // one of 19 is too much to be passed over
    CHECK(CountScale(counts).digit(18) == 2);
    CHECK(CountScale({3, 4, 4, 5, 3, 4, 4, 5, 3, 4, 4, 5, 3, 4, 4, 5, 3, 4, 4, 30}).range(9) ==
          CountScale::Range{9, 30});
}

TEST_CASE("the steps of a scale take in every count once") {
    CHECK(rc::check("a digit's range is what has that digit", [] {
        const auto counts = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 2000)));
        const CountScale scale(counts);
        for (const int count : counts) {
            const auto range = scale.range(scale.digit(count));
            RC_ASSERT(range.first <= count);
            RC_ASSERT(count <= range.last);
        }
        int next = 1;
        for (int digit = 1; digit <= CountScale::digits; ++digit) {
            const auto range = scale.range(digit);
            RC_ASSERT(range.first == next);
            RC_ASSERT(range.last >= range.first);
            RC_ASSERT(scale.digit(range.first) == digit);
            RC_ASSERT(scale.digit(range.last) == digit);
            next = range.last + 1;
        }
    }));
}

} // namespace runlog
