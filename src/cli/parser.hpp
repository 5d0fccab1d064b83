#pragma once

#include "command.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlog::cli {

/// What the words of a command line ask for, before anything is done about it.
struct Request {
    Action action;      ///< absent where `answer` says it all
    std::string answer; ///< help or version
    std::optional<std::filesystem::path> log_path;
    std::shared_ptr<CLI::App> app; ///< keeps what the action refers to
};

/// Understands a command line. Throws Error, with the nearest word where one was mistyped, for what it cannot.
Request parse(const std::vector<std::string>& arguments);

/// The words that name a command at the front of `arguments`, options and their values passed over: `member add`.
/// Nothing where the first word is none.
const Command* command_in(const std::vector<std::string>& arguments);

/// What understands a line that begins with `command`, which may be a noun, or with none, and fills `action` in where
/// it does something itself. It knows that command alone: knowing all at every prompt would cost more than the answer.
std::shared_ptr<CLI::App> make_app(const Command* command, Action& action);

/// The subcommand of `app` that stands for `name`: `member add`.
CLI::App& subcommand(CLI::App& app, std::string_view name);

} // namespace runlog::cli
