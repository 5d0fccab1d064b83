#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/goals.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/settings.hpp"
#include "wording.hpp"

#include <fmt/format.h>

/// `goal leg` and `goal remove`.
namespace runlog::cli {

namespace {

struct Words {
    std::string goal;
    int leg = 0;
    std::string runner;
    std::string distance;
    bool nobody = false;
};

Leg& leg_numbered(Goal& goal, int number) {
    if (goal.legs.empty())
        throw Error(fmt::format("{} is no relay.", printable(goal.title)),
                    fmt::format("Give it legs: runlog goal edit {} --legs 8k,5k,12.4k", goal.id.value));
    if (number < 1 || static_cast<std::size_t>(number) > goal.legs.size())
        throw Error(fmt::format("{} has no leg {}.", printable(goal.title), number),
                    fmt::format("It has {}.", counted(static_cast<std::int64_t>(goal.legs.size()), "leg", "legs")));
    return goal.legs[static_cast<std::size_t>(number) - 1];
}

std::string told(const store::Log& log, const Goal& goal, const Leg& leg, int number) {
    return fmt::format("Leg {} of {}, {}: {}", number, printable(goal.title),
                       to_text(leg.distance, store::settings(log).units),
                       leg.runner ? name_of(member_called(log, *leg.runner)) : "nobody yet");
}

int set_leg(Context& context, const Words& words) {
    if (words.runner.empty() && !words.nobody && words.distance.empty())
        throw Error("What of that leg?", "Say --runner NAME, --nobody or --distance 6k.");
    std::string sentence;
    const auto change = context.change("goal", [&](store::Writer& writer) {
        const auto& log = writer.log();
        Goal goal = goal_called(log, words.goal);
        Leg& leg = leg_numbered(goal, words.leg);
        if (!words.runner.empty()) leg.runner = member_called(log, words.runner).handle;
        if (words.nobody) leg.runner.reset();
        if (!words.distance.empty()) leg.distance = parse_distance(words.distance);
        store::update_goal(writer, goal);
        sentence = told(log, goal, leg, words.leg);
        return sentence;
    });
    context.say(change ? sentence : sentence + ", as before");
    if (change) context.say_how_to_take_it_back();
    return 0;
}

int remove(Context& context, const Words& words) {
    std::string sentence;
    context.change("goal", [&](store::Writer& writer) {
        const Goal goal = goal_called(writer.log(), words.goal);
        store::remove_goal(writer, goal.id);
        sentence = fmt::format("goal {}, {}", goal.id.value, printable(goal.title));
        return "removed " + sentence;
    });
    context.say("Removed " + sentence);
    context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_goal_leg(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GOAL", words->goal, "Which relay")->type_name("")->required();
    app.add_option("LEG", words->leg, "The number of the leg")->type_name("")->required();
    auto* runner = app.add_option("--runner", words->runner, "Who runs it")->type_name(kind::member);
    app.add_flag("--nobody", words->nobody, "Nobody is chosen yet")->excludes(runner);
    app.add_option("--distance", words->distance, "How far it is")->type_name(kind::distance);
    app.footer("Example:\n  runlog goal leg river 2 --runner anna");
    return acting(set_leg, words);
}

Action declare_goal_remove(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GOAL", words->goal, "Which: its title, or how it begins")->type_name("")->required();
    app.footer("Example:\n  runlog goal remove half");
    return acting(remove, words);
}

} // namespace runlog::cli
