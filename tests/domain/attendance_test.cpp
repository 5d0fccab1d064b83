#include "runlog/domain/attendance.hpp"

#include "group_story.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using date::days;
using std::chrono::hours;
using test::at;
using test::day;
using test::membership_of;
using test::november;
using test::Story;
using test::terms_of;
using test::told;
using test::utc;

constexpr Metres mile{1609};

/// A group that meets on Tuesdays, Thursdays and Saturdays at six, for an hour, and a member since long ago.
Story trail_with(std::string_view commitment) {
    return Story{}.meets("tue,thu,sat").joins(commitment);
}

/// The Tuesday, Thursday and Saturday of one week; the stories are asked about on Monday the 30th unless they say.
const Day tuesday = november(17);
const Day thursday = november(19);
const Day saturday = november(21);

const LocalTime tuesday_run = at(november(17), 6);
const LocalTime thursday_run = at(november(19), 6);
const LocalTime saturday_run = at(november(21), 6);

bool is_expected(const Story& story, Day day) {
    return story.on(day).expected;
}

/// How many of a week's sessions were asked for: what attendance is a share of.
int expected_in(const Story& story, Day day) {
    const auto week = story.week_of(day);
    return static_cast<int>(
        std::count_if(week.sessions.begin(), week.sessions.end(), [](const auto& one) { return one.expected; }));
}

} // namespace

TEST_CASE("a cancelled session is cancelled before anything else, whatever was run or said") {
    auto story = trail_with("all").cancels(saturday_run, "ice").came(saturday).makes_up(Makeup::day).ran(saturday);
    story.excuses(saturday_run, at(november(20), 12)).is_off(saturday, saturday);
    const auto one = story.on(saturday);
    CHECK(one.presence == Presence::cancelled);
    CHECK_FALSE(one.attended());
    CHECK_FALSE(one.expected);
    CHECK(one.reason == "ice");
    CHECK(trail_with("all").cancels(saturday_run).asked_at(at(november(20), 12)).on(saturday).presence ==
          Presence::cancelled);
}

TEST_CASE("a run that names the session makes one present") {
    const auto one = trail_with("all").came(saturday).on(saturday);
    CHECK(one.presence == Presence::present);
    CHECK(one.expected);
    CHECK(one.run == RunId{1});
    CHECK(trail_with("all").came(saturday, {}).on(saturday).presence == Presence::present);
    CHECK(told(trail_with("all").came(saturday), saturday) == "missed, missed, present");
}

TEST_CASE("a run of the group that day that names no session is at it") {
    auto story = trail_with("all").came(saturday);
    story.runs[0].session.reset();
    CHECK(story.on(saturday).presence == Presence::present);
    story.runs[0].day = november(20);
    CHECK(story.on(saturday).presence == Presence::missed);
}

TEST_CASE("a run of the group that names no session is at none where the day has two") {
    auto story = trail_with("all").meets("sat", 18).came(saturday);
    story.runs[0].session.reset();
    CHECK(told(story, saturday) == "missed, missed, missed, missed");
    CHECK(told(story.cancels(at(saturday, 18)), saturday) == "missed, missed, present, cancelled");
    CHECK(told(story.moves(at(november(20), 6), at(saturday, 9)), saturday) ==
          "missed, missed, present, cancelled"); // no rule plans a session on the 20th
    CHECK(told(story.moves(thursday_run, at(saturday, 9)), saturday) == "missed, missed, missed, cancelled");
}

TEST_CASE("a run of the group that names no session is at none that has not begun") {
    auto story = trail_with("all").came(saturday).asked_at(at(saturday, 5, 59, 59));
    story.runs[0].session.reset();
    CHECK(story.on(saturday).presence == Presence::pending);
    CHECK(story.asked_at(saturday_run).on(saturday).presence == Presence::present);
    auto named = trail_with("all").came(saturday).asked_at(at(saturday, 5));
    CHECK(named.on(saturday).presence == Presence::present);
}

TEST_CASE("a run tagged with another group, or with nothing, is not at the session") {
    auto story = trail_with("all").came(saturday);
    story.runs[0].group = "track";
    CHECK(story.on(saturday).presence == Presence::missed);
    CHECK(trail_with("all").ran(saturday).on(saturday).presence == Presence::missed);
}

TEST_CASE("a run names its session from another day and another week") {
    auto story = trail_with("all");
    story.runs.push_back({RunId{1}, november(24), {}, "momma", When{saturday, hours{6}}, true});
    CHECK(told(story, saturday) == "missed, missed, remote");
    CHECK(told(story, november(24)) == "missed, missed, missed");
}

TEST_CASE("of two sessions on one day a run is at the one it names") {
    auto story = trail_with("all").meets("sat", 18).came(saturday, hours{18});
    CHECK(told(story, saturday) == "missed, missed, missed, present");
    CHECK(told(trail_with("all").meets("sat", 18).came(saturday, {}), saturday) == "missed, missed, missed, missed");
}

