#include "cli/session_words.hpp"

#include "cli/attendance_words.hpp"
#include "runlog/domain/text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

namespace runlog::cli {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array all_presences{Presence::cancelled, Presence::present, Presence::remote, Presence::made_up,
                                   Presence::excused,   Presence::pending, Presence::missed, Presence::not_expected};

std::string told(std::string_view pattern) {
    return pattern_words(parse_pattern(pattern));
}

Attendance one(Presence presence, std::string reason = {}, bool beforehand = false) {
    Attendance made;
    made.presence = presence;
    made.reason = std::move(reason);
    made.beforehand = beforehand;
    return made;
}

Zone zone_at(std::string name, hours offset) {
    return {std::move(name), [offset](Instant) { return offset; }};
}

/// A session of 28 November 2026 that begins at `time` in a zone that is `offset` ahead of UTC.
std::string told_in(const Zone& here, seconds time, hours offset) {
    Rule rule;
    rule.zone = "Europe/Berlin";
    Session session;
    session.rule = &rule;
    session.planned = LocalTime{Day{date::year{2026} / 11 / 28}} + time;
    session.start = {session.planned, offset};
    return session_when(session, here);
}

} // namespace

TEST_CASE("a pattern of weekdays is told as one says it") {
    CHECK(told("sat") == "every Sat");
    CHECK(told("tue,thu") == "every Tue and Thu");
    CHECK(told("fri,mon,wed") == "every Mon, Wed and Fri");
    CHECK(told("day") == "every day");
    CHECK(told("mon,tue,wed,thu,fri,sat,sun") == "every day");
    CHECK(told("mon,tue,wed,thu,fri,sat") == "every Mon, Tue, Wed, Thu, Fri and Sat");
}

TEST_CASE("a pattern of every second, third or later week tells how often") {
    CHECK(told("other sat") == "every other Sat");
    CHECK(told("other tue,thu") == "every other Tue and Thu");
    CHECK(told("3 weeks on sat") == "every 3 weeks on Sat");
    CHECK(told("8 weeks on sat,sun") == "every 8 weeks on Sat and Sun");
    CHECK(told("1 week on sat") == "every Sat");
}

TEST_CASE("a pattern of the month is told by its ordinals") {
    CHECK(told("first sun") == "the first Sun of the month");
    CHECK(told("last fri") == "the last Fri of the month");
    CHECK(told("first,third sat") == "the first and third Sat of the month");
    CHECK(told("second sat of the month") == "the second Sat of the month");
    CHECK(told("first,second,fifth wed") == "the first, second and fifth Wed of the month");
    CHECK(told("fourth thu") == "the fourth Thu of the month");
}

TEST_CASE("what happens once is told so") {
    CHECK(told("once") == "once");
}

TEST_CASE("a length is told in hours and minutes") {
    CHECK(length_words(hours{1}) == "1 h");
    CHECK(length_words(hours{72}) == "72 h");
    CHECK(length_words(minutes{90}) == "1 h 30 min");
    CHECK(length_words(minutes{45}) == "45 min");
    CHECK(length_words(minutes{1}) == "1 min");
    CHECK(length_words(minutes{59}) == "59 min");
    CHECK(length_words(minutes{61}) == "1 h 1 min");
    CHECK(length_words(hours{24} + minutes{5}) == "24 h 5 min");
}

TEST_CASE("seconds of a length are left out") {
    CHECK(length_words(minutes{45} + seconds{59}) == "45 min");
    CHECK(length_words(minutes{90} + seconds{1}) == "1 h 30 min");
}

TEST_CASE("hours of a session run from its start to its end, past midnight too") {
    constexpr Glyphs unicode{"→", "·", "–", "…"};
    Rule rule;
    rule.starts = hours{6};
    rule.length = minutes{90};
    CHECK(hours_text(rule, unicode) == "06:00 – 07:30");
    CHECK(hours_text(rule, {"->", "-", "-", "..."}) == "06:00 - 07:30");
    rule.starts = hours{23} + minutes{30};
    CHECK(hours_text(rule, unicode) == "23:30 – 01:00 the next day");
    rule.length = minutes{30};
    CHECK(hours_text(rule, unicode) == "23:30 – 00:00");
}

TEST_CASE("when a session is, is told by its own clocks") {
    CHECK(told_in(zone_at("Europe/Berlin", hours{1}), hours{6}, hours{1}) == "Sat 28 Nov 2026, 06:00");
    CHECK(told_in(zone_at("Europe/Paris", hours{1}), hours{6}, hours{1}) == "Sat 28 Nov 2026, 06:00");
}

