#pragma once

#include "context.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// What the commands around `remind` share.
namespace runlog::cli {

/// The file beside the log that keeps two `remind` apart, and whose date says when the last one was through.
std::filesystem::path remind_file(const Context& context);

/// What keeps installed reminders from arriving, a sentence each: no mailer, no cron.
std::vector<std::string> reminder_troubles(Context& context);

/// How many reminders of one's own are due and were not handed over yet.
std::size_t reminders_waiting(Context& context);

} // namespace runlog::cli
