#include "readers.hpp"
#include "strava_columns.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::formats {

namespace {

/// Strava's ids are numbers. A spreadsheet that the table went through has made one of many: `1.20706E+10`.
void check_id(const Cell& id) {
    const auto text = trimmed(id.text);
    if (!std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        refuse(id, fmt::format("{} is not the number of an activity", shown(text)));
}

/// A number of the table. Its stored values have a decimal point in every language, whatever stands beside them.
std::optional<double> stored_number(const Cell& cell, const Settled& settled) {
    if (is_absent(cell.text)) return std::nullopt;
    const auto figure = read_figure(cell.text);
    return figure.mark == '.' ? *figure.decimal : settle(figure, cell, settled);
}

std::optional<Metres> distance_of(const TableRow& row, const StravaColumns& columns, const Settled& settled) {
    const auto stored = row.cell(columns.metres);
    if (const auto metres = stored_number(stored, settled))
        if (const auto distance = believed_metres(stored, *metres)) return distance;
    const auto display = row.cell(columns.kilometres);
    const auto kilometres = stored_number(display, settled);
    return kilometres ? believed_metres(display, *kilometres * metres_in(Unit::km)) : std::nullopt;
}

std::optional<Seconds> duration_of(const TableRow& row, const StravaColumns& columns, const Settled& settled) {
    for (const auto column : {columns.moving, columns.stored_elapsed, columns.elapsed}) {
        const auto cell = row.cell(column);
        const auto seconds = stored_number(cell, settled);
        if (!seconds) continue;
        if (const auto duration = believed_seconds(cell, *seconds)) return duration;
    }
    return std::nullopt;
}

ReadRun run_of(const TableRow& row, const StravaColumns& columns, const Settled& settled) {
    ReadRun read;
    check_id(row.cell(columns.id));
    set_source(read, "strava", row.cell(columns.id));
    read.moment = Instant{read_date_time(row.cell(columns.date), settled).time_since_epoch()};
    read.run.distance = distance_of(row, columns, settled);
    read.run.duration = duration_of(row, columns, settled);
    read.run.note = note_of(row.text(columns.name), row.text(columns.description));
    read.sport = row.text(columns.type);
    read.track = row.text(columns.filename);
    // Whoever reads on finds in the track what the table does not tell.
    if (is_absent(read.track)) check_effort(read.run);
    return read;
}

} // namespace

void read_strava(std::istream& in, const Settled& settled, const RowVisitor& visit) {
    read_table(
        in, "a Strava export",
        [&](const Header& header) {
            return [&settled, columns = strava_columns(header)](const TableRow& row) {
                return run_of(row, columns, settled);
            };
        },
        visit);
}

} // namespace runlog::formats