TEST_CASE("a run that names a minute is at the session planned for that minute and at no other") {
    CHECK(trail_with("all").came(saturday, hours{7}).on(saturday).presence == Presence::missed);
    auto story = Story{}.meets("sat", 6).meets("sat", 18).joins("all").moves(at(november(14), 6), at(november(16), 6));
    story.runs.push_back({RunId{1}, november(16), {}, "momma", When{november(14), hours{6}}, false});
    CHECK(told(story, november(16)) == "present, missed, missed");
    CHECK(told(story, november(14)) == "missed");
}

TEST_CASE("a moved session is named by its planned start, and judged by the day it took place") {
    auto story = trail_with("all").moves(saturday_run, at(november(22), 9)).came(november(22));
    story.runs[0].session = When{saturday, hours{6}};
    const auto one = story.on(november(22));
    CHECK(one.presence == Presence::present);
    CHECK(one.closes == utc(at(november(23), 10)));
    auto away = trail_with("all").moves(saturday_run, at(november(22), 9)).is_off(saturday, saturday);
    CHECK(away.on(november(22)).presence == Presence::missed);
    CHECK(away.is_off(november(22), november(22)).on(november(22)).presence == Presence::excused);
}

TEST_CASE("who runs elsewhere is remote, by their membership or by the run") {
    CHECK(trail_with("all").is_remote().came(saturday).on(saturday).presence == Presence::remote);
    auto story = trail_with("all").came(saturday);
    story.runs[0].remote = true;
    CHECK(story.on(saturday).presence == Presence::remote);
}

TEST_CASE("of two runs at one session the earlier is the one") {
    auto story = trail_with("all").came(saturday).came(saturday);
    CHECK(story.on(saturday).run == RunId{1});
    story.runs[0].day = november(22);
    CHECK(story.on(saturday).run == RunId{2});
}

TEST_CASE("of two runs of one day at one session the one that was not remote is it, then the shorter") {
    auto story = trail_with("all").came(saturday).came(saturday);
    story.runs[0].remote = true;
    CHECK(story.on(saturday).presence == Presence::present);
    CHECK(story.on(saturday).run == RunId{2});
    std::swap(story.runs[0].run, story.runs[1].run);
    CHECK(story.on(saturday).presence == Presence::present);
    story.runs[0].remote = false;
    story.runs[0].distance = mile;
    story.runs[1].distance = Metres{1000};
    CHECK(story.on(saturday).run == story.runs[1].run);
}

TEST_CASE("of two runs of a day with the group the one too short to count is at the session, the other makes one up") {
    auto story = trail_with("all").needs_at_least(mile).makes_up(Makeup::week);
    story.runs = {{RunId{1}, thursday, Metres{1000}, "momma", {}, false},
                  {RunId{2}, thursday, mile, "momma", {}, false}};
    CHECK(told(story, thursday) == "made up, present, missed");
    std::swap(story.runs[0].run, story.runs[1].run);
    CHECK(told(story, thursday) == "made up, present, missed");
}

TEST_CASE("a run too short to count is at a session all the same, and makes up none") {
    auto story = trail_with("all").needs_at_least(mile).makes_up(Makeup::day).came(tuesday).ran(thursday, Metres{1000});
    story.runs[0].distance = Metres{1000};
    CHECK(told(story.ran(saturday, mile), saturday) == "present, missed, made up");
    CHECK(trail_with("all").needs_at_least(mile).makes_up(Makeup::day).ran(saturday).on(saturday).presence ==
          Presence::missed);
}

TEST_CASE("by default a run of the day makes a session up for remote members only") {
    CHECK(trail_with("all").is_remote().ran(saturday).on(saturday).presence == Presence::made_up);
    CHECK(trail_with("all").is_remote().ran(november(20)).on(saturday).presence == Presence::missed);
    CHECK(trail_with("all").ran(saturday).on(saturday).presence == Presence::missed);
    CHECK(trail_with("all").is_remote().makes_up(std::nullopt).ran(saturday).on(saturday).presence ==
          Presence::made_up);
    CHECK(trail_with("all").is_remote().makes_up(Makeup::none).ran(saturday).on(saturday).presence == Presence::missed);
}

TEST_CASE("a run of the day makes a session up where the group has agreed on it") {
    const auto one = trail_with("all").makes_up(Makeup::day).ran(saturday).on(saturday);
    CHECK(one.presence == Presence::made_up);
    CHECK(one.attended());
    CHECK(one.expected);
    CHECK(one.run == RunId{1});
    CHECK_FALSE(one.keep_by);
    CHECK(trail_with("all").makes_up(Makeup::day).ran(november(20)).on(saturday).presence == Presence::missed);
}

TEST_CASE("any run of the week, Monday to Sunday, makes a session up where the group has agreed on that") {
    for (const unsigned d : {16, 18, 20, 21, 22}) {
        CAPTURE(d);
        auto story = trail_with("all").makes_up(Makeup::week).came(tuesday).came(thursday).ran(november(d));
        CHECK(told(story, saturday) == "present, present, made up");
    }
    for (const unsigned d : {15, 23})
        CHECK(trail_with("all").makes_up(Makeup::week).ran(november(d)).on(saturday).presence == Presence::missed);
}

