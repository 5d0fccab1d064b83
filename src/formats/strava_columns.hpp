#pragma once

#include "table.hpp"

namespace runlog::formats {

/// Where a Strava export (`activities.csv`) keeps what a run needs. Five of its headers occur twice: first as the
/// website shows the value, then as it is stored.
struct StravaColumns {
    std::size_t id = 0;
    std::size_t date = 1;
    std::size_t name = 2;
    std::size_t type = 3;
    Column description;
    Column elapsed;
    Column stored_elapsed;
    Column moving;
    Column kilometres;
    Column metres;
    Column filename;
};

/// Whether the header is that of a Strava export: the English one, the one from before July 2019, or one that is
/// translated.
bool is_strava(const Header& header);

/// The columns of such a header. Throws BadFile where it is none, or leaves open which of two distances it has.
StravaColumns strava_columns(const Header& header);

} // namespace runlog::formats
