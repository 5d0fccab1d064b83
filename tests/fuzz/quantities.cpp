#include "runlog/domain/quantities.hpp"
#include "fuzz/property.hpp"

#include <algorithm>

using namespace runlog;
using fuzz::accepted;
using fuzz::require;

namespace {

void check_distance(Metres distance) {
    require(distance.value > 0 && distance <= longest_distance, "a distance is one that is believed");
    for (const auto unit : {Unit::km, Unit::mi}) {
        const auto told = to_text(distance, unit);
        require(to_text(parse_distance(told), unit) == told, "a distance that is printed can be typed");
    }
}

void check_duration(Seconds duration) {
    require(duration.count() > 0 && duration <= longest_duration, "a duration is one that is believed");
    require(parse_duration(to_text(duration)) == duration, "a duration that is printed can be typed");
}

/// Two words, in either order.
void check_effort(std::string_view first, std::string_view second) {
    const auto effort = accepted([&] { return parse_effort(first, second); });
    const auto swapped = accepted([&] { return parse_effort(second, first); });
    require(effort.has_value() == swapped.has_value(), "either order is understood, or none");
    if (!effort) return;
    require(effort->distance && effort->duration, "two words are one of each");
    require(effort->distance == swapped->distance && effort->duration == swapped->duration &&
                effort->unit == swapped->unit,
            "either order means the same");
    for (const auto unit : {Unit::km, Unit::mi})
        require(pace_text(*effort->distance, *effort->duration, unit).find('-') == std::string::npos,
                "a pace is more than nothing");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    if (const auto distance = accepted([&] { return parse_distance(text); })) check_distance(*distance);
    if (const auto duration = accepted([&] { return parse_duration(text); })) check_duration(*duration);
    const auto end = std::min(text.find('\n'), text.size());
    check_effort(text.substr(0, end), text.substr(std::min(end + 1, text.size())));
    return 0;
}
