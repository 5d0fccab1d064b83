#pragma once

#include "runlog/domain/plan.hpp"
#include "runlog/store/journal.hpp"

#include <vector>

namespace runlog::store {

/// All plans a member ever had, oldest first.
std::vector<Plan> plans(const Log& log, MemberId member);

/// Replaces a member's plans by `plans`, which do not overlap.
void set_plans(Writer& writer, MemberId member, const std::vector<Plan>& plans);

/// All leave a member ever took, oldest first.
std::vector<Leave> leaves(const Log& log, MemberId member);

/// Adds leave for `member`; `leave.id` and `leave.member` are not read. The group, where there is one, must be known.
void add_leave(Writer& writer, MemberId member, const Leave& leave);

/// Lets leave end before `until`; it goes altogether when it would then never have begun.
void end_leave(Writer& writer, const Leave& leave, Day until);

/// What the streak rules need of a member: plans, and leave that holds everywhere.
Promises promises(const Log& log, MemberId member);

} // namespace runlog::store
