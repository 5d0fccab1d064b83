#include "any_story.hpp"
#include "runlog/domain/reminder.hpp"
#include "streak_support.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <map>
#include <set>

namespace runlog {

namespace {

using date::days;
using date::weeks;
using std::chrono::hours;
using std::chrono::seconds;
using test::any_of_range;
using test::any_story;
using test::at;
using test::Diary;
using test::november;
using test::Story;
using test::utc;
using test::with_excuse;

/// The story as it stood shortly before or after a session of the member's group, to which nobody has been yet as often
/// as not.
Story any_eve(const test::Cast& cast = {}) {
    auto story = any_story(cast);
    auto sessions = test::sessions_of(story);
    std::erase_if(sessions, [&](const Session& session) {
        return session.cancelled() || !membership_on(story.who.memberships, session.day());
    });
    RC_PRE(!sessions.empty());
    const auto& session = sessions[static_cast<std::size_t>(any_of_range(0, static_cast<int>(sessions.size())))];
    story.now = session.start.instant() + hours{any_of_range(-52, 28)};
    if (any_of_range(0, 3) > 0) std::erase_if(story.runs, [&](const Outing& run) { return run.day >= session.day(); });
    if (any_of_range(0, 2) == 0) story.who.leaves.clear();
    return story;
}

/// What became of every session that somebody could be reminded of.
std::vector<AttendanceWeek> weeks_around(const Story& story) {
    std::vector<AttendanceWeek> all;
    const Day this_week = week_start(story.today(), date::Monday);
    for (Day first = this_week - weeks{3}; first <= this_week + weeks{1}; first += weeks{1})
        all.push_back(story.week_of(first));
    return all;
}

std::vector<SessionReminder> reminders_of(const Story& story) {
    std::vector<SessionReminder> all;
    for (const auto& week : weeks_around(story))
        for (const auto& one : session_reminders(week, story.who, story.today(), story.now)) all.push_back(one);
    return all;
}

std::map<LocalTime, SessionReminder> by_session(const Story& story) {
    std::map<LocalTime, SessionReminder> named;
    for (const auto& one : reminders_of(story)) named.emplace(one.session.session.planned, one);
    return named;
}

/// A story and one of the reminders that are due in it.
struct Due {
    Story story;
    SessionReminder reminder;

