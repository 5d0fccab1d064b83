#include "activity_reader.hpp"
#include "file_time.hpp"
#include "readers.hpp"

#include <fmt/format.h>

#include <utility>

namespace runlog::formats {

namespace {

/// An activity as far as it was read.
struct Activity {
    ReadRun read;
    std::string id;
    std::string lap_start; ///< of the first lap
    std::string notes;
    double metres = 0;
    double seconds = 0;
};

class TcxReader : public ActivityReader<Activity> {
public:
    explicit TcxReader(const RowVisitor& visit) : ActivityReader(visit) {}

    bool begin(const XmlElement& element) override {
        line_ = element.line;
        if (element.path.rfind('/') == 0 && element.path != "/TrainingCenterDatabase")
            throw BadFile("It is not TCX.", "Its outermost element would be 'TrainingCenterDatabase'.");
        if (element.path.ends_with("/Course")) found_course_ = true;
        if (!is_within() && element.path.ends_with("/Activity")) begin_activity_at(element);
        if (!is_wanted()) return false;
        const auto inside = element.path.substr(path_.size());
        if (inside == "/Lap" && current().lap_start.empty())
            current().lap_start = element.attribute("StartTime").value_or("");
        return inside == "/Id" || inside == "/Notes" || inside == "/Lap/TotalTimeSeconds" ||
               inside == "/Lap/DistanceMeters";
    }

    void end(std::string_view path, std::string_view text) override {
        if (!is_within()) return;
        const auto inside = path.substr(path_.size());
        if (inside.empty()) end_activity([&] { complete(); });
        if (!is_wanted()) return;
        if (inside == "/Id") current().id = text;
        if (inside == "/Notes") current().notes = text;
        if (inside == "/Lap/TotalTimeSeconds") add(current().seconds, text, "a number of seconds");
        if (inside == "/Lap/DistanceMeters") add(current().metres, text, "a number of metres");
    }

    bool found_course() const { return found_course_; }

private:
    /// Activities stand side by side, or within sessions of several sports deeper down.
    void begin_activity_at(const XmlElement& element) {
        path_ = element.path;
        begin_activity(element.line, "tcx");
        current().read.sport = sport_of(element.attribute("Sport").value_or(""));
    }

    void add(double& sum, std::string_view text, std::string_view what) {
        if (!trimmed(text).empty()) attempt(line_, [&] { sum += number(text, what); });
    }

    void complete() {
        Activity& activity = current();
        set_start(activity.read, start());
        activity.read.run.distance = believed_distance(activity.metres);
        activity.read.run.duration = believed_duration(activity.seconds);
        check_effort(activity.read.run);
        activity.read.run.note = note_of(activity.notes, "");
    }

    FileTime start() {
        if (const auto time = parse_file_time(current().id)) return *time;
        if (const auto time = parse_file_time(current().lap_start)) return *time;
        const auto& told = trimmed(current().id).empty() ? current().lap_start : current().id;
        if (trimmed(told).empty()) throw BadField("", "it does not say when it began");
        throw BadField("", fmt::format("{} is not a time like 2026-11-21T06:00:00Z", shown(told)));
    }

    std::string path_;     ///< of the activity
    std::size_t line_ = 0; ///< of the element that began last
    bool found_course_ = false;
};

} // namespace

void read_tcx(std::istream& in, const RowVisitor& visit) {
    TcxReader reader(visit);
    read_xml(in, reader);
    if (reader.found_any()) return;
    if (reader.found_course())
        throw BadFile("It holds a course and no activity.", "A course was not run yet: export the activity itself.");
    throw BadFile("It holds no activity.");
}

} // namespace runlog::formats