TEST_CASE("one run makes up one session, that of its own day first and then the earliest") {
    CHECK(told(trail_with("all").makes_up(Makeup::week).ran(saturday), saturday) == "missed, missed, made up");
    CHECK(told(trail_with("all").makes_up(Makeup::week).ran(november(20)), saturday) == "made up, missed, missed");
    CHECK(told(trail_with("all").makes_up(Makeup::week).ran(saturday).ran(saturday), saturday) ==
          "made up, missed, made up");
    CHECK(told(trail_with("all").meets("sat", 18).makes_up(Makeup::day).ran(saturday), saturday) ==
          "missed, missed, made up, missed");
}

TEST_CASE("a run that another session has claimed makes up none") {
    CHECK(told(trail_with("all").makes_up(Makeup::week).came(saturday), saturday) == "missed, missed, present");
    auto elsewhere = trail_with("all").makes_up(Makeup::week).came(saturday);
    elsewhere.runs[0].group = "track";
    CHECK(told(elsewhere, saturday) == "missed, missed, missed");
    auto last_week = trail_with("all").makes_up(Makeup::week).came(tuesday);
    last_week.runs[0].session = When{november(14), hours{6}};
    CHECK(told(last_week, saturday) == "missed, missed, missed");
    CHECK(told(last_week, november(14)) == "missed, missed, present");
}

TEST_CASE("a run goes to a session that told nothing before one that is excused") {
    auto story = trail_with("all").makes_up(Makeup::week).excuses(tuesday_run, at(november(16), 12)).ran(november(20));
    CHECK(told(story, saturday) == "excused, made up, missed");
    CHECK(told(story.ran(november(20)).ran(november(20)), saturday) == "made up, made up, made up");
}

TEST_CASE("a session that has not begun is made up by nothing yet") {
    auto story = Story{}.meets("tue,sat", 6, tuesday).joins("all").makes_up(Makeup::week).ran(november(18));
    story.ran(november(18)).asked_at(at(thursday, 12));
    CHECK(told(story, tuesday) == "made up, pending");
    story.excuses(tuesday_run, at(thursday, 11));
    CHECK(told(story, tuesday) == "made up, pending");
    CHECK(told(story.asked_at(at(saturday, 5, 59, 59)), tuesday) == "made up, pending");
    CHECK(told(story.asked_at(saturday_run), tuesday) == "made up, made up");
    auto today = trail_with("all").makes_up(Makeup::day).ran(saturday).asked_at(at(saturday, 5));
    CHECK(today.on(saturday).presence == Presence::pending);
    CHECK(today.asked_at(saturday_run).on(saturday).presence == Presence::made_up);
}

TEST_CASE("who was not on the roster that day makes up nothing") {
    auto story = Story{}.meets("tue,thu,sat").joins("all", november(18)).makes_up(Makeup::week);
    CHECK(told(story.ran(tuesday).ran(saturday), saturday) == "not expected, made up, made up");
    CHECK(Story{}.meets("sat").makes_up(Makeup::day).ran(saturday).on(saturday).presence == Presence::not_expected);
}

TEST_CASE("an excuse before the start was told beforehand, and one after it was not") {
    const auto excused_at = [](LocalTime announced) {
        return trail_with("all").excuses(saturday_run, announced).on(saturday);
    };
    for (const auto announced : {at(november(1), 0), at(saturday, 6)}) {
        const auto one = excused_at(announced);
        CHECK(one.presence == Presence::excused);
        CHECK(one.beforehand);
        CHECK(one.expected);
        CHECK(one.reason == "travel");
    }
    for (const auto announced : {at(saturday, 6, 0, 1), at(november(29), 0)}) {
        CHECK(excused_at(announced).presence == Presence::excused);
        CHECK_FALSE(excused_at(announced).beforehand);
    }
}

TEST_CASE("an excuse holds for its own session alone") {
    auto story = trail_with("all").meets("sat", 18).excuses(saturday_run, at(november(16), 12));
    CHECK(told(story, saturday) == "missed, missed, excused, missed");
}

TEST_CASE("an excuse that was withdrawn, or is not known yet, excuses nobody") {
    auto story = trail_with("all").excuses(saturday_run, at(november(16), 12), at(november(20), 12));
    CHECK(story.on(saturday).presence == Presence::missed);
    CHECK(story.asked_at(at(november(20), 11, 59)).on(saturday).presence == Presence::excused);
    CHECK(story.asked_at(at(november(20), 12)).on(saturday).presence == Presence::pending);
    CHECK(story.asked_at(at(november(16), 11, 59)).on(saturday).presence == Presence::pending);
}

TEST_CASE("who comes in spite of an excuse was there") {
    CHECK(trail_with("all").excuses(saturday_run, at(november(16), 12)).came(saturday).on(saturday).presence ==
          Presence::present);
    auto made_up = trail_with("all").makes_up(Makeup::day).excuses(saturday_run, at(november(16), 12)).ran(saturday);
    CHECK(made_up.on(saturday).presence == Presence::made_up);
}

TEST_CASE("leave excuses from its first day to its last") {
    auto story = trail_with("all").is_off(november(18), thursday, at(november(18), 12));
    CHECK(told(story, saturday) == "missed, excused, missed");
    CHECK(story.on(thursday).reason == "injury");
    CHECK(story.on(thursday).announced == utc(at(november(18), 12)));
    CHECK(story.on(thursday).beforehand);
    CHECK(told(trail_with("all").is_off(thursday, {}), saturday) == "missed, excused, excused");
}

