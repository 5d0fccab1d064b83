#pragma once

#include "context.hpp"
#include "runlog/domain/missed.hpp"
#include "runlog/domain/session_streak.hpp"
#include "runlog/store/attendance.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace runlog::cli {

/// A group's schedule as far as it was announced by `as_of`.
std::shared_ptr<const Schedule> schedule_of(const Context& context, const store::Log& log, const Group& group,
                                            Instant as_of);

/// A group's sessions and the people in it, read once for everything that reports on them. Answers weeks member by
/// member, newest first, and reads of the runs only what is pulled. The log must stay open.
class Roll {
public:
    Roll(Context& context, const store::Log& log, Group group);

    const Group& group() const { return group_; }
    const Schedule& schedule() const { return *schedule_; }
    const std::vector<Terms>& terms() const { return terms_; }
    /// The day that the report speaks of; now, that of the owner or, where it is further on, of the sessions' own
    /// zones.
    Day today() const { return today_; }
    Instant as_of() const { return as_of_; }

    /// Whether the group ever planned a session.
    bool has_sessions() const { return !schedule_->rules().empty(); }

    /// Who is in the group today, by name.
    const std::vector<Member>& roster();

    /// Who was in the group on some day from `first` to `last`, by name.
    std::vector<Member> members_between(Day first, Day last) const;

    /// Who is not in it on `day`, and ran the session all the same; by handle.
    std::vector<Member> guests(const Session& session) const;

    /// Who of them named each of the group's sessions that lie between two days and were not cancelled: of them it is
    /// known at once that they missed none.
    std::vector<MemberId> at_every_session(Day first, Day last);

    /// Who of them was at a session of the past in person.
    std::vector<Member> present_at(const Session& session);

    /// What the rules need of a member besides the runs.
    const Participant& participant(const Member& member);

    /// A member's weeks, beginning with the one that holds `last`; without it, with today's. Who will not look beyond
    /// `since` says so, and less is read.
    AttendanceWeeks weeks_of(const Member& member, std::optional<Day> last = std::nullopt,
                             std::optional<Day> since = std::nullopt);

    /// As it stands at the end of `day`, today or before.
    SessionStreak streak_of(const Member& member, Day day);
    std::optional<Stretch> best_of(const Member& member, Day day);
    MissedReport missed_by(const Member& member, Day since);

    /// What became of the member at the sessions from `since` to `until`, the earliest first.
    std::vector<Attendance> attendance_of(const Member& member, Day since, Day until);

    /// The same for each of `sessions`, which come by day and of which none that lies between was left out. Before
    /// somebody's first week in the group there is nothing to judge.
    std::vector<Attendance> attendance_at(const Member& member, const std::vector<Session>& sessions);

    /// The group's sessions up to today, the newest first, with how many were there; up to `last`, where that is
    /// earlier.
    Gatherings gatherings(std::optional<Day> last = std::nullopt);

private:
    /// Who ran with the group and named that session.
    std::vector<store::Attendee> who_named(const Session& session) const;
    Day today_there(const Context& context) const;
    const std::vector<Session>& sessions_in_week(Day first);

    const store::Log& log_;
    Group group_;
    Day today_;
    Day last_run_day_; ///< the last day with runs that count: who lives further east may be a day ahead
    Instant as_of_;
    date::weekday week_begins_;
    std::shared_ptr<const Schedule> schedule_;
    std::vector<Terms> terms_;
    std::vector<Membership> memberships_;
    std::vector<Answer> answers_;
    std::shared_ptr<store::Outings> outings_;
    std::map<Day, std::vector<Session>> weeks_;
    std::map<MemberId, Participant> participants_;
    std::optional<std::vector<Member>> roster_;
    std::map<LocalTime, std::vector<Member>> present_at_;
};

/// The rolls of the group that `word` names, with those of its chapters where asked; without a word those of the
/// owner's groups, and of all groups where the owner is in none.
std::vector<std::unique_ptr<Roll>> rolls_of(Context& context, const std::string& word, bool chapters);

/// The rolls of all groups that any of these people is in.
std::vector<std::unique_ptr<Roll>> rolls_of_members(Context& context, const std::vector<Member>& members);

} // namespace runlog::cli
