#include "formats/table_headers.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

TEST_CASE("a table is known by its header") {
    CHECK(table_called({"start", "distance_m", "note"}) == FileKind::runlog_csv);
    CHECK(table_called({"note", "day"}) == FileKind::runlog_csv);
    CHECK(table_called({"Activity ID", "Activity Date", "Activity Name"}) == FileKind::strava);
    CHECK(table_called({"id", "date", "name", "type", "description"}) == FileKind::strava);
    CHECK(table_called({"Activity Type", "Date", "Favorite", "Title"}) == FileKind::garmin);
    CHECK(table_called({"Date", "Type", "Route Name", "Distance (km)"}) == FileKind::runkeeper);
    CHECK(table_called({"Activity Id", "Date", "Type", "Route Name", "Distance (mi)"}) == FileKind::runkeeper);
}

TEST_CASE("a table of Strava's is known in any language") {
    CHECK(table_called(std::vector<std::string>(80, "x")) == FileKind::strava);
    CHECK_FALSE(table_called(std::vector<std::string>(79, "")));
    std::vector<std::string> narrow;
    for (int i = 0; i < 20; ++i) narrow.push_back(std::to_string(i));
    CHECK_FALSE(table_called(narrow));
    narrow[13] = narrow[5];
    narrow[15] = narrow[6];
    CHECK(table_called(narrow) == FileKind::strava);
}

TEST_CASE("a table that belongs to nobody known is not guessed at") {
    for (const std::vector<std::string>& header : {std::vector<std::string>{},
                                                   {""},
                                                   {"note", "place"},
                                                   {"day", "nonsense"},
                                                   {"Date", "Distance (km)"},
                                                   {"Date", "Route Name", "Distance"},
                                                   {"id", "date"},
                                                   {"Activity Type", "Title", "Date"},
                                                   {"Activity id"}})
        CHECK_FALSE(table_called(header));
}

} // namespace runlog::formats
