#include "ways_out.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

namespace runlog::cli {

void declare_ways_out(CLI::App& app, WaysOut& ways) {
    app.add_flag("--mail", ways.mail, "Mail each member who has an address their own");
    app.add_flag("--notify", ways.notify, "Show mine on the desktop");
    app.add_option("--exec", ways.exec, "Hand each, as JSON, to this command of yours")->type_name(kind::command);
    app.add_option("--member", ways.members, "Those of these people")->type_name(kind::members)->join(',');
    app.add_flag("--sync", ways.sync, "Ask the groups' other machines first");
}

void check_ways_out(const WaysOut& ways, std::string_view printed) {
    std::vector<std::string_view> said;
    if (ways.mail) said.emplace_back("--mail");
    if (ways.notify) said.emplace_back("--notify");
    if (!ways.exec.empty()) said.emplace_back("--exec");
    if (!printed.empty()) said.push_back(printed);
    if (said.size() > 1)
        throw Error(fmt::format("{} and {} both say where reminders go.", said[0], said[1]), "Leave one of them out.");
    if (!ways.exec.empty()) words_of_command(ways.exec);
}

std::vector<std::string> words_of_command(const std::string& exec) {
    std::vector<std::string> words;
    char quote = 0;
    bool begun = false;
    for (const char c : exec) {
        if (quote != 0 ? c == quote : c == '"' || c == '\'') {
            quote = quote != 0 ? '\0' : c;
            if (!begun) words.emplace_back();
            begun = true;
        } else if (c == ' ' && quote == 0) {
            begun = false;
        } else {
            if (!begun) words.emplace_back();
            begun = true;
            words.back() += c;
        }
    }
    if (quote != 0) throw Error("A quote in the command of --exec does not end.", "Close it.");
    if (words.empty() || words.front().empty())
        throw Error("--exec names no command.", "For example: --exec \"mybot --room run\"");
    return words;
}

std::string command_of_words(const std::vector<std::string>& words) {
    std::string command;
    for (const auto& word : words) {
        const bool is_plain = !word.empty() && word.find_first_of(" '\"") == std::string::npos;
        const char quote = word.find('\'') == std::string::npos ? '\'' : '"';
        if (!is_plain && word.find(quote) != std::string::npos)
            throw Error(fmt::format("'{}' has quotes of both kinds.", printable(word)), "Put it into a script.");
        command += fmt::format("{}{}", command.empty() ? "" : " ", is_plain ? word : quote + word + quote);
    }
    return command;
}

} // namespace runlog::cli
