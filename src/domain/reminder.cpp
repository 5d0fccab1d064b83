#include "runlog/domain/reminder.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace runlog {

namespace {

constexpr date::days told_for{2};
constexpr int shortest_day_streak = 2;
constexpr int every_day = 7;

/// Whether they said that they come or that they do not; a promise taken back says so too, an excuse taken back does
/// not.
bool has_answered(const Participant& who, const Session& session) {
    return std::any_of(who.answers.begin(), who.answers.end(), [&](const Answer& answer) {
        return answer.session == session.planned && (answer.kind == Answer::Kind::promise || !answer.withdrawn);
    });
}

/// Whether the commitment leaves it to the member to say which sessions they come to.
bool is_for_them_to_say(const Commitment& commitment) {
    return commitment.kind != Commitment::Kind::all;
}

/// Of a commitment of `N/week`, whether each session that is left of the week is needed. Those that another
/// commitment of the week asks for one by one are not among them.
bool needs_all_that_are_left(const AttendanceWeek& week, Instant now) {
    std::ptrdiff_t left = 0;
    std::ptrdiff_t needed = week.needs;
    for (const auto& one : week.sessions) {
        if (one.presence != Presence::pending) continue;
        if (one.expected)
            --needed;
        else if (one.session.end > now)
            ++left;
    }
    return left <= needed;
}

std::optional<SessionReminder> before_it(const Attendance& one, const AttendanceWeek& week, const Participant& who,
                                         const Commitment& commitment, Instant now) {
    const Instant start = one.session.start.instant();
    const bool is_open = one.presence == Presence::pending || one.presence == Presence::not_expected;
    if (start <= now || !is_open) return std::nullopt;
    const bool is_committed =
        one.expected || one.promised || (one.presence == Presence::pending && needs_all_that_are_left(week, now));
    if (is_committed) {
        if (start - upcoming_before > now) return std::nullopt;
        return SessionReminder{ReminderKind::upcoming, one, start - upcoming_before};
    }
    const bool is_wanted = commitment.kind == Commitment::Kind::promised || one.presence == Presence::pending;
    if (!is_for_them_to_say(commitment) || !is_wanted || has_answered(who, one.session)) return std::nullopt;
    if (start - promise_before > now) return std::nullopt;
    return SessionReminder{ReminderKind::promise, one, start - promise_before};
}

/// Who runs elsewhere may run later that day, and is left more time.
std::optional<SessionReminder> after_it(const Attendance& one, const Participant& who, bool is_remote, Instant now) {
    const Instant due = is_remote ? one.session.end + (one.closes - one.session.end) / 2 : one.session.end;
    if (now < due || one.closes <= now) return std::nullopt;
    const bool is_promised = one.promised && one.presence == Presence::not_expected;
    const bool took_it_back = !one.expected && !one.promised && has_answered(who, one.session);
    const bool is_asked = is_promised || (one.presence == Presence::pending && !took_it_back);
    if (!is_asked) return std::nullopt;
    return SessionReminder{ReminderKind::log_it, one, due};
}

} // namespace

std::string_view to_text(ReminderKind kind) {
    switch (kind) {
    case ReminderKind::log_it: return "log_it";
    case ReminderKind::streak_at_risk: return "streak_at_risk";
    case ReminderKind::missed_you: return "missed_you";
    case ReminderKind::welcome_back: return "welcome_back";
    case ReminderKind::promise: return "promise";
    case ReminderKind::crew: return "crew";
    case ReminderKind::upcoming: break;
    }
    return "upcoming";
}

ReminderKind parse_reminder_kind(std::string_view text) {
    std::vector<std::string_view> known;
    for (const auto kind : reminder_kinds) {
        if (to_text(kind) == text) return kind;
        known.push_back(to_text(kind));
    }
    throw Error(fmt::format("'{}' is no kind of reminder.", fit(printable(text), 40, "...")),
                fmt::format("There are: {}.", fmt::join(known, ", ")));
}

bool QuietHours::hold_at(std::chrono::seconds time_of_day) const {
    const bool after = from <= time_of_day;
    const bool before = time_of_day < until;
    return from < until ? after && before : after || before;
}

QuietHours parse_quiet_hours(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos)
        throw Error(fmt::format("'{}' is no range of hours.", fit(printable(text), 40, "...")),
                    "Write it like 22:00-6:30.");
    const QuietHours hours{parse_time_of_day(text.substr(0, dash)), parse_time_of_day(text.substr(dash + 1))};
    if (hours.from == hours.until)
        throw Error("Quiet hours that end when they begin are none.", "Write them like 22:00-6:30.");
    return hours;
}

std::string to_text(const QuietHours& hours) {
    return fmt::format("{}-{}", clock_text(hours.from), clock_text(hours.until));
}

bool ReminderWishes::allow(ReminderKind kind) const {
    return std::find(off.begin(), off.end(), kind) == off.end();
}

std::vector<SessionReminder> session_reminders(const AttendanceWeek& week, const Participant& who, Day today,
                                               Instant now) {
    std::vector<SessionReminder> reminders;
    if (on_leave(who.leaves, today)) return reminders;
    for (const auto& one : week.sessions) {
        const auto* membership = membership_on(who.memberships, one.day());
        if (!membership) continue;
        const auto before = before_it(one, week, who, membership->commitment, now);
        if (const auto reminder = before ? before : after_it(one, who, membership->remote, now))
            reminders.push_back(*reminder);
    }
    return reminders;
}

bool is_made_up_before(const Session& session, const Participant& who, std::span<const Terms> terms, NewestFirst runs) {
    const auto* membership = membership_on(who.memberships, session.day());
    if (!membership || makeup_on(terms, *membership, session.day()) == Makeup::none) return false;
    for (auto run = runs(); run && run->day >= session.day(); run = runs())
        if (run->day == session.day() && counts(who.plans, run->day, run->distance)) return true;
    return false;
}

bool is_last_chance(const Streak& streak) {
    return !streak.current.kept() && !streak.ran_today && streak.needs == streak.days_left;
}

bool needs_today(const Streak& streak, const Plan* plan) {
    if (streak.state != StreakState::open || !is_last_chance(streak)) return false;
    if (streak.by != By::day) return true;
    return streak.length() >= shortest_day_streak && (!plan || plan->days_per_week == every_day);
}

bool is_worth_a_call(const MissedReport& report, Instant now) {
    const bool is_called = report.state == MissedState::silent || report.state == MissedState::due_back;
    if (!is_called || !report.needs_call() || report.missed_sessions.empty()) return false;
    return now - report.missed_sessions.front().closes < missed_matters;
}

std::optional<Day> back_from_leave(std::span<const Leave> leaves, Day today, std::optional<Day> newest_run) {
    if (on_leave(leaves, today)) return std::nullopt;
    std::optional<Day> back;
    for (const auto& leave : leaves)
        if (leave.when.until && *leave.when.until <= today && leave.when.from < *leave.when.until)
            back = std::max(back.value_or(*leave.when.until), *leave.when.until);
    const bool matters = back && today - *back < welcome_matters && (!newest_run || *newest_run < *back);
    return matters ? back : std::nullopt;
}

std::optional<Day> week_to_tell(Day today, date::weekday week_begins) {
    const Day first = week_start(today, week_begins);
    if (today - first >= told_for) return std::nullopt;
    return first - date::days{7};
}

} // namespace runlog
