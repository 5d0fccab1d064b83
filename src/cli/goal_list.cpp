#include "commands.hpp"
#include "context.hpp"
#include "goal_json.hpp"
#include "goal_words.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/store/goals.hpp"
#include "runlog/store/people.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

/// `goal list`: what is ahead.
namespace runlog::cli {

namespace {

struct Words {
    std::string members;
    std::string group;
    std::optional<std::string> as_of;
    bool all = false;
    bool json = false;
};

std::vector<GoalReport> reports(Context& context, const Words& words) {
    const auto& log = context.log();
    context.settings();
    const auto members = members_called(log, words.members);
    const auto group = words.group.empty() ? std::nullopt : std::optional(group_called(log, words.group).handle);
    std::vector<GoalReport> all;
    for (const auto& goal : store::goals(log)) {
        const auto is_theirs = [&](const Member& one) { return one.handle == goal.member; };
        if (!members.empty() && std::none_of(members.begin(), members.end(), is_theirs)) continue;
        if (group && goal.group != group) continue;
        GoalReport report = report_on(context, goal);
        if (words.all || !report.is_over()) all.push_back(std::move(report));
    }
    return all;
}

std::string whose(Context& context, const GoalReport& report) {
    return report.goal.member ? name_of(member_called(context.log(), *report.goal.member)) : name_of(*report.group);
}

void print_table(Context& context, const std::vector<GoalReport>& all) {
    Table table({{"GOAL", Table::Align::right},
                 {"TITLE", Table::Align::left, 40},
                 {"WHEN", Table::Align::left, 60, Table::Wide::stays},
                 {"LEFT", Table::Align::left, 20, Table::Wide::stays},
                 {"WHO", Table::Align::left, 24},
                 {"SO FAR", Table::Align::left, 60, Table::Wide::stays}});
    for (const auto& report : all) {
        const Goal& goal = report.goal;
        table.add({fmt::format("{}", goal.id.value),
                   {goal.title, report.is_over() ? Tone::faint : Tone::plain},
                   goal.kind == GoalKind::season ? "until " + short_text(goal.last, report.today)
                                                 : short_text(goal.last, report.today),
                   left_text(goal, report.today),
                   whose(context, report),
                   so_far(report, context.settings().units)});
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

int list(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto all = reports(context, words);
    if (words.json) {
        Json goals = Json::array();
        for (const auto& report : all) goals.push_back(to_json(report));
        print_json(context, Json{{"as_of", iso(context.today_for(store::owner(context.log())))}, {"goals", goals}});
    } else if (!all.empty()) {
        print_table(context, all);
    } else if (store::goals(context.log()).empty()) {
        context.say("No goals yet. Set one: runlog goal add \"Half marathon\" --on 2027-04-11 --distance half");
    } else {
        context.say(words.all ? "No such goals." : "No goals ahead. Those that are over: runlog goal list --all");
    }
    return 0;
}

} // namespace

Action declare_goal_list(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("--member", words->members, "Only these people's own")->type_name(kind::members)->join(',');
    app.add_option("--group", words->group, "Only this group's, and its members'")->type_name(kind::group);
    app.add_flag("--all", words->all, "Those that are over, too");
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Example:\n  runlog goal list");
    return acting(list, words);
}

} // namespace runlog::cli
