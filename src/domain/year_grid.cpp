#include "runlog/domain/year_grid.hpp"

#include <algorithm>

namespace runlog {

namespace {

constexpr date::days week{YearGrid::rows};

} // namespace

std::string_view to_text(DayMark mark) {
    switch (mark) {
    case DayMark::run: return "run";
    case DayMark::together: return "together";
    case DayMark::leave: return "leave";
    case DayMark::missed: return "missed";
    case DayMark::to_come: return "to_come";
    case DayMark::none: break;
    }
    return "none";
}

DayMark mark_of(Day day, Day today, const DayFacts& facts) {
    if (facts.runs > 0) return facts.in_company ? DayMark::together : DayMark::run;
    if (day > today) return DayMark::to_come;
    if (facts.on_leave) return DayMark::leave;
    return facts.missed_session ? DayMark::missed : DayMark::none;
}

std::string_view to_text(GroupMark mark) {
    switch (mark) {
    case GroupMark::came: return "came";
    case GroupMark::nobody: return "nobody";
    case GroupMark::pending: return "pending";
    case GroupMark::cancelled: return "cancelled";
    case GroupMark::to_come: return "to_come";
    case GroupMark::none: break;
    }
    return "none";
}

GroupMark mark_of(Day day, Day today, const GroupDayFacts& facts) {
    if (facts.came > 0) return GroupMark::came;
    if (day > today) return GroupMark::to_come;
    if (facts.open > 0) return GroupMark::pending;
    if (facts.sessions > 0) return GroupMark::nobody;
    return facts.cancelled > 0 ? GroupMark::cancelled : GroupMark::none;
}

CountScale::CountScale(std::vector<int> counts) : usual_(digits), most_(digits) {
    if (counts.empty()) return;
    const auto usual = counts.begin() + static_cast<std::ptrdiff_t>((counts.size() * 19 + 19) / 20 - 1);
    std::nth_element(counts.begin(), usual, counts.end());
    usual_ = std::max(digits, *usual);
    most_ = std::max(digits, *std::max_element(usual, counts.end()));
}

int CountScale::digit(int count) const {
    return std::min(digits, static_cast<int>((std::int64_t{count} * digits + usual_ - 1) / usual_));
}

CountScale::Range CountScale::range(int digit) const {
    const auto upto = [&](int step) { return static_cast<int>(std::int64_t{step} * usual_ / digits); };
    return {upto(digit - 1) + 1, digit == digits ? most_ : upto(digit)};
}

YearGrid::YearGrid(Day first, Day last, date::weekday week_begins)
    : first_(first), last_(last), week_begins_(week_begins), origin_(week_start(first, week_begins)) {}

int YearGrid::columns() const {
    return cell_of(last_).column + 1;
}

std::optional<Day> YearGrid::day_at(Cell cell) const {
    const Day day = origin_ + cell.column * week + date::days{cell.row};
    if (day < first_ || day > last_) return std::nullopt;
    return day;
}

YearGrid::Cell YearGrid::cell_of(Day day) const {
    const auto away = static_cast<int>((day - origin_).count());
    return {away % rows, away / rows};
}

std::vector<YearGrid::Month> YearGrid::months(int width) const {
    std::vector<Month> months;
    const date::year_month_day begin{first_};
    for (date::year_month month{begin.year(), begin.month()};; month += date::months{1}) {
        const Day starts = std::max(first_, Day{month / date::day{1}});
        if (starts > last_) break;
        const int column = cell_of(starts).column;
        if (!months.empty() && column - months.back().column <= width) months.pop_back();
        months.push_back({month, column});
    }
    return months;
}

} // namespace runlog
