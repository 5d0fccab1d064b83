#include "parser.hpp"

#include "nearest.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::string_view log_option = "--db";

std::vector<std::string> words_of(std::string_view name) {
    const auto blank = name.find(' ');
    if (blank == std::string_view::npos) return {std::string(name)};
    return {std::string(name.substr(0, blank)), std::string(name.substr(blank + 1))};
}

std::string shown(std::string_view word) {
    return fit(printable(word), 40, "...");
}

/// The arguments that are neither options nor the value of `--db`, which alone may stand before a command.
std::vector<std::string> plain_words(const std::vector<std::string>& arguments) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == log_option)
            ++i;
        else if (!arguments[i].starts_with('-'))
            words.push_back(arguments[i]);
    }
    return words;
}

const Command* command_called(std::string_view name) {
    const auto all = commands();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Command& c) { return c.name == name; });
    return found == all.end() ? nullptr : &*found;
}

/// What can follow `noun`, or begin a command line where there is no noun.
std::vector<std::string> words_after(std::string_view noun) {
    std::vector<std::string> known;
    for (const auto& command : commands()) {
        const auto words = words_of(command.name);
        if (command.heading.empty()) continue;
        if (noun.empty() && words.size() == 1) known.push_back(words[0]);
        if (words.size() == 2 && words[0] == noun) known.push_back(words[1]);
    }
    return known;
}

/// Whether something like a verb stands right behind a command that can do without one.
bool has_verb(const std::vector<std::string>& arguments, std::string_view name) {
    if (words_after(name).empty()) return false;
    const auto at = std::find(arguments.begin(), arguments.end(), name);
    return arguments.end() - at > 1 && !(at + 1)->starts_with('-');
}

void check_command_words(const std::vector<std::string>& arguments) {
    const auto words = plain_words(arguments);
    if (words.empty()) return;
    const Command* first = command_called(words[0]);
    if (!first)
        throw Error(fmt::format("There is no command '{}'.", shown(words[0])),
                    suggestion(words[0], words_after(""), "See: runlog --help"));
    if (first->declare && !has_verb(arguments, first->name)) return;
    const auto known = words_after(first->name);
    const std::string list = fmt::format("Say one of: {}.", fmt::join(known, ", "));
    if (words.size() == 1) {
        const bool help = std::any_of(arguments.begin(), arguments.end(),
                                      [](const auto& word) { return word == "--help" || word == "-h"; });
        if (!help) throw Error(fmt::format("'{}' needs a verb.", first->name), list);
        return;
    }
    if (std::find(known.begin(), known.end(), words[1]) == known.end())
        throw Error(fmt::format("There is no command '{} {}'.", first->name, shown(words[1])),
                    suggestion(words[1], known, list));
}

/// An empty word is what a script's unset variable looks like: it must not pass for an option that was left out. To
/// edit, it means to take a fact away; completion is asked about it all the time.
void check_characters(const std::vector<std::string>& arguments) {
    const Command* command = command_in(arguments);
    const bool may_be_empty =
        command && (command->name.ends_with("edit") || command->name == "session change" || command->heading.empty());
    for (const auto& word : arguments) {
        if (word.empty() && !may_be_empty)
            throw Error("One of the words is empty.", "Is a variable not set? Leave out what is not meant.");
        if (!is_utf8(word))
            throw Error(fmt::format("'{}' is not UTF-8 text.", shown(word)), "Check the terminal's encoding.");
    }
}

/// What CLI11 found wrong, in runlog's words.
[[noreturn]] void refuse(const CLI::App& app, const CLI::ParseError& trouble, const std::vector<std::string>& arguments,
                         const std::string& help) {
    std::vector<std::string> known;
    for (const CLI::App* level = &app; level; level = level->get_parent())
        for (const CLI::Option* option : level->get_options()) {
            for (const auto& name : option->get_lnames()) known.push_back("--" + name);
            for (const auto& name : option->get_snames()) known.push_back("-" + name);
        }
    for (const auto& word : arguments) {
        if (word == "--") break;
        if (!word.starts_with('-') || word == "-") continue;
        const std::string name = word.substr(0, word.find('='));
        if (name.size() > 1 && name[1] >= '0' && name[1] <= '9')
            throw Error(fmt::format("'{}' is less than nothing.", shown(word)),
                        "Distances and durations are more than 0.");
        if (std::find(known.begin(), known.end(), name) == known.end())
            throw Error(fmt::format("There is no option '{}' here.", shown(name)), suggestion(name, known, help));
    }
    throw Error(fmt::format("That is not understood: {}.", shown(trouble.what())), help);
}

const CLI::App& deepest(const CLI::App& app) {
    const auto below = app.get_subcommands();
    return below.empty() ? app : deepest(*below.front());
}

/// `--why and --withdraw` out of CLI11's `--why excludes --withdraw`.
std::string contradiction(std::string said) {
    static constexpr std::string_view excludes = " excludes ";
    if (const auto at = said.find(excludes); at != std::string::npos) said.replace(at, excludes.size(), " and ");
    return shown(said);
}

