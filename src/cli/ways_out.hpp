#pragma once

#include "command.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How reminders leave runlog; `remind` hands over so, `remind install` has it done.
namespace runlog::cli {

struct WaysOut {
    bool mail = false;
    bool notify = false;
    std::string exec;    ///< a command of the user's, its words divided by blanks; quotes keep blanks
    std::string members; ///< only theirs
    bool sync = false;   ///< what the group's other machines know comes first

    /// Whether what is handed over is printed, because nothing else was asked for.
    bool prints() const { return !mail && !notify && exec.empty(); }
};

void declare_ways_out(CLI::App& app, WaysOut& ways);

/// Throws Error where more than one way is named, `printed` (`--json`) being one, or the command is none.
void check_ways_out(const WaysOut& ways, std::string_view printed);

/// The words of `exec`. Throws Error where there are none, or their quotes do not end.
std::vector<std::string> words_of_command(const std::string& exec);

/// What words_of_command reads back as `words`. Throws Error where quotes of both kinds stand in one of them.
std::string command_of_words(const std::vector<std::string>& words);

} // namespace runlog::cli
