#include "runlog/system/crontab.hpp"
#include "fuzz/property.hpp"

#include <algorithm>

using namespace runlog;
using fuzz::accepted;
using fuzz::require;
using system::cron_command;
using system::cron_jobs;
using system::with_cron_jobs;

namespace {

std::string ended(std::string text) {
    return text.empty() || text.ends_with('\n') ? text : text + '\n';
}

/// Whether only lines that are runlog's were left out of `table`.
bool lacks_only_ours(const std::string& table, const std::string& rest) {
    const auto left = fuzz::split(rest, '\n');
    auto next = left.begin();
    for (const auto& line : fuzz::split(table, '\n')) {
        if (next != left.end() && *next == line)
            ++next;
        else if (!line.starts_with("# runlog ") && line.find(" remind") == std::string::npos)
            return false;
    }
    return next == left.end();
}

void check_table(const std::string& table, const std::vector<std::string>& jobs) {
    const std::string installed = with_cron_jobs(table, jobs);
    const std::string cleaned = with_cron_jobs(table, {});
    require(cron_jobs(installed) == jobs, "the jobs that are written are there");
    require(with_cron_jobs(installed, jobs) == installed, "to write them again changes nothing");
    require(cron_jobs(cleaned).empty(), "jobs that are taken away are gone");
    require(with_cron_jobs(installed, {}) == ended(cleaned), "what is written can be taken away");
    require(lacks_only_ours(ended(table), ended(cleaned)), "other lines stay as they are");
}

/// What cron hands to the shell: up to the first bare `%`, where input begins.
void check_escapes(const std::string& command) {
    for (auto at = command.find('%'); at != std::string::npos; at = command.find('%', at + 1))
        require(at > 0 && command[at - 1] == '\\', "no percent sign divides a command");
    require(command.find('\n') == std::string::npos, "a command is one line");
}

} // namespace

/// The path of a log, a line break, and a crontab.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::text_of(data, size);
    const auto end = std::min(text.find('\n'), text.size());
    const std::string table(text.substr(std::min(end + 1, text.size())));
    const auto command = accepted([&] {
        return cron_command({"/usr/bin/runlog", "--db", std::string(text.substr(0, end)), "remind"});
    });
    if (!command) return 0;
    check_escapes(*command);
    check_table(table, {"0 7 * * * " + *command, "0 19 * * * " + *command + " --mail"});
    return 0;
}
