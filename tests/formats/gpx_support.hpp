#pragma once

#include "xml_support.hpp"

#include <fmt/format.h>

/// GPX as the tests make it.
namespace runlog::formats::xml_testing {

inline Activities gpx(const std::string& file) {
    return read(read_gpx, file);
}

inline std::string file_of(const std::string& tracks, const std::string& creator = "somebody") {
    return "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" creator=\"" + creator +
           "\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n" + tracks + "</gpx>\n";
}

inline std::string point(const std::string& latitude, const std::string& longitude, const std::string& time = "") {
    const auto told = time.empty() ? "" : "<time>" + time + "</time>";
    return "<trkpt lat=\"" + latitude + "\" lon=\"" + longitude + "\">" + told + "</trkpt>\n";
}

/// A point on the equator, `steps` hundredths of a degree along it, so many seconds after nine.
inline std::string step(int steps, int seconds) {
    return point("0", fmt::format("0.{:02}", steps),
                 fmt::format("2026-11-21T09:{:02}:{:02}Z", seconds / 60, seconds % 60));
}

inline std::string segment(const std::string& points) {
    return "<trkseg>\n" + points + "</trkseg>\n";
}

inline std::string track(const std::string& segments, const std::string& about = "") {
    return "<trk>" + about + "\n" + segments + "</trk>\n";
}

inline std::string simple_track(const std::string& about = "") {
    return track(segment(step(0, 0) + step(1, 300)), about);
}

} // namespace runlog::formats::xml_testing
