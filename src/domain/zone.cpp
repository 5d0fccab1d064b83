#include "runlog/domain/zone.hpp"

#include "words.hpp"

namespace runlog {

Placed place(const Zone& zone, Instant instant) {
    const auto offset = zone.offset_at(instant);
    return Placed{LocalTime{instant.time_since_epoch() + offset}, offset};
}

Placed place(const Zone& zone, LocalTime local) {
    // No zone changes its clocks twice within two days, so the offsets a day either side are the only candidates.
    const Instant as_utc{local.time_since_epoch()};
    const auto before = zone.offset_at(as_utc - date::days{1});
    const auto after = zone.offset_at(as_utc + date::days{1});
    const bool before_fits = zone.offset_at(as_utc - before) == before;
    const bool after_fits = zone.offset_at(as_utc - after) == after;
    if (before_fits)
        return Placed{local, before, after_fits && before != after ? ClockChange::repeated : ClockChange::none};
    if (after_fits) return Placed{local, after};
    Placed moved = place(zone, as_utc - before);
    moved.change = ClockChange::skipped;
    return moved;
}

std::string offset_text(std::chrono::seconds offset) {
    const char sign = offset.count() < 0 ? '-' : '+';
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(offset)).count();
    std::string text(1, sign);
    words::append_padded(text, minutes / 60, 2);
    words::append_padded(text += ':', minutes % 60, 2);
    return text;
}

std::string iso(const Placed& placed) {
    return iso(placed.local) + offset_text(placed.offset);
}

std::optional<Placed> parse_iso_placed(std::string_view text) {
    if (text.ends_with('Z') || text.ends_with('z')) {
        const auto local = parse_iso_time(text.substr(0, text.size() - 1));
        if (!local) return std::nullopt;
        return Placed{*local, std::chrono::seconds{0}};
    }
    if (text.size() < 22) return std::nullopt;
    const auto local = parse_iso_time(text.substr(0, text.size() - 6));
    const auto tail = text.substr(text.size() - 6);
    const auto hours = words::whole_number(tail.substr(1, 2));
    const auto minutes = words::whole_number(tail.substr(4, 2));
    const bool signed_well = (tail[0] == '+' || tail[0] == '-') && tail[3] == ':';
    if (!local || !signed_well || !hours || !minutes || *hours > 18 || *minutes > 59) return std::nullopt;
    const std::chrono::seconds size = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
    return Placed{*local, tail[0] == '-' ? -size : size};
}

} // namespace runlog
