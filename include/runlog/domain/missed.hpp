#pragma once

#include "runlog/domain/session_streak.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace runlog {

/// How far back sessions are counted where nobody says (DESIGN §4.6), as window_start reads it.
inline constexpr std::string_view usual_sessions_window = "8w";

/// How it stands with somebody whom a group may miss (DESIGN §4.6).
enum class MissedState {
    ok,
    silent,   ///< missed the last ones, and said nothing
    excused,  ///< on leave, or excused from a session of today
    due_back, ///< leave is over, and they have not been there since
    long_gone ///< nothing for eight weeks
};
std::string_view to_text(MissedState state);

/// What became of one member at a group's sessions in a window, and in a row up to now.
struct MissedReport {
    MissedState state = MissedState::ok;
    int in_a_row = 0; ///< missed up to now, beyond the window too; excused ones between neither count nor end it
    int expected = 0; ///< in the window, like all that follow
    int attended = 0; ///< made up ones too
    int made_up = 0;
    int excused = 0;
    int beforehand = 0; ///< of the excused, those that the group knew of before
    int missed = 0;
    std::vector<Attendance> missed_sessions; ///< in the window, the newest first
    std::optional<Attendance> last_attended; ///< ever
    std::optional<Day> since;                ///< due_back: the first day after the leave
    std::optional<Day> until;                ///< excused: the last day, where it has one

    /// Whether `missed` has anything to say of them without being asked for everybody.
    bool is_missed() const { return missed > 0 || in_a_row > 0; }

    /// Whether somebody should call them.
    bool needs_call() const { return in_a_row > 0 && state != MissedState::excused; }
};

/// Sums up the sessions from `since` to `today`, and looks back beyond them for the last one attended. `leaves` are
/// those that hold in this group.
MissedReport missed_report(Day since, Day today, std::span<const Membership> memberships, std::span<const Leave> leaves,
                           AttendanceWeeks weeks);

/// Most in a row first, those long gone last; then the most missed.
bool is_more_missed(const MissedReport& a, const MissedReport& b);

} // namespace runlog
