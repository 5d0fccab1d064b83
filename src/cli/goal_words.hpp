#pragma once

#include "goal_facts.hpp"

#include <string>
#include <vector>

/// How goals are told.
namespace runlog::cli {

/// `20 weeks and 1 day`
std::string time_words(const TimeLeft& time);

/// `20 weeks and 1 day left`, `today`, `begins in 3 days`, `over, 3 weeks ago`
std::string left_words(const Goal& goal, Day today);
/// The same in a column's width: `20 weeks`, `13 days`, `today`, `over`.
std::string left_text(const Goal& goal, Day today);

/// `Sun 11 Apr 2027`, `Mon 4 Jan 2027 – Sun 14 Mar 2027`
std::string goal_days(const Goal& goal, Day today, const Glyphs& glyphs);

/// `6 of 8 weeks`; `a run in 6 of 8 weeks` where there is no plan.
std::string kept_words(const GoalLine& line);

/// `12.4 km in 1:02:10`, as far as it is known.
std::string logged_text(const LoggedRun& run, Unit unit);

/// How far they are, in a column's width: `12 of 21.1 km`, `5 of 10 sessions`, `3 of 4 legs filled`.
std::string so_far(const GoalReport& report, Unit unit);

/// `1–3, 5`; `all` where that is all of `count`, more than one.
std::string numbers_text(const std::vector<int>& numbers, std::size_t count, const Glyphs& glyphs);

/// `6 h 12 min, give or take 14 min`
std::string total_words(const RelayTotal& total);

} // namespace runlog::cli
