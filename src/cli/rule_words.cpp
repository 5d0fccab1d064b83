#include "rule_words.hpp"

#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/system/zones.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr std::chrono::minutes shortest_session{1};
constexpr date::days next_looked_for{2 * 366};

/// When a session of the rule that was just set meets another of the group.
std::optional<std::string> clash_warning(const Rules& rules, const Rule& fresh) {
    auto others = rules.all;
    std::erase_if(others, [&](const Rule& other) { return title_key(other.title) == title_key(fresh.title); });
    const auto clash = first_clash(fresh, others, std::max(rules.today(), fresh.when.from));
    if (!clash) return std::nullopt;
    return clash->other->starts == fresh.starts
               ? fmt::format("Mind: {} and {} both begin at {} on {}: that is one session.", fresh.title,
                             clash->other->title, clock_text(fresh.starts), long_text(clash->day))
               : fmt::format("Mind: {} and {} overlap on {}.", fresh.title, clash->other->title, long_text(clash->day));
}

} // namespace

void declare_rule_words(CLI::App& app, RuleWords& words) {
    app.add_option("--every", words.every, "sat; tue,thu; \"other sat\"; \"first sun\"; day")->type_name("PATTERN");
    app.add_option("--at", words.at, "When it starts: 6:00, 6am")->type_name("TIME");
    app.add_option("--length", words.length, "How long it takes: 90m (1h if not said)")->type_name("LENGTH");
    app.add_option("--place", words.place, "Where")->type_name(kind::text);
    app.add_option("--purpose", words.purpose, "What for: hills, speed, a race")->type_name(kind::text);
    app.add_option("--note", words.note, "A plan for those elsewhere, childcare")->type_name(kind::text);
    app.add_option("--zone", words.zone, "Whose clocks it goes by: Europe/Berlin")->type_name(kind::zone);
}

Rules rules_of(const Context& context, const store::Log& log, const RuleWords& words) {
    Group group = group_called(log, words.group);
    auto all = store::rules(log, group.id);
    return {std::move(group), std::move(all), context.now_for(store::owner(log))};
}

std::string title_key(std::string_view title) {
    return handle_key(title);
}

std::string checked_title(const std::string& title) {
    if (!is_plain_title(title) || title.find('/') != std::string::npos)
        throw Error(fmt::format("'{}' cannot be the title of a session.", fit(printable(title), 40, "...")),
                    "Use up to 80 plain characters, without a slash.");
    return title;
}

void set_facts(Rule& rule, const RuleWords& words, const Context& context) {
    if (words.every) rule.pattern = parse_pattern(*words.every);
    if (words.at) rule.starts = parse_time_of_day(*words.at);
    if (words.length) rule.length = parse_duration(*words.length);
    if (rule.length < shortest_session) throw Error("A session takes at least a minute.", "Say it like --length 90m.");
    if (rule.length > longest_session)
        throw Error(fmt::format("A session of {} is too long.", length_words(rule.length)), "Three days are the most.");
    if (words.place) rule.place = unless_empty(*words.place);
    if (words.purpose) rule.purpose = unless_empty(*words.purpose);
    if (words.note) rule.note = unless_empty(*words.note);
    if (words.zone) rule.zone = system::find_zone(*words.zone, context.around().zone).name;
}

Day day_ahead(const std::string& word, LocalTime now) {
    return parse_when(word, now, Tense::future).day;
}

void check_range(const Rule& rule) {
    if (rule.when.until && *rule.when.until <= rule.when.from)
        throw Error(fmt::format("{} would end on {}, before it begins on {}.", rule.title,
                                long_text(*rule.when.until - date::days{1}), long_text(rule.when.from)),
                    "Check --from and --until.");
    if (!next_day(rule, rule.when.from))
        throw Error(
            fmt::format("{} would never take place: {} has no day from {}{}.", rule.title, pattern_words(rule.pattern),
                        long_text(rule.when.from),
                        rule.when.until ? fmt::format(" to {}", long_text(*rule.when.until - date::days{1})) : ""),
            "Check --every, --from and --until.");
}

void anchor(Rule& rule) {
    Rule every_week = rule;
    every_week.pattern.weeks = 1;
    rule.anchor = next_day(every_week, rule.when.from).value_or(rule.when.from);
}

std::string rule_text(const Rule& rule, const Glyphs& glyphs) {
    const std::string days =
        rule.pattern.kind == Pattern::Kind::once ? long_text(rule.when.from) : pattern_words(rule.pattern);
    std::string text = fmt::format("{}: {}, {}", printable(rule.title), days, hours_text(rule, glyphs));
    if (rule.place) text += fmt::format(", {}", printable(*rule.place));
    return text;
}

Told told(const Context& context, const store::Log& log, const Rules& rules, const Rule& rule) {
    Told told;
    told.sentence = rule_text(rule, context.glyphs());
    if (rule.pattern.kind != Pattern::Kind::once)
        told.sentence += ", " + range_text(rule.when, rules.today(), context.glyphs());
    const auto schedule = schedule_of(context, log, rules.group, context.around().now);
    const Zone here = context.zone_of(store::owner(log));
    int past = 0;
    for (const auto& session : schedule->between(rule.when.from, rules.today()))
        if (session.rule->title == rule.title && session.end <= context.around().now) ++past;
    for (const auto& session : schedule->between(rules.today(), rules.today() + next_looked_for)) {
        if (session.rule->title != rule.title || session.end <= context.around().now) continue;
        if (session.day() < rule.when.from) continue;
        const bool is_single = rule.pattern.kind == Pattern::Kind::once;
        told.next = fmt::format("{} {}: {}", is_single ? "It is" : "The next is",
                                session_name(rules.group, *schedule, session), session_when(session, here));
        break;
    }
    if (past > 0)
        told.remarks.push_back(fmt::format("{} of it {} over: whoever was in the group then is judged by {}.",
                                           counted(past, "session", "sessions"), past == 1 ? "is" : "are",
                                           past == 1 ? "it" : "them"));
    told.warning = clash_warning(rules, rule);
    return told;
}

void tell(Context& context, const Told& told, bool changed) {
    context.say(told.sentence);
    if (!told.next.empty()) context.say(told.next);
    for (const auto& remark : told.remarks) context.say(remark);
    if (told.warning) context.note(printable(*told.warning));
    if (changed) context.say_how_to_take_it_back();
}

} // namespace runlog::cli
