#include "file_time.hpp"

#include "measured.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace runlog::formats {

namespace {

constexpr std::string_view digits = "0123456789";

/// Takes `.692` from what follows the seconds; nothing where no digits follow the point.
std::optional<std::chrono::milliseconds> take_fraction(std::string_view& text) {
    if (!text.starts_with('.') && !text.starts_with(',')) return std::chrono::milliseconds{0};
    text.remove_prefix(1);
    const auto size = std::min(text.find_first_not_of(digits), text.size());
    if (size == 0) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < 3; ++i) value = value * 10 + (i < size ? text[i] - '0' : 0);
    text.remove_prefix(size);
    return std::chrono::milliseconds{value};
}

/// `+0100` and `+01` as `+01:00`; anything else as it is.
std::string with_colon(std::string_view offset) {
    if (offset.size() == 3) return fmt::format("{}:00", offset);
    if (offset.size() == 5) return fmt::format("{}:{}", offset.substr(0, 3), offset.substr(3));
    return std::string(offset);
}

bool is_believed(std::chrono::milliseconds since_epoch) {
    constexpr auto first = date::sys_days{date::year{1900} / date::January / 1}.time_since_epoch();
    constexpr auto end = date::sys_days{date::year{2201} / date::January / 1}.time_since_epoch();
    return since_epoch >= first && since_epoch < end;
}

} // namespace

std::chrono::milliseconds FileTime::since_epoch() const {
    return local.time_since_epoch() - offset.value_or(Seconds{0}) + fraction;
}

std::optional<FileTime> parse_file_time(std::string_view text) {
    text = trimmed(text);
    constexpr std::size_t clock = 11;
    if (text.size() < clock) return std::nullopt;
    const auto size = std::min(text.find_first_not_of("0123456789:", clock), text.size());
    const auto written = text.substr(0, size);
    auto rest = text.substr(size);
    const auto fraction = take_fraction(rest);
    if (!fraction) return std::nullopt;
    const auto offset = trimmed(rest);

    FileTime time{{}, *fraction, {}};
    if (offset.empty()) {
        const auto local = parse_iso_time(written);
        if (!local) return std::nullopt;
        time.local = *local;
    } else {
        const auto placed = parse_iso_placed(std::string(written) + with_colon(offset));
        if (!placed) return std::nullopt;
        time.local = placed->local;
        time.offset = placed->offset;
    }
    const bool fits = is_believed(time.local.time_since_epoch()) && is_believed(time.since_epoch());
    return fits ? std::optional(time) : std::nullopt;
}

void set_start(ReadRun& read, const FileTime& time) {
    if (!time.offset)
        read.local_start = time.local;
    else if (*time.offset == Seconds{0})
        read.moment = Instant{time.local.time_since_epoch()};
    else
        read.run.start = Placed{time.local, *time.offset};
}

} // namespace runlog::formats