TEST_CASE("leave from this group alone excuses as well") {
    auto story = trail_with("all").is_off(saturday, saturday);
    story.who.leaves[0].group = "momma";
    CHECK(story.on(saturday).presence == Presence::excused);
}

TEST_CASE("leave is told beforehand where it was announced before the session began") {
    CHECK(trail_with("all").is_off(thursday, saturday, at(saturday, 6)).on(saturday).beforehand);
    CHECK_FALSE(trail_with("all").is_off(thursday, saturday, at(saturday, 6)).on(thursday).beforehand);
    CHECK(trail_with("all").is_off(thursday, saturday, at(saturday, 6)).on(thursday).presence == Presence::excused);
    auto twice = trail_with("all").is_off(saturday, saturday, at(saturday, 12)).is_off(thursday, saturday);
    CHECK(twice.on(saturday).beforehand);
    auto both = trail_with("all").excuses(saturday_run, at(saturday, 12)).is_off(saturday, saturday);
    CHECK(both.on(saturday).beforehand);
    CHECK(both.on(saturday).reason == "travel");
}

TEST_CASE("who told an excuse or leave for somebody is told") {
    auto excused = trail_with("all").excuses(saturday_run, at(november(20), 12));
    CHECK_FALSE(excused.on(saturday).recorded_by);
    excused.who.answers[0].recorded_by = "tanya";
    CHECK(excused.on(saturday).recorded_by == "tanya");
    CHECK_FALSE(excused.on(thursday).recorded_by);
    excused.is_off(thursday, saturday);
    excused.who.leaves[0].recorded_by = "bea";
    CHECK(excused.on(saturday).recorded_by == "tanya");
    CHECK(excused.on(thursday).recorded_by == "bea");
    CHECK_FALSE(excused.came(thursday).on(thursday).recorded_by);
}

TEST_CASE("a reason is that of an excuse, of leave or of a cancellation, and of nothing else") {
    auto moved = trail_with("all").moves(saturday_run, at(november(22), 9));
    moved.changes[0].reason = "hall closed";
    CHECK(moved.on(november(22)).presence == Presence::missed);
    CHECK(moved.on(november(22)).reason == "");
    CHECK_FALSE(moved.on(november(22)).announced);
    CHECK(moved.excuses(saturday_run, at(november(20), 12)).on(november(22)).reason == "travel");
    CHECK(moved.on(november(22)).announced == utc(at(november(20), 12)));
    const auto came = moved.came(saturday).on(november(22));
    CHECK(came.reason == "");
    CHECK_FALSE(came.announced);
}

TEST_CASE("a session that was moved and then cancelled is cancelled where it was moved to") {
    auto story = trail_with("all").moves(saturday_run, at(november(22), 9)).cancels(saturday_run, "ice");
    CHECK(told(story, saturday) == "missed, missed, cancelled");
    const auto one = story.on(november(22));
    CHECK(one.presence == Presence::cancelled);
    CHECK(one.reason == "ice");
    CHECK(one.announced == utc(at(test::first_of_all, 0)));
}

TEST_CASE("leave announced later was not known yet") {
    auto story = trail_with("all").is_off(saturday, saturday, at(november(23), 12));
    CHECK(story.asked_at(at(november(23), 11, 59)).on(saturday).presence == Presence::missed);
    CHECK(story.asked_at(at(november(23), 12)).on(saturday).presence == Presence::excused);
}

TEST_CASE("a session is pending until a day after its end, and missed from then on") {
    auto story = trail_with("all");
    CHECK(story.on(saturday).closes == utc(at(november(22), 7)));
    for (const auto moment : {at(november(16), 0), at(saturday, 6, 30), at(november(22), 6, 59, 59)}) {
        const auto one = story.asked_at(moment).on(saturday);
        CHECK(one.presence == Presence::pending);
        CHECK(one.expected);
    }
    CHECK(story.asked_at(at(november(22), 7)).on(saturday).presence == Presence::missed);
    CHECK(story.on(saturday).expected);
}

TEST_CASE("a group may close its sessions sooner or later") {
    auto story = trail_with("all");
    story.terms = {terms_of({})};
    story.terms[0].grace = hours{0};
    CHECK(story.asked_at(at(saturday, 6, 59, 59)).on(saturday).presence == Presence::pending);
    CHECK(story.asked_at(at(saturday, 7)).on(saturday).presence == Presence::missed);
    story.terms[0].grace = hours{72};
    CHECK(story.asked_at(at(november(24), 6)).on(saturday).presence == Presence::pending);
    CHECK(story.asked_at(at(november(24), 7)).on(saturday).presence == Presence::missed);
}

