#pragma once

#include "runlog/domain/error.hpp"
#include "runlog/domain/run.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace runlog::formats {

/// A run as a file holds it, before the log has decided what the file leaves open (FORMATS). At most one of
/// `run.start`, `local_start` and `moment` is given.
struct ReadRun {
    Run run;                              ///< `members` is empty, and `zone` too, where the file does not say
    std::optional<Day> day;               ///< as the file gives it; `run.day` is decided once all is known
    std::optional<LocalTime> local_start; ///< a start without an offset, which waits for a zone
    std::optional<Instant> moment;        ///< a start in UTC, which waits for a zone too
    std::size_t line = 0;                 ///< where it begins, from 1; 0 in a file that has no lines
    std::string sport;   ///< in the file's own word, printable or not; empty where the file has nothing but runs
    std::string program; ///< whose kind of file it is, where `run.source` is to be made of it and the start: `gpx`
    std::string track;   ///< the name of a file beside this one that is the same run, as this file spells it; or empty
};

/// A row, or a part of a file, that cannot be read: where, and why.
struct BadRow {
    std::size_t line = 0; ///< from 1; 0 in a file that has no lines
    std::string where;    ///< the name of a column, `column 17`, `byte 204`; empty where the whole line is meant
    std::string why;
};

/// Why a file as a whole, or the rest of it, cannot be read.
struct BadFile : Error {
    using Error::Error;
};

/// What becomes of the rows as they are read, one by one.
struct RowVisitor {
    std::function<void(ReadRun)> run;
    std::function<void(BadRow)> bad;
};

} // namespace runlog::formats
