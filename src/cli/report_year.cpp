#include "report_page.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// The year of a group as a picture, and what it shows in words.
namespace runlog::cli {

namespace {

using formats::PageDay;
using formats::PageYear;

constexpr int month_width = 2; ///< columns that the name of a month takes

/// How many came on days to which somebody came, the fewest first.
std::vector<int> counts_of(const GroupYear& year) {
    std::vector<int> counts;
    for (const auto& day : year.days)
        if (day.mark == GroupMark::came) counts.push_back(day.facts.came);
    std::sort(counts.begin(), counts.end());
    return counts;
}

/// By how many days had fewer: one day with a crowd does not make all others look alike.
int level_of(int came, const std::vector<int>& counts) {
    const auto fewer = std::lower_bound(counts.begin(), counts.end(), came) - counts.begin();
    if (came == counts.back() && fewer > 0) return PageDay::most;
    return 1 + static_cast<int>(fewer) * PageDay::most / static_cast<int>(counts.size());
}

PageDay page_day(const GroupDay& one, Day today, const std::vector<int>& counts) {
    const std::string day = short_text(one.day, today);
    const int came = one.facts.came;
    switch (one.mark) {
    case GroupMark::came:
        return {PageDay::Kind::some, level_of(came, counts), fmt::format("{}", came),
                fmt::format("{}: {} came{}", day, came, one.facts.open > 0 ? " so far" : "")};
    case GroupMark::nobody: return {PageDay::Kind::nobody, 1, "0", fmt::format("{}: nobody came", day)};
    case GroupMark::pending: return {PageDay::Kind::nobody, 1, "?", fmt::format("{}: nobody told yet", day)};
    case GroupMark::cancelled: return {PageDay::Kind::cancelled, 1, "", fmt::format("{}: cancelled", day)};
    case GroupMark::none:
    case GroupMark::to_come: break;
    }
    return {};
}

std::vector<PageDay> legend_for(const GroupYear& year, const std::vector<int>& counts) {
    std::vector<PageDay> legend{{PageDay::Kind::none, 1, "", "no session"}};
    bool pending = false;
    bool cancelled = false;
    for (const auto& day : year.days) {
        pending = pending || day.mark == GroupMark::pending;
        cancelled = cancelled || day.mark == GroupMark::cancelled;
    }
    if (cancelled) legend.push_back({PageDay::Kind::cancelled, 1, "", "cancelled"});
    if (pending) legend.push_back({PageDay::Kind::nobody, 1, "?", "nobody told yet"});
    if (year.nobody > 0) legend.push_back({PageDay::Kind::nobody, 1, "0", "nobody came"});
    const auto add_count = [&](int count, const char* told) {
        legend.push_back({PageDay::Kind::some, level_of(count, counts), fmt::format("{}", count), told});
    };
    if (!counts.empty() && counts.front() < counts.back()) add_count(counts.front(), "fewest came");
    if (!counts.empty()) add_count(counts.back(), counts.front() < counts.back() ? "most came" : "came");
    return legend;
}

std::string average_text(double average) {
    const std::string text = fmt::format("{:.1f}", average);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

std::string summary_of(const ReportFacts& facts, Day today) {
    const auto& year = facts.year;
    std::string text =
        fmt::format("{} since {}", counted(year.sessions, "session", "sessions"), short_text(facts.since, today));
    if (const auto average = year.average(); average && year.came > 0)
        text += fmt::format(": {} came on average", average_text(*average));
    if (year.fullest) text += fmt::format(", {} at the most, on {}", year.most, short_text(*year.fullest, today));
    text += ".";
    if (year.cancelled > 0)
        text += fmt::format(" {} cancelled.", counted(year.cancelled, "session was", "sessions were"));
    return text;
}

} // namespace

PageYear report_year(const ReportFacts& facts, date::weekday week_begins) {
    const Day today = facts.roll->today();
    const YearGrid grid(facts.since, today, week_begins);
    PageYear year;
    year.title = fmt::format("How many came to {}", name_of(facts.roll->group()));
    year.summary = summary_of(facts, today);
    const auto counts = counts_of(facts.year);
    year.legend = legend_for(facts.year, counts);
    year.weeks.resize(static_cast<std::size_t>(grid.columns()));
    for (int row = 0; row < YearGrid::rows; ++row)
        year.weekdays[static_cast<std::size_t>(row)] = short_name(grid.weekday(row));
    for (const auto& month : grid.months(month_width))
        year.weeks[static_cast<std::size_t>(month.column)].month = short_name(month.month.month());
    for (const auto& one : facts.year.days) {
        const auto cell = grid.cell_of(one.day);
        year.weeks[static_cast<std::size_t>(cell.column)].days[static_cast<std::size_t>(cell.row)] =
            page_day(one, today, counts);
    }
    return year;
}

} // namespace runlog::cli
