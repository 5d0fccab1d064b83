#pragma once

#include "formats/readers.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

/// Other programs' files, read as a whole.
namespace runlog::formats::testing {

/// What became of one file. `refusal` and `hint` say why the file, or its rest, was refused; else they are empty.
struct Outcome {
    std::vector<ReadRun> runs;
    std::vector<BadRow> bad;
    std::string refusal;
    std::string hint;
};

using FileReader = void (*)(std::istream&, const Settled&, const RowVisitor&);

inline Outcome outcome_of(FileReader read, const std::string& file, const Settled& settled = {}) {
    std::istringstream in(file);
    Outcome outcome;
    try {
        read(in, settled,
             {[&](ReadRun run) { outcome.runs.push_back(std::move(run)); },
              [&](BadRow row) { outcome.bad.push_back(std::move(row)); }});
    } catch (const BadFile& bad) {
        outcome.refusal = bad.what();
        outcome.hint = bad.hint();
    }
    return outcome;
}

inline std::string start_text(const ReadRun& read) {
    if (read.run.start) return iso(*read.run.start);
    if (read.moment) return iso(LocalTime{read.moment->time_since_epoch()}) + 'Z';
    return read.local_start ? iso(*read.local_start) : "";
}

inline Settled with_unit(Unit unit) {
    Settled settled;
    settled.unit = unit;
    return settled;
}

inline Settled with_decimal(char mark) {
    Settled settled;
    settled.decimal_mark = mark;
    return settled;
}

inline Settled with_order(DayOrder order) {
    Settled settled;
    settled.day_order = order;
    return settled;
}

} // namespace runlog::formats::testing
