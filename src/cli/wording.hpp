#pragma once

#include "context.hpp"
#include "runlog/domain/plan.hpp"
#include "runlog/domain/run.hpp"
#include "runlog/domain/streak.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How runlog says things: the same thing in the same words wherever it is said. Everything returned is safe to print.
namespace runlog::cli {

/// `1 run`, `2 runs`, `1,625 runs`.
std::string counted(std::int64_t count, std::string_view one, std::string_view many);
/// `1,625`
std::string grouped(std::int64_t number);

/// A member's full name, or the handle where there is none.
std::string name_of(const Member& member);
std::string name_of(const Group& group);
/// Whether a title can be told as it is and typed again: 1 to 80 bytes, none of them invisible, not blanks alone.
bool is_plain_title(const std::string& title);
/// `Anna` of `Anna Smith`.
std::string first_name(const Member& member);

/// `Anna, Beth and Tanya`
std::string joined(const std::vector<std::string>& words);
/// `Anna, Beth and 3 others`: the first of `all`, the rest of them counted.
std::string joined(std::vector<std::string> first, std::size_t all);

/// `5 mi in 45:10 (9:02 /mi)`, or the part of it that is known.
std::string effort_text(const Run& run, Unit unit);

/// `Tue 17 Nov 2026, 06:00`
std::string when_text(const Run& run);

/// `Mon 16 Nov – Wed 18 Nov`, `from Thu 19 Nov`: the days of a range, its last day told inclusively.
std::string range_text(const DayRange& range, Day today, const Glyphs& glyphs);

/// `4 days a week, at least 1 mi`
std::string plan_text(const Plan& plan, Unit unit);

/// `12 weeks`, `3 sessions`
std::string length_text(Step step, int length);

/// What a runner should know of a streak besides length and state: `2 more days by Sun 22 Nov`. `is_now` tells whether
/// `today` is today, or a day that is looked back at.
std::string streak_detail(const Streak& streak, Day today, bool is_now);

/// A sentence for a clock change that moved or doubled a start; nothing where there was none.
std::optional<std::string> clock_change_text(const Placed& start);

/// A word as a shell must be given it: in quotes where it holds more than letters, digits and the marks of plain paths.
std::string shell_word(const std::string& word);

/// Lines of at most `width` columns, broken between words; all are moved in by `indent`, those after the first by two
/// more.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

/// The one way a failure is told: the sentence, then what to do.
std::string error_text(const Error& error);

} // namespace runlog::cli
