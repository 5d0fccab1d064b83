#pragma once

#include "runlog/formats/run_rows.hpp"

#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

/// What the tests of runlog's own formats share.
namespace runlog::formats::testing {

/// What became of the rows of one file.
struct Rows {
    std::vector<ReadRun> runs;
    std::vector<BadRow> bad;
};

inline Rows read(const std::string& file, RowFormat format) {
    std::istringstream in(file);
    Rows rows;
    read_runs(in, format,
              {[&](ReadRun run) { rows.runs.push_back(std::move(run)); },
               [&](BadRow row) { rows.bad.push_back(std::move(row)); }});
    return rows;
}

inline Rows read_csv(const std::string& file) {
    return read(file, RowFormat::csv);
}

inline Rows read_json_lines(const std::string& file) {
    return read(file, RowFormat::json_lines);
}

/// A file with nothing but this run.
inline std::string file_of(const Run& run, RowFormat format) {
    return header_line(format) + row_text(run, format);
}

/// All of a run but its number, for comparison.
inline auto contents(const Run& run) {
    const auto start = run.start ? std::optional(std::pair(run.start->local, run.start->offset)) : std::nullopt;
    return std::tuple(run.uid, run.day, start, run.zone, run.distance, run.duration, run.members, run.group,
                      run.session, run.place, run.tags, run.note, run.is_private, run.remote, run.source, run.also);
}

inline Day november(unsigned day_of_month) {
    return Day{date::year{2026} / 11 / date::day{day_of_month}};
}

inline constexpr auto some_uid = "0193f5a2-7c4b-7d3e-8f10-123456789abc";

/// Five kilometres, of which little more is known.
inline Run short_run() {
    Run run;
    run.day = november(21);
    run.distance = Metres{5000};
    return run;
}

/// A run of which everything is known.
inline Run full_run() {
    Run run;
    run.id = RunId{42};
    run.uid = parse_uid(some_uid).value();
    run.day = november(20);
    run.start = Placed{LocalTime{run.day} + std::chrono::hours{23} + std::chrono::minutes{30}, -std::chrono::hours{8}};
    run.zone = "America/Los_Angeles";
    run.distance = Metres{8047};
    run.duration = Seconds{2710};
    run.members = {"anna", "beth"};
    run.group = "momma";
    run.session = "2026-11-20T23:30";
    run.place = "Green Lake";
    run.tags = {"dark", "ice"};
    run.note = "slow, but \"fine\"";
    run.is_private = true;
    run.remote = true;
    run.source = "watch:17";
    run.also = {"watch:18"};
    return run;
}

} // namespace runlog::formats::testing