TEST_CASE("where a run of the week makes a session up it is not missed before the week is over") {
    auto story = Story{}.meets("tue").joins("all").makes_up(Makeup::week);
    CHECK(story.on(tuesday).closes == utc(at(november(23), 0)));
    CHECK(story.asked_at(at(november(22), 23, 59, 59)).on(tuesday).presence == Presence::pending);
    CHECK(story.asked_at(at(november(23), 0)).on(tuesday).presence == Presence::missed);
    story.terms[0].grace = hours{14 * 24};
    CHECK(story.on(tuesday).closes == utc(at(day(2026, 12, 1), 7)));
    CHECK(story.cancels(tuesday_run).on(tuesday).presence == Presence::cancelled);
    auto saturdays = Story{}.meets("sun").joins("all").makes_up(Makeup::week);
    CHECK(saturdays.on(november(22)).closes == utc(at(november(23), 7)));
    CHECK(Story{}.meets("tue").makes_up(Makeup::week).on(tuesday).closes == utc(at(november(18), 7)));
}

TEST_CASE("a pending session is kept by a run of its day, and once it is over by one logged before it closes") {
    auto story = trail_with("all");
    const auto keep_by = [&](LocalTime moment) { return story.asked_at(moment).on(saturday).keep_by; };
    CHECK(keep_by(at(november(16), 0)) == saturday);
    CHECK(keep_by(at(saturday, 7)) == saturday);
    CHECK(keep_by(at(saturday, 7, 0, 1)) == november(22));
    CHECK(keep_by(at(november(22), 6, 59, 59)) == november(22));
    CHECK_FALSE(keep_by(at(november(22), 7)));
    story.terms = {terms_of(Makeup::day)};
    CHECK(keep_by(at(saturday, 7)) == saturday);
    CHECK(keep_by(at(saturday, 23, 59)) == november(22));
    story.terms[0].grace = hours{72};
    CHECK(keep_by(at(saturday, 7)) == saturday);
    CHECK(keep_by(at(saturday, 8)) == november(24));
    story.terms[0].grace = hours{17}; // closes at midnight
    CHECK(keep_by(at(saturday, 8)) == saturday);
}

TEST_CASE("a pending session is kept by a run of its week where that makes it up") {
    auto story = trail_with("all").makes_up(Makeup::week);
    for (const auto moment : {at(november(16), 0), at(saturday, 6, 30), at(saturday, 12), at(november(22), 23)})
        CHECK(story.asked_at(moment).on(saturday).keep_by == november(22));
    CHECK(story.asked_at(at(thursday, 12)).on(tuesday).keep_by == november(22));
    story.terms[0].grace = hours{72};
    CHECK(story.asked_at(at(saturday, 12)).on(saturday).keep_by == november(24));
}

TEST_CASE("a session that goes on past midnight is not kept by a day that is over") {
    auto story = Story{}.meets("fri", 0).joins("all");
    story.rules[0].starts = hours{23} + std::chrono::minutes{30};
    CHECK(story.asked_at(at(november(20), 23, 50)).on(november(20)).keep_by == november(20));
    CHECK(story.asked_at(at(saturday, 0, 10)).on(november(20)).keep_by == saturday);
}

TEST_CASE("only what is pending is to be kept by a day") {
    auto story = trail_with("2/week").came(tuesday).asked_at(at(november(20), 12));
    CHECK(told(story, saturday) == "present, not expected, pending"); // Thursday closed at seven
    CHECK_FALSE(story.on(tuesday).keep_by);
    CHECK_FALSE(story.on(thursday).keep_by);
    CHECK(story.on(saturday).keep_by == saturday);
    CHECK_FALSE(story.excuses(saturday_run, at(november(20), 0)).on(saturday).keep_by);
    CHECK_FALSE(trail_with("1/week").came(tuesday).asked_at(at(november(20), 12)).on(saturday).keep_by);
}

TEST_CASE("a pending session counts among what the week still needs") {
    CHECK(trail_with("all").asked_at(at(november(18), 12)).week_of(tuesday).needs == 2);
    CHECK(trail_with("all").came(tuesday).came(thursday).asked_at(at(november(20), 12)).week_of(tuesday).needs == 1);
    CHECK(trail_with("all").asked_at(at(november(25), 12)).week_of(tuesday).needs == 0);
}

TEST_CASE("somebody who is not on the roster is a guest when they come, and else not expected") {
    const auto guest = Story{}.meets("sat").came(saturday).on(saturday);
    CHECK(guest.presence == Presence::present);
    CHECK_FALSE(guest.expected);
    CHECK(Story{}.meets("sat").on(saturday).presence == Presence::not_expected);
    CHECK(Story{}.meets("sat").asked_at(at(november(18), 0)).on(saturday).presence == Presence::not_expected);
}

TEST_CASE("a member is expected from the day they joined to the day before they left") {
    auto story = Story{}.meets("tue,thu,sat").joins("all", thursday, saturday);
    CHECK(told(story, saturday) == "not expected, missed, not expected");
    CHECK_FALSE(is_expected(story, tuesday));
    CHECK(is_expected(story, thursday));
}

TEST_CASE("who comes only when they promised is missed only when they promised") {
    auto story = trail_with("promised").promises(saturday_run, at(november(20), 12));
    CHECK(told(story, saturday) == "not expected, not expected, missed");
    CHECK(story.on(saturday).promised == utc(at(november(20), 12)));
    CHECK_FALSE(story.on(tuesday).promised);
    CHECK(story.on(saturday).expected);
    CHECK_FALSE(story.on(tuesday).expected);
    CHECK(story.came(saturday).on(saturday).presence == Presence::present);
    CHECK(trail_with("promised").came(saturday).on(saturday).expected);
}

