#pragma once

#include "measured.hpp"
#include "runlog/formats/history.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Dates, clock times, durations and numbers as other programs write them; private to formats. What cannot be read
/// throws BadField; what could be read in two ways, and is not settled, throws BadFile with the option that settles it.
namespace runlog::formats {

/// A field of somebody else's file, and where it stands.
struct Cell {
    std::string column; ///< as the file names it, printable or not
    std::string text;
    std::size_t line = 0; ///< 0 in a file that has no lines
};

/// Throws BadField for this cell.
[[noreturn]] void refuse(const Cell& cell, const std::string& why);

// Days and times -------------------------------------------------------------------------------------------------

/// A day with a time of day: `May 29, 2022, 3:53:35 PM`, `29 May 2022, 15:53:35`, `29.05.2022, 15:53:35`,
/// `2022-05-29 15:53:35`, `2022/05/29 15:53`. With slashes or dashes and the year last, `settled` says what comes
/// first, or a number that can be no month does. Fractions of seconds are dropped. Years from 1900 to 2200.
LocalTime read_date_time(const Cell& cell, const Settled& settled);

/// `26:42`, `1:06:06`, `00:26:42.5`, `1 day, 0:10:00`; nothing where it is absent or zero.
std::optional<Seconds> read_clock(const Cell& cell);

// Numbers --------------------------------------------------------------------------------------------------------

/// What a number may mean: `9,44` is a decimal, `12` and `1 234` are whole, `4,808` could be either, `x` is neither.
struct Figure {
    std::optional<double> decimal;
    std::optional<double> whole;
    char mark = '\0'; ///< of the decimal reading
};
Figure read_figure(std::string_view text);

/// The number in the cell; nothing where it is absent. Where it has two readings `settled` decides, else a point is
/// a decimal point and a comma is unclear.
std::optional<double> read_number(const Cell& cell, const Settled& settled);

/// The one reading that `settled` leaves of the cell's figure; likewise.
double settle(const Figure& figure, const Cell& cell, const Settled& settled);

/// Whole metres and seconds; nothing where it comes to zero. Throws BadField for what is not believed
/// (domain/quantities.hpp).
std::optional<Metres> believed_metres(const Cell& cell, double metres);
std::optional<Seconds> believed_seconds(const Cell& cell, double seconds);

/// How many metres one kilometre or mile has.
double metres_in(Unit unit);

// The rest -------------------------------------------------------------------------------------------------------

/// Sets the source to `program:ID`, or the program where there is no id.
void set_source(ReadRun& read, std::string_view program, const Cell& id);

} // namespace runlog::formats
