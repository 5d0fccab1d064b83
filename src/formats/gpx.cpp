#include "activity_reader.hpp"
#include "file_time.hpp"
#include "readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace runlog::formats {

namespace {

/// Degrees.
struct Point {
    double latitude;
    double longitude;
};

/// Along the great circle (haversine), in metres, on a ball of the mean radius of the earth.
double distance_between(const Point& a, const Point& b) {
    constexpr double radius = 6'371'009;
    constexpr double degree = std::numbers::pi / 180;
    const double north = std::sin((b.latitude - a.latitude) * degree / 2);
    const double east = std::sin((b.longitude - a.longitude) * degree / 2);
    const double h = north * north + std::cos(a.latitude * degree) * std::cos(b.latitude * degree) * east * east;
    return 2 * radius * std::asin(std::sqrt(std::min(1.0, h)));
}

/// Nothing of a segment is kept but its ends. Of the times only those of its ends count: a clock that was set while it
/// ran, or once was read wrong, does no harm in between.
struct Segment {
    std::optional<Point> last;
    std::optional<FileTime> first_time;
    std::optional<FileTime> last_time;
};

/// A track as far as it was read.
struct Track {
    ReadRun read;
    std::string name;
    std::string description;
    std::string type;
    double metres = 0;
    double seconds = 0;
    std::optional<FileTime> start;
    Segment segment;
    bool has_points = false;

    void add(const Point& point) {
        if (segment.last) metres += distance_between(*segment.last, point);
        segment.last = point;
        has_points = true;
    }

    void add(const FileTime& moment) {
        if (!segment.first_time) segment.first_time = moment;
        segment.last_time = moment;
    }

    /// A segment whose times run backwards was turned around; it was run forwards all the same.
    void end_segment() {
        if (segment.first_time) {
            const auto [begin, end] =
                std::minmax(*segment.first_time, *segment.last_time,
                            [](const auto& a, const auto& b) { return a.since_epoch() < b.since_epoch(); });
            // Sums of whole milliseconds could outgrow their number, as centuries are read again and again.
            seconds += std::chrono::duration<double>(end.since_epoch() - begin.since_epoch()).count();
            if (!start || begin.since_epoch() < start->since_epoch()) start = begin;
        }
        segment = {};
    }
};

/// What Strava wrote for a while instead of words, as far as runners have use for them.
std::string_view strava_sport(std::string_view number) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{
        {{"1", "ride"}, {"4", "hike"}, {"9", "run"}, {"10", "walk"}, {"16", "swim"}, {"53", "virtual run"}}};
    const auto* found =
        std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == number; });
    return found == words.end() ? std::string_view{} : found->second;
}

class GpxReader : public ActivityReader<Track> {
public:
    explicit GpxReader(const RowVisitor& visit) : ActivityReader(visit) {}

    bool begin(const XmlElement& element) override {
        line_ = element.line;
        if (element.path.rfind('/') == 0) begin_file(element);
        if (element.path == "/gpx/trk") begin_activity(element.line, "gpx");
        if (!is_wanted()) return false;
        if (element.path == "/gpx/trk/trkseg/trkpt") attempt(line_, [&] { add_point(element); });
        return element.path == "/gpx/trk/trkseg/trkpt/time" || element.path == "/gpx/trk/name" ||
               element.path == "/gpx/trk/desc" || element.path == "/gpx/trk/type";
    }

    void end(std::string_view path, std::string_view text) override {
        if (path == "/gpx/trk") end_activity([&] { complete(); });
        if (!is_wanted()) return;
        if (path == "/gpx/trk/trkseg/trkpt/time") attempt(line_, [&] { add_time(text); });
        if (path == "/gpx/trk/trkseg") current().end_segment();
        if (path == "/gpx/trk/name") current().name = text;
        if (path == "/gpx/trk/desc") current().description = text;
        if (path == "/gpx/trk/type") current().type = text;
    }

private:
    void begin_file(const XmlElement& element) {
        if (element.path != "/gpx") throw BadFile("It is not GPX.", "Its outermost element would be 'gpx'.");
        is_strava_ = element.attribute("creator").value_or("").starts_with("Strava");
    }

    void add_point(const XmlElement& element) {
        const Point point{number(element.attribute("lat").value_or(""), "a latitude"),
                          number(element.attribute("lon").value_or(""), "a longitude")};
        if (std::abs(point.latitude) > 90) throw BadField("", fmt::format("{} is not a latitude", point.latitude));
        if (std::abs(point.longitude) > 180) throw BadField("", fmt::format("{} is not a longitude", point.longitude));
        current().add(point);
    }

    void add_time(std::string_view text) {
        if (trimmed(text).empty()) return;
        auto time = parse_file_time(text);
        if (!time) throw BadField("", fmt::format("{} is not a time like 2026-11-21T06:00:00Z", shown(text)));
        // GPX knows no other time than UTC, said or not.
        if (!time->offset) time->offset = Seconds{0};
        current().add(*time);
    }

    void complete() {
        Track& track = current();
        if (!track.has_points) throw BadField("", "it has no points");
        if (!track.start) throw BadField("", "it gives no times, so nobody knows when it was run");
        set_start(track.read, *track.start);
        track.read.run.distance = believed_distance(track.metres);
        track.read.run.duration = believed_duration(track.seconds);
        check_effort(track.read.run);
        track.read.run.note = note_of(track.name, track.description);
        track.read.sport = sport();
    }

    std::string sport() {
        const auto word = sport_of(current().type);
        const bool is_number = !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
        if (!is_number) return word;
        const auto known = is_strava_ ? strava_sport(word) : std::string_view{};
        return known.empty() ? "type " + word : std::string(known);
    }

    std::size_t line_ = 0; ///< of the element that began last
    bool is_strava_ = false;
};

} // namespace

void read_gpx(std::istream& in, const RowVisitor& visit) {
    GpxReader reader(visit);
    read_xml(in, reader);
    if (!reader.found_any())
        throw BadFile("It holds no track.", "Routes and places were not run yet: export the activity itself.");
}

} // namespace runlog::formats