TEST_CASE("a promised session is pending before it closes, and one that was not promised is of no account") {
    auto story = trail_with("promised").promises(saturday_run, at(november(16), 12)).asked_at(at(november(17), 0));
    CHECK(told(story, saturday) == "not expected, not expected, pending");
    CHECK(story.week_of(saturday).needs == 1);
    CHECK(story.on(saturday).keep_by == saturday);
}

TEST_CASE("a promise withdrawn before the start binds nobody, and one withdrawn after it still does") {
    const auto withdrawn_at = [](LocalTime withdrawn) {
        return trail_with("promised").promises(saturday_run, at(november(16), 12), withdrawn).on(saturday);
    };
    CHECK(withdrawn_at(at(november(20), 12)).presence == Presence::not_expected);
    CHECK_FALSE(withdrawn_at(at(november(20), 12)).promised);
    CHECK(withdrawn_at(at(saturday, 5, 59)).presence == Presence::not_expected);
    CHECK(withdrawn_at(at(saturday, 6, 0, 1)).presence == Presence::missed);
    CHECK(withdrawn_at(at(november(22), 12)).presence == Presence::missed);
}

TEST_CASE("a promise given after the start is none") {
    CHECK(trail_with("promised").promises(saturday_run, at(saturday, 6)).on(saturday).presence == Presence::missed);
    CHECK(trail_with("promised").promises(saturday_run, at(saturday, 6, 1)).on(saturday).presence ==
          Presence::not_expected);
}

TEST_CASE("a promise is not known before it was given, and stood until it was withdrawn") {
    auto story = trail_with("promised").promises(saturday_run, at(november(18), 12), at(november(20), 12));
    CHECK(story.asked_at(at(november(18), 11)).on(saturday).presence == Presence::not_expected);
    CHECK(story.asked_at(at(november(19), 12)).on(saturday).presence == Presence::pending);
    CHECK(story.asked_at(at(november(20), 12)).on(saturday).presence == Presence::not_expected);
}

TEST_CASE("who promised and then excused themselves was expected, and told the group") {
    auto story = trail_with("promised").promises(saturday_run, at(november(16), 12), at(november(20), 12));
    const auto one = story.excuses(saturday_run, at(november(20), 12)).on(saturday);
    CHECK(one.presence == Presence::excused);
    CHECK(one.expected);
    CHECK(one.beforehand);
    CHECK(one.promised == utc(at(november(16), 12)));
}

TEST_CASE("a promise that was withdrawn in time stays withdrawn, whatever is excused later") {
    auto story = trail_with("promised").promises(saturday_run, at(november(16), 0), at(november(17), 0));
    CHECK_FALSE(story.on(saturday).expected);
    story.excuses(saturday_run, at(november(25), 0));
    CHECK(story.on(saturday).presence == Presence::excused);
    CHECK_FALSE(story.on(saturday).expected);
    CHECK_FALSE(story.on(saturday).promised);
}

TEST_CASE("an excuse from a session that was not promised is one that nobody waited for") {
    const auto one = trail_with("promised").excuses(saturday_run, at(november(20), 12)).on(saturday);
    CHECK(one.presence == Presence::excused);
    CHECK_FALSE(one.expected);
}

TEST_CASE("of so many a week the latest that were not attended are missed, and no more than the week lacks") {
    CHECK(told(trail_with("2/week").came(tuesday).came(saturday), saturday) == "present, not expected, present");
    CHECK(told(trail_with("2/week").came(tuesday), saturday) == "present, not expected, missed");
    CHECK(told(trail_with("2/week").came(saturday), saturday) == "not expected, missed, present");
    CHECK(told(trail_with("2/week"), saturday) == "not expected, missed, missed");
    CHECK(told(trail_with("1/week").came(tuesday).came(thursday).came(saturday), saturday) ==
          "present, present, present");
    CHECK(told(trail_with("7/week"), saturday) == "missed, missed, missed");
}

TEST_CASE("of so many a week as many are expected as were attended, excused or missed of them") {
    CHECK(expected_in(trail_with("2/week"), saturday) == 2);
    CHECK(expected_in(trail_with("2/week").came(tuesday), saturday) == 2);
    CHECK(expected_in(trail_with("1/week").came(tuesday).came(thursday), saturday) == 2);
    CHECK(expected_in(trail_with("2/week").excuses(tuesday_run, at(november(16), 0)), saturday) == 2);
    auto excused_once_more =
        trail_with("2/week").came(tuesday).came(thursday).excuses(saturday_run, at(november(16), 0));
    CHECK(expected_in(excused_once_more, saturday) == 2);
}

