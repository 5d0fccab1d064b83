#include "strava_columns.hpp"

#include <algorithm>
#include <array>

namespace runlog::formats {

namespace {

constexpr std::array<std::string_view, 4> old_names{"id", "date", "name", "type"};

/// How many columns make a translated header one of Strava's where nothing else tells: no other table is that wide.
constexpr std::size_t wide = 80;

bool is_old(const Header& header) {
    return header.size() >= old_names.size() && std::equal(old_names.begin(), old_names.end(), header.begin());
}

/// Until June 2019: seconds and metres, each once.
StravaColumns old_columns(const Header& header) {
    StravaColumns columns;
    columns.description = column_called(header, "description");
    columns.elapsed = column_called(header, "elapsed_time");
    columns.metres = column_called(header, "distance");
    columns.filename = column_called(header, "filename");
    return columns;
}

/// Since July 2019; the second half of the columns, with the stored values, came later.
StravaColumns english_columns(const Header& header) {
    const auto date = column_called(header, "Activity Date");
    const auto name = column_called(header, "Activity Name");
    const auto type = column_called(header, "Activity Type");
    if (!date || !name || !type)
        throw BadFile("It lacks one of the columns 'Activity Date', 'Activity Name' and 'Activity Type'.",
                      "Bring activities.csv as Strava has exported it.");
    StravaColumns columns;
    columns.date = *date;
    columns.name = *name;
    columns.type = *type;
    columns.description = column_called(header, "Activity Description");
    columns.elapsed = column_called(header, "Elapsed Time");
    columns.stored_elapsed = column_called(header, "Elapsed Time", 1);
    columns.moving = column_called(header, "Moving Time");
    columns.kilometres = column_called(header, "Distance");
    columns.metres = column_called(header, "Distance", 1);
    columns.filename = column_called(header, "Filename");
    if (columns.kilometres && !columns.metres && columns.moving)
        throw BadFile("Only one of its two columns 'Distance' is left, which could be kilometres or metres.",
                      "Bring activities.csv as Strava has exported it.");
    return columns;
}

/// Of a translated header: where the column of elapsed time stands a second time. From there the others are counted,
/// for there were fewer columns between the two in former years.
Column stored_elapsed_by_place(const Header& header) {
    if (header.size() < 13 || header[5].empty() || header[6].empty()) return std::nullopt;
    for (std::size_t i = 10; i + 2 < header.size(); ++i)
        if (header[i] == header[5] && header[i + 2] == header[6]) return i;
    return header.size() >= wide ? Column(15) : std::nullopt;
}

StravaColumns columns_by_place(std::size_t stored_elapsed) {
    StravaColumns columns;
    columns.description = 4;
    columns.elapsed = 5;
    columns.kilometres = 6;
    columns.filename = stored_elapsed - 3;
    columns.stored_elapsed = stored_elapsed;
    columns.moving = stored_elapsed + 1;
    columns.metres = stored_elapsed + 2;
    return columns;
}

bool is_english(const Header& header) {
    return !header.empty() && header[0] == "Activity ID";
}

} // namespace

bool is_strava(const Header& header) {
    return is_english(header) || is_old(header) || stored_elapsed_by_place(header).has_value();
}

StravaColumns strava_columns(const Header& header) {
    if (is_english(header)) return english_columns(header);
    if (is_old(header)) return old_columns(header);
    const auto stored_elapsed = stored_elapsed_by_place(header);
    if (!stored_elapsed)
        refuse_header("a Strava export",
                      "The columns of its activities.csv begin with 'Activity ID', 'Activity Date'.");
    return columns_by_place(*stored_elapsed);
}

} // namespace runlog::formats
