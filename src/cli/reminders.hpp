#pragma once

#include "context.hpp"
#include "runlog/domain/reminder.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace runlog::cli {

/// One reminder in words, ready to be handed over.
struct Notice {
    ReminderKind kind = ReminderKind::upcoming;
    Member to;
    std::optional<std::string> group;   ///< its handle
    std::optional<std::string> session; ///< `momma/2026-11-28`
    std::optional<std::string> missed;  ///< the handle of who was missed
    Instant due;
    std::string subject; ///< one line
    std::string text;    ///< a few lines, each ending with a newline
    std::string key;     ///< the same for the same reminder, on every machine
};

/// Whether the reminder with this key need not be told any more.
using IsKnown = std::function<bool(const std::string& key)>;

/// What is due now for each of `members`, in their order and then by kind: what they want to hear of, at an hour at
/// which they do, and what is not known.
std::vector<Notice> reminders_for(Context& context, const std::vector<Member>& members, const IsKnown& is_known);

} // namespace runlog::cli
