#pragma once

#include "runlog/domain/people.hpp"
#include "runlog/domain/plan.hpp"
#include "runlog/domain/schedule.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What became of a member at a session (DESIGN §4.5).
namespace runlog {

/// What a group has agreed on, from a day until a day. Where nothing is agreed the defaults here hold.
struct Terms {
    static constexpr std::chrono::hours usual_grace{24};
    static constexpr int usual_quorum = 2;

    Uid uid;                                ///< zeros until it is kept
    std::optional<Makeup> makeup;           ///< absent: a run of the day for remote members, none for the others
    std::chrono::hours grace = usual_grace; ///< after a session's end, until it closes
    int quorum = usual_quorum;              ///< members who make a session one of the group's; at least 1
    DayRange when;
};

/// Reads `24h`, `36h`, `2d`: at most two weeks. Throws Error for anything else.
std::chrono::hours parse_grace(std::string_view text);

/// The terms in force on `day`, else the usual ones.
Terms terms_on(std::span<const Terms> terms, Day day);

/// Which runs of a member make up a session of `day` that they were not at (DESIGN §4.5.3).
Makeup makeup_on(std::span<const Terms> terms, const Membership& membership, Day day);

/// What somebody said about coming to a session, before or after.
struct Answer {
    enum class Kind { promise, excuse };

    Uid uid; ///< zeros until it is kept
    Kind kind = Kind::promise;
    LocalTime session;
    std::string member;
    std::string reason; ///< may be empty
    Instant announced;
    std::optional<Instant> withdrawn;
    std::optional<std::string> recorded_by; ///< somebody else who told it for them

    bool stands_at(Instant moment) const { return announced <= moment && (!withdrawn || moment < *withdrawn); }
};
std::string_view to_text(Answer::Kind kind);

/// How far a run's day may lie from that of the session it names: who lives elsewhere runs it another day.
inline constexpr date::days tagged_within{7};

/// One run of one member, as far as attendance cares.
struct Outing {
    RunId run;
    Day day;
    std::optional<Metres> distance;
    std::optional<std::string> group;
    std::optional<When> session; ///< of that group
    bool remote = false;
};

/// One member in one group: all that attendance needs of them besides their runs.
struct Participant {
    std::vector<Membership> memberships; ///< in this group, oldest first
    std::vector<Plan> plans;
    std::vector<Leave> leaves;   ///< those that hold everywhere and those from this group
    std::vector<Answer> answers; ///< to sessions of this group
};

/// The membership in force on `day`, if any.
const Membership* membership_on(std::span<const Membership> memberships, Day day);

/// DESIGN §4.5, in the order in which the rules are asked.
enum class Presence { cancelled, present, remote, made_up, excused, pending, missed, not_expected };
std::string_view to_text(Presence presence);

/// Whether the member did what the session asked: present, remote or made up.
bool attended(Presence presence);

/// What became of one member at one session.
struct Attendance {
    Session session;
    Presence presence = Presence::not_expected;
    bool expected = false;                  ///< by the commitment; what attendance and commitment are shares of
    bool beforehand = false;                ///< excused: the group knew before the session began
    std::optional<Instant> announced;       ///< when an excuse, leave or cancellation was told
    std::optional<std::string> recorded_by; ///< who told an excuse for them
    std::optional<RunId> run;               ///< the one that attended it
    std::string reason;                     ///< of the excuse, the leave or the cancellation; may be empty
    Instant closes;                         ///< when a session that was not attended becomes a missed one
    std::optional<Instant> promised;        ///< when they said that they would come, where that stood at the start
    std::optional<Day> keep_by;             ///< pending: the last day for a run that attends it, or for logging one

    Day day() const { return session.day(); }
    bool attended() const { return runlog::attended(presence); }
};

/// A member's sessions of one week.
struct AttendanceWeek {
    Day first;                        ///< of the week
    std::vector<Attendance> sessions; ///< the earliest first
    int needs = 0;                    ///< sessions still to attend: of `N/week` what is lacking, else those pending
};

/// Judges the sessions of one week as known at `as_of` (DESIGN §4.5).
/// `sessions` are all of the week's seven days, those still to come too, by their actual day; `outings` are the
/// member's runs in and around that week. With `N/week`, the sessions not attended that the week cannot do without are
/// missed, the latest ones first; leave and excuses take from N (DESIGN §4.3). `group` is the handle that the runs are
/// tagged with.
AttendanceWeek attendance_of_week(Day first, std::span<const Session> sessions, const std::string& group,
                                  const Participant& who, std::span<const Outing> outings, std::span<const Terms> terms,
                                  Instant as_of);

} // namespace runlog
