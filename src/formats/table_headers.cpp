#include "table_headers.hpp"

#include "fields.hpp"
#include "strava_columns.hpp"

#include <algorithm>

namespace runlog::formats {

namespace {

bool is_runlog(const Header& header) {
    const auto& known = field_names();
    const auto is_known = [&](const std::string& name) {
        return std::find(known.begin(), known.end(), name) != known.end();
    };
    return std::all_of(header.begin(), header.end(), is_known) &&
           (column_called(header, "day") || column_called(header, "start"));
}

} // namespace

bool is_garmin(const Header& header) {
    return header.size() > 2 && header[0] == "Activity Type" && header[1] == "Date";
}

std::optional<DistanceColumn> runkeeper_distance(const Header& header) {
    if (!column_called(header, "Date") || !column_called(header, "Route Name")) return std::nullopt;
    if (const auto column = column_called(header, "Distance (km)")) return DistanceColumn{*column, Unit::km};
    if (const auto column = column_called(header, "Distance (mi)")) return DistanceColumn{*column, Unit::mi};
    return std::nullopt;
}

std::optional<FileKind> table_called(const Header& header) {
    if (is_runlog(header)) return FileKind::runlog_csv;
    if (is_garmin(header)) return FileKind::garmin;
    if (runkeeper_distance(header)) return FileKind::runkeeper;
    if (is_strava(header)) return FileKind::strava;
    return std::nullopt;
}

} // namespace runlog::formats
