#include "runlog/system/crontab.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/system/process.hpp"

#include <fmt/format.h>

#include <signal.h>

#include <algorithm>
#include <cerrno>
#include <fstream>

namespace runlog::system {

namespace {

constexpr std::chrono::seconds patience{20};
constexpr std::string_view begins = "# runlog begins: reminders. Taken away by: runlog remind uninstall";
constexpr std::string_view ends = "# runlog ends";

std::string crontab_program() {
    if (const auto program = find_program("crontab")) return program->string();
    throw Error("There is no crontab program here.", "Install cron, or use: runlog remind install --systemd --mail");
}

Ended crontab(std::vector<std::string> arguments, std::string_view input) {
    arguments.insert(arguments.begin(), crontab_program());
    return run(arguments, input, patience, {"LC_ALL=C"});
}

/// Lines with what ends them, so that they can be put together again as they were.
std::vector<std::string_view> lines_of(std::string_view table) {
    std::vector<std::string_view> lines;
    while (!table.empty()) {
        const auto newline = table.find('\n');
        const std::string_view line = table.substr(0, newline == std::string_view::npos ? newline : newline + 1);
        lines.push_back(line);
        table.remove_prefix(line.size());
    }
    return lines;
}

std::string_view without_ending(std::string_view line) {
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

/// What `remind install` writes between the marks: by its words, for a line that somebody put there is theirs.
bool is_job(std::string_view line) {
    return !line.starts_with('#') && line.find(" --db ") != std::string_view::npos &&
           line.find(" remind") != std::string_view::npos;
}

/// A table taken apart: runlog's jobs, and the foreign lines before and after them.
struct Parts {
    std::string before;
    std::vector<std::string> jobs;
    std::string after;
    bool found = false;
};

Parts take_apart(std::string_view table) {
    Parts parts;
    bool in_block = false;
    for (const std::string_view line : lines_of(table)) {
        const std::string_view text = without_ending(line);
        const bool is_mark = text == begins || text == ends;
        if (is_mark) parts.found = true;
        const bool is_ours = in_block && is_job(text);
        if (is_ours)
            parts.jobs.emplace_back(text);
        else if (!is_mark)
            (parts.found ? parts.after : parts.before) += line;
        in_block = is_mark ? text == begins : in_block;
    }
    return parts;
}

} // namespace

std::string read_crontab() {
    const Ended ended = crontab({"-l"}, "");
    if (ended.well()) return ended.out;
    if (ended.in_time && ended.out.empty() && ended.err.starts_with("no crontab for")) return {};
    throw Error(fmt::format("The crontab cannot be read: {}.", ended.trouble()), "Nothing was changed.");
}

void write_crontab(const std::string& before, const std::string& table) {
    if (read_crontab() != before)
        throw Error("Somebody else changed the crontab just now.", "Nothing was changed. Try again.");
    const Ended ended = table.empty() ? crontab({"-r"}, "") : crontab({"-"}, table);
    if (!ended.well())
        throw Error(fmt::format("cron did not take the new crontab: {}.", ended.trouble()), "The old one still holds.");
    if (read_crontab() != table)
        throw Error("The crontab is not what was written.", "Look at it: crontab -l. It was left as it is.");
}

std::vector<std::string> cron_jobs(std::string_view table) {
    return take_apart(table).jobs;
}

std::string with_cron_jobs(std::string_view table, const std::vector<std::string>& jobs) {
    Parts parts = take_apart(table);
    if (!parts.found && jobs.empty()) return std::string(table);
    std::string block;
    if (!jobs.empty()) {
        block = fmt::format("{}\n", begins);
        for (const auto& job : jobs) block += job + '\n';
        block += fmt::format("{}\n", ends);
        if (!parts.before.empty() && !parts.before.ends_with('\n')) parts.before += '\n';
    }
    std::string whole = parts.before + block + parts.after;
    if (!whole.empty() && !whole.ends_with('\n')) whole += '\n';
    return whole;
}

std::string cron_daily(std::chrono::seconds time_of_day) {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(time_of_day).count();
    return fmt::format("{} {} * * *", minutes % 60, minutes / 60);
}

std::string cron_every(std::chrono::minutes interval) {
    constexpr int hour = 60;
    constexpr int day = 24 * hour;
    const auto minutes = interval.count();
    if (minutes == 1) return "* * * * *";
    if (minutes > 0 && minutes < hour && hour % minutes == 0) return fmt::format("*/{} * * * *", minutes);
    if (minutes == hour) return "0 * * * *";
    if (minutes == day) return "0 0 * * *";
    if (minutes > 0 && minutes % hour == 0 && minutes < day && day % minutes == 0)
        return fmt::format("0 */{} * * *", minutes / hour);
    throw Error("That does not go evenly into the hours of a day.", "Say 5m, 15m, 30m, hour, 2h, 3h, 6h, 12h or day.");
}

std::string cron_command(const std::vector<std::string>& words) {
    std::string command;
    for (const auto& word : words) {
        if (word.find('\n') != std::string::npos || word.find('\\') != std::string::npos)
            throw Error("cron cannot be told a path with a line break or a backslash.", "Move or rename it.");
        if (!command.empty()) command += ' ';
        const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   std::string_view("/._-+=@,:").find(c) != std::string_view::npos;
        });
        if (is_plain) {
            command += word;
            continue;
        }
        command += '\'';
        for (const char c : word) command += c == '\'' ? "'\"'\"'" : c == '%' ? "\\%" : std::string(1, c);
        command += '\'';
    }
    return command;
}

bool cron_is_running() {
    for (const char* path : {"/run/crond.pid", "/var/run/crond.pid"}) {
        std::ifstream file(path);
        int number = 0;
        if (file >> number && (::kill(number, 0) == 0 || errno == EPERM)) return true;
    }
    return false;
}

} // namespace runlog::system
