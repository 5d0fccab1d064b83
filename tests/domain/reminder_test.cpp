#include "runlog/domain/reminder.hpp"

#include "diaries.hpp"
#include "group_story.hpp"

#include <doctest/doctest.h>

namespace runlog {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using test::at;
using test::Diary;
using test::november;
using test::Story;
using test::utc;
using test::examples::runs_on;
using test::examples::with_leave;
using test::examples::with_plan;
using test::examples::with_weeks_before;

const Day saturday = november(21);
const Day sunday = november(22);

/// Whether the streak `by` needs a run on `today`.
bool needs(By by, const Diary& diary, Day today = saturday, date::weekday week_begins = date::Monday) {
    return needs_today(test::streak_of(diary, by, today, week_begins), plan_on(diary.promises.plans, today));
}

/// Runs in this week and in the five before it, with a plan of four days a week.
Diary four_a_week(const std::vector<unsigned>& days_of_november) {
    return with_plan(with_weeks_before(runs_on(days_of_november), 5), 4);
}

/// Somebody whose newest missed session closed at a moment.
MissedReport missed_once(MissedState state, Instant closed) {
    MissedReport report;
    report.state = state;
    report.in_a_row = 1;
    report.missed = 1;
    report.missed_sessions.emplace_back().closes = closed;
    return report;
}

const Instant closed = utc(at(november(15), 7));

std::optional<Day> back(const Diary& diary, Day today, std::optional<Day> newest_run = {}) {
    return back_from_leave(diary.promises.leaves, today, newest_run);
}

} // namespace

TEST_CASE("kinds of reminders have words, which are read back") {
    CHECK(to_text(ReminderKind::upcoming) == "upcoming");
    CHECK(to_text(ReminderKind::log_it) == "log_it");
    CHECK(to_text(ReminderKind::streak_at_risk) == "streak_at_risk");
    CHECK(to_text(ReminderKind::missed_you) == "missed_you");
    CHECK(to_text(ReminderKind::welcome_back) == "welcome_back");
    CHECK(to_text(ReminderKind::promise) == "promise");
    CHECK(to_text(ReminderKind::crew) == "crew");
    CHECK(reminder_kinds.size() == 7);
    for (const auto kind : reminder_kinds) CHECK(parse_reminder_kind(to_text(kind)) == kind);
}

TEST_CASE("what is no kind of reminder is refused, and those that there are are named") {
    for (const auto* text : {"", "upcoming ", "Upcoming", "log-it", "log it", "missed", "all"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_reminder_kind(text), Error);
    }
    CHECK(test::hint_of([] { parse_reminder_kind("daily"); }) ==
          "There are: upcoming, log_it, streak_at_risk, missed_you, welcome_back, promise, crew.");
    CHECK_THROWS_WITH(parse_reminder_kind("a\x1b[2Jb"), doctest::Contains("no kind of reminder"));
    try {
        parse_reminder_kind("a\x1b[2Jb");
    } catch (const Error& error) {
        CHECK(std::string_view(error.what()).find('\x1b') == std::string_view::npos);
    }
}

TEST_CASE("quiet hours are read as people write them") {
    const QuietHours night{hours{22}, hours{6} + minutes{30}};
    for (const auto* text : {"22:00-6:30", "22:00-06:30", "10pm-6:30am", "10:00pm-6:30", "22:00 - 6:30"}) {
        CAPTURE(text);
        CHECK(parse_quiet_hours(text) == night);
    }
    CHECK(parse_quiet_hours("12am-6am") == QuietHours{hours{0}, hours{6}});
    CHECK(parse_quiet_hours("13:00-15:00") == QuietHours{hours{13}, hours{15}});
    CHECK(parse_quiet_hours("22:00-0:00") == QuietHours{hours{22}, hours{0}});
}

TEST_CASE("quiet hours are told so that they are read back") {
    CHECK(to_text(QuietHours{hours{22}, hours{6} + minutes{30}}) == "22:00-06:30");
    CHECK(to_text(QuietHours{hours{0}, hours{23} + minutes{59}}) == "00:00-23:59");
}

