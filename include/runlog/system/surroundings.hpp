#pragma once

#include "runlog/domain/zone.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace runlog::system {

/// What the system calls its user.
struct Login {
    std::string name;      ///< `sam`
    std::string full_name; ///< may be empty
};

/// The facts that a command meets, read once and passed down (DESIGN §6), so that a test can say what they are.
struct Surroundings {
    Instant now;
    Zone zone;
    std::optional<std::filesystem::path>
        default_log;                               ///< where the log is when `--db` does not say; nothing without HOME
    std::optional<std::filesystem::path> settings; ///< the folder for them, `~/.config`; nothing without HOME
    std::optional<std::string> sendmail;           ///< the program that takes mail, where one was chosen
    std::optional<std::string> zone_variable;      ///< TZ as it is set
    bool terminal = false;                         ///< whether standard output is one
    bool error_terminal = false;                   ///< whether standard error is one
    int width = 80;                                ///< columns of that terminal
    bool colour = false;
    bool unicode = false;
    std::function<Login()> login; ///< asked only when a log begins: it may have to search a directory service
};

/// Reads them from the environment of this process: RUNLOG_NOW, TZ, RUNLOG_DB, RUNLOG_SENDMAIL, XDG_DATA_HOME,
/// XDG_CONFIG_HOME, HOME, LOGNAME, USER, NO_COLOR, TERM, LC_ALL, LC_CTYPE, LANG, COLUMNS. Throws Error where RUNLOG_NOW
/// or TZ say nothing that can be understood.
Surroundings read_surroundings();

/// Makes sure that the three standard streams are open, so that no file of ours takes the place of a closed one.
void guard_standard_streams();

} // namespace runlog::system
