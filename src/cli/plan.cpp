#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace runlog::cli {

namespace {

struct Words {
    std::string goal;
    std::string least;
    std::string on_behalf_of;
    std::string from;
    bool json = false;
};

int show_plans(Context& context, const Words& words) {
    const auto& log = context.log();
    const Member member = words.on_behalf_of.empty() ? store::owner(log) : member_called(log, words.on_behalf_of);
    const auto plans = store::plans(log, member.id);
    if (words.json) {
        Json list = Json::array();
        for (const auto& plan : plans) list.push_back(to_json(plan));
        print_json(context, Json{{"member", member.handle}, {"plans", list}});
        return 0;
    }
    if (plans.empty()) {
        const std::string whose = words.on_behalf_of.empty() ? "" : " --for " + shell_word(words.on_behalf_of);
        context.say(
            fmt::format("{} has no plan. Make one: {}{}", name_of(member), context.typed("plan 4/week"), whose));
        return 0;
    }
    const Day today = context.today_for(member);
    Table table({{""}, {""}, {""}});
    for (const auto& plan : plans)
        table.add({"  " + range_text(plan.when, today, context.glyphs()), plan_text(plan, context.settings().units),
                   plan.when.contains(today) ? "now" : ""});
    context.say(name_of(member));
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
    return 0;
}

std::optional<Plan> plan_from(const Words& words) {
    if (words.goal == "off") {
        if (!words.least.empty()) throw Error("A plan that ends has no least distance.", "Leave --least out.");
        return std::nullopt;
    }
    Plan plan;
    plan.days_per_week = parse_per_week(words.goal);
    if (!words.least.empty()) plan.least = parse_distance(words.least);
    return plan;
}

std::string told(const Member& member, const std::optional<Plan>& plan, Day from, Unit unit) {
    if (!plan) return fmt::format("{}: no plan from {}", name_of(member), long_text(from));
    return fmt::format("{}: {}, from {}", name_of(member), plan_text(*plan, unit), long_text(from));
}

int set_plan(Context& context, const Words& words) {
    const auto plan = plan_from(words);
    std::string sentence;
    bool past = false;
    const auto change = context.change("plan", [&](store::Writer& writer) {
        const auto& log = writer.log();
        const Member member = words.on_behalf_of.empty() ? store::owner(log) : member_called(log, words.on_behalf_of);
        const Day today = context.today_for(member);
        const Day from =
            words.from.empty() ? today : parse_when(words.from, context.now_for(member), Tense::future).day;
        past = from < today;
        store::set_plans(writer, member.id, change_plan(store::plans(log, member.id), from, plan));
        sentence = told(member, plan, from, store::settings(log).units);
        return sentence;
    });
    if (words.json) return show_plans(context, words);
    context.say(change ? sentence : sentence + ", as before");
    if (past) context.say("Weeks since then are judged by it.");
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int plan(Context& context, const Words& words) {
    if (!words.goal.empty()) return set_plan(context, words);
    if (!words.least.empty() || !words.from.empty())
        throw Error("How many days a week?", "For example: runlog plan 4/week --least 1mi");
    return show_plans(context, words);
}

} // namespace

Action declare_plan(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("PLAN", words->goal, "4/week, or off; without, shows the plans")->type_name("");
    app.add_option("--least", words->least, "Shorter runs do not count")->type_name(kind::distance);
    app.add_option("--for", words->on_behalf_of, "Somebody else's plan")->type_name(kind::member);
    app.add_option("--from", words->from, "The day it begins: today if not said")->type_name(kind::day);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("What was before stays judged by the plan of its time.\n"
               "Examples:\n"
               "  runlog plan 4/week --least 1mi\n"
               "  runlog plan off");
    return acting(plan, words);
}

} // namespace runlog::cli
