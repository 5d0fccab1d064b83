#pragma once

#include "runlog/formats/bundle.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace runlog::formats {

/// Where bytes come from, one after another.
class Source {
public:
    virtual ~Source() = default;

    /// Puts at most `size` bytes at `to` and says how many: 0 once there are no more. Throws BadFile.
    virtual std::size_t read(char* to, std::size_t size) = 0;

    /// How many bytes of what is stored were taken for that.
    virtual std::uint64_t consumed() const = 0;
};

/// What the source yields, unpacked where it is compressed (`.gz`). Throws BadFile where not even its beginning can be
/// read, or is compressed twice.
std::unique_ptr<Input> input_from(std::unique_ptr<Source> source);

/// Throws BadFile once more has come out of so few stored bytes than any honest file holds: reading on would take
/// hours, and end in nothing.
void check_swelling(std::uint64_t out, std::uint64_t stored);

/// What to do about a file that did not arrive as it was sent.
inline constexpr auto fetch_again = "Fetch or copy it once more.";

} // namespace runlog::formats
