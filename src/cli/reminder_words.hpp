#pragma once

#include "context.hpp"
#include "roll.hpp"
#include "runlog/domain/reminder.hpp"

#include <string>
#include <vector>

/// What reminders say.
namespace runlog::cli {

/// A reminder's words: one line for where there is no more room, and all of them.
struct ReminderWords {
    std::string subject;
    std::string text; ///< a few lines, each ending with a newline
};

/// Whom a reminder speaks to, and what they should type.
struct Reader {
    Member member;
    Day today;     ///< by their clocks
    Zone zone;     ///< likewise
    bool is_owner; ///< they have this log before them; others have it typed for them
    Unit unit;
};

/// A session that comes up, was not logged, or waits for a promise; `coming` are those that will be there.
ReminderWords session_words(const Context& context, Roll& roll, const Reader& reader, const SessionReminder& reminder,
                            const std::vector<Member>& coming);

/// A streak that needs a run today.
ReminderWords streak_words(const Context& context, const Reader& reader, const Streak& streak, const Plan* plan);

/// Leave is over; `next` is the session that comes next, where there is one.
struct NextSession {
    const Roll* roll;
    Session session;
};
ReminderWords welcome_words(const Reader& reader, const std::vector<NextSession>& next);

/// How a group's week was, in three lines: who came, who kept their plan, what comes.
struct WeekToTell {
    Day first;
    std::vector<Gathering> gatherings; ///< of that week, cancelled ones left out, the earliest first
    CrewWeek crew;
    int crew_streak = 0;
    std::vector<Session> ahead; ///< of the new week
};
ReminderWords week_words(const Context& context, const Roll& roll, const Reader& reader, const WeekToTell& week);

} // namespace runlog::cli
