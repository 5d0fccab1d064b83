#pragma once

#include "context.hpp"
#include "roll.hpp"
#include "runlog/domain/missed.hpp"

#include <optional>
#include <string>
#include <vector>

/// How somebody who was missed is told of, and who should call them.
namespace runlog::cli {

/// One member in one group, with whom they were last seen.
struct MissedMember {
    Roll* roll = nullptr;
    Member member;
    MissedReport report;
    std::optional<Day> last_seen;
    std::vector<std::string> company; ///< handles of whom they last ran with
    bool company_then = false;        ///< that was when they were last seen
};

/// Adds to a report when the member was last seen: at a session, or on a run with somebody. And with whom they last
/// ran.
MissedMember missed_member(Context& context, Roll& roll, const Member& member, MissedReport report);

/// Who should call: who last ran with them, or else the group's coach or organizer, or else whoever reads this.
std::optional<Member> caller(Context& context, const MissedMember& missed);

/// What a friend would say, in a sentence or two: `Anna missed Tue 17 Nov, last seen … with Beth: Beth, give Anna a
/// call?`
std::string missed_sentence(Context& context, const MissedMember& missed);

} // namespace runlog::cli
