#pragma once

#include <CLI/App.hpp> // declaring options takes no more, and the whole takes two seconds longer to compile

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace runlog::cli {

class Context;

/// What a command does once its words are understood; returns the exit status.
using Action = std::function<int(Context&)>;

/// Declares a command's options on its CLI11 subcommand and hands back what to do with them. Has no effects.
using Declare = Action (*)(CLI::App& app);

/// The action that does `act` with the words that the options will have filled in by then.
template <class Words>
Action acting(int (*act)(Context&, const Words&), std::shared_ptr<Words> words) {
    return [act, words = std::move(words)](Context& context) { return act(context, *words); };
}

/// A fact as an option gives it: an empty word takes it away.
inline std::optional<std::string> unless_empty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

/// One command. Parsing, help, completion and the tests of man page and completions all walk the one table of them.
struct Command {
    std::string_view name;    ///< as typed: `add`, `member add`
    std::string_view heading; ///< where help lists it; empty for what people do not type
    std::string_view about;   ///< one line
    Declare declare;          ///< null for a noun that only gathers commands; one that has commands and does
                              ///< something itself takes no words of its own
};

/// Every command, in the order in which help lists them; a noun stands before its commands.
std::span<const Command> commands();

/// Options that people leave out are absent; the names CLI11 shows for their values say what kind of word goes there,
/// and completion offers that kind.
namespace kind {
inline constexpr const char* member = "NAME";
inline constexpr const char* members = "NAMES";
inline constexpr const char* group = "GROUP";
inline constexpr const char* session = "SESSION";
inline constexpr const char* goal = "GOAL";
inline constexpr const char* tags = "TAGS";
inline constexpr const char* run = "RUN";
inline constexpr const char* runs = "RUNS";
inline constexpr const char* day = "DAY";
inline constexpr const char* file = "FILE";
inline constexpr const char* zone = "ZONE";
inline constexpr const char* text = "TEXT";
inline constexpr const char* distance = "DISTANCE";
inline constexpr const char* duration = "DURATION";
inline constexpr const char* number = "NUMBER";
inline constexpr const char* command = "COMMAND";
} // namespace kind

} // namespace runlog::cli
