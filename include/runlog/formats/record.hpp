#pragma once

#include "runlog/domain/statement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// What a device says of one thing, as one line of JSON (SHARING, "Record").
namespace runlog::formats {

/// One line. Who says it is not in it: that is known by the branch it stands in.
struct RecordLine {
    std::int64_t number = 0;
    std::int64_t at = 0;      ///< see Stamp
    std::string thing;        ///< its name
    std::optional<Uid> maker; ///< of the thing, where that is somebody else than who says it
    Facts facts;
};

/// Without a newline.
std::string record_text(const RecordLine& record);

/// A line that a newer program wrote: kept as it is until this one can read it.
struct NewerRecord {
    std::int64_t number;
};

/// A line that nobody can read.
struct BadRecord {
    std::string why; ///< a phrase
};

/// The longest line that is read.
inline constexpr std::size_t longest_record = 64 * 1024;

using ReadRecord = std::variant<RecordLine, NewerRecord, BadRecord>;
ReadRecord parse_record(std::string_view line);

} // namespace runlog::formats
