#include "runlog/formats/icalendar.hpp"

#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::formats {

namespace {

constexpr std::size_t longest_line = 75; // octets, RFC 5545, 3.1

/// Lines of a calendar, folded and ended as the format wants them.
class Lines {
public:
    void add(std::string line) {
        std::size_t room = longest_line;
        while (line.size() > room) {
            std::size_t cut = room;
            while ((static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
            text_ += line.substr(0, cut) + "\r\n ";
            line.erase(0, cut);
            room = longest_line - 1;
        }
        text_ += line + "\r\n";
    }
    void add_text(std::string_view name, std::string_view value) { add(fmt::format("{}:{}", name, escaped(value))); }
    std::string take() { return std::move(text_); }

private:
    static std::string escaped(std::string_view value) {
        std::string result;
        for (const char c : printable(value)) {
            if (c == '\\' || c == ';' || c == ',') result += '\\';
            result += c;
        }
        return result;
    }
    std::string text_;
};

std::string time_text(LocalTime time) {
    const Day day = date::floor<date::days>(time);
    const date::year_month_day date{day};
    const date::hh_mm_ss clock{time - day};
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

std::string offset_words(std::chrono::seconds offset) {
    const auto seconds = std::abs(offset.count());
    const std::string text =
        fmt::format("{}{:02}{:02}", offset.count() < 0 ? '-' : '+', seconds / 3600, seconds / 60 % 60);
    return seconds % 60 == 0 ? text : text + fmt::format("{:02}", seconds % 60);
}

/// The second at which the zone's offset becomes another, between two moments at which it differs.
Instant change_between(const Zone& zone, Instant before, Instant after) {
    const auto offset = zone.offset_at(before);
    while (after - before > std::chrono::seconds{1}) {
        const Instant middle = before + (after - before) / 2;
        (zone.offset_at(middle) == offset ? before : after) = middle;
    }
    return after;
}

void add_observance(Lines& lines, LocalTime from, std::chrono::seconds before, std::chrono::seconds after) {
    const char* kind = after > before ? "DAYLIGHT" : "STANDARD";
    lines.add(fmt::format("BEGIN:{}", kind));
    lines.add("DTSTART:" + time_text(from));
    lines.add("TZOFFSETFROM:" + offset_words(before));
    lines.add("TZOFFSETTO:" + offset_words(after));
    lines.add(fmt::format("END:{}", kind));
}

/// What the zone's clocks do from the first moment to the last.
void add_zone(Lines& lines, const Zone& zone, Instant first, Instant last) {
    lines.add("BEGIN:VTIMEZONE");
    lines.add_text("TZID", zone.name);
    auto offset = zone.offset_at(first);
    add_observance(lines, place(zone, first).local, offset, offset);
    for (Instant at = first; at < last; at += date::days{1}) {
        const Instant next = at + date::days{1};
        if (zone.offset_at(next) == offset) continue;
        const Instant change = change_between(zone, at, next);
        const auto before = std::exchange(offset, zone.offset_at(next));
        add_observance(lines, LocalTime{change.time_since_epoch() + before}, before, offset);
    }
    lines.add("END:VTIMEZONE");
}

/// The zones that events use, each from a month before its first event to a month after its last.
void add_zones(Lines& lines, const Calendar& calendar) {
    constexpr date::days margin{31};
    for (std::size_t i = 0; i < calendar.zones.size(); ++i) {
        std::optional<Instant> first;
        std::optional<Instant> last;
        for (const auto& event : calendar.events) {
            if (event.zone != i) continue;
            first = std::min(first.value_or(event.start), event.start);
            last = std::max(last.value_or(event.end), event.end);
        }
        if (first) add_zone(lines, calendar.zones[i], date::floor<date::days>(*first) - margin, *last + margin);
    }
}

/// The zone's name as a parameter has it: in quotes where it holds what ends one.
std::string zone_parameter(const Zone& zone) {
    return zone.name.find_first_of(":;,") == std::string::npos ? zone.name : fmt::format("\"{}\"", zone.name);
}

/// Whether the zone's clocks show that time twice. RFC 5545 means the first then, but not all who read it do.
bool comes_twice(const Zone& zone, Instant moment) {
    return place(zone, place(zone, moment).local).change == ClockChange::repeated;
}

void add_alarm(Lines& lines, const std::string& title, Seconds before) {
    lines.add("BEGIN:VALARM");
    lines.add("ACTION:DISPLAY");
    lines.add(fmt::format("TRIGGER:-PT{}S", before.count()));
    lines.add_text("DESCRIPTION", title);
    lines.add("END:VALARM");
}

void add_event(Lines& lines, const CalendarEvent& event, const Zone& zone, const std::optional<Seconds>& alarm) {
    const bool in_utc = comes_twice(zone, event.start) || comes_twice(zone, event.end);
    const auto told = [&](Instant moment) {
        if (in_utc) return fmt::format(":{}Z", time_text(LocalTime{moment.time_since_epoch()}));
        return fmt::format(";TZID={}:{}", zone_parameter(zone), time_text(place(zone, moment).local));
    };
    lines.add("BEGIN:VEVENT");
    lines.add("UID:" + event.uid);
    lines.add(fmt::format("DTSTAMP:{}Z", time_text(LocalTime{event.revised.time_since_epoch()})));
    lines.add("DTSTART" + told(event.start));
    lines.add("DTEND" + told(event.end));
    lines.add_text("SUMMARY", event.title);
    if (event.place) lines.add_text("LOCATION", *event.place);
    if (event.description) lines.add_text("DESCRIPTION", *event.description);
    lines.add(event.cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
    lines.add(fmt::format("SEQUENCE:{}", event.revision));
    if (alarm && !event.cancelled) add_alarm(lines, event.title, *alarm);
    lines.add("END:VEVENT");
}

} // namespace

std::string calendar_text(const Calendar& calendar) {
    Lines lines;
    lines.add("BEGIN:VCALENDAR");
    lines.add("VERSION:2.0");
    lines.add_text("PRODID", fmt::format("-//runlog//{}//EN", calendar.product));
    lines.add("CALSCALE:GREGORIAN");
    lines.add_text("NAME", calendar.name);
    lines.add_text("X-WR-CALNAME", calendar.name);
    lines.add("REFRESH-INTERVAL;VALUE=DURATION:PT6H");
    lines.add("X-PUBLISHED-TTL:PT6H");
    add_zones(lines, calendar);
    for (const auto& event : calendar.events) add_event(lines, event, calendar.zones[event.zone], calendar.alarm);
    lines.add("END:VCALENDAR");
    return lines.take();
}

} // namespace runlog::formats
