#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/id.hpp"
#include "runlog/domain/quantities.hpp"
#include "runlog/domain/uid.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace runlog {

/// What a member promised themselves: to run on so many days a week, from a day until a day (DESIGN §2).
struct Plan {
    Uid uid;                     ///< zeros until it is kept
    int days_per_week = 1;       ///< 1 to 7
    std::optional<Metres> least; ///< shorter runs do not count
    DayRange when;

    bool operator==(const Plan&) const = default;
};

/// A range of days off, with its reason and the moment it was announced (DESIGN §2).
struct Leave {
    LeaveId id;
    std::string member;
    std::optional<std::string> group; ///< off from this group only; runs and streaks of one's own go on
    DayRange when;
    std::string reason; ///< may be empty
    Instant announced;
    std::optional<std::string> recorded_by; ///< somebody else who told it for them
};

/// What one member promised and when they are off: all that the rules need besides the runs.
struct Promises {
    std::vector<Plan> plans;
    std::vector<Leave> leaves; ///< only those that hold everywhere, not for one group
};

/// The plan in force on `day`, if any. Plans of one member never overlap.
const Plan* plan_on(std::span<const Plan> plans, Day day);

/// Whether `day` is a day off.
bool on_leave(std::span<const Leave> leaves, Day day);

/// The last day of the leave that holds on `day`, leaves that touch taken together; nothing where there is no end.
/// `day` must be on leave.
std::optional<Day> leave_ends(std::span<const Leave> leaves, Day day);

/// Whether a run of `distance` counts on `day` (DESIGN §4.1).
bool counts(std::span<const Plan> plans, Day day, std::optional<Metres> distance);

/// The plans after a change that holds from `from` on: the plan in force that day ends there, a later one stays and
/// ends the new one. Without `change` there is no plan from that day until the next one begins.
std::vector<Plan> change_plan(std::vector<Plan> plans, Day from, std::optional<Plan> change);

} // namespace runlog