TEST_CASE("of so many a week a promise asks for no session more") {
    const auto promised = [](Story story, LocalTime session) { return story.promises(session, at(november(16), 0)); };
    auto done = promised(trail_with("1/week").came(tuesday), saturday_run);
    CHECK(told(done, saturday) == "present, not expected, not expected");
    CHECK_FALSE(is_expected(done, saturday));
    CHECK(done.asked_at(at(november(18), 12)).week_of(saturday).needs == 0);
    CHECK(told(done, saturday) == "present, not expected, not expected");
    auto broken = promised(trail_with("1/week"), tuesday_run);
    CHECK(told(broken, saturday) == "not expected, not expected, missed");
    CHECK(promised(Story{}.meets("sat").joins("1/week"), saturday_run)
              .asked_at(at(november(18), 12))
              .week_of(saturday)
              .needs == 1);
    CHECK(done.on(saturday).promised == utc(at(november(16), 0)));
}

TEST_CASE("a change of role in the middle of a week asks for nothing more") {
    const auto changed_on = [](unsigned d, std::string_view commitment) {
        auto story = Story{}.meets("mon,tue,wed,thu,fri,sat,sun");
        story.joins(commitment, test::first_of_all, november(d)).joins(commitment, november(d));
        story.who.memberships[1].role = Role::coach;
        return story;
    };
    for (const unsigned d : {16, 17, 19, 21, 22}) {
        CAPTURE(d);
        CHECK(expected_in(changed_on(d, "1/week").came(tuesday), saturday) == 1);
        CHECK(expected_in(changed_on(d, "1/week"), saturday) == 1);
        CHECK(told(changed_on(d, "2/week").came(november(16)).came(november(20)), saturday) ==
              "present, not expected, not expected, not expected, present, not expected, not expected");
    }
}

TEST_CASE("another promise in the middle of a week, or time away between two, takes its share of each") {
    auto story = Story{}.meets("mon,tue,wed,thu,fri,sat,sun");
    story.joins("1/week", test::first_of_all, thursday).joins("2/week", thursday);
    CHECK(expected_in(story, saturday) == 3); // one of the first three days, two of the other four
    story.who.memberships = {membership_of("2/week", test::first_of_all, tuesday),
                             membership_of("2/week", november(18))};
    CHECK(expected_in(story, saturday) == 3); // one of a day, two of five
}

TEST_CASE("a week that cannot be kept any more needs all that it lacks") {
    auto story = trail_with("2/week").asked_at(at(november(20), 12));
    CHECK(told(story, saturday) == "not expected, missed, pending");
    CHECK(story.week_of(saturday).needs == 2);
    CHECK(trail_with("3/week").asked_at(at(november(30), 12)).week_of(saturday).needs == 3);
}

TEST_CASE("nothing is missed while the week can still be kept") {
    const auto at_noon = [](unsigned d) { return told(trail_with("2/week").asked_at(at(november(d), 12)), saturday); };
    CHECK(at_noon(16) == "pending, pending, pending");
    CHECK(at_noon(18) == "not expected, pending, pending");
    CHECK(at_noon(20) == "not expected, missed, pending");
    CHECK(at_noon(22) == "not expected, missed, missed");
}

TEST_CASE("what a week of so many still needs shrinks with every session attended") {
    auto story = trail_with("2/week").asked_at(at(november(18), 12));
    CHECK(story.week_of(saturday).needs == 2);
    CHECK(story.came(tuesday).week_of(saturday).needs == 1);
    CHECK(told(story, saturday) == "present, pending, pending");
    CHECK(story.came(thursday).week_of(saturday).needs == 0);
    CHECK(told(story, saturday) == "present, present, not expected");
}

TEST_CASE("an excuse takes one of so many a week") {
    const auto excused = [](Story story) { return story.excuses(tuesday_run, at(november(16), 0)); };
    CHECK(told(excused(trail_with("2/week")), saturday) == "excused, not expected, missed");
    CHECK(told(excused(trail_with("2/week").came(saturday)), saturday) == "excused, not expected, present");
    CHECK(told(excused(trail_with("1/week")), saturday) == "excused, not expected, not expected");
    CHECK(told(excused(excused(trail_with("3/week"))), saturday) == "excused, missed, missed");
}

TEST_CASE("leave takes its share of so many a week, rounded in the group's favour") {
    CHECK(told(trail_with("2/week").is_off(november(16), november(16)), saturday) == "not expected, missed, missed");
    CHECK(told(trail_with("2/week").is_off(november(16), november(18)), saturday) == "excused, missed, missed");
    CHECK(told(trail_with("2/week").is_off(november(16), thursday), saturday) == "excused, excused, missed");
    CHECK(told(trail_with("3/week").is_off(november(18), november(20)), saturday) == "missed, excused, missed");
    CHECK(told(trail_with("2/week").is_off(november(16), november(22)), saturday) == "excused, excused, excused");
    CHECK(expected_in(trail_with("2/week").is_off(november(16), november(22)), saturday) == 0);
}

TEST_CASE("a week asks for no more sessions than are left to attend") {
    CHECK(told(trail_with("2/week").cancels(tuesday_run).cancels(thursday_run), saturday) ==
          "cancelled, cancelled, missed");
    CHECK(told(trail_with("2/week").cancels(tuesday_run).cancels(thursday_run).came(saturday), saturday) ==
          "cancelled, cancelled, present");
    auto story = trail_with("3/week").cancels(tuesday_run).is_off(thursday, thursday);
    CHECK(told(story, saturday) == "cancelled, excused, missed");
    CHECK(told(trail_with("2/week").cancels(tuesday_run).cancels(thursday_run).cancels(saturday_run), saturday) ==
          "cancelled, cancelled, cancelled");
}

