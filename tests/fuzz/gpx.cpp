#include "fuzz/activities.hpp"

using namespace runlog;

/// Once as a whole file, and once within a track and within a point, so that those are reached without finding them.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    const std::string point = "<trkpt lat='0' lon='0'><time>2026-11-21T06:00:00Z";
    fuzz::check_activities(formats::read_gpx, text, "gpx");
    fuzz::check_activities(formats::read_gpx, "<gpx creator='Strava'><trk>" + text + "</trk></gpx>", "gpx");
    fuzz::check_activities(formats::read_gpx,
                           "<gpx><trk><trkseg>" + point + "</time></trkpt><trkpt lat='0.1' lon='" + text + point +
                               "</time></trkpt></trkseg></trk></gpx>",
                           "gpx");
    return 0;
}
