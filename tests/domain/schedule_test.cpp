#include "runlog/domain/schedule.hpp"

#include "group_story.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <vector>

namespace runlog {

namespace {

using date::days;
using doctest::Contains;
using std::chrono::hours;
using std::chrono::minutes;
using test::at;
using test::cancellation;
using test::day;
using test::greenwich;
using test::hint_of;
using test::move_of;
using test::november;
using test::rule_for;
using test::utc;

/// The days from `first` to `last` on which a rule has a session, as `1 15 29` of their months.
std::string days_of(const Rule& rule, Day first, Day last) {
    std::string text;
    for (Day one = first; one <= last; one += days{1}) {
        if (!falls_on(rule, one)) continue;
        const date::year_month_day ymd{one};
        text += (text.empty() ? "" : " ") + std::to_string(static_cast<unsigned>(ymd.day()));
    }
    return text;
}

/// The starts of sessions, `c` behind those that are cancelled.
std::string starts_of(const std::vector<Session>& sessions) {
    std::string text;
    for (const auto& one : sessions)
        text += (text.empty() ? "" : " ") + iso(one.start.local).substr(5, 11) + (one.cancelled() ? "c" : "");
    return text;
}

/// 29 March 2026: at 02:00 the clocks go to 03:00. 25 October 2026: at 03:00 they go back to 02:00.
Zone berlin(const std::string& name) {
    return {name, [](Instant moment) {
                const bool summer = utc(at(day(2026, 3, 29), 1)) <= moment && moment < utc(at(day(2026, 10, 25), 1));
                return std::chrono::seconds{hours{summer ? 2 : 1}};
            }};
}

} // namespace

TEST_CASE("a pattern that was written is read as the same") {
    for (const std::string_view text :
         {"sat", "tue,thu", "mon,tue,wed,thu,fri,sat", "day", "other sat", "other tue,thu", "3 weeks on sat",
          "8 weeks on mon,sun", "first sun of the month", "second sat of the month", "last fri of the month",
          "first,third sat of the month", "fifth wed of the month", "first,last sun of the month", "once"}) {
        CAPTURE(text);
        CHECK(to_text(parse_pattern(text)) == text);
    }
}

TEST_CASE("a pattern may be said in other words") {
    const std::vector<std::pair<std::string_view, std::string_view>> readings{
        {"Saturday", "sat"},
        {"every sat", "sat"},
        {"  SAT ", "sat"},
        {"tue and thu", "tue,thu"},
        {"thurs, tues", "tue,thu"},
        {"tue thu", "tue,thu"},
        {"sat,sat", "sat"},
        {"sun,mon", "mon,sun"},
        {"every day", "day"},
        {"daily", "day"},
        {"1 week on day", "day"},
        {"weekdays", "mon,tue,wed,thu,fri"},
        {"every weekday", "mon,tue,wed,thu,fri"},
        {"other weekdays", "other mon,tue,wed,thu,fri"},
        {"saturdays", "sat"},
        {"Tuesdays and Thursdays", "tue,thu"},
        {"first saturdays of the month", "first sat of the month"},
        {"mon,tue,wed,thu,fri,sat,sun", "day"},
        {"every other sat", "other sat"},
        {"2 weeks on sat", "other sat"},
        {"1 week on sat", "sat"},
        {"every 3 weeks on sat", "3 weeks on sat"},
        {"3 weeks sat", "3 weeks on sat"},
        {"first sun", "first sun of the month"},
        {"1st and 3rd sat", "first,third sat of the month"},
        {"first, third sat", "first,third sat of the month"},
        {"first and first sat", "first sat of the month"},
        {"second,fourth sat", "second,fourth sat of the month"},
        {"2nd sat of the month", "second sat of the month"},
        {"second sat of every month", "second sat of the month"},
        {"second sat of a month", "second sat of the month"},
        {"second sat of month", "second sat of the month"},
        {"last friday", "last fri of the month"},
        {"4th tue", "fourth tue of the month"},
        {"5th tue", "fifth tue of the month"},
    };
    for (const auto& [text, meant] : readings) {
        CAPTURE(text);
        CHECK(to_text(parse_pattern(text)) == meant);
    }
}

TEST_CASE("a pattern's parts are what was said") {
    const auto third = parse_pattern("3 weeks on thu,tue");
    CHECK(third.kind == Pattern::Kind::weekly);
    CHECK(third.weeks == 3);
    CHECK(third.weekdays == std::vector{date::Tuesday, date::Thursday});
    CHECK(third.ordinals.empty());
    const auto last = parse_pattern("last,first sun");
    CHECK(last.kind == Pattern::Kind::monthly);
    CHECK(last.ordinals == std::vector{Pattern::last, 1});
    CHECK(last.weekdays == std::vector{date::Sunday});
    CHECK(parse_pattern("once").kind == Pattern::Kind::once);
    CHECK(parse_pattern("once").weekdays.empty());
}

TEST_CASE("a second Saturday could mean two things, and both are offered") {
    for (const std::string_view text : {"second sat", "2nd sat", "every second sat", "Second Saturday"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_pattern(text), Contains("could be every other week, or once a month"), Error);
        CHECK(hint_of([&] { parse_pattern(text); }) == "Write \"other sat\", or \"second sat of the month\".");
    }
    CHECK(hint_of([] { parse_pattern("second wed"); }) == Contains("\"other wed\""));
}

TEST_CASE("what is no pattern is refused and told how to be written") {
    for (const std::string_view text : {"",
                                        " ",
                                        ",",
                                        "and",
                                        "every",
                                        "junk",
                                        "sa",
                                        "satx",
                                        "weekend",
                                        "other",
                                        "first",
                                        "first,third",
                                        "3 weeks on",
                                        "0 weeks on sat",
                                        "9 weeks on sat",
                                        "99 weeks on sat",
                                        "100 weeks on sat",
                                        "3 sat",
                                        "3 days on sat",
                                        "-1 weeks on sat",
                                        "sat of the month",
                                        "sat junk",
                                        "other sat of the month",
                                        "first sat of the year",
                                        "first sat,sun",
                                        "first day of the month",
                                        "first other sat",
                                        "other first sat",
                                        "sixth sat",
                                        "6th sat",
                                        "0th sat",
                                        "once sat",
                                        "once once",
                                        "sat once",
                                        "3 weeks on once",
                                        "other day",
                                        "every other day",
                                        "2 weeks on day",
                                        "other mon,tue,wed,thu,fri,sat,sun",
                                        "days",
                                        "sats",
                                        "first weekday",
                                        "first sat month",
                                        "first sat of",
                                        "first sat of a",
                                        "first sat of the",
                                        "first sat of the every month",
                                        "first sat of the month month",
                                        "first sat the month",
                                        "2026-11-21"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_pattern(text), Contains("is not a pattern I understand"), Error);
        CHECK(hint_of([&] { parse_pattern(text); }) == Contains("Write it like sat"));
    }
}

TEST_CASE("a weekly rule falls on its weekdays from its first day up to, not including, its last") {
    Rule rule = rule_for("tue,sat", november(7));
    rule.when.until = november(21);
    CHECK(days_of(rule, november(1), november(30)) == "7 10 14 17");
}

TEST_CASE("a daily rule falls on every day") {
    CHECK(days_of(rule_for("day", november(27)), november(25), day(2026, 12, 2)) == "27 28 29 30 1 2");
}

TEST_CASE("every other week begins with the anchor's, over the end of a year too") {
    const Rule rule = rule_for("other sat", november(7));
    CHECK(days_of(rule, november(1), november(30)) == "7 21");
    CHECK(days_of(rule, day(2026, 12, 1), day(2027, 1, 31)) == "5 19 2 16 30");
}

TEST_CASE("the anchor may be any day of a week that counts, before the rule or after") {
    for (const Day anchor : {november(2), november(8), november(16), day(2026, 1, 18), day(2027, 1, 17)}) {
        CAPTURE(iso(anchor));
        Rule rule = rule_for("other tue,sun", november(1));
        rule.anchor = anchor;
        CHECK(days_of(rule, november(1), november(30)) == "3 8 17 22");
    }
}

TEST_CASE("every third and every eighth week are as far apart") {
    CHECK(days_of(rule_for("3 weeks on sat", november(7)), november(1), day(2026, 12, 31)) == "7 28 19");
    CHECK(days_of(rule_for("8 weeks on sat", november(7)), november(1), day(2027, 3, 31)) == "7 2 27");
}

TEST_CASE("a rule that changes keeps its phase, and one that begins anew has its own") {
    Rule changed = rule_for("other sat", november(7));
    changed.when.from = november(10);
    changed.starts = hours{7};
    CHECK(days_of(changed, november(1), november(30)) == "21");
    changed.anchor = changed.when.from;
    CHECK(days_of(changed, november(1), november(30)) == "14 28");
}

TEST_CASE("a week that counts goes from Monday to Sunday") {
    const Rule rule = rule_for("other mon,sun", november(8));
    CHECK(days_of(rule, november(1), november(30)) == "8 16 22 30");
}

TEST_CASE("the nth weekday of a month is counted from its first day") {
    const Day from = day(2026, 1, 1);
    CHECK(days_of(rule_for("first sun", from), november(1), november(30)) == "1");
    CHECK(days_of(rule_for("first sat", from), november(1), november(30)) == "7");
    CHECK(days_of(rule_for("first,third sat", from), november(1), november(30)) == "7 21");
    CHECK(days_of(rule_for("fourth sun", from), november(1), november(30)) == "22");
    CHECK(days_of(rule_for("fifth sun", from), november(1), november(30)) == "29");
    CHECK(days_of(rule_for("fifth sat", from), november(1), november(30)) == "");
    CHECK(days_of(rule_for("second sat of the month", from), day(2026, 12, 1), day(2027, 1, 31)) == "12 9");
}

TEST_CASE("the last weekday of a month is one that no other of that month follows") {
    const Rule sunday = rule_for("last sun", day(2026, 1, 1));
    CHECK(days_of(sunday, november(1), day(2027, 3, 31)) == "29 27 31 28 28");
    CHECK(days_of(rule_for("last thu", day(2026, 1, 1)), day(2026, 12, 1), day(2026, 12, 31)) == "31");
    CHECK(days_of(rule_for("fourth,last fri", day(2026, 1, 1)), november(1), day(2027, 1, 31)) == "27 25 22 29");
}

TEST_CASE("in February the fourth weekday is the last, but for one in a leap year") {
    const Rule fourth = rule_for("fourth sun", day(2026, 1, 1));
    const Rule last = rule_for("last sun", day(2026, 1, 1));
    CHECK(days_of(fourth, day(2027, 2, 1), day(2027, 2, 28)) == "28");
    CHECK(days_of(last, day(2027, 2, 1), day(2027, 2, 28)) == "28");
    CHECK(days_of(rule_for("fifth sun", day(2026, 1, 1)), day(2027, 2, 1), day(2027, 2, 28)) == "");
    CHECK(days_of(rule_for("fourth tue", day(2026, 1, 1)), day(2028, 2, 1), day(2028, 2, 29)) == "22");
    CHECK(days_of(rule_for("last tue", day(2026, 1, 1)), day(2028, 2, 1), day(2028, 2, 29)) == "29");
    CHECK(days_of(rule_for("fifth tue", day(2026, 1, 1)), day(2028, 2, 1), day(2028, 2, 29)) == "29");
}

TEST_CASE("a rule that happens once falls on its first day alone") {
    CHECK(days_of(rule_for("once", november(26)), november(1), day(2027, 12, 31)) == "26");
}

TEST_CASE("the next day of a rule may be the day asked about, and is never before the rule") {
    const Rule rule = rule_for("sat", november(10));
    CHECK(next_day(rule, november(1)) == november(14));
    CHECK(next_day(rule, november(14)) == november(14));
    CHECK(next_day(rule, november(15)) == november(21));
    CHECK(next_day(rule_for("8 weeks on sat", november(7)), november(8)) == day(2027, 1, 2));
    CHECK(next_day(rule_for("fifth sun", november(1)), november(30)) == day(2027, 1, 31));
    CHECK(next_day(rule_for("once", november(26)), november(1)) == november(26));
}

TEST_CASE("a rule that never yields a session again has no next day") {
    Rule ended = rule_for("sat", november(1));
    ended.when.until = november(14);
    CHECK(next_day(ended, november(1)) == november(7));
    CHECK_FALSE(next_day(ended, november(8)));
    CHECK_FALSE(next_day(rule_for("once", november(26)), november(27)));
    Rule empty = rule_for("day", november(1));
    empty.when.until = november(1);
    CHECK_FALSE(next_day(empty, november(1)));
    Rule too_short = rule_for("fifth sat", november(1));
    too_short.when.until = november(30);
    CHECK_FALSE(next_day(too_short, november(1)));
}

TEST_CASE("a schedule hands out the sessions of its days, both ends included, the earliest first") {
    const Schedule schedule({rule_for("sat", november(1)), rule_for("tue,sat", november(1), hours{5})}, {}, greenwich);
    CHECK(starts_of(schedule.between(november(7), november(14))) ==
          "11-07T05:00 11-07T06:00 11-10T05:00 11-14T05:00 11-14T06:00");
    CHECK(schedule.between(november(8), november(9)).empty());
    CHECK(schedule.between(november(14), november(7)).empty());
}

TEST_CASE("a session lasts as long as its rule says") {
    Rule rule = rule_for("sat", november(1));
    rule.length = minutes{90};
    const Schedule schedule({rule}, {}, greenwich);
    const auto session = schedule.between(november(7), november(7)).at(0);
    CHECK(session.start.instant() == utc(at(november(7), 6)));
    CHECK(session.end == utc(at(november(7), 7, 30)));
    CHECK(session.day() == november(7));
    CHECK(session.rule->length == minutes{90});
    CHECK_FALSE(session.cancelled());
    CHECK_FALSE(session.moved());
}

TEST_CASE("a cancelled session is still handed out") {
    const Schedule schedule({rule_for("sat", november(1))}, {cancellation(at(november(14), 6), "ice")}, greenwich);
    const auto sessions = schedule.between(november(1), november(30));
    CHECK(starts_of(sessions) == "11-07T06:00 11-14T06:00c 11-21T06:00 11-28T06:00");
    CHECK(sessions.at(1).change->reason == "ice");
}

TEST_CASE("a change of a session that no rule makes changes nothing") {
    const Schedule schedule({rule_for("sat", november(1))},
                            {cancellation(at(november(14), 7)), cancellation(at(november(13), 6)),
                             move_of(at(november(12), 6), at(november(15), 6))},
                            greenwich);
    CHECK(starts_of(schedule.between(november(9), november(15))) == "11-14T06:00");
}

TEST_CASE("a session that is moved lies on its new day, and is named by the old") {
    const Schedule schedule({rule_for("sat", november(1))}, {move_of(at(november(14), 6), at(november(13), 18))},
                            greenwich);
    const auto sessions = schedule.between(november(9), november(15));
    REQUIRE(starts_of(sessions) == "11-13T18:00");
    CHECK(sessions[0].moved());
    CHECK_FALSE(sessions[0].cancelled());
    CHECK(sessions[0].planned == at(november(14), 6));
    CHECK(sessions[0].end == utc(at(november(13), 19)));
    CHECK(schedule.name(sessions[0]) == "2026-11-14");
}

TEST_CASE("a session may move within its day") {
    const Schedule schedule({rule_for("sat", november(1))}, {move_of(at(november(14), 6), at(november(14), 18))},
                            greenwich);
    CHECK(starts_of(schedule.between(november(14), november(14))) == "11-14T18:00");
}

TEST_CASE("a session that moves to another week is in that week alone, wherever it is asked for") {
    const Schedule schedule(
        {rule_for("sat", november(1))},
        {move_of(at(november(14), 6), at(november(18), 6)), move_of(at(november(28), 6), at(november(19), 6))},
        greenwich);
    CHECK(schedule.between(november(9), november(15)).empty());
    CHECK(starts_of(schedule.between(november(16), november(22))) == "11-18T06:00 11-19T06:00 11-21T06:00");
    CHECK(starts_of(schedule.between(november(18), november(18))) == "11-18T06:00");
    CHECK(schedule.between(november(23), november(29)).empty());
    CHECK(starts_of(schedule.between(november(9), november(30))) == "11-18T06:00 11-19T06:00 11-21T06:00");
}

TEST_CASE("a session that was moved can be cancelled, and keeps where it was moved to") {
    auto change = move_of(at(november(14), 6), at(november(18), 18));
    change.cancelled = true;
    const Schedule schedule({rule_for("sat", november(1))}, {change}, greenwich);
    CHECK(schedule.between(november(9), november(15)).empty());
    const auto sessions = schedule.between(november(16), november(20));
    REQUIRE(starts_of(sessions) == "11-18T18:00c");
    CHECK(sessions[0].moved());
    CHECK(sessions[0].cancelled());
    CHECK_FALSE(session_around(sessions, utc(at(november(18), 18))));
    CHECK(starts_of(schedule.called({november(14), {}})) == "11-18T18:00c");
}

TEST_CASE("sessions are called by the day they were planned for") {
    const Schedule schedule({rule_for("sat", november(1)), rule_for("sat", november(1), hours{18})}, {}, greenwich);
    CHECK(starts_of(schedule.called({november(14), {}})) == "11-14T06:00 11-14T18:00");
    CHECK(starts_of(schedule.called({november(14), hours{18}})) == "11-14T18:00");
    CHECK(schedule.called({november(14), hours{17}}).empty());
    CHECK(schedule.called({november(15), {}}).empty());
}

TEST_CASE("a session that was moved is called by either day, the one it was planned for first") {
    const Schedule schedule(
        {rule_for("tue,sat", november(1))},
        {move_of(at(november(14), 6), at(november(15), 7)), move_of(at(november(17), 6), at(november(21), 9))},
        greenwich);
    CHECK(starts_of(schedule.called({november(14), {}})) == "11-15T07:00");
    CHECK(starts_of(schedule.called({november(14), hours{6}})) == "11-15T07:00");
    CHECK(starts_of(schedule.called({november(15), {}})) == "11-15T07:00");
    CHECK(starts_of(schedule.called({november(15), hours{7}})) == "11-15T07:00");
    CHECK(schedule.called({november(15), hours{6}}).empty());
    CHECK(starts_of(schedule.called({november(21), {}})) == "11-21T06:00");
    CHECK(starts_of(schedule.called({november(21), hours{9}})) == "11-21T09:00");
}

TEST_CASE("cancelled sessions are called too") {
    const Schedule schedule({rule_for("sat", november(1))}, {cancellation(at(november(14), 6))}, greenwich);
    CHECK(starts_of(schedule.called({november(14), {}})) == "11-14T06:00c");
}

TEST_CASE("a session's name has its time only where the rules plan two for that day") {
    const Schedule schedule({rule_for("sat", november(1)), rule_for("first sat", november(1), minutes{18 * 60 + 30})},
                            {cancellation(at(november(7), 18, 30)), move_of(at(november(21), 6), at(november(28), 9))},
                            greenwich);
    std::vector<std::string> names;
    for (const auto& session : schedule.between(november(1), november(30))) names.push_back(schedule.name(session));
    CHECK(names ==
          std::vector<std::string>{"2026-11-07T06:00", "2026-11-07T18:30", "2026-11-14", "2026-11-28", "2026-11-21"});
}

TEST_CASE("every name calls its session") {
    const Schedule schedule({rule_for("sat", november(1)), rule_for("first sat", november(1), hours{18})},
                            {move_of(at(november(21), 6), at(november(28), 9))}, greenwich);
    for (const auto& session : schedule.between(november(1), november(30))) {
        const auto when = parse_session_text(schedule.name(session));
        REQUIRE(when);
        const auto called = schedule.called(*when);
        REQUIRE(called.size() == 1);
        CHECK(called[0] == session);
    }
}

TEST_CASE("two rules that meet in one minute make one session: what happens once stands, else what began first") {
    Rule weekly = rule_for("sat", november(1));
    Rule monthly = rule_for("first sat", november(3));
    Rule feast = rule_for("once", november(7));
    weekly.title = "weekly", monthly.title = "monthly", feast.title = "feast";
    const Schedule both({monthly, weekly}, {}, greenwich);
    REQUIRE(both.between(november(7), november(7)).size() == 1);
    CHECK(both.between(november(7), november(7))[0].rule->title == "weekly");
    CHECK(both.name(both.between(november(7), november(7))[0]) == "2026-11-07");
    const Schedule all({weekly, monthly, feast}, {}, greenwich);
    REQUIRE(all.between(november(7), november(7)).size() == 1);
    CHECK(all.between(november(7), november(7))[0].rule->title == "feast");
    CHECK(all.between(november(14), november(14)).at(0).rule->title == "weekly");
}

TEST_CASE("a rule that was changed still stands before one that began between") {
    Rule changed = rule_for("sat", november(1));
    changed.when.from = november(20);
    changed.title = "old";
    Rule later = rule_for("sat", november(10));
    later.title = "new";
    const Schedule schedule({later, changed}, {}, greenwich);
    CHECK(schedule.between(november(21), november(21)).at(0).rule->title == "old");
}

TEST_CASE("a schedule begins with its first rule, or with a session moved before it") {
    CHECK_FALSE(Schedule({}, {}, greenwich).first_day());
    const std::vector rules{rule_for("sat", november(10)), rule_for("sun", november(3))};
    CHECK(Schedule(rules, {}, greenwich).first_day() == november(3));
    CHECK(Schedule(rules, {move_of(at(november(8), 6), at(november(2), 6))}, greenwich).first_day() == november(2));
    CHECK(Schedule(rules, {cancellation(at(november(8), 6))}, greenwich).first_day() == november(3));
}

TEST_CASE("clock changes leave a session's wall time where it is") {
    const Schedule schedule({rule_for("sun", day(2026, 1, 1))}, {}, berlin);
    for (const Day sunday : {day(2026, 3, 22), day(2026, 3, 29), day(2026, 10, 18), day(2026, 10, 25)}) {
        CAPTURE(iso(sunday));
        const auto session = schedule.between(sunday, sunday).at(0);
        CHECK(session.start.local == at(sunday, 6));
        CHECK(session.start.change == ClockChange::none);
        CHECK(session.end - session.start.instant() == hours{1});
    }
    const auto starts = [&](Day sunday) { return schedule.between(sunday, sunday).at(0).start.instant(); };
    CHECK(starts(day(2026, 3, 29)) - starts(day(2026, 3, 22)) == hours{7 * 24 - 1});
    CHECK(starts(day(2026, 10, 25)) - starts(day(2026, 10, 18)) == hours{7 * 24 + 1});
}

TEST_CASE("a session in a gap of the clocks begins later and keeps its name") {
    const Schedule schedule({rule_for("sun", day(2026, 1, 1), minutes{150})}, {}, berlin);
    const auto session = schedule.between(day(2026, 3, 29), day(2026, 3, 29)).at(0);
    CHECK(session.planned == at(day(2026, 3, 29), 2, 30));
    CHECK(iso(session.start) == "2026-03-29T03:30:00+02:00");
    CHECK(session.start.change == ClockChange::skipped);
    CHECK(session.end - session.start.instant() == hours{1});
    CHECK_FALSE(session.moved());
    CHECK(schedule.called({day(2026, 3, 29), minutes{150}}).size() == 1);
}

TEST_CASE("a session that a gap of the clocks carries over midnight is in the schedule once") {
    // In Nuuk, on 28 March 2026, midnight came after 23:00.
    const auto nuuk = [](const std::string& name) {
        return Zone{name, [](Instant moment) {
                        return std::chrono::seconds{hours{moment < utc(at(day(2026, 3, 29), 1)) ? -2 : -1}};
                    }};
    };
    const Schedule schedule({rule_for("sat", day(2026, 3, 1), minutes{23 * 60 + 15})}, {}, nuuk);
    const auto starts = [&](Day first, Day last) { return starts_of(schedule.between(first, last)); };
    CHECK(starts(day(2026, 3, 28), day(2026, 3, 28)) == "");
    CHECK(starts(day(2026, 3, 29), day(2026, 3, 29)) == "03-29T00:15");
    CHECK(starts(day(2026, 3, 23), day(2026, 3, 29)) == "03-29T00:15");
    CHECK(starts(day(2026, 3, 29), day(2026, 4, 4)) == "03-29T00:15 04-04T23:15");
    CHECK(starts(day(2026, 3, 21), day(2026, 3, 28)) == "03-21T23:15");
}

TEST_CASE("of an hour that comes twice a session takes the first") {
    const Schedule schedule({rule_for("sun", day(2026, 1, 1), minutes{150})}, {}, berlin);
    const auto session = schedule.between(day(2026, 10, 25), day(2026, 10, 25)).at(0);
    CHECK(iso(session.start) == "2026-10-25T02:30:00+02:00");
    CHECK(session.start.change == ClockChange::repeated);
}

TEST_CASE("each rule keeps the clocks of its own zone, and order is that of the moments") {
    Rule here = rule_for("sat", november(1));
    Rule there = rule_for("sat", november(1), hours{7});
    there.zone = "Asia/Tokyo";
    const auto zones = [](const std::string& name) {
        return Zone{name, [east = name == "Asia/Tokyo"](Instant) { return std::chrono::seconds{hours{east ? 9 : 0}}; }};
    };
    const Schedule schedule({here, there}, {}, zones);
    CHECK(starts_of(schedule.between(november(7), november(7))) == "11-07T07:00 11-07T06:00");
}

TEST_CASE("a zone that nobody knows is an error where its sessions are asked for") {
    const auto none = [](const std::string& name) -> Zone { throw Error("There is no zone " + name + "."); };
    const Schedule schedule({rule_for("sat", november(1))}, {}, none);
    CHECK(schedule.between(november(1), november(6)).empty());
    CHECK_THROWS_AS(schedule.between(november(1), november(7)), Error);
}

TEST_CASE("rules clash where a session of one begins before one of the other is over") {
    Rule is_long = rule_for("sat", november(1));
    is_long.length = minutes{90};
    const std::vector others{is_long};
    const auto clash = [&](const Rule& rule) {
        const auto found = first_clash(rule, others, november(1));
        if (found) CHECK(found->other == others.data());
        return found ? iso(found->day) : "";
    };
    CHECK(clash(rule_for("sat", november(8), hours{7})) == "2026-11-14");
    CHECK(clash(rule_for("sat", november(8), hours{5} + minutes{30})) == "2026-11-14");
    CHECK(clash(rule_for("sat", november(8))) == "2026-11-14");
    CHECK(clash(rule_for("sat", november(8), minutes{450})) == "");
    CHECK(clash(rule_for("sat", november(8), hours{5})) == "");
    CHECK(clash(rule_for("sun", november(8), hours{6})) == "");
    CHECK(clash(rule_for("once", november(14), hours{7})) == "2026-11-14");
    CHECK(clash(rule_for("once", november(15), hours{7})) == "");
    CHECK(clash(rule_for("first sat", day(2027, 10, 1), hours{7})) == "2027-10-02");
    CHECK(clash(rule_for("first sat", day(2029, 1, 1), hours{7})) == "");
}

TEST_CASE("a clash is looked for from a day on, while both rules hold") {
    Rule rule = rule_for("sat", november(1), hours{6} + minutes{30});
    const std::vector others{rule_for("other sat", november(7))};
    const auto first = [&](Day from) {
        const auto found = first_clash(rule, others, from);
        return found ? iso(found->day) : "";
    };
    CHECK(first(november(1)) == "2026-11-07");
    CHECK(first(november(7)) == "2026-11-07");
    CHECK(first(november(8)) == "2026-11-21");
    rule.when.until = november(21);
    CHECK(first(november(8)) == "");
    rule.when.until.reset();
    auto ended = others;
    ended[0].when.until = november(20);
    CHECK_FALSE(first_clash(rule, ended, november(8)));
    CHECK_FALSE(first_clash(rule, {}, november(1)));
}

TEST_CASE("rules clash over midnight too") {
    const Rule late = rule_for("fri", november(1), hours{23} + minutes{30});
    const Rule early = rule_for("sat", november(1), minutes{15});
    const auto first = [](const Rule& rule, const Rule& other) {
        const auto found = first_clash(rule, std::vector{other}, november(1));
        return found ? iso(found->day) : "";
    };
    CHECK(first(late, early) == "2026-11-06");
    CHECK(first(early, late) == "2026-11-07");
    CHECK(first(late, rule_for("sat", november(1), minutes{30})) == "");
    CHECK(first(rule_for("sun", november(1), hours{23} + minutes{30}), rule_for("mon", november(1), minutes{0})) ==
          "2026-11-01");
}

TEST_CASE("the rule that is clashed with is told") {
    const std::vector others{rule_for("sun", november(1)), rule_for("tue,sat", november(1), hours{5} + minutes{30}),
                             rule_for("sat", november(1))};
    const auto found = first_clash(rule_for("sat", november(1)), others, november(1));
    REQUIRE(found);
    CHECK(found->other == &others[1]);
    CHECK(found->day == november(7));
}

TEST_CASE("a run belongs to a session from half an hour before it until its end") {
    const Schedule schedule({rule_for("sat", november(1))}, {}, greenwich);
    const auto sessions = schedule.between(november(1), november(30));
    const auto around = [&](LocalTime start) {
        const auto* session = session_around(sessions, utc(start));
        return session ? iso(session->planned) : "none";
    };
    CHECK(around(at(november(14), 5, 29, 59)) == "none");
    CHECK(around(at(november(14), 5, 30)) == "2026-11-14T06:00:00");
    CHECK(around(at(november(14), 6)) == "2026-11-14T06:00:00");
    CHECK(around(at(november(14), 7)) == "2026-11-14T06:00:00");
    CHECK(around(at(november(14), 7, 0, 1)) == "none");
    CHECK_FALSE(session_around({}, utc(at(november(14), 6))));
}

TEST_CASE("of two sessions around a run the nearer start has it") {
    Rule is_long = rule_for("sat", november(1));
    is_long.length = hours{3};
    const Schedule schedule({is_long, rule_for("sat", november(1), hours{8})}, {}, greenwich);
    const auto sessions = schedule.between(november(14), november(14));
    const auto around = [&](LocalTime start) { return iso(session_around(sessions, utc(start))->planned); };
    CHECK(around(at(november(14), 6, 59)) == "2026-11-14T06:00:00");
    CHECK(around(at(november(14), 7, 29)) == "2026-11-14T06:00:00");
    CHECK(around(at(november(14), 7, 31)) == "2026-11-14T08:00:00");
    CHECK(around(at(november(14), 8, 59)) == "2026-11-14T08:00:00");
}

TEST_CASE("a run belongs to no cancelled session, and to a moved one where it takes place") {
    const Schedule schedule({rule_for("sat", november(1)), rule_for("sat", november(1), minutes{375})},
                            {cancellation(at(november(14), 6)), move_of(at(november(21), 6), at(november(22), 9))},
                            greenwich);
    const auto sessions = schedule.between(november(1), november(30));
    const auto around = [&](LocalTime start) {
        const auto* session = session_around(sessions, utc(start));
        return session ? iso(session->planned) : "none";
    };
    CHECK(around(at(november(14), 5, 40)) == "none");
    CHECK(around(at(november(14), 6)) == "2026-11-14T06:15:00");
    CHECK(around(at(november(21), 5, 40)) == "none");
    CHECK(around(at(november(22), 9)) == "2026-11-21T06:00:00");
}

TEST_CASE("how a session is kept can be read back") {
    for (const LocalTime planned :
         {at(november(21), 6), at(november(21), 0), at(november(21), 23, 59), at(november(21), 6, 0, 30)}) {
        const auto when = parse_session_text(session_text(planned));
        REQUIRE(when);
        REQUIRE(when->time);
        CHECK(LocalTime{when->day} + *when->time == planned);
    }
    CHECK(session_text(at(november(21), 6)) == "2026-11-21T06:00");
    CHECK(parse_session_text("2026-11-21") == When{november(21), {}});
}

TEST_CASE("what is no session's text is nothing") {
    for (const std::string_view text : {"", "sat", "2026-11-31", "2026-11-21T", "2026-11-21T6:00", "2026-11-21T24:00",
                                        "2026-11-21T06:00Z", "momma/2026-11-21", "2026-11-21T06:00 "}) {
        CAPTURE(text);
        CHECK_FALSE(parse_session_text(text));
    }
}

} // namespace runlog
