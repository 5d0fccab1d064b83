#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runlog {

/// A record's name on every machine: a UUID, version 7 (RFC 9562), so that newer ones sort behind older ones (DESIGN
/// §6, "records that can travel").
struct Uid {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(const Uid&) const = default;
};

/// Makes a version 7 UUID from the time since 1970 and ten random bytes, of which 74 bits are used.
Uid make_uid(std::chrono::milliseconds since_epoch, const std::array<std::uint8_t, 10>& random);

/// `0193f5a2-…`: 36 characters, lower case.
std::string to_text(const Uid& uid);

/// Reads the 36-character form, either case; nothing when `text` is not one.
std::optional<Uid> parse_uid(std::string_view text);

} // namespace runlog
