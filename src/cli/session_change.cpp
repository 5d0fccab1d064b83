#include "commands.hpp"
#include "context.hpp"
#include "nearest.hpp"
#include "roll.hpp"
#include "rule_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/domain/timeline.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/schedule.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

/// `session change` and `session end`: what becomes of a rule from a day on.
namespace runlog::cli {

namespace {

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
            store::forget_session(writer, rules.group.id, session), ++lost;
    }
    return lost;
}

std::string falls_away(int sessions) {
    return fmt::format("What was said of {} that {} no longer planned falls away.",
                       counted(sessions, "session", "sessions"), sessions == 1 ? "is" : "are");
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
        const Day planned = session.planned_day();
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

/// What was planned to change later changes too, in what the words name. Throws Error where no day is left.
void change_what_comes_later(std::vector<Rule>& series, Day from, const RuleWords& words, const Context& context) {
    bool has_day = false;
    Rule* last = nullptr;
    for (auto& row : series) {
        if (row.when.from < from) continue;
        const auto pattern = row.pattern;
        set_facts(row, words, context);
        if (pattern != row.pattern) anchor(row);
        has_day = has_day || next_day(row, row.when.from);
        last = &row;
    }
    if (!has_day && last) check_range(*last);
}

void refuse_title_of_another(const Rules& rules, const std::vector<Rule>& series, const std::string& title) {
    for (const auto& rule : rules.all) {
        const bool is_own = std::find(series.begin(), series.end(), rule) != series.end();
        if (!is_own && title_key(rule.title) == title_key(title))
            throw Error(fmt::format("{} has '{}' already.", name_of(rules.group), title), "Choose another title.");
    }
}

int change(Context& context, const RuleWords& words) {
    Told answer;
    const auto changed = context.change("session", [&](store::Writer& writer) {
        const auto& log = writer.log();
        Rules rules = rules_of(context, log, words);
        auto series = series_called(rules, words.title);
        const Day free = first_free_day(context, log, rules, series);
        const Rule old = rule_from_day(series, free);
        const Day from = words.from.empty() ? std::max(free, old.when.from) : day_ahead(words.from, rules.now);
        refuse_past(from, free, old);
        Rule rule = rule_from_day(series, from);
        const Rule before = rule;
        set_facts(rule, words, context);
        const auto title = words.new_title ? checked_title(*words.new_title) : old.title;
        if (rule == before && title == old.title) {
            answer.sentence = rule_text(rule, context.glyphs()) + ", as before";
            return answer.sentence;
        }
        rule.uid = Uid{};
        rule.when.from = std::max(from, rule.when.from);
        if (before.pattern != rule.pattern) anchor(rule);
        const auto old_series = series;
        series = changed_series(series, rule, title);
        change_what_comes_later(series, rule.when.from, words, context);
        rule.title = title;
        replace(rules, series, old.title);
        refuse_title_of_another(rules, series, title);
        store::set_rules(writer, rules.group.id, rules.all);
        int lost = 0;
        for (const auto& row : series)
            if (row.when.from >= rule.when.from) lost += carry_over(writer, rules, old_series, row);
        answer = told(context, log, rules, rule);
        if (lost > 0) answer.remarks.push_back(falls_away(lost));
        return fmt::format("{}: {}", rules.group.handle, answer.sentence);
    });
    tell(context, answer, changed.has_value());
    return 0;
}

/// An end is not put off by naming a later one.
void refuse_longer(const std::vector<Rule>& series, Day until) {
    const auto& last = series.back();
    if (!last.when.until || until <= *last.when.until) return;
    throw Error(fmt::format("{} has its last day on {} already.", printable(last.title),
                            long_text(*last.when.until - date::days{1})),
                "To go on after that, add it anew: runlog session add --from DAY");
}

int end(Context& context, const RuleWords& words) {
    std::string sentence;
    int lost = 0;
    const auto changed = context.change("session", [&](store::Writer& writer) {
        const auto& log = writer.log();
        Rules rules = rules_of(context, log, words);
        auto series = series_called(rules, words.title);
        const Day free = first_free_day(context, log, rules, series);
        const Day until = words.until.empty() ? free : day_ahead(words.until, rules.now) + date::days{1};
        const std::string title = rule_from_day(series, free).title;
        refuse_past(until, free, series.back());
        refuse_longer(series, until);
        const auto gone = spoken_of(log, rules.group, series, {until, std::nullopt});
        for (const LocalTime session : gone) store::forget_session(writer, rules.group.id, session);
        lost = static_cast<int>(gone.size());
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
    context.say(changed ? sentence : sentence + ", as before");
    if (lost > 0) context.say(falls_away(lost));
    if (changed) context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_session_change(CLI::App& app) {
    auto words = std::make_shared<RuleWords>();
    app.add_option("GROUP", words->group, "Which group meets")->type_name("")->required();
    app.add_option("TITLE", words->title, "Which, where there are several")->type_name("");
    declare_rule_words(app, *words);
    app.add_option("--title", words->new_title, "A new title")->type_name(kind::text);
    app.add_option("--from", words->from, "The day it begins: today if not said")->type_name(kind::day);
    app.footer("What has been stays as it was. An empty word takes a fact away.\n"
               "Example:\n  runlog session change momma \"Trail run\" --at 6:30 --from 2026-12-01");
    return acting(change, words);
}

Action declare_session_end(CLI::App& app) {
    auto words = std::make_shared<RuleWords>();
    app.add_option("GROUP", words->group, "Which group meets")->type_name("")->required();
    app.add_option("TITLE", words->title, "Which, where there are several")->type_name("");
    app.add_option("--until", words->until, "The last day; without, none from now on")->type_name(kind::day);
    app.footer("What has been stays as it was.\n"
               "Example:\n  runlog session end momma \"Trail run\" --until 2026-12-19");
    return acting(end, words);
}

} // namespace runlog::cli
