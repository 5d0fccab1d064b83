#pragma once

#include "json.hpp"
#include "runlog/domain/year_grid.hpp"
#include "streaks.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What a member's calendar and a group's have in common.
namespace runlog::cli {

/// Which days are shown, as seen from which.
struct CalendarWindow {
    YearGrid grid;
    Day today;
    bool is_now = true; ///< whether its end is today, or is still to come
    std::string name;   ///< `2026`, `Sat 22 Nov 2025 – Sat 21 Nov`

    /// The last day of which anything can be told.
    Day told() const { return std::min(grid.last(), today); }
};

/// The longest streaks there were between the days that are shown.
void print_longest(Context& context, const CalendarWindow& window,
                   const std::vector<std::pair<Step, std::optional<Stretch>>>& stretches);

Json streaks_json(const std::vector<StreakReport>& reports);

/// What every answer in JSON begins with.
Json head_json(const CalendarWindow& window, const std::optional<Member>& member, const Roll* roll);

/// A member's year; with `roll`, what of it concerns that group.
void show_member_year(Context& context, const Member& member, const CalendarWindow& window, Roll* roll, bool json);

/// How many came to a group's sessions.
void show_group_year(Context& context, Roll& roll, const CalendarWindow& window, bool json);

} // namespace runlog::cli
