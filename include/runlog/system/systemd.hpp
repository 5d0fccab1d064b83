#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// A timer of the user's own systemd, instead of a line in the crontab.
namespace runlog::system {

/// The two files that systemd reads.
struct Units {
    std::string service;
    std::string timer;

    bool operator==(const Units&) const = default;
};

/// Units that run `words` at each of `times` (`OnCalendar=` expressions), and catch up after sleep. Throws Error for
/// words with a line break.
Units make_units(const std::vector<std::string>& words, const std::vector<std::string>& times);

/// Every day at that time, or at such an interval, as `OnCalendar=` has it. Throws Error as cron_every does.
std::string calendar_daily(std::chrono::seconds time_of_day);
std::string calendar_every(std::chrono::minutes interval);

/// Where the units stand in the folder that holds the user's settings (`~/.config`).
std::filesystem::path service_path(const std::filesystem::path& settings);
std::filesystem::path timer_path(const std::filesystem::path& settings);

/// The units that are installed; nothing where the timer is not there.
std::optional<Units> read_units(const std::filesystem::path& settings);

/// Writes the units and turns the timer on. Throws Error, with everything as it was, where systemd does not take them.
void install_units(const std::filesystem::path& settings, const Units& units);

/// Turns the timer off and takes the units away; those that are not there do no harm.
void remove_units(const std::filesystem::path& settings);

} // namespace runlog::system
