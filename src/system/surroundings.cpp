#include "runlog/system/surroundings.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/system/zones.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <ctime>

namespace runlog::system {

namespace {

std::optional<std::string> variable(const char* name) {
    const char* value = std::getenv(name);
    if (!value || !*value) return std::nullopt;
    return value;
}

/// The variable as it is, an empty one too.
std::optional<std::string> raw_variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

constexpr Instant earliest_now = date::sys_days{date::January / 2 / 1970};
constexpr Instant latest_now = date::sys_days{date::January / 1 / 2200};

Instant fixed_now(const std::string& fixed, const Zone& zone) {
    std::optional<Instant> now;
    if (const auto placed = parse_iso_placed(fixed))
        now = placed->instant();
    else if (const auto local = parse_iso_time(fixed))
        now = place(zone, *local).instant();
    if (now && earliest_now <= *now && *now < latest_now) return *now;
    throw Error(fmt::format("RUNLOG_NOW is set to '{}', which is no time from 1970 to 2199.", fixed),
                "Write it like 2026-11-21T06:58 or 2026-11-21T06:58+01:00.");
}

Instant read_now(const Zone& zone) {
    const auto fixed = variable("RUNLOG_NOW");
    if (!fixed) return date::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return fixed_now(*fixed, zone);
}

std::optional<std::filesystem::path> default_log() {
    if (const auto named = variable("RUNLOG_DB")) return *named;
    if (const auto data = variable("XDG_DATA_HOME"); data && data->starts_with('/'))
        return std::filesystem::path(*data) / "runlog" / "runlog.db";
    if (const auto home = variable("HOME")) return std::filesystem::path(*home) / ".local/share/runlog/runlog.db";
    return std::nullopt;
}

std::optional<std::filesystem::path> settings_folder() {
    if (const auto settings = variable("XDG_CONFIG_HOME"); settings && settings->starts_with('/')) return *settings;
    if (const auto home = variable("HOME")) return std::filesystem::path(*home) / ".config";
    return std::nullopt;
}

int terminal_width() {
    winsize size{};
    if (const auto columns = variable("COLUMNS")) return std::max(20, std::atoi(columns->c_str()));
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    return 80;
}

bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const auto locale = variable(name);
        if (!locale) continue;
        std::string lowered;
        for (const char c : *locale) lowered += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        return lowered.find("utf-8") != std::string::npos || lowered.find("utf8") != std::string::npos;
    }
    return false;
}

Login read_login() {
    Login login{variable("LOGNAME").value_or(variable("USER").value_or("")), ""};
    const passwd* entry = ::getpwuid(::getuid());
    if (!entry) return login;
    if (login.name.empty()) login.name = entry->pw_name;
    // The name in the system's file belongs to the login there, which LOGNAME may have replaced.
    if (login.name == entry->pw_name && entry->pw_gecos) {
        const std::string comment = entry->pw_gecos;
        login.full_name = comment.substr(0, comment.find(','));
    }
    return login;
}

} // namespace

Surroundings read_surroundings() {
    Surroundings around;
    around.zone_variable = raw_variable("TZ");
    around.zone = local_zone(around.zone_variable);
    around.now = read_now(around.zone);
    around.default_log = default_log();
    around.settings = settings_folder();
    around.sendmail = variable("RUNLOG_SENDMAIL");
    around.terminal = ::isatty(STDOUT_FILENO) != 0;
    const bool dumb = variable("TERM").value_or("dumb") == "dumb";
    around.error_terminal = ::isatty(STDERR_FILENO) != 0 && !dumb;
    around.colour = around.terminal && !dumb && !variable("NO_COLOR");
    around.unicode = locale_is_utf8() && !(around.terminal && dumb);
    if (around.terminal) around.width = terminal_width();
    around.login = read_login;
    return around;
}

void guard_standard_streams() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) != -1) continue;
        // The lowest free number is the closed one. Opened the wrong way round, it still refuses what nobody can read.
        [[maybe_unused]] const int opened = ::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

} // namespace runlog::system
