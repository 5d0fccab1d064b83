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

/// One CLI11 app with all nouns and verbs; options are declared for those that `wanted` is true for, since declaring
/// all of them for every prompt costs more than the answer.
std::shared_ptr<CLI::App> make_app(const std::function<bool(const Command&)>& wanted,
                                   const std::function<void(const Command&, Action)>& keep);

/// The subcommand of `app` that stands for `name`: `member add`.
CLI::App& subcommand(CLI::App& app, std::string_view name);

} // namespace runlog::cli
