#include "commands.hpp"
#include "context.hpp"
#include "goal_words.hpp"
#include "lookup.hpp"
#include "rule_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/goals.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/settings.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `goal add` and `goal edit`: from words to a goal.
namespace runlog::cli {

namespace {

struct Words {
    std::string goal;
    std::optional<std::string> title;
    std::optional<std::string> on;
    std::optional<std::string> from;
    std::optional<std::string> until;
    std::optional<std::string> distance;
    std::optional<std::string> legs;
    std::optional<std::string> on_behalf_of;
    std::optional<std::string> group;
};

/// A goal goes by its number too, so no title may look like one.
std::string goal_title(const std::string& title) {
    const bool is_number = std::all_of(title.begin(), title.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_number && !title.empty())
        throw Error(fmt::format("'{}' would be taken for the number of a goal.", fit(title, 40, "...")),
                    "Add a word to it.");
    if (!is_plain_title(title))
        throw Error(fmt::format("'{}' cannot be the title of a goal.", fit(printable(title), 40, "...")),
                    "Use up to 80 plain characters.");
    return title;
}

Member whose(const store::Log& log, const Goal& goal) {
    return goal.member ? member_called(log, *goal.member) : store::owner(log);
}

void set_days(Goal& goal, const Words& words, LocalTime now) {
    if (words.on && words.until)
        throw Error("--on and --until contradict each other.", "A race is --on a day; a season lasts --until one.");
    if (words.from) goal.from = day_ahead(*words.from, now);
    if (words.on) goal.last = day_ahead(*words.on, now);
    if (words.until) goal.last = day_ahead(*words.until, LocalTime{std::max(goal.from, date::floor<date::days>(now))});
    if (words.on && goal.kind == GoalKind::season) goal.kind = GoalKind::race;
    if (words.until) goal.kind = GoalKind::season;
}

void set_length(Goal& goal, const Words& words) {
    if (words.distance)
        goal.distance = words.distance->empty() ? std::nullopt : std::optional(parse_distance(*words.distance));
    if (words.legs)
        goal.legs = words.legs->empty() ? std::vector<Leg>{} : with_runners_of(parse_legs(*words.legs), goal.legs);
    if (!goal.legs.empty() && goal.kind == GoalKind::season)
        throw Error("A relay is on one day.", "Say --on; --until is for a season.");
    if (goal.kind != GoalKind::season) goal.kind = goal.legs.empty() ? GoalKind::race : GoalKind::relay;
    if (!words.legs || goal.kind != GoalKind::relay) return;
    if (!words.distance) goal.distance.reset();
    if (!words.on_behalf_of) goal.member.reset();
}

/// Sets what the words give; an empty word takes a fact away.
void set_facts(Goal& goal, const Words& words, const Context& context, const store::Log& log) {
    if (words.title) goal.title = goal_title(*words.title);
    if (words.group)
        goal.group = words.group->empty() ? std::nullopt : std::optional(group_called(log, *words.group).handle);
    if (words.on_behalf_of)
        goal.member =
            words.on_behalf_of->empty() ? std::nullopt : std::optional(member_called(log, *words.on_behalf_of).handle);
    set_days(goal, words, context.now_for(whose(log, goal)));
    set_length(goal, words);
}

/// Typed twice, most likely.
void refuse_twin(const store::Log& log, const Goal& goal) {
    for (const auto& other : store::goals(log))
        if (other.id != goal.id && handle_key(other.title) == handle_key(goal.title) && other.last == goal.last &&
            other.member == goal.member && other.group == goal.group)
            throw Error(fmt::format("There is '{}' on {} already: goal {}.", other.title, long_text(other.last),
                                    other.id.value),
                        fmt::format("See: runlog goal show {}", other.id.value));
}

Goal goal_from(const Context& context, const store::Log& log, const Words& words) {
    if (!words.on && !words.until)
        throw Error("When is it?", "A race is --on 2027-04-11; a season lasts --from one day --until another.");
    Goal goal;
    goal.title = goal_title(words.goal);
    if (!words.on_behalf_of && !words.group) goal.member = store::owner(log).handle;
    const Member member = words.on_behalf_of ? member_called(log, *words.on_behalf_of) : store::owner(log);
    const Day today = date::floor<date::days>(context.now_for(member));
    goal.from = today;
    set_facts(goal, words, context, log);
    if (goal.last < today)
        throw Error(fmt::format("{} is over: a goal lies ahead.", long_text(goal.last)), "Say a day to come.");
    refuse_twin(log, goal);
    return goal;
}

/// `Half marathon: Sun 11 Apr 2027, 21.1 km, Run Momma Run`
std::string told(const Context& context, const store::Log& log, const Goal& goal) {
    const Unit unit = store::settings(log).units;
    const Day today = date::floor<date::days>(context.now_for(whose(log, goal)));
    std::string text = fmt::format("{}: {}", printable(goal.title), goal_days(goal, today, context.glyphs()));
    if (goal.distance) text += ", " + to_text(*goal.distance, unit);
    if (!goal.legs.empty()) {
        Metres sum;
        for (const auto& leg : goal.legs) sum.value += leg.distance.value;
        text += fmt::format(", {}, {}", counted(static_cast<std::int64_t>(goal.legs.size()), "leg", "legs"),
                            to_text(sum, unit));
    }
    if (goal.member && *goal.member != store::owner(log).handle) text += ", " + name_of(whose(log, goal));
    if (goal.group) text += ", " + name_of(group_called(log, *goal.group));
    return text;
}

std::string left(const Context& context, const store::Log& log, const Goal& goal) {
    return left_words(goal, date::floor<date::days>(context.now_for(whose(log, goal))));
}

int add(Context& context, const Words& words) {
    Goal goal;
    std::string sentence;
    context.change("goal", [&](store::Writer& writer) {
        goal = goal_from(context, writer.log(), words);
        goal.id = store::add_goal(writer, goal);
        sentence = fmt::format("goal {}, {}", goal.id.value, told(context, writer.log(), goal));
        return "added " + sentence;
    });
    context.say(fmt::format("Added {}: {}", sentence, left(context, context.log(), goal)));
    context.say("See how it stands: " + context.typed(fmt::format("goal show {}", goal.id.value)));
    context.say_how_to_take_it_back();
    return 0;
}

int edit(Context& context, const Words& words) {
    Goal goal;
    std::string sentence;
    const auto change = context.change("goal", [&](store::Writer& writer) {
        goal = goal_called(writer.log(), words.goal);
        set_facts(goal, words, context, writer.log());
        refuse_twin(writer.log(), goal);
        store::update_goal(writer, goal);
        sentence = fmt::format("goal {}, {}", goal.id.value, told(context, writer.log(), goal));
        return "changed " + sentence;
    });
    context.say(fmt::format("{} {}: {}", change ? "Changed" : "Nothing to change about", sentence,
                            left(context, context.log(), goal)));
    if (change) context.say_how_to_take_it_back();
    return 0;
}

void declare_facts(CLI::App& app, Words& words) {
    app.add_option("--on", words.on, "The day of a race or relay")->type_name(kind::day);
    app.add_option("--from", words.from, "The first day: today if not said")->type_name(kind::day);
    app.add_option("--until", words.until, "The last day of a season")->type_name(kind::day);
    app.add_option("--distance", words.distance, "How far it is")->type_name(kind::distance);
    app.add_option("--legs", words.legs, "A relay's legs: 8k,5k,12.4k,5mi")->type_name("DISTANCES");
    app.add_option("--for", words.on_behalf_of, "Whose, if not yours or a whole group's")->type_name(kind::member);
    app.add_option("--group", words.group, "The group that goes for it")->type_name(kind::group);
}

} // namespace

Action declare_goal_add(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("WHAT", words->goal, "What it is called")->type_name("")->required();
    declare_facts(app, *words);
    app.footer("Examples:\n"
               "  runlog goal add \"Half marathon\" --on 2027-04-11 --distance half\n"
               "  runlog goal add \"First 5k\" --from 2027-01-04 --until 2027-03-14 --group momma\n"
               "  runlog goal add \"River relay\" --on 2027-06-19 --group momma --legs 8k,5k,12.4k");
    return acting(add, words);
}

Action declare_goal_edit(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GOAL", words->goal, "Which: its title, or how it begins")->type_name("")->required();
    app.add_option("--title", words->title, "A new title")->type_name(kind::text);
    declare_facts(app, *words);
    app.footer("An empty word takes a fact away: --distance \"\"\n"
               "Example:\n  runlog goal edit half --on 2027-04-18");
    return acting(edit, words);
}

} // namespace runlog::cli
