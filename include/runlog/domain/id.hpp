#pragma once

#include <compare>
#include <cstdint>

namespace runlog {

/// A record's small number in this log; it never leaves the machine (that is what a Uid is for).
/// Each kind of record has a type of its own, so that a member's number cannot be taken for a run's.
template <class Kind>
struct Id {
    std::int64_t value = 0;
    auto operator<=>(const Id&) const = default;
};

using MemberId = Id<struct MemberKind>;
using GroupId = Id<struct GroupKind>;
using RunId = Id<struct RunKind>;
using LeaveId = Id<struct LeaveKind>;
using ChangeId = Id<struct ChangeKind>;
using GoalId = Id<struct GoalTag>;

} // namespace runlog
