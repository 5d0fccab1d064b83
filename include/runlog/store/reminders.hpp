#pragma once

#include "runlog/domain/reminder.hpp"
#include "runlog/store/journal.hpp"

#include <string>
#include <vector>

namespace runlog::store {

/// What a member wants of reminders.
ReminderWishes reminder_wishes(const Log& log, MemberId member);

/// Replaces what a member wants of reminders.
void set_reminder_wishes(Writer& writer, MemberId member, const ReminderWishes& wishes);

/// Whether the reminder with this key was handed over.
bool was_handed_over(const Log& log, const std::string& key);

/// Remembers that reminders were handed over at `now`, durable on return. What stands in a key behind `>` says how a
/// thing has changed, and only the newest such word is remembered: whatever holds again is told again. This is no
/// change that could be taken back, so the journal does not tell of it. What is too old to come up again is forgotten.
void remember_handed_over(Log& log, Instant now, const std::vector<std::string>& keys);

} // namespace runlog::store
