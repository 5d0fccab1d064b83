#include "activity_reader.hpp"
#include "file_time.hpp"
#include "readers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace runlog::formats {

namespace {

struct UnitSize {
    std::string_view name;
    double size; ///< in metres or seconds
};

constexpr std::array distance_units{UnitSize{"km", 1000}, UnitSize{"m", 1}, UnitSize{"mi", 1609.344},
                                    UnitSize{"yd", 0.9144}, UnitSize{"ft", 0.3048}};
constexpr std::array duration_units{UnitSize{"min", 60}, UnitSize{"s", 1}, UnitSize{"hr", 3600}};

/// What `text` amounts to in metres or seconds; 0 where there is none. Of 0 the unit does not matter.
template <std::size_t N>
double amount(const std::array<UnitSize, N>& units, std::string_view what, std::optional<std::string_view> text,
              std::optional<std::string_view> unit) {
    if (!text || trimmed(*text).empty()) return 0;
    const double value = number(*text, fmt::format("a {}", what));
    if (value == 0) return 0;
    if (!unit) throw BadField("", fmt::format("its {} has no unit", what));
    const auto* known =
        std::find_if(units.begin(), units.end(), [&](const auto& u) { return u.name == trimmed(*unit); });
    if (known == units.end()) throw BadField("", fmt::format("{} is not the unit of a {}", shown(*unit), what));
    return value * known->size;
}

std::string_view without(std::string_view prefix, std::string_view text) {
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

/// Whether it looks like `Europe/Berlin`; whether there is such a zone is found out elsewhere.
bool is_zone_name(std::string_view text) {
    constexpr std::string_view others = "/_+-";
    constexpr std::size_t longest = 64;
    const auto fits = [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != others.npos;
    };
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), fits);
}

/// A workout as far as it was read. What is 0 is absent.
struct Workout {
    ReadRun read;
    std::optional<FileTime> start;
    double metres = 0;        ///< as older exports have it
    double walked_metres = 0; ///< as newer ones have it, on foot
    double other_metres = 0;  ///< on wheels, in water
    double seconds = 0;
};

class AppleReader : public ActivityReader<Workout> {
public:
    explicit AppleReader(const RowVisitor& visit) : ActivityReader(visit) {}

    /// No text is ever wanted: all of it stands in attributes.
    bool begin(const XmlElement& element) override {
        if (element.path.rfind('/') == 0 && element.path != "/HealthData")
            throw BadFile("It is not an export of Apple Health.", "Its outermost element would be 'HealthData'.");
        if (element.path == "/HealthData/Workout") begin_activity(element.line, "apple");
        if (is_wanted()) attempt(element.line, [&] { look_into(element); });
        return false;
    }

    void end(std::string_view path, std::string_view) override {
        if (path == "/HealthData/Workout") end_activity([&] { complete(); });
    }

private:
    /// What stands deeper, such as the activities of which a triathlon is made, is part of what is told here.
    void look_into(const XmlElement& element) {
        if (element.path == "/HealthData/Workout") {
            read_workout(element);
        } else if (element.path == "/HealthData/Workout/WorkoutStatistics") {
            read_statistics(element);
        } else if (element.path == "/HealthData/Workout/MetadataEntry") {
            const auto value = element.attribute("value").value_or("");
            if (element.attribute("key") == "HKTimeZone" && is_zone_name(value)) current().read.run.zone = value;
        } else if (element.path == "/HealthData/Workout/WorkoutRoute/FileReference" && current().read.track.empty()) {
            current().read.track = file_name(element.attribute("path").value_or(""));
        }
    }

    /// As it is told from the folder of the export on.
    static std::string file_name(std::string_view path) {
        constexpr std::size_t longest = 1024;
        const auto begin = path.find_first_not_of('/');
        if (begin == std::string_view::npos || path.size() > longest) return {};
        return std::string(path.substr(begin));
    }

    void read_workout(const XmlElement& element) {
        Workout& workout = current();
        const auto sport = without("HKWorkoutActivityType", element.attribute("workoutActivityType").value_or(""));
        workout.read.sport = sport.empty() ? "Other" : sport_of(sport);
        workout.start = time(element, "startDate");
        workout.seconds =
            amount(duration_units, "duration", element.attribute("duration"), element.attribute("durationUnit"));
        workout.metres = amount(distance_units, "distance", element.attribute("totalDistance"),
                                element.attribute("totalDistanceUnit"));
        if (workout.seconds != 0) return;
        const auto end = time(element, "endDate");
        if (!workout.start || !end) return;
        const auto lasted = end->since_epoch() - workout.start->since_epoch();
        workout.seconds = std::chrono::duration<double>(lasted).count();
    }

    static std::optional<FileTime> time(const XmlElement& element, std::string_view name) {
        const auto text = element.attribute(name);
        if (!text || trimmed(*text).empty()) return std::nullopt;
        const auto time = parse_file_time(*text);
        if (!time) throw BadField("", fmt::format("{} is not a time like 2026-11-21 06:00:00 +0100", shown(*text)));
        return time;
    }

    void read_statistics(const XmlElement& element) {
        const auto type = without("HKQuantityTypeIdentifier", element.attribute("type").value_or(""));
        if (!type.starts_with("Distance")) return;
        auto& metres = type == "DistanceWalkingRunning" ? current().walked_metres : current().other_metres;
        metres = amount(distance_units, "distance", element.attribute("sum"), element.attribute("unit"));
    }

    void complete() {
        Workout& workout = current();
        Run& run = workout.read.run;
        if (!workout.start) throw BadField("", "it does not say when it began");
        place_start();
        const double told = workout.walked_metres != 0 ? workout.walked_metres : workout.other_metres;
        run.distance = believed_distance(told != 0 ? told : workout.metres);
        run.duration = believed_duration(workout.seconds);
        check_effort(run);
    }

    /// The offset is that of the phone when it exported; where the run itself was, its zone knows.
    void place_start() {
        const auto& start = *current().start;
        if (!start.offset)
            current().read.local_start = start.local;
        else if (current().read.run.zone.empty())
            current().read.run.start = Placed{start.local, *start.offset};
        else
            current().read.moment = Placed{start.local, *start.offset}.instant();
    }
};

} // namespace

void read_apple(std::istream& in, const RowVisitor& visit) {
    AppleReader reader(visit);
    read_xml(in, reader);
    if (!reader.found_any()) throw BadFile("It holds no workouts.");
}

} // namespace runlog::formats
