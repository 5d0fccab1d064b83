#pragma once

#include "runlog/domain/zone.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Reads calendars back by RFC 5545, without asking what wrote them.
namespace runlog::test {

/// The lines as they stand in the file, between their CRLFs.
inline std::vector<std::string> raw_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find("\r\n");
        if (end == std::string_view::npos) throw std::runtime_error("the last line does not end");
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end + 2);
    }
    return lines;
}

inline std::vector<std::string> unfolded_lines(std::string_view text) {
    std::vector<std::string> lines;
    for (const auto& line : raw_lines(text)) {
        if (line.starts_with(' '))
            lines.back() += line.substr(1);
        else
            lines.push_back(line);
    }
    return lines;
}

inline std::string unescaped(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == '\\') ++i;
        text += value.at(i);
    }
    return text;
}

/// What stands between BEGIN and END, each line parted into its name with parameters and its value.
struct Component {
    struct Property {
        std::string name;
        std::string value;
    };
    std::string kind;
    std::vector<Property> properties;
    std::vector<Component> parts;

    std::optional<std::string> find(std::string_view name) const {
        for (const auto& one : properties)
            if (one.name == name) return one.value;
        return std::nullopt;
    }
    std::string value(std::string_view name) const {
        REQUIRE(std::count_if(properties.begin(), properties.end(),
                              [&](const Property& one) { return one.name == name; }) == 1);
        return *find(name);
    }
    std::vector<Component> all(std::string_view wanted) const {
        std::vector<Component> found;
        for (const auto& part : parts)
            if (part.kind == wanted) found.push_back(part);
        return found;
    }
};

inline Component read_component(const std::vector<std::string>& lines, std::size_t& at) {
    Component component;
    component.kind = lines.at(at++).substr(6);
    while (lines.at(at) != "END:" + component.kind) {
        if (lines[at].starts_with("BEGIN:")) {
            component.parts.push_back(read_component(lines, at));
            continue;
        }
        const auto colon = lines[at].find(':');
        if (colon == std::string::npos) throw std::runtime_error("this is no property: " + lines[at]);
        component.properties.push_back({lines[at].substr(0, colon), lines[at].substr(colon + 1)});
        ++at;
    }
    ++at;
    return component;
}

inline Component read_calendar(std::string_view text) {
    const auto lines = unfolded_lines(text);
    std::size_t at = 0;
    if (lines.at(0) != "BEGIN:VCALENDAR") throw std::runtime_error("this is no calendar");
    Component calendar = read_component(lines, at);
    if (at != lines.size()) throw std::runtime_error("something stands behind the calendar");
    return calendar;
}

/// `20261121T060000`
inline LocalTime read_time(const std::string& text) {
    const auto part = [&](std::size_t from, std::size_t size) { return std::stoi(text.substr(from, size)); };
    REQUIRE(text.size() == 15);
    REQUIRE(text[8] == 'T');
    const date::local_days day{date::year{part(0, 4)} / part(4, 2) / part(6, 2)};
    return day + std::chrono::hours{part(9, 2)} + std::chrono::minutes{part(11, 2)} + std::chrono::seconds{part(13, 2)};
}

/// `+0100`, `-033015`
inline std::chrono::seconds read_offset(const std::string& text) {
    REQUIRE((text.size() == 5 || text.size() == 7));
    const auto part = [&](std::size_t from) { return std::stoi(text.substr(from, 2)); };
    const std::chrono::seconds size{3600 * part(1) + 60 * part(3) + (text.size() == 7 ? part(5) : 0)};
    REQUIRE((text[0] == '+' || text[0] == '-'));
    return text[0] == '-' ? -size : size;
}

/// The moment that a phone understands by a local time, from what the calendar says of its zone alone.
inline Instant moment_in(const Component& zone, LocalTime local) {
    std::optional<LocalTime> latest;
    std::chrono::seconds offset{0};
    for (const auto& observance : zone.parts) {
        const LocalTime from = read_time(observance.value("DTSTART"));
        if (from > local || (latest && from < *latest)) continue;
        latest = from;
        offset = read_offset(observance.value("TZOFFSETTO"));
    }
    if (!latest) throw std::runtime_error("the zone says nothing of that time");
    return Instant{local.time_since_epoch() - offset};
}

} // namespace runlog::test
