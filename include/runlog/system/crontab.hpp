#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

/// The user's crontab, and runlog's lines in it: one block between two marks. All other lines are somebody else's, and
/// no byte of them changes.
namespace runlog::system {

/// The user's crontab as `crontab -l` tells it, empty where there is none. Throws Error where it cannot be read: it
/// must not be written then.
std::string read_crontab();

/// Replaces the user's crontab, which must still be `before`, by `table`, and makes sure that it was taken. Throws
/// Error where it was not; cron then goes on with what it had.
void write_crontab(const std::string& before, const std::string& table);

/// Runlog's own lines of a table, marks left out.
std::vector<std::string> cron_jobs(std::string_view table);

/// `table` with `jobs` as runlog's only lines, where they stood before or else at the end; without jobs the marks go
/// too. A table whose last line does not end gets its newline: cron would refuse it otherwise.
std::string with_cron_jobs(std::string_view table, const std::vector<std::string>& jobs);

/// When a job is to run: the five fields of a crontab's line.
std::string cron_daily(std::chrono::seconds time_of_day);
/// Throws Error for what cron cannot do: only minutes that divide an hour, hours that divide a day, and a day.
std::string cron_every(std::chrono::minutes interval);

/// A command as a line of a crontab must have it: quoted for the shell, `%` escaped. Throws Error for words that cron
/// cannot be told: with a newline or a backslash.
std::string cron_command(const std::vector<std::string>& words);

/// Whether a cron daemon runs on this machine.
bool cron_is_running();

} // namespace runlog::system