TEST_CASE("so many a week are asked in proportion of who was on the roster for part of it") {
    CHECK(told(Story{}.meets("tue,thu,sat").joins("2/week", saturday), saturday) ==
          "not expected, not expected, missed");
    CHECK(told(Story{}.meets("tue,thu,sat").joins("3/week", november(18)), saturday) == "not expected, missed, missed");
}

TEST_CASE("a promise changed within a week holds for its own days") {
    auto story = Story{}.meets("tue,thu,sat").joins("all", november(1), thursday).joins("promised", thursday);
    CHECK(told(story, saturday) == "missed, not expected, not expected");
}

TEST_CASE("made up sessions count towards so many a week") {
    auto story = trail_with("2/week").makes_up(Makeup::week).came(saturday).ran(november(20));
    CHECK(told(story, saturday) == "made up, not expected, present");
}

TEST_CASE("the terms of a session are those of its day") {
    auto story = trail_with("all").ran(tuesday).ran(saturday);
    story.terms = {terms_of(Makeup::day, november(1), thursday), terms_of(Makeup::none, thursday)};
    story.terms[0].grace = hours{1};
    story.terms[1].grace = hours{2};
    CHECK(told(story, saturday) == "made up, missed, missed");
    CHECK(story.on(tuesday).closes == utc(at(tuesday, 8)));
    CHECK(story.on(saturday).closes == utc(at(saturday, 9)));
}

TEST_CASE("the time until a session closes is said in hours or days, two weeks at most") {
    const std::vector<std::pair<std::string_view, hours>> readings{{"24h", hours{24}},  {"36h", hours{36}},
                                                                   {"2d", hours{48}},   {"0h", hours{0}},
                                                                   {"14d", hours{336}}, {"336h", hours{336}}};
    for (const auto& [text, meant] : readings) {
        CAPTURE(text);
        CHECK(parse_grace(text) == meant);
    }
    for (const std::string_view text : {"", "h", "d", "24", "15d", "337h", "2w", "-1h", "1.5d", "24 hours please",
                                        "24hh", "d2", "999999999999h", "4294967297d"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_grace(text), doctest::Contains("is no length of time for that"), Error);
        CHECK(test::hint_of([&] { parse_grace(text); }) == "Write it like 24h or 2d, at most 14d.");
    }
}

TEST_CASE("where nothing is agreed the usual terms hold") {
    std::vector<Terms> terms{terms_of(Makeup::week, november(10), november(20))};
    terms[0].quorum = 5;
    CHECK(terms_on(terms, november(10)).quorum == 5);
    CHECK(terms_on(terms, november(19)).makeup == Makeup::week);
    for (const Day outside : {november(9), november(20)}) {
        CHECK(terms_on(terms, outside).quorum == Terms::usual_quorum);
        CHECK(terms_on(terms, outside).grace == hours{24});
        CHECK_FALSE(terms_on(terms, outside).makeup);
    }
}

TEST_CASE("a membership holds from its first day to the one before its last") {
    const std::vector memberships{membership_of("all", november(3), november(10)),
                                  membership_of("2/week", november(10))};
    CHECK_FALSE(membership_on(memberships, november(2)));
    CHECK(membership_on(memberships, november(9)) == &memberships[0]);
    CHECK(membership_on(memberships, november(10)) == &memberships[1]);
}

TEST_CASE("a week without sessions has nothing to tell") {
    auto story = Story{}.meets("sat", 6, november(1)).joins("2/week");
    const auto week = story.week_of(day(2026, 10, 21));
    CHECK(week.first == day(2026, 10, 19));
    CHECK(week.sessions.empty());
    CHECK(week.needs == 0);
}

TEST_CASE("an answer stands from its announcement until it is withdrawn") {
    const Answer answer{
        {}, Answer::Kind::excuse, saturday_run, "anna", "", utc(at(november(16), 0)), utc(at(november(18), 0)), {}};
    CHECK_FALSE(answer.stands_at(utc(at(november(15), 23, 59))));
    CHECK(answer.stands_at(utc(at(november(16), 0))));
    CHECK(answer.stands_at(utc(at(november(17), 23, 59))));
    CHECK_FALSE(answer.stands_at(utc(at(november(18), 0))));
}

TEST_CASE("what became of somebody has words, and three of them mean that they did it") {
    const std::vector<std::pair<Presence, std::string_view>> words{
        {Presence::cancelled, "cancelled"}, {Presence::present, "present"},          {Presence::remote, "remote"},
        {Presence::made_up, "made up"},     {Presence::excused, "excused"},          {Presence::pending, "pending"},
        {Presence::missed, "missed"},       {Presence::not_expected, "not expected"}};
    for (const auto& [presence, word] : words) {
        CHECK(to_text(presence) == word);
        const bool did_it =
            presence == Presence::present || presence == Presence::remote || presence == Presence::made_up;
        CHECK(attended(presence) == did_it);
    }
    CHECK(to_text(Answer::Kind::promise) == "promise");
    CHECK(to_text(Answer::Kind::excuse) == "excuse");
}

} // namespace runlog