TEST_CASE("what is no range of hours is refused") {
    for (const auto* text : {"", "-", "22:00", "22:00-", "-6:30", "22:00-25:00", "22:60-6:00", "22:00-6:30-8:00",
                             "22:00/6:30", "night", "mon-fri", "22:00-6:30 on sat", "--"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(parse_quiet_hours(text), Error);
    }
    CHECK(test::hint_of([] { parse_quiet_hours("at night"); }) == "Write it like 22:00-6:30.");
}

TEST_CASE("quiet hours that end when they begin are refused, however they are written") {
    for (const auto* text : {"6:00-06:00", "6am-6:00", "0:00-12am", "22:00-10pm"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS(parse_quiet_hours(text), doctest::Contains("end when they begin"), Error);
    }
}

TEST_CASE("quiet hours hold from their first second up to, not including, their last") {
    const QuietHours noon{hours{13}, hours{15}};
    CHECK(noon.hold_at(hours{13}));
    CHECK(noon.hold_at(hours{15} - seconds{1}));
    CHECK_FALSE(noon.hold_at(hours{15}));
    CHECK_FALSE(noon.hold_at(hours{13} - seconds{1}));
    CHECK_FALSE(noon.hold_at(hours{0}));
    CHECK_FALSE(noon.hold_at(hours{24} - seconds{1}));
}

TEST_CASE("quiet hours may reach over midnight") {
    const QuietHours night{hours{22}, hours{6} + minutes{30}};
    CHECK(night.hold_at(hours{22}));
    CHECK(night.hold_at(hours{24} - seconds{1}));
    CHECK(night.hold_at(hours{0}));
    CHECK(night.hold_at(hours{6} + minutes{30} - seconds{1}));
    CHECK_FALSE(night.hold_at(hours{6} + minutes{30}));
    CHECK_FALSE(night.hold_at(hours{12}));
    CHECK_FALSE(night.hold_at(hours{22} - seconds{1}));
}

TEST_CASE("quiet hours that end at midnight do not hold at midnight") {
    const QuietHours evening{hours{22}, hours{0}};
    CHECK(evening.hold_at(hours{24} - seconds{1}));
    CHECK_FALSE(evening.hold_at(hours{0}));
    CHECK_FALSE(evening.hold_at(hours{22} - seconds{1}));
}

TEST_CASE("whoever wished for nothing hears of everything, else of all but what they turned off") {
    for (const auto kind : reminder_kinds) CHECK(ReminderWishes{}.allow(kind));
    const ReminderWishes wishes{{ReminderKind::streak_at_risk, ReminderKind::crew}, {}};
    for (const auto kind : reminder_kinds) {
        CAPTURE(to_text(kind));
        CHECK(wishes.allow(kind) == (kind != ReminderKind::streak_at_risk && kind != ReminderKind::crew));
    }
}

TEST_CASE("a streak of weeks needs today once each day that is left is needed") {
    CHECK(needs(By::week, four_a_week({17, 19})));
    CHECK_FALSE(needs(By::week, four_a_week({17, 19, 20})));
    CHECK(needs(By::week, four_a_week({17, 19, 20}), sunday));
}

TEST_CASE("a streak that is kept, lost or broken needs nothing today") {
    CHECK_FALSE(needs(By::week, four_a_week({16, 17, 19, 20})));
    CHECK_FALSE(needs(By::week, four_a_week({17})));
    CHECK_FALSE(needs(By::week, with_plan(runs_on({17, 19}), 4)));
    CHECK_FALSE(needs(By::day, runs_on({18, 19})));
    CHECK_FALSE(needs(By::day, runs_on({})));
}

TEST_CASE("whoever ran today has done what today asks") {
    CHECK_FALSE(needs(By::week, four_a_week({17, 19, 21})));
    CHECK(needs(By::week, four_a_week({17, 19, 21}), sunday));
    CHECK_FALSE(needs(By::day, runs_on({19, 20, 21})));
}

TEST_CASE("a run today that is too short has not done what today asks") {
    auto diary = four_a_week({17, 18, 19, 20});
    diary.promises.plans = {test::plan_from(test::examples::long_ago, 7, test::examples::mile)};
    diary.runs.push_back({november(16), {}});
    for (auto& run : diary.runs) run.distance = Metres{5000};
    diary.runs.push_back({saturday, Metres{1200}});
    CHECK(needs(By::day, diary));
    diary.runs.back().distance = Metres{1609};
    CHECK_FALSE(needs(By::day, diary));
}

TEST_CASE("a week's last day is the one that weeks are told by") {
    const auto without_plan = with_weeks_before(runs_on({}), 2);
    CHECK_FALSE(needs(By::week, without_plan, saturday));
    CHECK(needs(By::week, without_plan, sunday));
    CHECK_FALSE(needs(By::week, with_weeks_before(runs_on({}), 2), november(20), date::Sunday));
    auto sunday_weeks = runs_on({8, 9});
    CHECK(needs(By::week, sunday_weeks, saturday, date::Sunday));
}

TEST_CASE("leave takes from what a week needs, and nothing is needed on leave") {
    CHECK(needs(By::week, with_leave(four_a_week({19}), 16, 18)));
    CHECK_FALSE(needs(By::week, with_leave(four_a_week({19, 20}), 16, 18)));
    CHECK_FALSE(needs(By::week, with_leave(four_a_week({17, 19}), 21, 21)));
    CHECK_FALSE(needs(By::day, with_leave(runs_on({18, 19, 20}), 21, 25)));
    CHECK(needs(By::day, with_leave(runs_on({17, 18}), 19, 20)));
}

TEST_CASE("a streak of days is worth a word from two days on") {
    CHECK_FALSE(needs(By::day, runs_on({20})));
    CHECK(needs(By::day, runs_on({19, 20})));
    CHECK(needs(By::day, runs_on({17, 18, 19, 20})));
}

TEST_CASE("who promised themselves fewer than seven days a week owes no single day") {
    for (const int days : {1, 4, 6}) CHECK_FALSE(needs(By::day, with_plan(runs_on({18, 19, 20}), days)));
    CHECK(needs(By::day, with_plan(runs_on({18, 19, 20}), 7)));
}

TEST_CASE("only the plan in force today decides whether single days are owed") {
    auto diary = runs_on({18, 19, 20});
    diary.promises.plans = {test::plan_from(test::examples::long_ago, 3)};
    diary.promises.plans[0].when.until = saturday;
    CHECK(needs(By::day, diary));
    CHECK_FALSE(needs(By::day, with_plan(runs_on({17, 18, 19}), 3), november(20)));
}

TEST_CASE("who is silent or due back is worth a call") {
    const Instant soon = closed + hours{1};
    CHECK(is_worth_a_call(missed_once(MissedState::silent, closed), soon));
    CHECK(is_worth_a_call(missed_once(MissedState::due_back, closed), soon));
    CHECK_FALSE(is_worth_a_call(missed_once(MissedState::ok, closed), soon));
    CHECK_FALSE(is_worth_a_call(missed_once(MissedState::excused, closed), soon));
    CHECK_FALSE(is_worth_a_call(missed_once(MissedState::long_gone, closed), soon));
}

TEST_CASE("a call is worth it for a week after the missed session closed") {
    for (const auto state : {MissedState::silent, MissedState::due_back}) {
        CHECK(is_worth_a_call(missed_once(state, closed), closed));
        CHECK(is_worth_a_call(missed_once(state, closed), closed + date::days{7} - seconds{1}));
        CHECK_FALSE(is_worth_a_call(missed_once(state, closed), closed + date::days{7}));
    }
}

TEST_CASE("the newest session that somebody missed decides whether a call is worth it") {
    auto report = missed_once(MissedState::silent, closed);
    report.missed_sessions.emplace_back().closes = closed - date::days{7};
    CHECK(is_worth_a_call(report, closed + date::days{6}));
    CHECK_FALSE(is_worth_a_call(report, closed + date::days{8}));
}

TEST_CASE("nobody is called who came since, or missed nothing of late") {
    auto came_since = missed_once(MissedState::due_back, closed);
    came_since.in_a_row = 0;
    CHECK_FALSE(is_worth_a_call(came_since, closed));
    auto before_the_window = missed_once(MissedState::silent, closed);
    before_the_window.missed_sessions.clear();
    CHECK_FALSE(is_worth_a_call(before_the_window, closed));
}

TEST_CASE("somebody who missed a Saturday is called from when it closes, unless they say something") {
    auto story = Story{}.meets("sat").joins("all", november(1)).came(november(7)).asked_at(at(november(15), 7));
    const auto is_called = [&](const Story& told) { return is_worth_a_call(told.missed(november(1)), told.now); };
    CHECK(is_called(story));
    CHECK_FALSE(is_called(Story(story).asked_at(at(november(15), 6, 59, 59))));
    CHECK_FALSE(is_called(Story(story).excuses(at(november(14), 6), at(november(14), 20))));
    CHECK_FALSE(is_called(Story(story).is_off(november(15), november(20))));
    CHECK_FALSE(is_called(Story(story).came(november(14))));
    CHECK_FALSE(is_called(Story(story).cancels(at(november(14), 6))));
}

TEST_CASE("whoever was away is welcomed back on the day after, and two days more") {
    const auto away = with_leave({}, 17, 20);
    CHECK_FALSE(back(away, november(16)));
    CHECK_FALSE(back(away, november(17)));
    CHECK_FALSE(back(away, november(20)));
    CHECK(back(away, november(21)) == november(21));
    CHECK(back(away, november(22)) == november(21));
    CHECK(back(away, november(23)) == november(21));
    CHECK_FALSE(back(away, november(24)));
}

TEST_CASE("who ran since is back already, and a run while away does not count as that") {
    const auto away = with_leave({}, 17, 20);
    CHECK_FALSE(back(away, november(22), november(22)));
    CHECK_FALSE(back(away, november(22), november(21)));
    CHECK(back(away, november(22), november(20)) == november(21));
    CHECK(back(away, november(22), november(3)) == november(21));
}

TEST_CASE("nobody is welcomed who was not away, is not back, or has no end in sight") {
    CHECK_FALSE(back({}, saturday));
    CHECK_FALSE(back(with_leave({}, november(17), {}), saturday));
    CHECK_FALSE(back(with_leave({}, 23, 25), saturday));
}

TEST_CASE("leaves that touch or overlap are one to come back from") {
    const auto touching = with_leave(with_leave({}, 19, 20), 17, 18);
    CHECK_FALSE(back(touching, november(19)));
    CHECK(back(touching, november(21)) == november(21));
    const auto inside = with_leave(with_leave({}, 10, 20), 18, 19);
    CHECK_FALSE(back(inside, november(20)));
    CHECK(back(inside, november(22)) == november(21));
}

TEST_CASE("the latest of two leaves is the one to come back from, in whatever order they stand") {
    for (const auto& diary : {with_leave(with_leave({}, 18, 18), 20, 20), with_leave(with_leave({}, 20, 20), 18, 18)}) {
        CHECK(back(diary, november(19)) == november(19));
        CHECK_FALSE(back(diary, november(20)));
        CHECK(back(diary, november(21)) == november(21));
    }
}

TEST_CASE("a leave to come takes nothing from the welcome") {
    CHECK(back(with_leave(with_leave({}, 17, 20), 25, 28), november(22)) == november(21));
}

TEST_CASE("the week that is over is told on the first two days of the next") {
    CHECK(week_to_tell(november(16), date::Monday) == november(9));
    CHECK(week_to_tell(november(17), date::Monday) == november(9));
    for (unsigned d = 18; d <= 22; ++d) CHECK_FALSE(week_to_tell(november(d), date::Monday));
    CHECK(week_to_tell(november(23), date::Monday) == november(16));
}

TEST_CASE("a week that begins on Sunday is told on Sunday and Monday") {
    CHECK(week_to_tell(november(15), date::Sunday) == november(8));
    CHECK(week_to_tell(november(16), date::Sunday) == november(8));
    for (unsigned d = 17; d <= 21; ++d) CHECK_FALSE(week_to_tell(november(d), date::Sunday));
    CHECK(week_to_tell(november(22), date::Sunday) == november(15));
}

TEST_CASE("a run of its day makes up a session before it begins, where runs of the day may") {
    const auto story = Story{}.meets("sat", 18).joins("all");
    const auto session = story.week_of(november(16)).sessions.front().session;
    const auto runs = [](std::vector<RunDay> newest_first) -> NewestFirst {
        return [all = std::move(newest_first), at = std::size_t{0}]() mutable -> std::optional<RunDay> {
            return at < all.size() ? std::optional(all[at++]) : std::nullopt;
        };
    };
    const RunDay on_saturday{november(21), Metres{5000}};
    const RunDay on_friday{november(20), Metres{5000}};
    auto remote = story.who;
    remote.memberships.front().remote = true;
    CHECK_FALSE(is_made_up_before(session, story.who, {}, runs({on_saturday})));
    CHECK(is_made_up_before(session, remote, {}, runs({on_saturday, on_friday})));
    CHECK_FALSE(is_made_up_before(session, remote, {}, runs({on_friday})));
    CHECK_FALSE(is_made_up_before(session, remote, {}, runs({})));
    Terms terms;
    terms.makeup = Makeup::day;
    CHECK(is_made_up_before(session, story.who, std::vector{terms}, runs({on_saturday})));
    terms.makeup = Makeup::none;
    CHECK_FALSE(is_made_up_before(session, remote, std::vector{terms}, runs({on_saturday})));
    remote.plans = {Plan{{}, 3, Metres{8000}, {november(1), {}}}};
    CHECK_FALSE(is_made_up_before(session, remote, {}, runs({on_saturday})));
}

} // namespace runlog
