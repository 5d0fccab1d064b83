#include "board_facts.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "goal_json.hpp"
#include "goal_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "relay_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

/// `goal show`: how far somebody is.
namespace runlog::cli {

namespace {

struct Words {
    std::string goal;
    std::string without;
    std::optional<std::string> as_of;
    bool why = false;
    bool json = false;
};

void say_wrapped(Context& context, const std::string& text, std::size_t indent = 0) {
    context.print(wrapped(text, context.width(), indent));
}

bool is_mine(Context& context, const GoalReport& report) {
    return report.goal.member == store::owner(context.log()).handle;
}

/// `Half marathon, Sun 11 Apr 2027: 20 weeks left.`
void print_head(Context& context, const GoalReport& report) {
    const Goal& goal = report.goal;
    std::string text = printable(goal.title);
    if (goal.distance && !goal.member) text += ", " + to_text(*goal.distance, context.settings().units);
    if (goal.member && !is_mine(context, report)) text += ", " + name_of(report.lines.front().member);
    if (report.group) text += ", " + name_of(*report.group);
    say_wrapped(context, fmt::format("{}, {}: {}.", text, goal_days(goal, report.today, context.glyphs()),
                                     left_words(goal, report.today)));
}

/// Whether the day of a race or relay is here, or over.
bool has_come(const GoalReport& report) {
    return report.goal.kind != GoalKind::season && report.today >= report.goal.last;
}

std::string longest_words(const GoalReport& report, const GoalLine& line, Unit unit) {
    if (!line.longest)
        return fmt::format("No run with a distance since {} yet.", short_text(report.preparation.first, report.today));
    const auto& distance = report.goal.distance;
    const std::string on = short_text(line.longest->day, report.today);
    const std::string far = to_text(*line.longest->distance, unit);
    const char* which = has_come(report) ? "Longest run before" : "Longest run";
    if (distance && line.longest->distance < *distance)
        return fmt::format("{}: {} of {} ({}).", which, far, to_text(*distance, unit), on);
    return fmt::format("{}: {} ({}){}.", which, far, on, distance ? ", the whole distance" : "");
}

/// What was reached, once the day has come.
std::string reached_words(const GoalReport& report, const GoalLine& line, bool is_mine, Unit unit) {
    if (line.of_the_day)
        return fmt::format("Run {}: {}.", report.is_over() ? "that day" : "today", logged_text(*line.of_the_day, unit));
    if (!report.is_over()) return "No run is logged today yet.";
    return fmt::format("No run is logged that day. Ran it? runlog add DISTANCE TIME --on {}{}", iso(report.goal.last),
                       is_mine ? "" : " --for " + shell_word(line.member.handle));
}

void print_own(Context& context, const GoalReport& report) {
    const GoalLine& line = report.lines.front();
    const Unit unit = context.settings().units;
    if (has_come(report)) say_wrapped(context, reached_words(report, line, is_mine(context, report), unit));
    say_wrapped(context, longest_words(report, line, unit));
    if (report.sessions && line.sessions.expected > 0)
        say_wrapped(context, fmt::format("Came to {} of {}.", line.sessions.attended,
                                         counted(line.sessions.expected, "session", "sessions")));
    if (line.kept.of > 0 && !line.has_plan)
        say_wrapped(context, fmt::format("No plan: {}.", kept_words(line)));
    else
        say_wrapped(context, fmt::format("Plan kept: {}.", kept_words(line)));
}

void print_everybody(Context& context, const GoalReport& report) {
    const Unit unit = context.settings().units;
    Table table({{"WHO", Table::Align::left, 24},
                 {"LONGEST", Table::Align::right},
                 {"ON"},
                 {report.sessions ? "CAME TO" : ""},
                 {"PLAN KEPT"},
                 {has_come(report) ? "THAT DAY" : "", Table::Align::left, 40}});
    for (const auto& line : report.lines)
        table.add({name_of(line.member), line.longest ? to_text(*line.longest->distance, unit) : "",
                   line.longest ? short_text(line.longest->day, report.today) : "",
                   report.sessions ? fmt::format("{} of {}", line.sessions.attended, line.sessions.expected) : "",
                   kept_words(line), line.of_the_day ? logged_text(*line.of_the_day, unit) : ""});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

void print_sessions(Context& context, const GoalReport& report) {
    if (!report.sessions) return;
    const auto& all = *report.sessions;
    context.say(fmt::format("{} held, {} to come.", counted(all.held, "session", "sessions"), grouped(all.left)));
}

void print_reasons(Context& context, const GoalReport& report) {
    if (report.relay) return print_relay_reasons(context, report);
    const Day today = report.today;
    say_wrapped(context,
                fmt::format("The longest run is looked for from {} to {}, weeks of the plan from {} on.",
                            short_text(report.preparation.first, today), short_text(report.preparation.last, today),
                            short_text(report.goal.from, today)),
                2);
    for (const auto& line : report.lines) {
        if (!report.goal.member) context.say(name_of(line.member));
        for (const auto& week : line.kept.weeks) context.say("  " + week_text(week, today, context.glyphs()));
    }
}

void print(Context& context, const GoalReport& report, const Words& words, const std::vector<Member>& dropped) {
    print_head(context, report);
    print_sessions(context, report);
    if (report.lines.empty())
        context.say(fmt::format("Nobody is in {} yet.", name_of(*report.group)));
    else if (report.relay)
        print_relay(context, report, dropped);
    else if (report.goal.member)
        print_own(context, report);
    else
        print_everybody(context, report);
    if (words.why) print_reasons(context, report);
}

int show(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    context.settings();
    const Goal goal = goal_called(log, words.goal);
    const auto dropped = members_called(log, words.without);
    if (!dropped.empty() && goal.kind != GoalKind::relay)
        throw Error(fmt::format("{} is no relay.", printable(goal.title)), "--without is for a relay's runners.");
    const auto report = report_on(context, goal, dropped);
    if (words.json)
        print_json(context, Json{{"as_of", iso(report.today)}, {"goal", to_json(report)}});
    else
        print(context, report, words, dropped);
    return 0;
}

} // namespace

Action declare_goal_show(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GOAL", words->goal, "Which: its title, or how it begins")->type_name("")->required();
    app.add_option("--without", words->without, "A relay's runners who drop out")->type_name(kind::members)->join(',');
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--why", words->why, "Say which runs, weeks and rule decide");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog goal show half\n"
               "  runlog goal show river --without anna --why");
    return acting(show, words);
}

} // namespace runlog::cli
