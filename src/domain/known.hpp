#pragma once

#include "runlog/domain/attendance.hpp"

#include <optional>
#include <span>

namespace runlog {

/// What was known of a member at one moment: what they had said, and what the group had agreed on. Private to the
/// domain.
struct Known {
    const Participant& who;
    std::span<const Terms> terms;
    Instant as_of;

    /// The excuse that stands, if any.
    const Answer* excuse(const Session& session) const;

    /// The leave that holds that day: the one that was announced first.
    const Leave* leave_on(Day day) const;

    bool is_excused(const Session& session) const;

    /// When they promised, where that stands: somebody promises up to the start; whoever excuses themselves instead has
    /// kept their word to tell.
    std::optional<Instant> promised_at(const Session& session) const;

    const Membership* membership_at(const Session& session) const;

    /// Which runs of theirs make the session up (DESIGN §4.5.3).
    Makeup makeup_for(const Session& session) const;
};

} // namespace runlog