TEST_CASE("where the clocks here show another time, that is told too, with the day where it is another") {
    CHECK(told_in(zone_at("Europe/London", hours{0}), hours{6}, hours{1}) ==
          "Sat 28 Nov 2026, 06:00 in Europe/Berlin (05:00 here)");
    CHECK(told_in(zone_at("America/Los_Angeles", -hours{8}), hours{6}, hours{1}) ==
          "Sat 28 Nov 2026, 06:00 in Europe/Berlin (Fri 21:00 here)");
    CHECK(told_in(zone_at("Pacific/Auckland", hours{13}), hours{18}, hours{1}) ==
          "Sat 28 Nov 2026, 18:00 in Europe/Berlin (Sun 06:00 here)");
}

TEST_CASE("what became of somebody is told in the words of the rules") {
    CHECK(presence_words(one(Presence::present)) == "present");
    CHECK(presence_words(one(Presence::remote)) == "remote");
    CHECK(presence_words(one(Presence::made_up)) == "made up");
    CHECK(presence_words(one(Presence::pending)) == "pending");
    CHECK(presence_words(one(Presence::missed)) == "missed");
    CHECK(presence_words(one(Presence::not_expected)) == "not expected");
    CHECK(presence_words(one(Presence::cancelled)) == "cancelled");
}

TEST_CASE("an excuse is told with its reason, and whether it was told afterwards") {
    CHECK(presence_words(one(Presence::excused, "travel", true)) == "excused: travel");
    CHECK(presence_words(one(Presence::excused, "travel")) == "excused: travel, told afterwards");
    CHECK(presence_words(one(Presence::excused, "", true)) == "excused");
    CHECK(presence_words(one(Presence::excused)) == "excused, told afterwards");
}

TEST_CASE("a cancelled session is told with its reason, and nothing else has one") {
    CHECK(presence_words(one(Presence::cancelled, "ice")) == "cancelled: ice");
    CHECK(presence_words(one(Presence::present, "ice")) == "present");
    CHECK(presence_words(one(Presence::missed, "ice")) == "missed");
}

TEST_CASE("a reason is safe to print") {
    CHECK(presence_words(one(Presence::excused, "\x1b[31mtra\nvel\u202E", true)) == "excused: [31mtra vel");
}

TEST_CASE("every presence has one glyph of its own, a column wide, with Unicode and without") {
    for (const bool unicode : {true, false}) {
        std::set<std::string_view> glyphs;
        for (const auto presence : all_presences) {
            const auto glyph = glyph_of(presence, unicode);
            CHECK(display_width(glyph) == 1);
            CHECK(glyphs.insert(glyph).second);
        }
    }
}

TEST_CASE("without Unicode a glyph is one plain character") {
    for (const auto presence : all_presences) {
        const auto glyph = glyph_of(presence, false);
        REQUIRE(glyph.size() == 1);
        CHECK(glyph.front() > ' ');
        CHECK(glyph.front() < '\x7f');
    }
}

TEST_CASE("the legend explains the glyphs that are shown, each once, and no other") {
    CHECK(legend({Presence::present, Presence::missed}, true) == "● present  × missed");
    CHECK(legend({Presence::missed, Presence::present, Presence::missed}, true) == "● present  × missed");
    CHECK(legend({Presence::present, Presence::missed}, false) == "# present  x missed");
    CHECK(legend({Presence::not_expected}, false) == ". not expected");
    CHECK(legend({}, true).empty());
}

TEST_CASE("the legend of everything explains every glyph") {
    for (const bool unicode : {true, false}) {
        const std::string text = legend({all_presences.begin(), all_presences.end()}, unicode);
        for (const auto presence : all_presences) {
            const std::string entry = std::string(glyph_of(presence, unicode)) + ' ' + std::string(to_text(presence));
            CHECK(text.find(entry) != std::string::npos);
        }
    }
}

TEST_CASE("who came is told in good colours, who was missed in bad ones, and an excuse in neither") {
    for (const auto presence : {Presence::present, Presence::remote, Presence::made_up})
        CHECK(tone_of(presence) == Tone::good);
    CHECK(tone_of(Presence::missed) == Tone::bad);
    for (const auto presence : {Presence::excused, Presence::cancelled, Presence::not_expected})
        CHECK(tone_of(presence) == Tone::faint);
}

} // namespace runlog::cli
