#include "group_story.hpp"
#include "runlog/domain/reminder.hpp"

#include <doctest/doctest.h>

/// What a member is told of a session: mostly of Saturday 21 November 2026 from 06:00 to 07:00, which closes a day
/// later.
namespace runlog {

namespace {

using date::weeks;
using std::chrono::hours;
using std::chrono::minutes;
using test::at;
using test::day;
using test::november;
using test::Story;
using test::utc;

const LocalTime saturday = at(november(21), 6);
const std::string upcoming = "upcoming 2026-11-21T06:00";
const std::string log_it = "log_it 2026-11-21T06:00";
const std::string asked_to_promise = "promise 2026-11-21T06:00";

std::vector<SessionReminder> reminders_of(const Story& story) {
    std::vector<SessionReminder> all;
    const Day this_week = week_start(story.today(), date::Monday);
    for (Day first = this_week - weeks{2}; first <= this_week + weeks{1}; first += weeks{1})
        for (const auto& one : session_reminders(story.week_of(first), story.who, story.today(), story.now))
            all.push_back(one);
    return all;
}

std::string told(const std::vector<SessionReminder>& reminders) {
    std::string text;
    for (const auto& one : reminders)
        text += (text.empty() ? "" : ", ") + std::string(to_text(one.kind)) + ' ' +
                session_text(one.session.session.planned);
    return text;
}

/// What the member of a story is told at a moment, `log_it 2026-11-21T06:00`; nothing is empty.
std::string told_at(const Story& story, LocalTime moment) {
    return told(reminders_of(Story(story).asked_at(moment)));
}

/// Since when the only thing told at a moment is due.
Instant due_at(const Story& story, LocalTime moment) {
    const auto reminders = reminders_of(Story(story).asked_at(moment));
    REQUIRE(reminders.size() == 1);
    return reminders.front().due;
}

Story saturdays(std::string_view commitment = "all") {
    return Story{}.meets("sat").joins(commitment);
}

Story three_a_week(std::string_view commitment) {
    return Story{}.meets("tue,thu,sat").joins(commitment, november(16));
}

/// A story whose group lives somewhere else.
std::string told_in(const Zone& zone, const Story& story, Day day, Instant now) {
    const Schedule planned(story.rules, story.changes, [&](const std::string&) { return zone; });
    const Day first = week_start(day, date::Monday);
    const auto week = attendance_of_week(first, planned.between(first, first + date::days{6}), "momma", story.who, {},
                                         story.terms, now);
    return told(session_reminders(week, story.who, date::floor<date::days>(place(zone, now).local), now));
}

/// Two hours ahead of UTC in summer, one in winter.
Zone berlin() {
    return {"Europe/Berlin", [](Instant moment) {
                const bool summer = utc(at(day(2026, 3, 29), 1)) <= moment && moment < utc(at(day(2026, 10, 25), 1));
                return hours{summer ? 2 : 1};
            }};
}

} // namespace

TEST_CASE("a session comes up 24 hours before it, until it begins") {
    const auto story = saturdays();
    CHECK(told_at(story, at(november(20), 5, 59, 59)) == "");
    CHECK(told_at(story, at(november(20), 6)) == upcoming);
    CHECK(told_at(story, at(november(21), 5, 59, 59)) == upcoming);
    CHECK(told_at(story, at(november(21), 6)) == "");
    CHECK(due_at(story, at(november(20), 20)) == utc(at(november(20), 6)));
}

TEST_CASE("a session is to be logged from its end until it closes") {
    const auto story = saturdays();
    CHECK(told_at(story, at(november(21), 6, 59, 59)) == "");
    CHECK(told_at(story, at(november(21), 7)) == log_it);
    CHECK(told_at(story, at(november(22), 6, 59, 59)) == log_it);
    CHECK(told_at(story, at(november(22), 7)) == "");
    CHECK(due_at(story, at(november(21), 20)) == utc(at(november(21), 7)));
}

TEST_CASE("a session closes when the group has agreed that it does") {
    auto late = saturdays();
    late.terms = {test::terms_of({})};
    late.terms[0].grace = hours{48};
    CHECK(told_at(late, at(november(23), 6, 59, 59)) == log_it);
    CHECK(told_at(late, at(november(23), 7)) == "");
    auto at_once = late;
    at_once.terms[0].grace = hours{0};
    CHECK(told_at(at_once, at(november(21), 5)) == upcoming);
    CHECK(told_at(at_once, at(november(21), 7)) == "");
    CHECK(told_at(at_once.is_remote(), at(november(21), 7)) == "");
}

TEST_CASE("a session that the whole week can make up is to be logged until the week is over") {
    const auto story = saturdays().makes_up(Makeup::week);
    CHECK(told_at(story, at(november(22), 23, 59, 59)) == log_it);
    CHECK(told_at(story, at(november(23), 0)) == "");
}

TEST_CASE("who runs elsewhere hears of logging it later, half way to its close") {
    const auto story = saturdays().is_remote();
    CHECK(told_at(story, at(november(20), 6)) == upcoming);
    CHECK(told_at(story, at(november(21), 7)) == "");
    CHECK(told_at(story, at(november(21), 18, 59, 59)) == "");
    CHECK(told_at(story, at(november(21), 19)) == log_it);
    CHECK(told_at(story, at(november(22), 6, 59, 59)) == log_it);
    CHECK(told_at(story, at(november(22), 7)) == "");
    CHECK(due_at(story, at(november(22), 0)) == utc(at(november(21), 19)));
    const auto by_week = saturdays().is_remote().makes_up(Makeup::week);
    CHECK(due_at(by_week, at(november(22), 12)) == utc(at(november(22), 3, 30)));
}

TEST_CASE("nobody is told of a session that they ran") {
    for (const auto& story :
         {saturdays().came(november(21)), saturdays().is_remote().came(november(21)),
          saturdays().makes_up(Makeup::day).ran(november(21)), saturdays().makes_up(Makeup::week).ran(november(17))})
        for (const auto moment : {at(november(21), 7), at(november(21), 20), at(november(22), 6)})
            CHECK(told_at(story, moment) == "");
    CHECK(told_at(saturdays().came(november(21)), at(november(20), 20)) == "");
    CHECK(told_at(saturdays().came(november(14)), at(november(21), 8)) == log_it);
}

TEST_CASE("nobody is told of a session that they are excused from, before or after") {
    const auto before = saturdays().excuses(saturday, at(november(19), 12));
    CHECK(told_at(before, at(november(20), 12)) == "");
    CHECK(told_at(before, at(november(21), 12)) == "");
    const auto after = saturdays().excuses(saturday, at(november(21), 12));
    CHECK(told_at(after, at(november(21), 11)) == log_it);
    CHECK(told_at(after, at(november(21), 12)) == "");
}

TEST_CASE("who comes after all is told again") {
    const auto story = saturdays().excuses(saturday, at(november(19), 12), at(november(20), 12));
    CHECK(told_at(story, at(november(20), 11)) == "");
    CHECK(told_at(story, at(november(20), 12)) == upcoming);
    CHECK(told_at(story, at(november(21), 12)) == log_it);
}

TEST_CASE("an excuse from one session excuses from no other") {
    const auto story = saturdays().excuses(at(november(14), 6), at(november(13), 12));
    CHECK(told_at(story, at(november(14), 12)) == "");
    CHECK(told_at(story, at(november(20), 12)) == upcoming);
}

TEST_CASE("nobody is told of a session that was cancelled, moved before or not") {
    const auto cancelled = saturdays().cancels(saturday, "ice");
    const auto moved_too = saturdays().moves(saturday, at(november(22), 9)).cancels(saturday, "ice");
    for (const auto& story : {cancelled, moved_too})
        for (const auto moment :
             {at(november(20), 12), at(november(21), 12), at(november(22), 8), at(november(22), 12)})
            CHECK(told_at(story, moment) == "");
}

TEST_CASE("a session that was moved is told of when it takes place") {
    const auto story = saturdays().moves(saturday, at(november(22), 9));
    CHECK(told_at(story, at(november(20), 12)) == "");
    CHECK(told_at(story, at(november(21), 8)) == "");
    CHECK(told_at(story, at(november(21), 9)) == upcoming);
    CHECK(told_at(story, at(november(22), 10)) == log_it);
    CHECK(told_at(story, at(november(23), 10)) == "");
    CHECK(due_at(story, at(november(22), 8)) == utc(at(november(21), 9)));
}

TEST_CASE("a session that was moved into another week is told of once") {
    const auto story = saturdays().moves(saturday, at(november(23), 6));
    CHECK(told_at(story, at(november(20), 12)) == "");
    CHECK(told_at(story, at(november(22), 6)) == upcoming);
    CHECK(told_at(story, at(november(23), 12)) == log_it);
}

TEST_CASE("an answer to a session that was moved stays an answer") {
    const auto story = saturdays("promised").moves(saturday, at(november(22), 9));
    CHECK(told_at(story, at(november(20), 9)) == asked_to_promise);
    CHECK(told_at(Story(story).promises(saturday, at(november(19), 12)), at(november(21), 9)) == upcoming);
    CHECK(told_at(Story(story).excuses(saturday, at(november(19), 12)), at(november(21), 9)) == "");
}

TEST_CASE("nobody is told of a session on a day off") {
    const auto story = saturdays().is_off(november(21), november(21));
    for (const auto moment : {at(november(20), 12), at(november(21), 5), at(november(21), 12), at(november(22), 5)})
        CHECK(told_at(story, moment) == "");
}

TEST_CASE("nobody is told anything while on leave") {
    const auto until_friday = saturdays().is_off(november(18), november(20));
    CHECK(told_at(until_friday, at(november(20), 23, 59, 59)) == "");
    CHECK(told_at(until_friday, at(november(21), 0)) == upcoming);
    CHECK(due_at(until_friday, at(november(21), 0)) == utc(at(november(20), 6)));
    const auto from_sunday = saturdays().is_off(november(22), {});
    CHECK(told_at(from_sunday, at(november(21), 23, 59, 59)) == log_it);
    CHECK(told_at(from_sunday, at(november(22), 0)) == "");
    const auto promised = saturdays("promised").is_off(november(18), november(20));
    CHECK(told_at(promised, at(november(20), 12)) == "");
    CHECK(told_at(promised, at(november(21), 0)) == asked_to_promise);
}

TEST_CASE("whether somebody is on leave goes by their own clocks") {
    const Zone tokyo{"Asia/Tokyo", [](Instant) { return hours{9}; }};
    auto story = Story{}.meets("sun").joins("all").is_off(november(18), november(21));
    const std::string sunday = "upcoming 2026-11-22T06:00";
    CHECK(told_in(tokyo, story, november(22), utc(at(november(21), 14, 59, 59))) == "");
    CHECK(told_in(tokyo, story, november(22), utc(at(november(21), 15))) == sunday);
    CHECK(told_in(tokyo, story, november(22), utc(at(november(21), 20, 59, 59))) == sunday);
    CHECK(told_in(tokyo, story, november(22), utc(at(november(21), 21))) == "");
}

TEST_CASE("24 hours are 24 hours where the clocks change in between") {
    const auto story = Story{}.meets("sun").joins("all");
    const Day spring = day(2026, 3, 29);
    CHECK(told_in(berlin(), story, spring, utc(at(day(2026, 3, 28), 3, 59, 59))) == "");
    CHECK(told_in(berlin(), story, spring, utc(at(day(2026, 3, 28), 4))) == "upcoming 2026-03-29T06:00");
    CHECK(told_in(berlin(), story, spring, utc(at(spring, 4))) == "");
    CHECK(told_in(berlin(), story, spring, utc(at(spring, 5))) == "log_it 2026-03-29T06:00");
    const Day autumn = day(2026, 10, 25);
    CHECK(told_in(berlin(), story, autumn, utc(at(day(2026, 10, 24), 4, 59, 59))) == "");
    CHECK(told_in(berlin(), story, autumn, utc(at(day(2026, 10, 24), 5))) == "upcoming 2026-10-25T06:00");
    CHECK(told_in(berlin(), story, autumn, utc(at(autumn, 5))) == "");
}

TEST_CASE("who is not in the group on the day of a session is told nothing of it") {
    const auto guest = Story{}.meets("sat").promises(saturday, at(november(18), 12));
    CHECK(told_at(guest, at(november(20), 12)) == "");
    CHECK(told_at(guest, at(november(21), 12)) == "");
    const auto until = [](Day day) { return Story{}.meets("sat").joins("all", test::first_of_all, day); };
    CHECK(told_at(until(november(21)), at(november(20), 12)) == "");
    CHECK(told_at(until(november(22)), at(november(20), 12)) == upcoming);
    CHECK(told_at(until(november(22)), at(november(22), 5)) == log_it);
    const auto from = [](Day day) { return Story{}.meets("sat").joins("all", day); };
    CHECK(told_at(from(november(21)), at(november(20), 12)) == upcoming);
    CHECK(told_at(from(november(22)), at(november(20), 12)) == "");
    CHECK(told_at(from(november(22)), at(november(22), 5)) == "");
}

TEST_CASE("the commitment and place that hold on the day of the session count, not those of today") {
    auto story = Story{}.meets("sat").joins("promised", test::first_of_all, november(21)).joins("all", november(21));
    CHECK(told_at(story, at(november(20), 12)) == upcoming);
    story.who.memberships[1].remote = true;
    CHECK(told_at(story, at(november(21), 12)) == "");
    CHECK(told_at(story, at(november(21), 19)) == log_it);
    CHECK(told_at(story, at(november(13), 12)) == "promise 2026-11-14T06:00");
}

TEST_CASE("who comes to what they promise is asked 48 hours before, until it begins") {
    const auto story = saturdays("promised");
    CHECK(told_at(story, at(november(19), 5, 59, 59)) == "");
    CHECK(told_at(story, at(november(19), 6)) == asked_to_promise);
    CHECK(told_at(story, at(november(20), 12)) == asked_to_promise);
    CHECK(told_at(story, at(november(21), 5, 59, 59)) == asked_to_promise);
    CHECK(told_at(story, at(november(21), 6)) == "");
    CHECK(told_at(story, at(november(21), 12)) == "");
    CHECK(due_at(story, at(november(20), 12)) == utc(at(november(19), 6)));
}

TEST_CASE("who promised is told of the session like anybody who is expected") {
    const auto story = saturdays("promised").promises(saturday, at(november(18), 12));
    CHECK(told_at(story, at(november(19), 12)) == "");
    CHECK(told_at(story, at(november(20), 5, 59, 59)) == "");
    CHECK(told_at(story, at(november(20), 6)) == upcoming);
    CHECK(told_at(story, at(november(21), 6)) == "");
    CHECK(told_at(story, at(november(21), 7)) == log_it);
    CHECK(told_at(story, at(november(22), 7)) == "");
}

TEST_CASE("who answered is not asked again") {
    CHECK(told_at(saturdays("promised").excuses(saturday, at(november(18), 12)), at(november(20), 12)) == "");
    const auto took_back = saturdays("promised").promises(saturday, at(november(18), 12), at(november(19), 12));
    CHECK(told_at(took_back, at(november(20), 12)) == "");
    CHECK(told_at(took_back, at(november(21), 12)) == "");
}

TEST_CASE("who takes an excuse back is asked again, or reminded again") {
    const auto free = saturdays("promised").excuses(saturday, at(november(18), 12), at(november(19), 12));
    CHECK(told_at(free, at(november(20), 12)) == asked_to_promise);
    const auto all = saturdays().excuses(saturday, at(november(18), 12), at(november(19), 12));
    CHECK(told_at(all, at(november(20), 12)) == upcoming);
}

TEST_CASE("who took a promise of so many a week back is not asked whether they came") {
    const auto story = three_a_week("1/week");
    const LocalTime tuesday = at(november(17), 6);
    CHECK(told_at(Story(story).promises(tuesday, at(november(15), 12)), at(november(17), 12)) ==
          "log_it 2026-11-17T06:00, promise 2026-11-19T06:00");
    CHECK(told_at(Story(story).promises(tuesday, at(november(15), 12), at(november(16), 12)), at(november(17), 12)) ==
          "promise 2026-11-19T06:00");
}

TEST_CASE("what was promised beyond so many a week is to be logged too") {
    const auto story = three_a_week("1/week").came(november(17)).promises(saturday, at(november(18), 12));
    CHECK(told_at(story, at(november(21), 12)) == log_it);
    CHECK(told_at(Story(story).came(november(21)), at(november(21), 12)) == "");
}

TEST_CASE("an earlier commitment of the week makes no later session needed") {
    auto story = three_a_week("all");
    story.who.memberships.front().when.until = november(18);
    story.joins("1/week", november(18));
    CHECK(told_at(story, at(november(18), 6, 30)) == "log_it 2026-11-17T06:00, promise 2026-11-19T06:00");
}

TEST_CASE("an answer to one session is none to another") {
    const auto story = saturdays("promised").promises(at(november(28), 6), at(november(18), 12));
    CHECK(told_at(story, at(november(20), 12)) == asked_to_promise);
}

TEST_CASE("who promised all is not asked, and is told once of what they promise besides") {
    CHECK(told_at(saturdays(), at(november(19), 12)) == "");
    const auto story = saturdays().promises(saturday, at(november(18), 12));
    CHECK(told_at(story, at(november(19), 12)) == "");
    CHECK(told_at(story, at(november(20), 12)) == upcoming);
}

TEST_CASE("of so many a week each is for the member to say while more are left than are needed") {
    const auto story = three_a_week("2/week");
    CHECK(told_at(story, at(november(15), 5, 59)) == "");
    CHECK(told_at(story, at(november(15), 6)) == "promise 2026-11-17T06:00");
    CHECK(told_at(story, at(november(16), 12)) == "promise 2026-11-17T06:00");
    CHECK(told_at(Story(story).promises(at(november(17), 6), at(november(15), 12)), at(november(16), 12)) ==
          "upcoming 2026-11-17T06:00");
    const auto came_once = Story(story).came(november(17));
    CHECK(told_at(came_once, at(november(18), 12)) == "promise 2026-11-19T06:00");
}

TEST_CASE("of so many a week each comes up once all that are left are needed") {
    const auto story = three_a_week("2/week");
    CHECK(told_at(story, at(november(17), 12)) == "log_it 2026-11-17T06:00");
    CHECK(told_at(story, at(november(18), 6)) == "log_it 2026-11-17T06:00, upcoming 2026-11-19T06:00");
    CHECK(told_at(story, at(november(18), 12)) == "upcoming 2026-11-19T06:00");
    CHECK(told_at(story, at(november(20), 6)) == "log_it 2026-11-19T06:00, " + upcoming);
    CHECK(told_at(three_a_week("3/week"), at(november(16), 6)) == "upcoming 2026-11-17T06:00");
}

TEST_CASE("a session that is running is one of those that are left") {
    const auto story = three_a_week("1/week");
    CHECK(told_at(story, at(november(19), 6, 59, 59)) == asked_to_promise);
    CHECK(told_at(story, at(november(19), 7)) == "log_it 2026-11-19T06:00");
    CHECK(told_at(story, at(november(20), 6)) == "log_it 2026-11-19T06:00, " + upcoming);
}

TEST_CASE("who has been to so many a week hears no more of that week, but of what they promised") {
    const auto story = three_a_week("2/week").came(november(17)).came(november(19));
    for (const auto moment : {at(november(19), 12), at(november(20), 12), at(november(21), 12)})
        CHECK(told_at(story, moment) == "");
    CHECK(told_at(Story(story).promises(saturday, at(november(18), 12)), at(november(20), 12)) == upcoming);
}

TEST_CASE("an excuse takes from so many a week") {
    const auto story = three_a_week("2/week").came(november(17)).excuses(at(november(19), 6), at(november(18), 12));
    CHECK(told_at(story, at(november(20), 12)) == "");
    CHECK(told_at(three_a_week("2/week").came(november(17)), at(november(20), 12)) == upcoming);
}

TEST_CASE("what two days ask is told in their order") {
    const auto daily = Story{}.meets("day").joins("all");
    CHECK(told_at(daily, at(november(18), 12)) == "log_it 2026-11-18T06:00, upcoming 2026-11-19T06:00");
    CHECK(told_at(daily, at(november(18), 6)) == "log_it 2026-11-17T06:00, upcoming 2026-11-19T06:00");
    const auto twice = Story{}.meets("sat", 6).meets("sat", 18).joins("all");
    CHECK(told_at(twice, at(november(20), 20)) == upcoming + ", upcoming 2026-11-21T18:00");
    CHECK(told_at(twice, at(november(21), 8)) == log_it + ", upcoming 2026-11-21T18:00");
}

} // namespace runlog
