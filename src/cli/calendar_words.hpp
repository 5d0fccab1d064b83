#pragma once

#include "context.hpp"
#include "runlog/domain/year_grid.hpp"
#include "table.hpp"

#include <functional>
#include <set>
#include <string>

/// How a year's grid is told in a terminal: a glyph a day, which needs no colour to be read.
namespace runlog::cli {

/// The glyphs are those of `attendance` wherever they say the same.
Table::Cell glyph_of(DayMark mark, bool unicode);

/// A day on which somebody came has the digit of how many.
Table::Cell glyph_of(GroupMark mark, int came, const CountScale& scale, bool unicode);

/// `○ run  ● together  – day off`: what the glyphs mean that `shown` holds.
std::string legend(const std::set<DayMark>& shown, bool unicode);
std::string legend(const std::set<GroupMark>& shown, bool unicode);

/// `1=1-7, 3=15-21`: what the digits in `shown` mean.
std::string legend(const std::set<int>& shown, const CountScale& scale);

/// Prints the grid with names of months above and of days at the left; `cell` says what stands for a day. Where the
/// terminal is too narrow for it, the earliest weeks are left out, and a note says so.
void print_grid(Context& context, const YearGrid& grid, const std::function<Table::Cell(Day)>& cell);

} // namespace runlog::cli
