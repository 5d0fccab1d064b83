#pragma once

#include "runlog/formats/read_run.hpp"

#include <chrono>
#include <optional>
#include <string_view>

/// Times as GPX, TCX and Apple Health have them; private to formats.
namespace runlog::formats {

struct FileTime {
    LocalTime local;                    ///< as it is written, without the fraction
    std::chrono::milliseconds fraction; ///< of the second; what is less is cut off
    std::optional<Seconds> offset;      ///< ahead of UTC, 0 for `Z`; nothing where none is written

    /// Since 1970, a time without an offset being UTC.
    std::chrono::milliseconds since_epoch() const;
};

/// Reads `2016-05-27T10:08:47.8Z`, `2020-12-27T15:43:49.000+01:00`, `2025-12-20 12:51:00 +0100`, `2010-01-01T00:00:00`.
/// Nothing for anything else, and for what lies before 1900 or after 2200, here or in UTC.
std::optional<FileTime> parse_file_time(std::string_view text);

/// Gives `read` the start `time`, which is UTC where the offset is 0.
void set_start(ReadRun& read, const FileTime& time);

} // namespace runlog::formats
