#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>

/// The records that FIT files are made of, of which the summary of an activity alone matters here; private to formats.
namespace runlog::formats {

/// The summary of one activity, in the file's own units. What is missing, or marked as invalid, is absent.
struct FitSession {
    using Value = std::optional<std::uint32_t>;
    std::uint64_t offset = 0; ///< where its record begins; the first byte of the stream is 0
    Value start;              ///< seconds since 1989-12-31T00:00:00Z
    Value sport;
    Value sub_sport;
    Value elapsed;  ///< milliseconds from start to end
    Value timer;    ///< milliseconds without pauses
    Value distance; ///< centimetres
};

/// More of them in one file are a mistake, and nothing that memory should be spent on.
inline constexpr std::size_t most_fit_sessions = 1000;

/// Reads the FIT files that stand one behind the other in `in`. The sessions of each are handed over when it has been
/// read to its end and its check sum is right, so that a damaged one yields nothing. Throws BadFile where one is
/// damaged or cut short; those before it have been handed over.
void read_fit_records(std::istream& in, const std::function<void(const FitSession&)>& session);

} // namespace runlog::formats
