#pragma once

#include "formats/rows.hpp"
#include "fuzz/property.hpp"

#include <algorithm>

namespace runlog::fuzz {

inline void check_run_read(const Run& run, formats::RowFormat format) {
    require(parse_iso_day(iso(run.day)) == run.day, "a run's day is one that can be kept");
    require(run.distance || run.duration, "a run has a distance or a duration");
    require(!run.distance || (run.distance->value > 0 && *run.distance <= longest_distance),
            "its distance is believed");
    require(!run.duration || (run.duration->count() > 0 && *run.duration <= longest_duration), "so is its duration");
    const auto again = formats::testing::read(formats::testing::file_of(run, format), format);
    require(again.bad.empty() && again.runs.size() == 1, "a run that was written can be read");
    require(formats::testing::contents(again.runs[0].run) == formats::testing::contents(run), "and is the same");
}

/// Reads `file` as a whole; of every line it takes for a run, it gives back that run.
inline void check_rows(const std::string& file, formats::RowFormat format) {
    const auto rows = accepted([&] { return formats::testing::read(file, format); });
    if (!rows) return;
    const auto lines = 1 + static_cast<std::size_t>(std::count(file.begin(), file.end(), '\n'));
    for (const auto& read : rows->runs) {
        require(read.line >= 1 && read.line <= lines, "a run stands on a line of the file");
        check_run_read(read.run, format);
    }
    for (const auto& bad : rows->bad) {
        require(bad.line >= 1 && bad.line <= lines, "so does a row that is refused");
        require(!bad.why.empty(), "with a reason");
    }
}

} // namespace runlog::fuzz
