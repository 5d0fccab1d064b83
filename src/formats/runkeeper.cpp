#include "readers.hpp"
#include "table.hpp"
#include "table_headers.hpp"

namespace runlog::formats {

namespace {

struct RunkeeperColumns {
    Column id; ///< older files have none
    Column date;
    Column type;
    Column route;
    Column duration;
    Column notes;
    Column track;
    DistanceColumn distance;
};

RunkeeperColumns columns_of(const Header& header) {
    const auto distance = runkeeper_distance(header);
    if (!distance)
        refuse_header("a Runkeeper export",
                      "Among the columns of its cardioActivities.csv are 'Date', 'Route Name' and 'Distance (km)' or "
                      "'Distance (mi)'.");
    return {column_called(header, "Activity Id"), column_called(header, "Date"),
            column_called(header, "Type"),        column_called(header, "Route Name"),
            column_called(header, "Duration"),    column_called(header, "Notes"),
            column_called(header, "GPX File"),    *distance};
}

std::optional<Metres> distance_of(const Cell& cell, Unit unit, const Settled& settled) {
    const auto number = read_number(cell, settled);
    return number ? believed_metres(cell, *number * metres_in(unit)) : std::nullopt;
}

ReadRun run_of(const TableRow& row, const RunkeeperColumns& columns, const Settled& settled) {
    ReadRun read;
    set_source(read, "runkeeper", row.cell(columns.id));
    read.sport = row.text(columns.type);
    read.local_start = read_date_time(row.cell(columns.date), settled);
    read.run.distance = distance_of(row.cell(columns.distance.column), columns.distance.unit, settled);
    read.run.duration = read_clock(row.cell(columns.duration));
    read.run.note = note_of(row.text(columns.route), row.text(columns.notes));
    read.track = row.text(columns.track);
    check_effort(read.run);
    return read;
}

} // namespace

void read_runkeeper(std::istream& in, const Settled& settled, const RowVisitor& visit) {
    read_table(
        in, "a Runkeeper export",
        [&](const Header& header) {
            return
                [&settled, columns = columns_of(header)](const TableRow& row) { return run_of(row, columns, settled); };
        },
        visit);
}

} // namespace runlog::formats
