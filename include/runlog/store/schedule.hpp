#pragma once

#include "runlog/domain/schedule.hpp"
#include "runlog/store/journal.hpp"

#include <vector>

namespace runlog::store {

/// Every rule a group ever had, by title and then by day.
std::vector<Rule> rules(const Log& log, GroupId group);

/// Replaces the rules of a group by `rules`.
void set_rules(Writer& writer, GroupId group, const std::vector<Rule>& rules);

/// Every session of a group that was cancelled or moved, in their order.
std::vector<SessionChange> session_changes(const Log& log, GroupId group);

/// Keeps what becomes of one session; what was kept of it before is replaced.
void set_session_change(Writer& writer, GroupId group, const SessionChange& change);

/// What was said of a session holds of another one from now on: its start by the rules has changed. What had been said
/// of that one stands before it.
void rename_session(Writer& writer, GroupId group, LocalTime from, LocalTime to);

/// The session is not planned any more: what was said of it is withdrawn.
void forget_session(Writer& writer, GroupId group, LocalTime session);

/// Lets a session take place as the rules have it.
void remove_session_change(Writer& writer, GroupId group, LocalTime session);

} // namespace runlog::store
