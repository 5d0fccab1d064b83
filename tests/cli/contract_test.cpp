#include "cli/command.hpp"
#include "cli/parser.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

using namespace runlog::cli;

namespace {

using OptionNames = std::set<std::string>;
using Contract = std::map<std::string, OptionNames>;

/// `--db` and help belong to every command and are told once.
const OptionNames common{"--db", "--help", "--version"};

template <class Check>
void for_each_option(const Command& command, Check check) {
    Action unused;
    const auto app = make_app(&command, unused);
    for (const auto* option : subcommand(*app, command.name).get_options()) check(*option);
}

Contract declared() {
    Contract contract;
    for (const auto& command : commands()) {
        if (command.heading.empty() || !command.declare) continue;
        auto& options = contract[std::string(command.name)];
        for_each_option(command, [&](const CLI::Option& option) {
            for (const auto& name : option.get_lnames())
                if (!common.contains("--" + name)) options.insert("--" + name);
        });
    }
    return contract;
}

std::string text_of(const std::string& path) {
    std::ifstream in(std::string(RUNLOG_SOURCE_DIR) + "/" + path);
    std::ostringstream text;
    text << in.rdbuf();
    REQUIRE_FALSE(text.str().empty());
    return text.str();
}

/// The commands and options of the man page: a `.Ss` for each command, an `.It Fl -` for each option.
Contract documented() {
    Contract contract;
    std::istringstream page(text_of("man/runlog.1"));
    std::string command;
    bool in_commands = false;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with(".Sh ")) in_commands = line == ".Sh COMMANDS";
        if (!in_commands) continue;
        if (line.starts_with(".Ss ")) contract[command = line.substr(4)] = {};
        if (line.starts_with(".It Fl -")) contract[command].insert("--" + line.substr(8, line.find(' ', 8) - 8));
    }
    return contract;
}

std::vector<std::string> words_of(const Command& command) {
    std::istringstream in{std::string(command.name)};
    return {std::istream_iterator<std::string>(in), {}};
}

std::string help_of(const Command& command) {
    auto words = words_of(command);
    words.emplace_back("--help");
    return parse(words).answer;
}

template <class Check>
void for_each_command(Check check) {
    for (const auto& command : commands()) {
        if (command.heading.empty()) continue;
        CAPTURE(std::string(command.name));
        check(command);
    }
}

} // namespace

TEST_CASE("the man page knows the commands and options that there are, and no others") {
    CHECK(documented() == declared());
}

TEST_CASE("no command stands in the table twice, and a noun stands before its verbs") {
    std::set<std::string> seen;
    for_each_command([&](const Command& command) {
        CHECK(seen.insert(std::string(command.name)).second);
        const auto blank = command.name.find(' ');
        if (blank != std::string_view::npos) CHECK(seen.contains(std::string(command.name.substr(0, blank))));
    });
}

TEST_CASE("each command says in a line what it does") {
    for_each_command([](const Command& command) {
        CHECK(command.about.size() >= 10);
        CHECK(command.about.size() <= 62);
        CHECK(command.about.back() != '.');
    });
}

TEST_CASE("help of every command fits 80 columns, describes each option and shows an example") {
    for_each_command([](const Command& command) {
        const std::string help = help_of(command);
        CHECK(help.find(std::string(command.about)) != std::string::npos);
        std::istringstream lines(help);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            CHECK(line.size() <= 80);
        }
        CHECK(help.find("runlog " + std::string(command.name)) != std::string::npos);
        CHECK(help.find("Example") != std::string::npos);
    });
}

TEST_CASE("every option that takes a value says which kind") {
    for_each_command([](const Command& command) {
        for_each_option(command, [](const CLI::Option& option) {
            CAPTURE(option.get_name());
            CHECK_FALSE(option.get_description().empty());
            if (option.nonpositional() && option.get_items_expected_max() > 0 && !option.get_lnames().empty())
                CHECK_FALSE(option.get_type_name().empty());
        });
    });
}

TEST_CASE("everything that reports answers in JSON too") {
    const auto all = declared();
    for (const char* name :
         {"add",          "list",         "show",       "history",    "streak",        "plan",   "away",
          "member list",  "member show",  "group list", "group show", "group contact", "missed", "attendance",
          "session list", "session show", "import",     "config",     "doctor",        "remind", "remind status",
          "board",        "coach",        "together",   "goal list",  "goal show"}) {
        CAPTURE(name);
        CHECK(all.at(name).contains("--json"));
    }
    for_each_command([&](const Command& command) {
        if (command.heading == "How it stands") CHECK(all.at(std::string(command.name)).contains("--json"));
    });
}
