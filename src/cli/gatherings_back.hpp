#pragma once

#include "runlog/domain/session_streak.hpp"
#include "runlog/store/attendance.hpp"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace runlog::cli {

/// Counts who was at a group's sessions, walking back week by week.
class GatheringsBack {
public:
    using SessionsInWeek = std::function<const std::vector<Session>&(Day)>;

    /// Which days are looked at: sessions from `oldest` to `today`, and runs up to `last_run`; `week` begins the newest
    /// week.
    struct Days {
        Day oldest;
        Day today;
        Day last_run;
        Day week;
    };

    GatheringsBack(const store::Log& log, GroupId group, const Days& days, SessionsInWeek sessions)
        : log_(log), group_(group), days_(days), at_(days.week), sessions_in_week_(std::move(sessions)) {}

    /// The next older session and how many were there; nothing before the first.
    std::optional<std::pair<Session, int>> next();

private:
    int count(const Session& session);
    bool is_alone_on_its_day(const Session& session);
    void read_back_to(Day first, Day last);

    const store::Log& log_;
    GroupId group_;
    Days days_;
    Day at_; ///< the week that is next
    SessionsInWeek sessions_in_week_;
    std::vector<Session> sessions_; ///< of the last week, not yet handed out
    std::optional<Day> read_from_;
    date::days length_{8 * 7}; ///< of what is read next
    std::vector<store::Attendee> there_;
};

} // namespace runlog::cli
