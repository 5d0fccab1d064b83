#include "commands.hpp"
#include "context.hpp"
#include "rule_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/system/zones.hpp"
#include "wording.hpp"

#include <fmt/format.h>

/// `session add`: a rule that makes sessions, or a single one.
namespace runlog::cli {

namespace {

/// Today, or tomorrow where a session of today would have begun already.
Day first_to_come(Rule rule, const Context& context) {
    const LocalTime now = place(system::find_zone(rule.zone, context.around().zone), context.around().now).local;
    const Day today = date::floor<date::days>(now);
    rule.when.from = rule.anchor = today;
    return falls_on(rule, today) && now - today >= rule.starts ? today + date::days{1} : today;
}

/// The rule that the words describe.
Rule rule_from(const Context& context, const store::Log& log, const Rules& rules, const RuleWords& words) {
    if (words.every && !words.on.empty())
        throw Error("--every and --on contradict each other.", "A race is --on a day; what comes again is --every.");
    if (!words.every && words.on.empty())
        throw Error("When does it take place?", "Say --every sat, or --on 2026-11-26 for a single one.");
    if (!words.on.empty() && (!words.from.empty() || !words.until.empty()))
        throw Error("A session on one day has no --from and --until.", "Leave them out.");
    Rule rule;
    rule.title = checked_title(words.title);
    rule.zone = rules.group.zone.value_or(context.zone_of(store::owner(log)).name);
    set_facts(rule, words, context);
    const When on = words.on.empty() ? When{} : parse_when(words.on, rules.now, Tense::future);
    if (on.time && words.at && *on.time != rule.starts)
        throw Error("--on and --at say two times.", "Say the time once.");
    if (!on.time && !words.at) throw Error("At what time?", "Say it like --at 6:00.");
    if (on.time) rule.starts = *on.time;
    if (!words.on.empty()) {
        rule.when = {on.day, on.day + date::days{1}};
    } else {
        rule.when.from = words.from.empty() ? first_to_come(rule, context) : day_ahead(words.from, rules.now);
        if (!words.until.empty()) rule.when.until = day_ahead(words.until, LocalTime{rule.when.from}) + date::days{1};
    }
    anchor(rule);
    check_range(rule);
    return rule;
}

void refuse_same_title(const Rules& rules, const Rule& fresh) {
    for (const auto& rule : rules.all)
        if (title_key(rule.title) == title_key(fresh.title) && overlap(rule.when, fresh.when))
            throw Error(fmt::format("{} has '{}' already.", name_of(rules.group), rule.title),
                        fmt::format("Change it with runlog session change {} {}, or choose another title.",
                                    rules.group.handle, shell_word(rule.title)));
}

int add(Context& context, const RuleWords& words) {
    Told answer;
    context.change("session", [&](store::Writer& writer) {
        const auto& log = writer.log();
        Rules rules = rules_of(context, log, words);
        const Rule rule = rule_from(context, log, rules, words);
        refuse_same_title(rules, rule);
        rules.all.push_back(rule);
        store::set_rules(writer, rules.group.id, rules.all);
        answer = told(context, log, rules, rule);
        return fmt::format("{}: {}", rules.group.handle, answer.sentence);
    });
    tell(context, answer, true);
    return 0;
}

} // namespace

Action declare_session_add(CLI::App& app) {
    auto words = std::make_shared<RuleWords>();
    app.add_option("GROUP", words->group, "Which group meets")->type_name("")->required();
    app.add_option("TITLE", words->title, "What it is called")->type_name("")->required();
    declare_rule_words(app, *words);
    app.add_option("--on", words->on, "The day, for a single one: a race")->type_name(kind::day);
    app.add_option("--from", words->from, "The first day: today if not said")->type_name(kind::day);
    app.add_option("--until", words->until, "The last day: none if not said")->type_name(kind::day);
    app.footer("Examples:\n"
               "  runlog session add momma \"Trail run\" --every sat --at 6:00 --length 90m\n"
               "  runlog session add momma Track --every tue,thu --at 18:30 --until 2026-12-17\n"
               "  runlog session add momma \"Turkey trot\" --on 2026-11-26 --at 8:00");
    return acting(add, words);
}

} // namespace runlog::cli
