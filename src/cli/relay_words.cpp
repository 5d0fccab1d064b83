#include "relay_words.hpp"

#include "goal_words.hpp"
#include "runlog/domain/text.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::size_t name_width = 20;

std::string named(const GoalReport& report, const std::string& handle) {
    for (const auto& line : report.lines)
        if (line.member.handle == handle) return name_of(line.member);
    return printable(handle);
}

const RelayRunner& runner_called(const RelayReport& relay, const std::string& handle) {
    return *std::find_if(relay.people.begin(), relay.people.end(),
                         [&](const RelayRunner& one) { return one.member == handle; });
}

/// `proposed, nearly`: what should be known of the one who runs a leg.
std::string remark(const RelayReport& relay, const LegPlan& leg) {
    if (!leg.runner) return "";
    const RelayRunner& runner = runner_called(relay, *leg.runner);
    const Ability able = ability(runner.longest, leg.distance);
    std::vector<std::string> parts;
    if (leg.is_proposed) parts.emplace_back("proposed");
    if (runner.is_away) parts.emplace_back("away that day");
    if (able == Ability::nearly) parts.emplace_back("nearly");
    if (able == Ability::not_yet) parts.emplace_back("not yet");
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string time_text(const LegPlan& leg, bool unicode) {
    if (!leg.prediction) return "";
    return fmt::format("{} {} {}", to_text(leg.prediction->time), unicode ? "±" : "+/-",
                       to_text(leg.prediction->spread));
}

void print_legs(Context& context, const GoalReport& report) {
    const auto right = Table::Align::right;
    Table table({{"LEG", right},
                 {"DISTANCE", right},
                 {"RUNNER", Table::Align::left, name_width},
                 {"TIME", right, 30, Table::Wide::stays},
                 {"STANDS IN", Table::Align::left, name_width},
                 {""}});
    int number = 0;
    for (const auto& leg : report.relay->legs)
        table.add({fmt::format("{}", ++number), to_text(leg.distance, context.settings().units),
                   leg.runner ? Table::Cell(named(report, *leg.runner)) : Table::Cell("nobody yet", Tone::warning),
                   time_text(leg, context.around().unicode), leg.stands_in ? named(report, *leg.stands_in) : "",
                   remark(*report.relay, leg)});
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

std::vector<std::string> names_of(const std::vector<Member>& members) {
    std::vector<std::string> names;
    for (const auto& member : members) names.push_back(name_of(member));
    return names;
}

/// `, legs 3 and 7 not counted`
std::string not_counted(const RelayTotal& total) {
    if (total.missing.empty()) return "";
    std::vector<std::string> numbers;
    for (const int number : total.missing) numbers.push_back(fmt::format("{}", number));
    return fmt::format(", {} {} not counted", numbers.size() == 1 ? "leg" : "legs", joined(numbers));
}

void print_total(Context& context, const GoalReport& report, const std::vector<Member>& dropped) {
    const RelayReport& relay = *report.relay;
    if (relay.total.missing.size() == relay.legs.size()) {
        context.say("How long it takes cannot be told yet.");
        return;
    }
    const std::string who = !dropped.empty()   ? fmt::format("Without {}:", joined(names_of(dropped)))
                            : report.is_over() ? "It was thought to take"
                                               : "In all";
    context.print(
        wrapped(fmt::format("{} {}{}.", who, total_words(relay.total), not_counted(relay.total)), context.width(), 0));
    if (relay.with_everybody)
        context.print(wrapped(fmt::format("With everybody it was {}{}.", total_words(*relay.with_everybody),
                                          not_counted(*relay.with_everybody)),
                              context.width(), 0));
}

std::vector<int> legs_where(const RelayReport& relay, const std::function<bool(const LegPlan&)>& holds) {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < relay.legs.size(); ++i)
        if (holds(relay.legs[i])) numbers.push_back(static_cast<int>(i) + 1);
    return numbers;
}

/// `1, 4 (16 km)`
std::string load(const RelayReport& relay, const RelayRunner& runner, const Context& context, Unit unit) {
    const auto is_theirs = [&](const LegPlan& leg) { return leg.runner == runner.member; };
    const auto numbers = legs_where(relay, is_theirs);
    if (numbers.empty()) return "";
    Metres sum;
    for (const auto& leg : relay.legs)
        if (is_theirs(leg)) sum.value += leg.distance.value;
    return fmt::format("{} ({})", numbers_text(numbers, relay.legs.size(), context.glyphs()), to_text(sum, unit));
}

void print_runners(Context& context, const GoalReport& report) {
    const RelayReport& relay = *report.relay;
    const Unit unit = context.settings().units;
    Table table({{"WHO", Table::Align::left, name_width},
                 {"LONGEST", Table::Align::right},
                 {"CAN RUN", Table::Align::left, 24},
                 {"NEARLY", Table::Align::left, 16},
                 {"RUNS", Table::Align::left, 30},
                 {report.is_over() ? "THAT DAY" : "", Table::Align::left, 30}});
    for (std::size_t i = 0; i < relay.people.size(); ++i) {
        const RelayRunner& runner = relay.people[i];
        const auto able = [&](Ability which) {
            const auto numbers =
                legs_where(relay, [&](const LegPlan& leg) { return ability(runner.longest, leg.distance) == which; });
            return numbers_text(numbers, relay.legs.size(), context.glyphs());
        };
        const auto& ran = report.lines[i].of_the_day;
        const std::string last = report.is_over() ? (ran ? logged_text(*ran, unit) : "")
                                 : runner.is_away ? "away that day"
                                                  : "";
        table.add({name_of(report.lines[i].member), runner.longest ? to_text(*runner.longest, unit) : "",
                   runner.longest ? able(Ability::can) : "unknown", able(Ability::nearly),
                   load(relay, runner, context, unit), last});
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
}

/// `Leg 2, 5 km: 7 runs of Anna between 2.5 km and 10 km.`
std::string reason(const GoalReport& report, const LegPlan& leg, int number, Unit unit) {
    const std::string head = fmt::format("Leg {}, {}: ", number, to_text(leg.distance, unit));
    if (!leg.runner) return head + "nobody ran 80 % of it.";
    const std::string name = named(report, *leg.runner);
    if (!leg.prediction) return fmt::format("{}no run of {} has a distance and a time.", head, name);
    if (leg.prediction->is_far) return fmt::format("{}the one run of {} that comes nearest.", head, name);
    return fmt::format("{}{} of {} between {} and {}.", head, counted(leg.prediction->runs, "run", "runs"), name,
                       to_text(Metres{leg.distance.value / 2}, unit), to_text(Metres{2 * leg.distance.value}, unit));
}

} // namespace

void print_relay(Context& context, const GoalReport& report, const std::vector<Member>& dropped) {
    print_legs(context, report);
    print_total(context, report, dropped);
    context.say("");
    print_runners(context, report);
}

void print_relay_reasons(Context& context, const GoalReport& report) {
    const Day last = report.preparation.last;
    const auto say = [&](const std::string& text) { context.print(wrapped(text, context.width(), 2)); };
    say(fmt::format("Runs from {} to {}, each carried over to the leg's distance (times grow with distance to the "
                    "power of 1.06); the one in the middle is told, and what two of three stay within.",
                    short_text(last - form_window + date::days{1}, report.today), short_text(last, report.today)));
    int number = 0;
    for (const auto& leg : report.relay->legs) say(reason(report, leg, ++number, context.settings().units));
    say("Who ran as far can run a leg, who ran 80 % of it nearly. Proposed is whoever has the fewest legs, then "
        "whoever has the most to spare; longest legs first. Nobody on leave that day is asked.");
}

} // namespace runlog::cli
