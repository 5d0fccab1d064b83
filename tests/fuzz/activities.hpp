#pragma once

#include "formats/readers.hpp"
#include "fuzz/harmless.hpp"
#include "fuzz/property.hpp"
#include "runlog/domain/text.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

/// What holds of everything that a reader of XML hands over.
namespace runlog::fuzz {

using ReadActivities = void (*)(std::istream&, const formats::RowVisitor&);

/// What was handed over, as far as it tells two readings apart.
using Told = std::vector<std::tuple<std::size_t, std::string, std::string, std::int64_t, std::int64_t>>;

inline bool is_one_line(const std::string& text) {
    return is_utf8(text) && is_harmless(text, "");
}

inline void check_start(const formats::ReadRun& read) {
    require(read.run.start.has_value() + read.local_start.has_value() + read.moment.has_value() == 1,
            "a run has one start");
    const auto is_believed = [](auto time) {
        const date::year_month_day day{date::floor<date::days>(time)};
        return day.year() >= date::year{1900} && day.year() <= date::year{2200};
    };
    if (read.run.start)
        require(is_believed(read.run.start->local) && is_believed(read.run.start->instant()), "its year is believed");
    if (read.local_start) require(is_believed(*read.local_start), "its local year is believed");
    if (read.moment) require(is_believed(*read.moment), "its year in UTC is believed");
}

inline void check_activity(const formats::ReadRun& read, const std::string& program) {
    const Run& run = read.run;
    check_start(read);
    require(run.distance || run.duration, "a run has a distance or a duration");
    require(!run.distance || (run.distance->value > 0 && *run.distance <= longest_distance),
            "its distance is believed");
    require(!run.duration || (run.duration->count() > 0 && *run.duration <= longest_duration), "so is its duration");
    require(!run.note || (!run.note->empty() && is_utf8(*run.note)), "a note says something");
    require(is_utf8(read.sport) && read.sport.size() <= 100, "a sport is a word");
    require(is_one_line(run.zone) && run.zone.size() <= 64, "so is a zone");
    require(is_utf8(read.track) && !read.track.starts_with('/'), "a track stands beside the file");
    require(read.program == program && !run.source && run.members.empty(), "the rest is decided elsewhere");
}

inline Told told(ReadActivities reader, const std::string& file, const std::string& program) {
    Told all;
    // A line may end with any of two characters.
    const auto ends = std::count_if(file.begin(), file.end(), [](char c) { return c == '\n' || c == '\r'; });
    const auto lines = 1 + static_cast<std::size_t>(ends);
    const auto take_run = [&](const formats::ReadRun& read) {
        check_activity(read, program);
        require(read.line >= 1 && read.line <= lines, "a run stands on a line of the file");
        const auto metres = read.run.distance.value_or(Metres{0}).value;
        const auto seconds = read.run.duration.value_or(Seconds{0}).count();
        all.emplace_back(read.line, read.run.note.value_or(""), read.sport, metres, seconds);
    };
    const auto take_bad = [&](const formats::BadRow& bad) {
        require(bad.line >= 1 && bad.line <= lines, "so does what is refused");
        require(!bad.why.empty() && is_one_line(bad.why) && bad.why.size() < 500, "with a reason that can be shown");
        all.emplace_back(bad.line, bad.why, "", -1, -1);
    };
    std::istringstream in(file);
    try {
        reader(in, {take_run, take_bad});
    } catch (const formats::BadFile& bad) {
        const std::string why = bad.what();
        require(why.ends_with('.') && is_one_line(why) && is_one_line(bad.hint()), "a file is refused with a sentence");
        all.emplace_back(0, why, "", -2, -2);
    }
    return all;
}

/// Reads `file`, which gives the same each time.
inline void check_activities(ReadActivities reader, const std::string& file, const std::string& program) {
    require(told(reader, file, program) == told(reader, file, program), "reading again gives the same");
}

} // namespace runlog::fuzz
