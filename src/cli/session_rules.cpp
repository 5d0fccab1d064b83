#include "commands.hpp"
#include "context.hpp"
#include "lookup.hpp"
#include "nearest.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/domain/timeline.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/system/zones.hpp"
#include "session_words.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `session add`, `session change`, `session end`: the rules that make sessions.
namespace runlog::cli {

namespace {

constexpr std::chrono::minutes shortest_session{1};
constexpr date::days next_looked_for{2 * 366};

struct Words {
    std::string group;
    std::string title;
    std::optional<std::string> every;
    std::string on;
    std::optional<std::string> at;
    std::optional<std::string> length;
    std::optional<std::string> place;
    std::optional<std::string> purpose;
    std::optional<std::string> note;
    std::optional<std::string> zone;
    std::optional<std::string> new_title;
    std::string from;
    std::string until;
};

/// One group's rules while one of them is being changed, and the clock they are read by.
struct Rules {
    Group group;
    std::vector<Rule> all;
    LocalTime now;
    Day today() const { return date::floor<date::days>(now); }
};

Rules rules_of(const Context& context, const store::Log& log, const Words& words) {
    Group group = group_called(log, words.group);
    auto all = store::rules(log, group.id);
    return {std::move(group), std::move(all), context.now_for(store::owner(log))};
}

std::string title_key(std::string_view title) {
    return handle_key(title);
}

/// Ends with a title that can be told and typed again.
std::string checked_title(const std::string& title) {
    if (printable(title) != title || display_width(title) == 0 || title.size() > 80 ||
        title.find('/') != std::string::npos)
        throw Error(fmt::format("'{}' cannot be the title of a session.", fit(printable(title), 40, "...")),
                    "Use up to 80 plain characters, without a slash.");
    return title;
}

void set_facts(Rule& rule, const Words& words, const Context& context) {
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

Day day_of(const std::string& word, LocalTime now) {
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

/// Weeks that do not all count are counted from the first that has a day for the rule.
void anchor(Rule& rule) {
    Rule every_week = rule;
    every_week.pattern.weeks = 1;
    rule.anchor = next_day(every_week, rule.when.from).value_or(rule.when.from);
}

/// Today, or tomorrow where a session of today would have begun already.
Day first_to_come(Rule rule, const Context& context) {
    const LocalTime now = place(system::find_zone(rule.zone, context.around().zone), context.around().now).local;
    const Day today = date::floor<date::days>(now);
    rule.when.from = rule.anchor = today;
    return falls_on(rule, today) && now - today >= rule.starts ? today + date::days{1} : today;
}

/// The rule that the words describe.
Rule rule_from(const Context& context, const store::Log& log, const Rules& rules, const Words& words) {
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
        rule.when.from = words.from.empty() ? first_to_come(rule, context) : day_of(words.from, rules.now);
        if (!words.until.empty()) rule.when.until = day_of(words.until, LocalTime{rule.when.from}) + date::days{1};
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

std::string rule_words(const Rule& rule, const Glyphs& glyphs) {
    const std::string days =
        rule.pattern.kind == Pattern::Kind::once ? long_text(rule.when.from) : pattern_words(rule.pattern);
    std::string text = fmt::format("{}: {}, {}", printable(rule.title), days, hours_text(rule, glyphs));
    if (rule.place) text += fmt::format(", {}", printable(*rule.place));
    return text;
}

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

/// What is told of a rule once it holds.
struct Told {
    std::string sentence;
    std::string next;
    std::optional<std::string> warning;
    std::vector<std::string> remarks;
};

Told told(const Context& context, const store::Log& log, const Rules& rules, const Rule& rule) {
    Told told;
    told.sentence = rule_words(rule, context.glyphs());
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

/// The sessions on the days of `range` that one of `rules` planned and of which something was said, in their order.
std::vector<LocalTime> spoken_of(const store::Log& log, const Group& group, const std::vector<Rule>& rules,
                                 const DayRange& range) {
    std::vector<LocalTime> sessions;
    for (const auto& change : store::session_changes(log, group.id)) sessions.push_back(change.session);
    for (const auto& answer : store::answers(log, group.id))
        if (!answer.withdrawn) sessions.push_back(answer.session);
    std::sort(sessions.begin(), sessions.end());
    sessions.erase(std::unique(sessions.begin(), sessions.end()), sessions.end());
    std::erase_if(sessions, [&](LocalTime session) {
        const Day day = date::floor<date::days>(session);
        return !range.contains(day) || std::none_of(rules.begin(), rules.end(), [&](const Rule& rule) {
            return falls_on(rule, day) && LocalTime{day} + rule.starts == session;
        });
    });
    return sessions;
}

/// What was said of the sessions to come goes with them where the rule gives the same day another time; where it gives
/// the day up, it falls away. Returns how many sessions that was.
int carry_over(store::Writer& writer, const Rules& rules, const std::vector<Rule>& before, const Rule& rule) {
    int lost = 0;
    for (const LocalTime session : spoken_of(writer.log(), rules.group, before, rule.when)) {
        const Day day = date::floor<date::days>(session);
        if (falls_on(rule, day))
            store::rename_session(writer, rules.group.id, session, LocalTime{day} + rule.starts);
        else
            ++lost;
    }
    return lost;
}

std::string falls_away(int sessions) {
    return fmt::format("What was said of {} that {} no longer planned falls away.",
                       counted(sessions, "session", "sessions"), sessions == 1 ? "is" : "are");
}

int add(Context& context, const Words& words) {
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

/// The rules that go by the title, or the one there is: each the continuation of the one before.
std::vector<Rule> series_called(const Rules& rules, const std::string& title) {
    std::vector<std::string> titles;
    for (const auto& rule : rules.all)
        if (std::find(titles.begin(), titles.end(), rule.title) == titles.end()) titles.push_back(rule.title);
    if (titles.empty())
        throw Error(
            fmt::format("{} has no sessions yet.", name_of(rules.group)),
            fmt::format("Plan them: runlog session add {} \"Trail run\" --every sat --at 6:00", rules.group.handle));
    std::string wanted = title;
    if (wanted.empty()) {
        std::vector<std::string> current;
        for (const auto& rule : rules.all)
            if (!rule.when.until || *rule.when.until > rules.today()) current.push_back(rule.title);
        current.erase(std::unique(current.begin(), current.end()), current.end());
        if (current.empty())
            throw Error(fmt::format("All sessions of {} have ended.", name_of(rules.group)),
                        "Begin anew: runlog session add");
        if (current.size() != 1)
            throw Error(fmt::format("Which of them? {} has {}.", name_of(rules.group), joined(titles)),
                        "Say the title behind the group.");
        wanted = current.front();
    }
    std::vector<Rule> series;
    for (const auto& rule : rules.all)
        if (title_key(rule.title) == title_key(wanted)) series.push_back(rule);
    if (series.empty())
        throw Error(fmt::format("{} has no session '{}'.", name_of(rules.group), fit(printable(wanted), 40, "...")),
                    suggestion(wanted, titles, fmt::format("It has {}.", joined(titles))));
    return series;
}

/// The first day on which no session of these rules has begun yet: what a change may touch (DESIGN §1, promise 1).
Day first_free_day(const Context& context, const store::Log& log, const Rules& rules, const std::vector<Rule>& series) {
    const auto schedule = schedule_of(context, log, rules.group, context.around().now);
    const Day today = rules.today();
    Day free = today;
    for (const auto& session : schedule->between(today - date::days{1}, today + date::days{1})) {
        const bool is_one = title_key(session.rule->title) == title_key(series.front().title);
        const Day planned = date::floor<date::days>(session.planned);
        if (is_one && session.start.instant() <= context.around().now) free = std::max(free, planned + date::days{1});
    }
    return free;
}

void refuse_past(Day from, Day free, const Rule& rule) {
    if (from >= free) return;
    throw Error(
        fmt::format("{} before {} has been: that stays as it was.", printable(rule.title), long_text(free)),
        fmt::format("Say a day from {} on. A single session: runlog session cancel, or session move.", iso(free)));
}

/// Puts `series` in the place of what `rules` has of it.
void replace(Rules& rules, const std::vector<Rule>& series, const std::string& old_title) {
    std::erase_if(rules.all, [&](const Rule& rule) { return title_key(rule.title) == title_key(old_title); });
    rules.all.insert(rules.all.end(), series.begin(), series.end());
}

const Rule& rule_from_day(const std::vector<Rule>& series, Day day) {
    for (const auto& rule : series)
        if (!rule.when.until || day < *rule.when.until) return rule;
    throw Error(fmt::format("{} has ended.", printable(series.back().title)), "Begin it anew: runlog session add");
}

/// The series with `rule` in force from its first day on, all of it under one title.
std::vector<Rule> changed_series(const std::vector<Rule>& series, const Rule& rule, const std::string& title) {
    auto rows = change_from(series, rule.when.from, std::optional(rule));
    for (auto& row : rows) {
        const bool is_it = row.when.from == rule.when.from;
        if (is_it && rule.when.until && (!row.when.until || *rule.when.until < *row.when.until))
            row.when.until = rule.when.until;
        row.title = title;
    }
    return rows;
}

void refuse_title_of_another(const Rules& rules, const std::vector<Rule>& series, const std::string& title) {
    for (const auto& rule : rules.all) {
        const bool is_own = std::find(series.begin(), series.end(), rule) != series.end();
        if (!is_own && title_key(rule.title) == title_key(title))
            throw Error(fmt::format("{} has '{}' already.", name_of(rules.group), title), "Choose another title.");
    }
}

int change(Context& context, const Words& words) {
    Told answer;
    const auto changed = context.change("session", [&](store::Writer& writer) {
        const auto& log = writer.log();
        Rules rules = rules_of(context, log, words);
        auto series = series_called(rules, words.title);
        const Day free = first_free_day(context, log, rules, series);
        const Rule old = rule_from_day(series, free);
        const Day from = words.from.empty() ? std::max(free, old.when.from) : day_of(words.from, rules.now);
        refuse_past(from, free, old);
        Rule rule = rule_from_day(series, from);
        const Rule before = rule;
        set_facts(rule, words, context);
        const auto title = words.new_title ? checked_title(*words.new_title) : old.title;
        if (rule == before && title == old.title) {
            answer.sentence = rule_words(rule, context.glyphs()) + ", as before";
            return answer.sentence;
        }
        rule.uid = Uid{};
        rule.when.from = std::max(from, rule.when.from);
        if (before.pattern != rule.pattern) anchor(rule);
        check_range(rule);
        const auto old_series = series;
        series = changed_series(series, rule, title);
        rule.title = title;
        replace(rules, series, old.title);
        refuse_title_of_another(rules, series, title);
        store::set_rules(writer, rules.group.id, rules.all);
        const int lost = carry_over(writer, rules, old_series, rule);
        answer = told(context, log, rules, rule);
        if (lost > 0) answer.remarks.push_back(falls_away(lost));
        return fmt::format("{}: {}", rules.group.handle, answer.sentence);
    });
    tell(context, answer, changed.has_value());
    return 0;
}

int end(Context& context, const Words& words) {
    std::string sentence;
    int lost = 0;
    context.change("session", [&](store::Writer& writer) {
        const auto& log = writer.log();
        Rules rules = rules_of(context, log, words);
        auto series = series_called(rules, words.title);
        const Day free = first_free_day(context, log, rules, series);
        const Day until = words.until.empty() ? free : day_of(words.until, rules.now) + date::days{1};
        const std::string title = rule_from_day(series, free).title;
        refuse_past(until, free, series.back());
        lost = static_cast<int>(spoken_of(log, rules.group, series, {until, std::nullopt}).size());
        std::erase_if(series, [&](const Rule& rule) { return rule.when.from >= until; });
        for (auto& rule : series)
            if (!rule.when.until || *rule.when.until > until) rule.when.until = until;
        replace(rules, series, title);
        store::set_rules(writer, rules.group.id, rules.all);
        sentence = series.empty()
                       ? fmt::format("{} will not take place", printable(title))
                       : fmt::format("{} has its last day on {}", printable(title), long_text(until - date::days{1}));
        return fmt::format("{}: {}", rules.group.handle, sentence);
    });
    context.say(sentence);
    if (lost > 0) context.say(falls_away(lost));
    context.say_how_to_take_it_back();
    return 0;
}

void declare_facts(CLI::App& app, Words& words) {
    app.add_option("--every", words.every, "sat; tue,thu; \"other sat\"; \"first sun\"; day")->type_name("PATTERN");
    app.add_option("--at", words.at, "When it starts: 6:00, 6am")->type_name("TIME");
    app.add_option("--length", words.length, "How long it takes: 90m (1h if not said)")->type_name("LENGTH");
    app.add_option("--place", words.place, "Where")->type_name(kind::text);
    app.add_option("--purpose", words.purpose, "What for: hills, speed, a race")->type_name(kind::text);
    app.add_option("--note", words.note, "A plan for those elsewhere, childcare")->type_name(kind::text);
    app.add_option("--zone", words.zone, "Whose clocks it goes by: Europe/Berlin")->type_name(kind::zone);
}

} // namespace

Action declare_session_add(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group meets")->type_name("")->required();
    app.add_option("TITLE", words->title, "What it is called")->type_name("")->required();
    declare_facts(app, *words);
    app.add_option("--on", words->on, "The day, for a single one: a race")->type_name(kind::day);
    app.add_option("--from", words->from, "The first day: today if not said")->type_name(kind::day);
    app.add_option("--until", words->until, "The last day: none if not said")->type_name(kind::day);
    app.footer("Examples:\n"
               "  runlog session add momma \"Trail run\" --every sat --at 6:00 --length 90m\n"
               "  runlog session add momma Track --every tue,thu --at 18:30 --until 2026-12-17\n"
               "  runlog session add momma \"Turkey trot\" --on 2026-11-26 --at 8:00");
    return acting(add, words);
}

Action declare_session_change(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group meets")->type_name("")->required();
    app.add_option("TITLE", words->title, "Which, where there are several")->type_name("");
    declare_facts(app, *words);
    app.add_option("--title", words->new_title, "A new title")->type_name(kind::text);
    app.add_option("--from", words->from, "The day it begins: the next if not said")->type_name(kind::day);
    app.footer("What has been stays as it was. An empty word takes a fact away.\n"
               "Example:\n  runlog session change momma \"Trail run\" --at 6:30 --from 2026-12-01");
    return acting(change, words);
}

Action declare_session_end(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group meets")->type_name("")->required();
    app.add_option("TITLE", words->title, "Which, where there are several")->type_name("");
    app.add_option("--until", words->until, "The last day; without, none from now on")->type_name(kind::day);
    app.footer("What has been stays as it was.\n"
               "Example:\n  runlog session end momma \"Trail run\" --until 2026-12-19");
    return acting(end, words);
}

} // namespace runlog::cli