    LocalTime session() const { return reminder.session.session.planned; }
};

/// Tells stories until something is due in one, since in most there is not.
Due any_due(std::optional<ReminderKind> kind = {}) {
    constexpr int most_stories = 30;
    for (int i = 0; i < most_stories; ++i) {
        const auto story = any_eve();
        auto reminders = reminders_of(story);
        if (kind) std::erase_if(reminders, [&](const SessionReminder& one) { return one.kind != *kind; });
        if (reminders.empty()) continue;
        return {story, reminders[static_cast<std::size_t>(any_of_range(0, static_cast<int>(reminders.size())))]};
    }
    RC_DISCARD("nothing is due");
}

/// What whoever promised all or single sessions is to be told of one session.
std::optional<ReminderKind> asked_for(const Story& story, const Attendance& one) {
    const auto* row = membership_on(story.who.memberships, one.day());
    const Instant start = one.session.start.instant();
    if (!row || on_leave(story.who.leaves, story.today())) return std::nullopt;
    const bool is_open = one.presence == Presence::pending && one.expected;
    const bool is_soon = start > story.now && start <= story.now + hours{24};
    const bool is_near = start > story.now && start <= story.now + hours{48};
    if (is_open && is_soon) return ReminderKind::upcoming;
    const Instant to_log = row->remote ? one.session.end + (one.closes - one.session.end) / 2 : one.session.end;
    if (is_open && to_log <= story.now && story.now < one.closes) return ReminderKind::log_it;
    const bool has_answered = std::any_of(story.who.answers.begin(), story.who.answers.end(), [&](const Answer& said) {
        const bool is_excuse_taken_back = said.kind == Answer::Kind::excuse && said.withdrawn;
        return said.session == one.session.planned && !is_excuse_taken_back;
    });
    const bool is_free =
        row->commitment.kind == Commitment::Kind::promised && !has_answered && one.presence == Presence::not_expected;
    if (is_free && is_near) return ReminderKind::promise;
    return std::nullopt;
}

Leave any_leave(Day today) {
    const Day first = today - days{any_of_range(-4, 20)};
    if (any_of_range(0, 10) == 0) return test::leave_of(first, {});
    return test::leave_of(first, first + days{any_of_range(0, 12)});
}

/// Some weeks in most of whose days somebody ran, with a plan as often as not, and no leave.
Diary any_diary(Day today) {
    Diary diary;
    const auto busy = test::any_kinds(40, {0, 1, 1, 1});
    for (int d = 0; d < 40; ++d)
        if (busy[static_cast<std::size_t>(d)] == 1) diary.runs.push_back({today - days{d}, Metres{5000}});
    if (any_of_range(0, 2) == 0)
        diary.promises.plans = {test::plan_from(today - days{any_of_range(0, 60)}, any_of_range(1, 8))};
    return diary;
}

} // namespace

TEST_CASE("in the stories told here every reminder about a session comes up") {
    std::map<ReminderKind, int> stories_with;
    int silent = 0;
    CHECK(rc::check("what is told in stories", [&] {
        const auto reminders = reminders_of(any_eve());
        std::set<ReminderKind> seen;
        for (const auto& one : reminders) seen.insert(one.kind);
        for (const auto kind : seen) ++stories_with[kind];
        if (reminders.empty()) ++silent;
    }));
    CHECK(stories_with.size() == 3);
    for (const auto kind : {ReminderKind::upcoming, ReminderKind::log_it, ReminderKind::promise}) {
        CAPTURE(to_text(kind));
        CHECK(stories_with[kind] >= 1);
    }
    CHECK(silent >= 5);
}

TEST_CASE("nobody is reminded of what is done, cancelled, excused or missed, nor in or of their days off") {
    CHECK(rc::check("what is settled stays quiet", [] {
        const auto story = any_eve();
        for (const auto& one : reminders_of(story)) {
            const auto presence = one.session.presence;
            RC_ASSERT(presence == Presence::pending || presence == Presence::not_expected);
            RC_ASSERT_FALSE(one.session.session.cancelled());
            RC_ASSERT_FALSE(one.session.attended());
            RC_ASSERT_FALSE(on_leave(story.who.leaves, story.today()));
            RC_ASSERT(membership_on(story.who.memberships, one.session.day()) != nullptr);
            for (const auto& leave : story.who.leaves)
                RC_ASSERT_FALSE(leave.announced <= story.now && leave.when.contains(one.session.day()));
        }
    }));
}

TEST_CASE("a session comes up once at most, and the earliest come first") {
    CHECK(rc::check("one session, one reminder", [] {
        for (const auto& story = any_eve(); const auto& week : weeks_around(story)) {
            std::set<LocalTime> told;
            std::optional<Instant> before;
            for (const auto& one : session_reminders(week, story.who, story.today(), story.now)) {
                RC_ASSERT(told.insert(one.session.session.planned).second);
                const Instant start = one.session.session.start.instant();
                if (before) RC_ASSERT(*before <= start);
                before = start;
            }
        }
    }));
}

TEST_CASE("what is told is due, and no longer than it matters") {
    CHECK(rc::check("due", [] {
        const auto story = any_eve();
        for (const auto& one : reminders_of(story)) {
            const Instant start = one.session.session.start.instant();
            RC_ASSERT(one.due <= story.now);
            if (one.kind == ReminderKind::log_it) {
                RC_ASSERT(one.session.session.end <= one.due);
                RC_ASSERT(story.now < one.session.closes);
            } else {
                RC_ASSERT(story.now < start);
                RC_ASSERT(one.due == start - hours{one.kind == ReminderKind::upcoming ? 24 : 48});
            }
        }
    }));
}

TEST_CASE("who promised all or single sessions is told what their promise asks, and nothing else") {
    CHECK(rc::check("what promises ask", [] {
        const auto story = any_eve({{"all", "promised"}});
        const auto reminders = by_session(story);
        for (const auto& week : weeks_around(story))
            for (const auto& one : week.sessions) {
                const auto found = reminders.find(one.session.planned);
                const auto asked = asked_for(story, one);
                RC_ASSERT((found != reminders.end()) == asked.has_value());
                if (asked) RC_ASSERT(to_text(found->second.kind) == to_text(*asked));
            }
    }));
}

TEST_CASE("who promised all is never asked for a promise") {
    CHECK(rc::check("all is promised already", [] {
        for (const auto& one : reminders_of(any_eve({{"all"}}))) RC_ASSERT(one.kind != ReminderKind::promise);
    }));
}

TEST_CASE("a promise brings the session itself up where it is within a day, else silence") {
    CHECK(rc::check("promising", [] {
        auto [story, reminder] = any_due(ReminderKind::promise);
        const auto& session = reminder.session.session;
        const bool is_soon = session.start.instant() - hours{24} <= story.now;
        const auto after = by_session(Story(story).promises(session.planned, LocalTime{story.now.time_since_epoch()}));
        const auto found = after.find(session.planned);
        RC_ASSERT((found != after.end()) == is_soon);
        if (is_soon) RC_ASSERT(found->second.kind == ReminderKind::upcoming);
    }));
}

TEST_CASE("an excuse silences whatever was told of the session") {
    CHECK(rc::check("excusing", [] {
        const auto due = any_due();
        RC_ASSERT_FALSE(by_session(with_excuse(due.story, due.session())).contains(due.session()));
    }));
}

TEST_CASE("a run at the session silences what was told of it") {
    CHECK(rc::check("running", [] {
        auto due = any_due();
        const Day planned = date::floor<days>(due.session());
        due.story.runs.push_back({due.story.next_run(), due.reminder.session.day(), test::far, "momma",
                                  When{planned, due.session() - planned}, false});
        RC_ASSERT_FALSE(by_session(due.story).contains(due.session()));
    }));
}

TEST_CASE("cancelling a session silences what was told of it") {
    CHECK(rc::check("cancelling", [] {
        const auto due = any_due();
        const auto after = Story(due.story).cancels(due.session(), "ice");
        RC_ASSERT_FALSE(by_session(after).contains(due.session()));
    }));
}

TEST_CASE("leave from today on silences everything") {
    CHECK(rc::check("leaving", [] {
        const auto due = any_due();
        const Day today = due.story.today();
        const auto after = Story(due.story).is_off(today, today + days{any_of_range(0, 5)});
        RC_ASSERT(reminders_of(after).empty());
    }));
}

TEST_CASE("who is told of a session that is ahead is told until it begins, where nothing happens") {
    CHECK(rc::check("waiting", [] {
        const auto [story, reminder] = any_due(ReminderKind::upcoming);
        RC_PRE(reminder.session.expected);
        auto later = story;
        later.now = reminder.session.session.start.instant() - seconds{1};
        RC_PRE(!on_leave(story.who.leaves, later.today()));
        for (auto& answer : later.who.answers)
            if (answer.withdrawn && *answer.withdrawn > story.now) answer.withdrawn.reset();
        std::erase_if(later.who.answers, [&](const Answer& answer) { return answer.announced > story.now; });
        std::erase_if(later.who.leaves, [&](const Leave& leave) { return leave.announced > story.now; });
        const auto after = by_session(later);
        RC_ASSERT(after.contains(reminder.session.session.planned));
        RC_ASSERT(after.at(reminder.session.session.planned).kind == ReminderKind::upcoming);
    }));
}

TEST_CASE("every second of the day is in quiet hours or in those from their end to their beginning, never in both") {
    CHECK(rc::check("quiet or not", [] {
        const auto times = *rc::gen::unique<std::vector<int>>(2, rc::gen::inRange(0, 24 * 60));
        const QuietHours quiet{std::chrono::minutes{times[0]}, std::chrono::minutes{times[1]}};
        const QuietHours loud{quiet.until, quiet.from};
        for (int minute = 0; minute < 24 * 60; ++minute)
            for (const seconds second : {seconds{0}, seconds{59}}) {
                const seconds time = std::chrono::minutes{minute} + second;
                RC_ASSERT(quiet.hold_at(time) != loud.hold_at(time));
            }
        RC_ASSERT(quiet.hold_at(quiet.from));
        RC_ASSERT_FALSE(quiet.hold_at(quiet.until));
    }));
}

TEST_CASE("quiet hours are read back as they are told") {
    CHECK(rc::check("quiet hours in words", [] {
        const auto times = *rc::gen::unique<std::vector<int>>(2, rc::gen::inRange(0, 24 * 60 * 60));
        const QuietHours hours{seconds{times[0]}, seconds{times[1]}};
        RC_ASSERT(parse_quiet_hours(to_text(hours)) == hours);
    }));
}

TEST_CASE("whatever is read as a kind of reminder or as quiet hours is told as such, and all else is refused") {
    CHECK(rc::check("any words", [](const std::string& text) {
        try {
            RC_ASSERT(to_text(parse_reminder_kind(text)) == text);
        } catch (const Error&) {
        }
        try {
            const auto hours = parse_quiet_hours(text);
            RC_ASSERT(parse_quiet_hours(to_text(hours)) == hours);
        } catch (const Error&) {
        }
    }));
}

TEST_CASE("without a run today a streak that needs it is gone tomorrow, and with one it needs nothing more") {
    int asked = 0;
    CHECK(rc::check("needing today", [&] {
        const Day today = november(16) + days{any_of_range(0, 7)};
        auto diary = any_diary(today);
        if (any_of_range(0, 2) == 0) std::erase_if(diary.runs, [&](const RunDay& run) { return run.day == today; });
        const By by = *rc::gen::element(By::day, By::week);
        const auto week_begins = *rc::gen::element(date::Monday, date::Sunday);
        const auto needs = [&](const Diary& told) {
            return needs_today(test::streak_of(told, by, today, week_begins), plan_on(told.promises.plans, today));
        };
        const auto standing = test::streak_of(diary, by, today, week_begins);
        const auto tomorrow = test::streak_of(diary, by, today + days{1}, week_begins);
        const bool is_gone = standing.state == StreakState::open &&
                             (tomorrow.state == StreakState::lost || tomorrow.length() < standing.length());
        if (needs(diary)) RC_ASSERT(is_gone);
        if (by == By::week) RC_ASSERT(needs(diary) == is_gone);
        if (!needs(diary)) return;
        ++asked;
        diary.runs.push_back({today, Metres{5000}});
        RC_ASSERT_FALSE(needs(diary));
        RC_ASSERT(test::streak_of(diary, by, today + days{1}, week_begins).length() >= standing.length());
    }));
    CHECK(asked >= 1);
}

TEST_CASE("the runs of a week are enough to tell whether today is the last chance") {
    CHECK(rc::check("a glance", [] {
        const Day today = november(16) + days{any_of_range(0, 7)};
        const auto diary = any_diary(today);
        auto recent = diary;
        std::erase_if(recent.runs, [&](const RunDay& run) { return run.day < today - weeks{1}; });
        for (const By by : {By::day, By::week}) {
            const auto whole = test::streak_of(diary, by, today);
            RC_ASSERT(is_last_chance(test::streak_of(recent, by, today)) == is_last_chance(whole));
            if (needs_today(whole, nullptr)) RC_ASSERT(is_last_chance(whole));
        }
    }));
}

TEST_CASE("nobody needs a run today who is on leave") {
    CHECK(rc::check("needing on leave", [] {
        const Day today = november(16) + days{any_of_range(0, 7)};
        auto diary = any_diary(today);
        diary.promises.leaves = {test::leave_of(today - days{any_of_range(0, 5)}, today + days{any_of_range(0, 5)})};
        for (const By by : {By::day, By::week})
            RC_ASSERT_FALSE(needs_today(test::streak_of(diary, by, today), plan_on(diary.promises.plans, today)));
    }));
}

TEST_CASE("whoever is welcomed back was off the day before, is not off today, and has not run since") {
    int welcomed = 0;
    CHECK(rc::check("welcome back", [&] {
        const Day today = november(21);
        std::vector<Leave> leaves;
        for (int i = any_of_range(1, 4); i > 0; --i) leaves.push_back(any_leave(today));
        std::optional<Day> newest_run;
        if (any_of_range(0, 3) > 0) newest_run = today - days{any_of_range(0, 30)};
        std::optional<Day> expected;
        for (Day day = today - days{2}; day <= today; day += days{1})
            if (on_leave(leaves, day - days{1}) && !on_leave(leaves, day)) expected = day;
        if (on_leave(leaves, today) || (expected && newest_run && *newest_run >= *expected)) expected.reset();
        RC_ASSERT(back_from_leave(leaves, today, newest_run) == expected);
        if (expected) ++welcomed;
    }));
    CHECK(welcomed >= 1);
}

TEST_CASE("a call is worth it in the week after a session closed, whoever the report is about") {
    CHECK(rc::check("calling", [] {
        const auto story = any_story();
        const auto report = story.missed(story.today() - weeks{8});
        if (!is_worth_a_call(report, story.now)) return;
        RC_ASSERT(report.in_a_row > 0);
        RC_ASSERT(report.state == MissedState::silent || report.state == MissedState::due_back);
        RC_ASSERT_FALSE(on_leave(story.who.leaves, story.today()));
        RC_ASSERT(report.missed_sessions.front().closes <= story.now);
        RC_ASSERT(story.now < report.missed_sessions.front().closes + weeks{1});
    }));
}

TEST_CASE("of each week the one before is told on its first two days") {
    CHECK(rc::check("telling the week", [] {
        const auto begins = date::weekday{static_cast<unsigned>(any_of_range(0, 7))};
        const Day first = week_start(november(1) + days{any_of_range(-500, 500)}, begins);
        for (int d = 0; d < 7; ++d)
            RC_ASSERT(week_to_tell(first + days{d}, begins) ==
                      (d < 2 ? std::optional(first - weeks{1}) : std::nullopt));
    }));
}

} // namespace runlog