[[noreturn]] void explain(const CLI::App& app, const CLI::ParseError& trouble,
                          const std::vector<std::string>& arguments) {
    const CLI::App& at = deepest(app);
    const std::string help =
        fmt::format("See: runlog {}--help", &at == &app ? "" : std::string(command_in(arguments)->name) + " ");
    if (dynamic_cast<const CLI::ExtrasError*>(&trouble)) {
        const auto left = app.remaining(true);
        const bool words_only =
            std::none_of(left.begin(), left.end(), [](const auto& w) { return w.starts_with('-'); });
        if (!left.empty() && words_only)
            throw Error(fmt::format("'{}' is one word too many.", shown(left.front())),
                        "Words that belong together need quotes.");
    }
    const std::string said = trouble.what();
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&trouble)) {
        const std::string option = said.substr(0, said.find(':'));
        const auto is_option = [&](const std::string& word) {
            return word == option || word.starts_with(option + "=");
        };
        if (std::count_if(arguments.begin(), arguments.end(), is_option) > 1)
            throw Error(fmt::format("{} is given twice.", option), "Say it once.");
        throw Error(fmt::format("{} needs a value.", option), help);
    }
    if (dynamic_cast<const CLI::RequiredError*>(&trouble))
        throw Error(fmt::format("{} is missing.", said.substr(0, said.find(" is required"))), help);
    if (dynamic_cast<const CLI::ConversionError*>(&trouble)) {
        const auto equals = said.rfind(" = ");
        const std::string value = equals == std::string::npos ? said : said.substr(equals + 3);
        throw Error(fmt::format("'{}' is not a number.", shown(value)), help);
    }
    if (dynamic_cast<const CLI::ExcludesError*>(&trouble))
        throw Error(fmt::format("These contradict each other: {}.", contradiction(said)), help);
    refuse(at, trouble, arguments, help);
}

} // namespace

const Command* command_in(const std::vector<std::string>& arguments) {
    const auto words = plain_words(arguments);
    if (words.empty()) return nullptr;
    const Command* command = command_called(words[0]);
    if (command && words.size() > 1 && (!command->declare || has_verb(arguments, command->name)))
        if (const Command* below = command_called(words[0] + " " + words[1])) return below;
    return command;
}

CLI::App& subcommand(CLI::App& app, std::string_view name) {
    CLI::App* found = &app;
    for (const auto& word : words_of(name)) found = found->get_subcommand(word);
    return *found;
}

namespace {

/// `help add` for `add --help`.
std::vector<std::string> with_help_as_option(std::vector<std::string> arguments) {
    if (arguments.empty() || arguments.front() != "help") return arguments;
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
    return arguments;
}

std::shared_ptr<CLI::App> make_root() {
    auto app = std::make_shared<CLI::App>(
        "Keeps a running group accountable: who ran, whose streak stands, who was missed.", "runlog");
    app->set_help_flag("-h,--help", "Show this help");
    app->set_version_flag("--version", "runlog " RUNLOG_VERSION, "Show the version");
    app->add_option(std::string(log_option), "The log to use, instead of the usual one")->type_name(kind::file);
    app->fallthrough();
    app->get_formatter()->column_width(34);
    app->footer("Begin with: runlog add 5k 30:00    More: man runlog, runlog COMMAND --help");
    return app;
}

/// Adds the subcommand for `command`, and the noun before it where that is missing.
CLI::App& add_command(CLI::App& root, const Command& command) {
    const auto words = words_of(command.name);
    CLI::App* parent = &root;
    if (words.size() == 2) {
        const auto nouns = root.get_subcommands([&](const CLI::App* app) { return app->get_name() == words[0]; });
        parent = nouns.empty() ? &add_command(root, *command_called(words[0])) : nouns.front();
    }
    CLI::App* made = parent->add_subcommand(words.back(), std::string(command.about));
    made->group(std::string(command.heading));
    made->fallthrough();
    if (!command.declare)
        made->footer(fmt::format("Examples of each: runlog {} COMMAND --help    More: man runlog", command.name));
    return *made;
}

/// The verbs of a noun, for its help.
void add_verbs(CLI::App& root, const Command& noun) {
    const std::string verbs = std::string(noun.name) + " ";
    for (const auto& one : commands())
        if (one.name.starts_with(verbs)) add_command(root, one);
}

std::string help_of_everything() {
    const auto app = make_root();
    for (const auto& one : commands())
        if (words_of(one.name).size() == 1) add_command(*app, one);
    return app->help();
}

} // namespace

std::shared_ptr<CLI::App> make_app(const Command* command, Action& action) {
    auto app = make_root();
    if (!command) return app;
    CLI::App& made = add_command(*app, *command);
    if (command->declare) action = command->declare(made);
    add_verbs(*app, *command);
    return app;
}

Request parse(const std::vector<std::string>& typed) {
    const auto arguments = with_help_as_option(typed);
    check_characters(arguments);
    check_command_words(arguments);
    const Command* command = command_in(arguments);
    Request request;
    request.app = make_app(command, request.action);
    try {
        auto reversed = arguments;
        std::reverse(reversed.begin(), reversed.end());
        request.app->parse(reversed);
    } catch (const CLI::CallForHelp&) {
        request.answer = command ? request.app->help() : help_of_everything();
    } catch (const CLI::CallForVersion&) {
        request.answer = "runlog " RUNLOG_VERSION "\n";
    } catch (const CLI::ParseError& trouble) {
        explain(*request.app, trouble, arguments);
    }
    if (!request.answer.empty()) return request;
    if (!command) request.answer = help_of_everything();
    if (auto* option = request.app->get_option(std::string(log_option)); option->count() > 0)
        request.log_path = option->as<std::string>();
    return request;
}

} // namespace runlog::cli
