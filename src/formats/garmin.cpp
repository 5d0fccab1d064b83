#include "readers.hpp"
#include "table.hpp"
#include "table_headers.hpp"

#include <algorithm>

namespace runlog::formats {

namespace {

/// Below, a number without decimals could still be kilometres that a spreadsheet has shortened.
constexpr double fewest_metres = 100;

struct GarminColumns {
    std::size_t type = 0;
    std::size_t date = 1;
    Column title;
    Column distance;
    Column moving;
    Column time;
    Column elapsed;
};

GarminColumns columns_of(const Header& header) {
    GarminColumns columns;
    if (is_garmin(header)) {
        columns.title = column_called(header, "Title");
        columns.distance = column_called(header, "Distance");
        columns.moving = column_called(header, "Moving Time");
        columns.time = column_called(header, "Time");
        columns.elapsed = column_called(header, "Elapsed Time");
        return columns;
    }
    // In other languages the columns stand in the same places.
    if (header.size() < 7) refuse_header("a Garmin Connect export", "Its columns begin with 'Activity Type', 'Date'.");
    columns.title = 3;
    columns.distance = 4;
    columns.time = 6;
    return columns;
}

bool contains(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

/// How the distances of a sport are written.
enum class Scale {
    unit,    ///< kilometres or miles, with two decimals
    metres,  ///< on the track: metres, without decimals
    unclear, ///< in the water: metres or yards, without decimals
};

Scale scale_of(std::string_view sport, const Figure& figure) {
    if (!figure.whole || *figure.whole < fewest_metres) return Scale::unit;
    if (contains(sport, "track")) return Scale::metres;
    if (contains(sport, "swim") || contains(sport, "row") || contains(sport, "paddl") || contains(sport, "kayak") ||
        sport == "SUP")
        return Scale::unclear;
    return Scale::unit;
}

std::optional<Metres> distance_of(const Cell& cell, std::string_view sport, const Settled& settled) {
    if (is_absent(cell.text)) return std::nullopt;
    const auto figure = read_figure(cell.text);
    const auto scale = scale_of(sport, figure);
    if (scale == Scale::metres) return believed_metres(cell, *figure.whole);
    if (scale == Scale::unclear) return std::nullopt;
    const double number = settle(figure, cell, settled);
    if (number == 0) return std::nullopt;
    if (!settled.unit)
        throw BadFile("It does not say whether its distances are kilometres or miles.",
                      "Say which with --units km or --units mi.");
    return believed_metres(cell, number * metres_in(*settled.unit));
}

ReadRun run_of(const TableRow& row, const GarminColumns& columns, const Settled& settled) {
    ReadRun read;
    read.program = "garmin";
    read.sport = row.text(columns.type);
    read.local_start = read_date_time(row.cell(columns.date), settled);
    read.run.distance = distance_of(row.cell(columns.distance), read.sport, settled);
    for (const auto column : {columns.moving, columns.time, columns.elapsed})
        if (!read.run.duration) read.run.duration = read_clock(row.cell(column));
    read.run.note = note_of(row.text(columns.title), "");
    check_effort(read.run);
    return read;
}

} // namespace

void read_garmin(std::istream& in, const Settled& settled, const RowVisitor& visit) {
    read_table(
        in, "a Garmin Connect export",
        [&](const Header& header) {
            return
                [&settled, columns = columns_of(header)](const TableRow& row) { return run_of(row, columns, settled); };
        },
        visit);
}

} // namespace runlog::formats
