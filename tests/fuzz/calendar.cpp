#include "fuzz/property.hpp"
#include "runlog/formats/icalendar.hpp"

#include <algorithm>

using namespace runlog;
using fuzz::require;

namespace {

constexpr std::size_t longest_line = 75; // RFC 5545, 3.1

formats::Calendar calendar_of(std::vector<std::string> texts) {
    texts.resize(4);
    for (auto& text : texts) text.insert(0, "a"); // an empty text would take its line away
    const Instant start = date::sys_days{date::year{2026} / 11 / 28} + std::chrono::hours{6};
    const Zone zone{"UTC", [](Instant) { return std::chrono::seconds{0}; }};
    formats::CalendarEvent event;
    event.uid = "1";
    event.title = texts[1];
    event.description = texts[2];
    event.place = texts[3];
    event.start = start;
    event.end = start + std::chrono::hours{1};
    event.revised = start;
    return {texts[0], "runlog", {zone}, {event}};
}

/// The lines as a reader puts them together again.
std::vector<std::string> unfolded(const std::string& text) {
    std::vector<std::string> lines;
    for (auto line : fuzz::split(text, '\n')) {
        if (line.empty()) break;
        require(line.ends_with('\r'), "every line ends as the format has it");
        line.pop_back();
        require(line.size() <= longest_line, "no line is too long");
        require(line.find('\r') == std::string::npos, "no word ends a line");
        if (line.starts_with(' '))
            lines.back() += line.substr(1);
        else
            lines.push_back(line);
    }
    return lines;
}

} // namespace

/// The calendar's name, and a session's title, purpose and place, divided by a NUL: line breaks are to stand in them.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto usual = unfolded(formats::calendar_text(calendar_of({}))).size();
    const auto texts = fuzz::split(fuzz::text_of(data, size), '\0');
    const auto lines = unfolded(formats::calendar_text(calendar_of(texts)));
    require(lines.size() == usual, "no word begins a line");
    return 0;
}
