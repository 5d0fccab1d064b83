#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/system/crontab.hpp"
#include "runlog/system/handover.hpp"
#include "runlog/system/process.hpp"
#include "runlog/system/systemd.hpp"
#include "runlog/system/zones.hpp"
#include "ways_out.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `remind install` and `remind uninstall`: reminders by themselves, from cron or a systemd timer.
namespace runlog::cli {

namespace {

constexpr std::string_view usual_times = "7:00,19:00"; ///< a day ahead of morning runs, in time for evening ones

struct Words {
    std::string at;
    std::string every;
    WaysOut ways;
    bool systemd = false;
    bool print = false;
};

/// `hour`, `2h`, `15m`, `day`
std::chrono::minutes parse_interval(const std::string& text) {
    if (text == "day") return std::chrono::hours{24};
    if (text == "hour") return std::chrono::hours{1};
    if (text == "minute") return std::chrono::minutes{1};
    const bool in_hours = text.ends_with('h');
    const bool is_number = text.size() > 1 && text.size() < 5 && (in_hours || text.ends_with('m')) &&
                           std::all_of(text.begin(), text.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number)
        throw Error(fmt::format("'{}' is no interval.", fit(printable(text), 40, "...")), "Say hour, 2h or 15m.");
    const int number = std::stoi(text);
    return std::chrono::minutes{in_hours ? 60 * number : number};
}

std::vector<std::chrono::seconds> times_of(const Words& words) {
    std::vector<std::chrono::seconds> times;
    for (const auto& word : split_list(words.at.empty() ? usual_times : std::string_view(words.at)))
        times.push_back(parse_time_of_day(word));
    if (times.empty()) throw Error("--at names no time.", "For example: --at 19:00");
    return times;
}

/// What is to be run, whatever cron's environment is: absolute paths, the log named, the zone as it is here.
std::vector<std::string> command_of(Context& context, const Words& words) {
    const auto& around = context.around();
    std::vector<std::string> command;
    if (around.zone_variable) command.push_back("TZ=" + *around.zone_variable);
    if (around.sendmail)
        if (const auto sendmail = system::find_sendmail(around.sendmail))
            command.push_back("RUNLOG_SENDMAIL=" + sendmail->string());
    if (!command.empty()) command.insert(command.begin(), "/usr/bin/env");
    command.insert(command.end(),
                   {system::this_program().string(), "--db",
                    std::filesystem::absolute(context.log_path()).lexically_normal().string(), "remind"});
    const auto& ways = words.ways;
    if (ways.mail) command.emplace_back("--mail");
    if (ways.notify) command.emplace_back("--notify");
    if (!ways.exec.empty()) {
        auto exec = words_of_command(ways.exec);
        const auto found = system::find_program(exec.front());
        if (!found) throw Error(fmt::format("There is no program '{}'.", printable(exec.front())), "Check --exec.");
        exec.front() = found->string();
        command.insert(command.end(), {"--exec", command_of_words(exec)});
    }
    if (!ways.members.empty()) command.insert(command.end(), {"--member", ways.members});
    if (ways.sync) command.emplace_back("--sync");
    return command;
}

/// What of `before` goes and what of `after` is new, a line each.
std::string difference(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    const auto has = [](const std::vector<std::string>& all, const std::string& line) {
        return std::find(all.begin(), all.end(), line) != all.end();
    };
    std::string text;
    for (const auto& line : before)
        if (!has(after, line)) text += fmt::format("- {}\n", printable(line));
    for (const auto& line : after)
        if (!has(before, line)) text += fmt::format("+ {}\n", printable(line));
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto newline = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, newline - at));
        at = newline + 1;
    }
    return lines;
}

std::filesystem::path settings_folder(const Context& context) {
    if (context.around().settings) return *context.around().settings;
    throw Error("There is no place for systemd's units: HOME is not set.", "Set HOME.");
}

/// Whether the clocks here are the machine's, summer and winter: TZ may say otherwise.
bool goes_by_the_machine(const Context& context) {
    const auto& around = context.around();
    if (!around.zone_variable) return true;
    const Zone machine = system::find_zone(system::system_zone_name(), around.zone);
    constexpr date::days half_a_year{183};
    return machine.offset_at(around.now) == around.zone.offset_at(around.now) &&
           machine.offset_at(around.now + half_a_year) == around.zone.offset_at(around.now + half_a_year);
}

void say_what_lacks(Context& context, const Words& words) {
    const bool can_mail = system::find_sendmail(context.around().sendmail).has_value();
    if (words.ways.mail && !can_mail)
        context.say("Mind: there is no mailer here yet. Install one (dma is a small one).");
    if (!words.systemd && words.ways.prints() && !can_mail)
        context.say("Mind: without a mailer cron throws away what it would send you. Install one\n"
                    "(dma is a small one), or use --notify.");
    if (!words.systemd && !goes_by_the_machine(context))
        context.say(fmt::format("Mind: cron goes by the clocks of {}, not by TZ.", system::system_zone_name()));
    if (!words.systemd && !system::cron_is_running()) context.say("Mind: cron does not run here. Install or start it.");
}

