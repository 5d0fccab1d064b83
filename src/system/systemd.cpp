#include "runlog/system/systemd.hpp"

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/system/crontab.hpp"
#include "runlog/system/process.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>

namespace runlog::system {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{20};
constexpr const char* timer_name = "runlog-remind.timer";
constexpr const char* service_name = "runlog-remind.service";

fs::path folder(const fs::path& settings) {
    return settings / "systemd" / "user";
}

/// A word as ExecStart= has it: in quotes, specifiers and variables meaning nothing. In the first one, the program,
/// systemd looks for no variables.
std::string unit_word(const std::string& word, bool is_program) {
    std::string quoted = "\"";
    for (const char c : word) {
        if (c == '\n' || c == '\r')
            throw Error("systemd cannot be told a path with a line break.", "Move or rename it.");
        if (c == '"' || c == '\\') quoted += '\\';
        if (c == '%' || (c == '$' && !is_program)) quoted += c;
        quoted += c;
    }
    return quoted + '"';
}

std::optional<std::string> text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Makes the file say `text`, or go where there is none.
void put_text(const fs::path& path, const std::optional<std::string>& text) {
    std::error_code trouble;
    if (!text) {
        fs::remove(path, trouble);
        return;
    }
    fs::create_directories(path.parent_path(), trouble);
    const fs::path draft = path.string() + ".new";
    {
        std::ofstream file(draft, std::ios::binary);
        file << *text;
        if (!file.flush())
            throw Error(fmt::format("{} cannot be written.", path.string()), "Check the folder's permissions.");
    }
    fs::rename(draft, path, trouble);
    if (trouble) {
        std::error_code ignored;
        fs::remove(draft, ignored);
        throw Error(fmt::format("{} cannot be written: {}.", path.string(), trouble.message()), "Move it away.");
    }
}

void systemctl(std::vector<std::string> words) {
    const auto program = find_program("systemctl");
    if (!program) throw Error("There is no systemd here.", "Use cron: runlog remind install");
    words.insert(words.begin(), {program->string(), "--user", "--quiet"});
    const Ended ended = run(words, "", patience);
    if (!ended.well())
        throw Error(fmt::format("systemd did not take the timer: {}.", ended.trouble()),
                    "It needs a session of your own on this machine. Or use cron: runlog remind install");
}

} // namespace

Units make_units(const std::vector<std::string>& words, const std::vector<std::string>& times) {
    Units units;
    units.service = "# Written by: runlog remind install --systemd\n"
                    "[Unit]\nDescription=Reminders of runlog\n\n[Service]\nType=oneshot\nExecStart=";
    for (const auto& word : words) {
        const bool is_program = units.service.ends_with('=');
        if (!is_program) units.service += ' ';
        units.service += unit_word(word, is_program);
    }
    units.service += '\n';
    units.timer = "# Written by: runlog remind install --systemd\n"
                  "[Unit]\nDescription=Time for reminders of runlog\n\n[Timer]\n";
    for (const auto& time : times) units.timer += fmt::format("OnCalendar={}\n", time);
    units.timer += "Persistent=true\n\n[Install]\nWantedBy=timers.target\n";
    return units;
}

std::string calendar_daily(std::chrono::seconds time_of_day) {
    return fmt::format("*-*-* {}:00", clock_text(date::floor<std::chrono::minutes>(time_of_day)));
}

std::string calendar_every(std::chrono::minutes interval) {
    cron_every(interval); // what cron cannot do would go uneven over midnight here too
    const auto minutes = interval.count();
    if (minutes == 24 * 60) return "*-*-* 0:00:00";
    if (minutes < 60) return fmt::format("*-*-* *:0/{}:00", minutes);
    return fmt::format("*-*-* 0/{}:00:00", minutes / 60);
}

fs::path service_path(const fs::path& settings) {
    return folder(settings) / service_name;
}

fs::path timer_path(const fs::path& settings) {
    return folder(settings) / timer_name;
}

std::optional<Units> read_units(const fs::path& settings) {
    const auto timer = text_of(timer_path(settings));
    if (!timer) return std::nullopt;
    return Units{text_of(service_path(settings)).value_or(""), *timer};
}

void install_units(const fs::path& settings, const Units& units) {
    const auto service_before = text_of(service_path(settings));
    const auto timer_before = text_of(timer_path(settings));
    try {
        put_text(service_path(settings), units.service);
        put_text(timer_path(settings), units.timer);
        systemctl({"daemon-reload"});
        systemctl({"enable", "--now", timer_name});
    } catch (const Error&) {
        put_text(service_path(settings), service_before);
        put_text(timer_path(settings), timer_before);
        std::error_code ignored;
        if (!timer_before) fs::remove(folder(settings) / "timers.target.wants" / timer_name, ignored);
        throw;
    }
}

void remove_units(const fs::path& settings) {
    if (!read_units(settings)) return;
    systemctl({"disable", "--now", timer_name});
    put_text(timer_path(settings), std::nullopt);
    put_text(service_path(settings), std::nullopt);
    systemctl({"daemon-reload"});
}

} // namespace runlog::system
