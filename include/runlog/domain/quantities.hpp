#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace runlog {

/// A distance in whole metres.
struct Metres {
    std::int64_t value = 0;
    auto operator<=>(const Metres&) const = default;
};

/// A duration in whole seconds.
using Seconds = std::chrono::seconds;

/// What distances and paces are told in; kept distances are always metres.
enum class Unit { km, mi };

/// How far and how long, in the order in which they were typed or not.
struct Effort {
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
    std::optional<Unit> unit; ///< the unit the distance was typed in, where it was kilometres or miles
};

/// Longest distance and duration of one run that are believed: more is a slip of the finger.
inline constexpr Metres longest_distance{1'000'000};
inline constexpr Seconds longest_duration = std::chrono::hours{7 * 24};

/// Reads a distance: `5k`, `5km`, `10mi`, `26.2mi`, `400m`, `marathon`, `half`; a decimal point or comma.
/// Throws Error for anything else, for zero, and for more than `longest_distance`.
Metres parse_distance(std::string_view text);

/// Reads a duration: `45:10`, `1:05:00`, `1h05m`, `65m`, `65min`, `90s`, `PT45M`.
/// Throws Error for anything else, for zero, and for more than `longest_duration`.
Seconds parse_duration(std::string_view text);

/// Reads what follows `add`: a distance, a duration, or both, in either order. `65m` alone could be metres or minutes
/// and is refused; beside a word that can only be one of the two it is the other.
/// Throws Error where a word is neither, or both are of one kind.
Effort parse_effort(std::optional<std::string_view> first, std::optional<std::string_view> second);

/// `8.05 km`, `5 mi`; under a kilometre or a quarter mile, metres: `400 m`.
std::string to_text(Metres distance, Unit unit);

/// `45:10`, `1:05:00`.
std::string to_text(Seconds duration);

/// Time for one unit of distance: `9:02 /mi`. Both must be more than zero.
std::string pace_text(Metres distance, Seconds duration, Unit unit);

} // namespace runlog