void say_installed(Context& context, const Words& words) {
    say_what_lacks(context, words);
    if (!words.every.empty())
        context.say(fmt::format("Quiet at night: {}", context.typed("remind quiet-hours 22:00-6:30")));
    context.say(fmt::format("Look at it: {}   Take it away: {}", context.typed("remind status"),
                            context.typed("remind uninstall")));
}

int install_in_crontab(Context& context, const Words& words) {
    const std::string command = system::cron_command(command_of(context, words));
    std::vector<std::string> jobs;
    if (!words.every.empty())
        jobs.push_back(fmt::format("{} {}", system::cron_every(parse_interval(words.every)), command));
    else
        for (const auto time : times_of(words)) jobs.push_back(fmt::format("{} {}", system::cron_daily(time), command));
    if (words.print) {
        context.print(system::with_cron_jobs("", jobs));
        return 0;
    }
    const std::string before = system::read_crontab();
    const std::string after = system::with_cron_jobs(before, jobs);
    if (before == after) {
        context.say("The crontab has it already.");
        return 0;
    }
    context.print(difference(system::cron_jobs(before), jobs));
    context.flush();
    system::write_crontab(before, after);
    context.say("The crontab has it now.");
    say_installed(context, words);
    return 0;
}

/// systemd takes a zone behind the time, where it is not the machine's.
std::string zone_suffix(const Context& context) {
    return goes_by_the_machine(context) ? "" : " " + context.around().zone.name;
}

int install_timer(Context& context, const Words& words) {
    if (words.ways.prints())
        throw Error("systemd would write the reminders into its journal, where nobody reads them.",
                    "Say where they shall go: --mail, --notify or --exec COMMAND.");
    std::vector<std::string> times;
    if (!words.every.empty())
        times.push_back(system::calendar_every(parse_interval(words.every)));
    else
        for (const auto time : times_of(words)) times.push_back(system::calendar_daily(time) + zone_suffix(context));
    const auto folder = settings_folder(context);
    const system::Units units = system::make_units(command_of(context, words), times);
    const system::Units before = system::read_units(folder).value_or(system::Units{});
    if (words.print) {
        context.print(fmt::format("# {}\n{}\n# {}\n{}", printable(system::service_path(folder).string()), units.service,
                                  printable(system::timer_path(folder).string()), units.timer));
        return 0;
    }
    if (before == units) {
        context.say("The timer is there already.");
        return 0;
    }
    context.say(printable(system::service_path(folder).string()));
    context.print(difference(lines_of(before.service), lines_of(units.service)));
    context.say(printable(system::timer_path(folder).string()));
    context.print(difference(lines_of(before.timer), lines_of(units.timer)));
    context.flush();
    system::install_units(folder, units);
    context.say("The timer is on.");
    say_installed(context, words);
    return 0;
}

int install(Context& context, const Words& words) {
    if (!words.at.empty() && !words.every.empty())
        throw Error("--at and --every both say when.", "Leave one of them out.");
    check_ways_out(words.ways, "");
    const auto& log = context.log();
    if (!words.ways.members.empty()) members_called(log, words.ways.members);
    return words.systemd ? install_timer(context, words) : install_in_crontab(context, words);
}

/// Returns whether there was one.
bool remove_timer(Context& context, bool print) {
    const auto folder = context.around().settings;
    if (!folder || !system::read_units(*folder)) return false;
    context.say(fmt::format("- {}", printable(system::timer_path(*folder).string())));
    context.say(fmt::format("- {}", printable(system::service_path(*folder).string())));
    context.flush();
    if (!print) system::remove_units(*folder);
    return true;
}

bool remove_from_crontab(Context& context, bool print) {
    if (!system::find_program("crontab")) return false;
    const std::string before = system::read_crontab();
    const std::string after = system::with_cron_jobs(before, {});
    if (before == after) return false;
    context.print(difference(system::cron_jobs(before), {}));
    context.flush();
    if (!print) system::write_crontab(before, after);
    return true;
}

int uninstall(Context& context, const bool& print) {
    const bool had_timer = remove_timer(context, print); // first: the crontab may be one that cannot be read
    const bool had_jobs = remove_from_crontab(context, print);
    if (!print)
        context.say(had_timer || had_jobs ? "Reminders do not come by themselves any more." : "None were installed.");
    return 0;
}

} // namespace

Action declare_remind_install(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("--at", words->at, "When, every day: 7:00,19:00 if not said")->type_name("TIMES")->join(',');
    app.add_option("--every", words->every, "Or how often: hour, 2h, 15m")->type_name("LENGTH");
    declare_ways_out(app, words->ways);
    app.add_flag("--systemd", words->systemd, "By systemd's timer, which catches up");
    app.add_flag("--print", words->print, "Only print what would be written");
    app.footer("Without --mail, --notify or --exec, cron mails you what is printed.\n"
               "Examples:\n"
               "  runlog remind install --print\n"
               "  runlog remind install --at 6:30,19:00 --mail --print\n"
               "  runlog remind install --every hour --notify --systemd --print");
    return acting(install, words);
}

Action declare_remind_uninstall(CLI::App& app) {
    auto print = std::make_shared<bool>(false);
    app.add_flag("--print", *print, "Only print what would go");
    app.footer("Example:\n  runlog remind uninstall --print");
    return acting(uninstall, print);
}

} // namespace runlog::cli
