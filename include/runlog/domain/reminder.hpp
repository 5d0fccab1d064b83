#pragma once

#include "runlog/domain/missed.hpp"
#include "runlog/domain/streak.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What is worth telling somebody now (DESIGN §5, `remind`). Nobody is reminded of what is done, cancelled or excused,
/// nor while on leave; and what no longer matters is not made up for.
namespace runlog {

enum class ReminderKind {
    upcoming,       ///< a session within a day that the member promised, or is expected at
    log_it,         ///< a session that is over, nothing logged, not closed yet; remote members hear of it later
    streak_at_risk, ///< without a run today it can no longer be kept
    missed_you,     ///< somebody else was missed: to who should call
    welcome_back,   ///< leave is over
    promise,        ///< a session within two days, where it is for the member to say whether they come
    crew,           ///< how the group's last week was
};
inline constexpr std::array reminder_kinds{
    ReminderKind::upcoming,   ReminderKind::log_it,       ReminderKind::streak_at_risk,
    ReminderKind::missed_you, ReminderKind::welcome_back, ReminderKind::promise,
    ReminderKind::crew};
std::string_view to_text(ReminderKind kind);
/// Reads what to_text writes; throws Error, which names the kinds, for anything else.
ReminderKind parse_reminder_kind(std::string_view text);

/// The hours of every day in which a member wants to be left alone; they may reach over midnight.
struct QuietHours {
    std::chrono::seconds from; ///< since midnight, as is `until`, which differs from it
    std::chrono::seconds until;

    bool hold_at(std::chrono::seconds time_of_day) const;
    bool operator==(const QuietHours&) const = default;
};
/// Reads `22:00-6:30`, `10pm-6am`; throws Error for anything else.
QuietHours parse_quiet_hours(std::string_view text);
std::string to_text(const QuietHours& hours);

/// What a member wants of reminders.
struct ReminderWishes {
    std::vector<ReminderKind> off; ///< in the order of reminder_kinds, none twice
    std::optional<QuietHours> quiet;

    bool allow(ReminderKind kind) const;
    bool operator==(const ReminderWishes&) const = default;
};

/// How long before a session it comes up, and how long before it somebody is asked for a promise.
inline constexpr std::chrono::hours upcoming_before{24};
inline constexpr std::chrono::hours promise_before{48};
/// How long one may still hear of a session that somebody missed, and of leave that is over.
inline constexpr date::days missed_matters{7};
inline constexpr date::days welcome_matters{3};

/// A session worth telling a member of.
struct SessionReminder {
    ReminderKind kind = ReminderKind::upcoming; ///< or log_it, or promise
    Attendance session;
    Instant due; ///< since when
};

/// What to tell `who` of the sessions of one of their weeks; each session comes up once at most. `week` must be judged
/// as of `now`, which is on `today` by the member's clocks.
std::vector<SessionReminder> session_reminders(const AttendanceWeek& week, const Participant& who, Day today,
                                               Instant now);

/// Whether a run of the session's day has made it up before it begins, as those who run elsewhere may. `runs` are the
/// member's, `terms` the group's.
bool is_made_up_before(const Session& session, const Participant& who, std::span<const Terms> terms, NewestFirst runs);

/// Whether the day or week that a streak stands in cannot be kept without a run today. True of a streak of length 0
/// too, so that a glance at the newest runs is enough to tell.
bool is_last_chance(const Streak& streak);

/// Whether somebody should hear that their streak needs a run today: it is the last chance; by day from two days on,
/// unless the plan in force asks for fewer than seven days a week: then its week is what was promised.
bool needs_today(const Streak& streak, const Plan* plan);

/// Whether whoever should call is told of a member that was missed: the newest session that they missed closed within
/// a week, they are not on leave, and not gone for long.
bool is_worth_a_call(const MissedReport& report, Instant now);

/// The first day after leave that ended a few days ago at most, where nothing was run since; nothing while another
/// leave holds. `newest_run` is the member's last day with a run.
std::optional<Day> back_from_leave(std::span<const Leave> leaves, Day today, std::optional<Day> newest_run);

/// The first day of the week that is over, on the two days on which it is told how it was.
std::optional<Day> week_to_tell(Day today, date::weekday week_begins);

} // namespace runlog
