#include "runlog/formats/icalendar.hpp"

#include "domain/support.hpp"
#include "formats/calendar_support.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/system/zones.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

namespace runlog::formats {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::Component;
using test::raw_lines;
using test::read_calendar;
using test::repeated;
using test::unescaped;

const Zone utc{"UTC", [](Instant) { return seconds{0}; }};

Zone zone_called(const std::string& name) {
    return system::find_zone(name, utc);
}

CalendarEvent event_at(const Zone& zone, LocalTime start, std::size_t index = 0) {
    CalendarEvent event;
    event.uid = "2026-11-21.momma@runlog";
    event.title = "Trail run";
    event.zone = index;
    event.start = place(zone, start).instant();
    event.end = event.start + hours{1};
    event.revised = Instant{date::sys_days{date::year{2026} / 11 / 1}};
    return event;
}

Calendar calendar_of(const Zone& zone, std::vector<CalendarEvent> events) {
    return {"Run Momma Run", "runlog 0.1.0", {zone}, std::move(events)};
}

Calendar some_calendar() {
    const Zone berlin = zone_called("Europe/Berlin");
    return calendar_of(berlin, {event_at(berlin, test::at(test::november(21), 6))});
}

Component only_event(const Calendar& calendar) {
    const auto events = read_calendar(calendar_text(calendar)).all("VEVENT");
    REQUIRE(events.size() == 1);
    return events.front();
}

Component event_with_title(const std::string& title) {
    Calendar calendar = some_calendar();
    calendar.events[0].title = title;
    return only_event(calendar);
}

/// A session every week of a year, each once its clocks are those of the file alone.
void check_a_year(const std::string& name) {
    CAPTURE(name);
    const Zone zone = zone_called(name);
    std::vector<CalendarEvent> events;
    for (Day day = test::day(2026, 1, 3); day < test::day(2027, 1, 3); day += date::days{7})
        events.push_back(event_at(zone, test::at(day, 6, 30)));
    const Component calendar = read_calendar(calendar_text(calendar_of(zone, events)));
    REQUIRE(calendar.all("VTIMEZONE").size() == 1);
    const Component told = calendar.all("VTIMEZONE").front();
    CHECK(told.value("TZID") == name);
    const auto read = calendar.all("VEVENT");
    REQUIRE(read.size() == events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        CAPTURE(read[i].value("DTSTART;TZID=" + name));
        CHECK(test::moment_in(told, test::read_time(read[i].value("DTSTART;TZID=" + name))) == events[i].start);
        CHECK(test::moment_in(told, test::read_time(read[i].value("DTEND;TZID=" + name))) == events[i].end);
    }
}

/// The changes of clocks that a calendar tells: kind, local time by the clock before, offsets.
std::vector<std::string> changes_told(const Calendar& calendar) {
    std::vector<std::string> changes;
    const Component zone = read_calendar(calendar_text(calendar)).all("VTIMEZONE").front();
    for (const auto& part : zone.parts)
        if (part.value("TZOFFSETFROM") != part.value("TZOFFSETTO"))
            changes.push_back(part.kind + " " + part.value("DTSTART") + " " + part.value("TZOFFSETFROM") + " " +
                              part.value("TZOFFSETTO"));
    return changes;
}

std::vector<std::string> changes_in_2026(const std::string& name) {
    const Zone zone = zone_called(name);
    return changes_told(calendar_of(zone, {event_at(zone, test::at(test::day(2026, 2, 10), 6)),
                                           event_at(zone, test::at(test::day(2026, 11, 20), 6))}));
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("a calendar is what phones read") {
    const Component calendar = read_calendar(calendar_text(some_calendar()));
    CHECK(calendar.properties.front().name == "VERSION");
    CHECK(calendar.value("VERSION") == "2.0");
    CHECK(calendar.value("PRODID") == "-//runlog//runlog 0.1.0//EN");
    CHECK(calendar.value("X-WR-CALNAME") == "Run Momma Run");
    const Component event = calendar.all("VEVENT").front();
    CHECK(event.value("UID") == "2026-11-21.momma@runlog");
    CHECK(event.value("DTSTAMP") == "20261101T000000Z");
    CHECK(event.value("DTSTART;TZID=Europe/Berlin") == "20261121T060000");
    CHECK(event.value("DTEND;TZID=Europe/Berlin") == "20261121T070000");
    CHECK(event.value("SUMMARY") == "Trail run");
    CHECK(event.value("STATUS") == "CONFIRMED");
    CHECK(event.value("SEQUENCE") == "0");
    CHECK_FALSE(event.find("LOCATION"));
    CHECK_FALSE(event.find("DESCRIPTION"));
}

TEST_CASE("every line ends with CRLF, and no other line break stands anywhere") {
    std::string text = calendar_text(some_calendar());
    CHECK(text.ends_with("END:VCALENDAR\r\n"));
    for (std::size_t at = 0; (at = text.find("\r\n", at)) != std::string::npos;) text.erase(at, 2);
    CHECK(text.find_first_of("\r\n") == std::string::npos);
}

TEST_CASE("lines are folded at 75 octets, between characters, and read back as they were") {
    for (const std::string letter : {"x", "ë", "走", "🏃"})
        for (int length = 1; length < 120; ++length) {
            CAPTURE(length);
            Calendar calendar = some_calendar();
            calendar.events[0].title = repeated(letter, length);
            const std::string text = calendar_text(calendar);
            for (const auto& line : raw_lines(text)) {
                CHECK(line.size() <= 75);
                CHECK(is_utf8(line));
            }
            CHECK(read_calendar(text).all("VEVENT").front().value("SUMMARY") == calendar.events[0].title);
        }
}

TEST_CASE("a line of 75 octets is not folded, and longer ones are folded as late as may be") {
    const auto title_lines = [](int length) {
        Calendar calendar = some_calendar();
        calendar.events[0].title = repeated("x", length - 8);
        Texts sizes;
        for (const auto& line : raw_lines(calendar_text(calendar)))
            if (line.find("xx") != std::string::npos) sizes.push_back(std::to_string(line.size()));
        return sizes;
    };
    CHECK(title_lines(75) == Texts{"75"});
    CHECK(title_lines(77) == Texts{"75", "3"});
    CHECK(title_lines(149) == Texts{"75", "75"});
    CHECK(title_lines(151) == Texts{"75", "75", "3"});
}

TEST_CASE("what means something to the format is escaped") {
    CHECK(event_with_title("a, b; c\\n: \"d\"").value("SUMMARY") == R"(a\, b\; c\\n: "d")");
}

TEST_CASE("line breaks and controls in what people typed end no line") {
    const std::string title = "one\ntwo\r\nEND:VEVENT\r\nBEGIN:VALARM\x1b[31m\u202e";
    CHECK(event_with_title(title).value("SUMMARY") == "one two  END:VEVENT  BEGIN:VALARM[31m");
}

TEST_CASE("whatever a session is called, nothing of it becomes a line of its own") {
    CHECK(rc::check("calendar_text keeps its lines", [] {
        std::string text = "x";
        for (const auto& part : *rc::gen::container<Texts>(rc::gen::element<std::string>(
                 "a", " ", ",", ";", ":", "\\", "\\n", "\"", "\n", "\r\nEND:VEVENT\r\n", "é", "走", "🏃", "\xff", "\t",
                 "\x01", "a long stretch of words that fills a line quickly ")))
            text += part;
        Calendar calendar = some_calendar();
        calendar.name = text;
        calendar.events[0].title = calendar.events[0].place.emplace(calendar.events[0].description.emplace(text));
        const std::string file = calendar_text(calendar);
        for (const auto& line : raw_lines(file)) RC_ASSERT(line.size() <= 75u && is_utf8(line));
        const Component read = read_calendar(file);
        RC_ASSERT(read.parts.size() == 2u);
        for (const auto* name : {"SUMMARY", "LOCATION", "DESCRIPTION"})
            RC_ASSERT(unescaped(read.all("VEVENT").front().value(name)) == printable(text));
        RC_ASSERT(unescaped(read.value("NAME")) == printable(text));
    }));
}

TEST_CASE("clocks that change are told as they change, in both halves of the world") {
    CHECK(changes_in_2026("Europe/Berlin") ==
          Texts{"DAYLIGHT 20260329T020000 +0100 +0200", "STANDARD 20261025T030000 +0200 +0100"});
    CHECK(changes_in_2026("America/Los_Angeles") ==
          Texts{"DAYLIGHT 20260308T020000 -0800 -0700", "STANDARD 20261101T020000 -0700 -0800"});
    CHECK(changes_in_2026("Australia/Sydney") ==
          Texts{"STANDARD 20260405T030000 +1100 +1000", "DAYLIGHT 20261004T020000 +1000 +1100"});
    CHECK(changes_in_2026("Australia/Lord_Howe") ==
          Texts{"STANDARD 20260405T020000 +1100 +1030", "DAYLIGHT 20261004T020000 +1030 +1100"});
    CHECK(changes_in_2026("Asia/Kathmandu").empty());
}

TEST_CASE("every session of a year is at its moment by what the file says of its zone") {
    for (const char* name : {"Europe/Berlin", "America/St_Johns", "Australia/Sydney", "America/Santiago",
                             "Pacific/Chatham", "Asia/Kolkata", "UTC", "Europe/Dublin", "Africa/Casablanca"})
        check_a_year(name);
}

TEST_CASE("a session in the days around a change of clocks is at its moment") {
    const Zone berlin = zone_called("Europe/Berlin");
    for (const auto& day : {test::day(2026, 3, 28), test::day(2026, 3, 29), test::day(2026, 3, 30),
                            test::day(2026, 10, 24), test::day(2026, 10, 25), test::day(2026, 10, 26)})
        for (const int hour : {0, 1, 3, 4, 12, 23}) {
            const auto event = event_at(berlin, test::at(day, hour));
            const Component calendar = read_calendar(calendar_text(calendar_of(berlin, {event})));
            const Component told = calendar.all("VEVENT").front();
            CAPTURE(event.start.time_since_epoch().count());
            if (const auto in_utc = told.find("DTSTART")) {
                CHECK(test::read_time(in_utc->substr(0, 15)).time_since_epoch() == event.start.time_since_epoch());
                continue;
            }
            const LocalTime start = test::read_time(told.value("DTSTART;TZID=Europe/Berlin"));
            CHECK(test::moment_in(calendar.all("VTIMEZONE").front(), start) == event.start);
        }
}

TEST_CASE("only zones that a session uses are told, and each session goes by its own") {
    Calendar calendar = some_calendar();
    calendar.zones = {zone_called("Asia/Tokyo"), zone_called("Europe/Berlin"), zone_called("Australia/Sydney")};
    calendar.events = {event_at(calendar.zones[1], test::at(test::november(21), 6), 1),
                       event_at(calendar.zones[2], test::at(test::november(22), 6), 2)};
    const Component read = read_calendar(calendar_text(calendar));
    const auto zones = read.all("VTIMEZONE");
    REQUIRE(zones.size() == 2);
    CHECK(zones[0].value("TZID") == "Europe/Berlin");
    CHECK(zones[1].value("TZID") == "Australia/Sydney");
    CHECK(read.all("VEVENT")[0].value("DTSTART;TZID=Europe/Berlin") == "20261121T060000");
    CHECK(read.all("VEVENT")[1].value("DTSTART;TZID=Australia/Sydney") == "20261122T060000");
}

TEST_CASE("a cancelled session stays in the calendar and is marked") {
    Calendar calendar = some_calendar();
    calendar.events[0].cancelled = true;
    calendar.events[0].revision = 1;
    CHECK(only_event(calendar).value("STATUS") == "CANCELLED");
    CHECK(only_event(calendar).value("SEQUENCE") == "1");
}

TEST_CASE("an alarm goes off before every session that takes place, where one is wanted") {
    Calendar calendar = some_calendar();
    CHECK(only_event(calendar).all("VALARM").empty());
    calendar.alarm = hours{12};
    const auto alarms = only_event(calendar).all("VALARM");
    REQUIRE(alarms.size() == 1);
    CHECK(alarms.front().value("TRIGGER") == "-PT43200S");
    CHECK(alarms.front().value("ACTION") == "DISPLAY");
    CHECK(alarms.front().value("DESCRIPTION") == "Trail run");
    calendar.events[0].cancelled = true;
    CHECK(only_event(calendar).all("VALARM").empty());
}

TEST_CASE("a session that was moved is the same one, revised") {
    Calendar calendar = some_calendar();
    const std::string uid = only_event(calendar).value("UID");
    calendar.events[0].start += date::days{1};
    calendar.events[0].end += date::days{1};
    calendar.events[0].revision = 1;
    calendar.events[0].revised += hours{30} + minutes{5} + seconds{7};
    const Component event = only_event(calendar);
    CHECK(event.value("UID") == uid);
    CHECK(event.value("SEQUENCE") == "1");
    CHECK(event.value("STATUS") == "CONFIRMED");
    CHECK(event.value("DTSTAMP") == "20261102T060507Z");
    CHECK(event.value("DTSTART;TZID=Europe/Berlin") == "20261122T060000");
}

TEST_CASE("the same calendar gives the same bytes") {
    CHECK(calendar_text(some_calendar()) == calendar_text(some_calendar()));
}

TEST_CASE("a calendar without sessions is one all the same") {
    Calendar calendar = some_calendar();
    calendar.events.clear();
    CHECK(read_calendar(calendar_text(calendar)).parts.empty());
}

TEST_CASE("a zone whose name means something to the format is quoted") {
    for (const std::string name : {"<+0330>-3:30", "CET-1CEST,M3.5.0,M10.5.0/3"}) {
        CAPTURE(name);
        const Zone zone{name, [](Instant) { return seconds{0}; }};
        const auto text = calendar_text(calendar_of(zone, {event_at(zone, test::at(test::november(21), 6))}));
        CHECK(text.find("DTSTART;TZID=\"" + name + "\":20261121T060000") != std::string::npos);
    }
}

TEST_CASE("a session that begins or ends at a time that comes twice is told in UTC, so that nobody takes the other") {
    const Zone berlin = zone_called("Europe/Berlin");
    CalendarEvent event = event_at(berlin, test::at(test::day(2026, 10, 25), 2, 30));
    event.end = event.start + minutes{45};
    const std::string text = calendar_text(calendar_of(berlin, {event}));
    CHECK(text.find("DTSTART:20261025T003000Z\r\n") != std::string::npos);
    CHECK(text.find("DTEND:20261025T011500Z\r\n") != std::string::npos);
}

} // namespace runlog::formats
