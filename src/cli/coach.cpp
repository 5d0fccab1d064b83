#include "coach_facts.hpp"
#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "session_words.hpp"
#include "streaks.hpp"
#include "table.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <ranges>
#include <span>

namespace runlog::cli {

namespace {

constexpr date::days week{7};
constexpr date::days next_within{60};

// As many lines as one screen has room for.
constexpr std::size_t most_members = 25;
constexpr std::size_t most_told = 10;

struct Words {
    std::string group;
    std::optional<std::string> as_of;
    bool all = false;
    bool json = false;
};

/// One screen: how it stands, and what changed since a week ago.
struct Screen {
    std::vector<Coached> members;
    std::vector<Change> changes;
    CrewWeek this_week;
    CrewWeek last_week;
    std::optional<Session> next;
};

std::optional<Session> next_session(const Roll& roll) {
    for (const auto& session : roll.schedule().between(roll.today(), roll.today() + next_within))
        if (!session.cancelled() && session.start.instant() > roll.as_of()) return session;
    return std::nullopt;
}

/// How it stood a week before the roll's day.
std::vector<CheckIn> a_week_before(Context& context, const Roll& roll) {
    context.set_as_of(iso(roll.today() - week));
    Roll before(context, context.log(), roll.group());
    return check_ins(context, before);
}

Screen screen_of(Context& context, Roll& roll, const Words& words) {
    Screen screen;
    screen.members = coached(context, roll);
    screen.this_week = crew_streak_on(context, roll, roll.today()).current;
    screen.last_week = crew_streak_on(context, roll, screen.this_week.first - date::days{1}).current;
    screen.next = next_session(roll);
    std::vector<CheckIn> now;
    for (const auto& one : screen.members) now.push_back(one.check_in);
    screen.changes = changes(a_week_before(context, roll), now);
    context.set_as_of(words.as_of);
    return screen;
}

/// `2 of 4`; a week wholly on leave asks for nothing.
std::string ran_text(const Period& period) {
    if (period.needed > 0) return fmt::format("{} of {}", period.ran, period.needed);
    return period.ran > 0 ? fmt::format("{}", period.ran) : "off";
}

/// `4 3 0 4`: days with a run in the weeks before, the oldest first.
std::string weeks_text(const Coached& one, const Glyphs& glyphs) {
    std::vector<std::string> weeks;
    for (const auto& period : std::views::reverse(one.weeks))
        weeks.push_back(period.neutral() ? std::string(glyphs.dash) : std::to_string(period.ran));
    return fmt::format("{}", fmt::join(weeks, " "));
}

std::string state_text(const MissedReport& report, Day today) {
    switch (report.state) {
    case MissedState::excused: return report.until ? "off until " + short_text(*report.until, today) : "off";
    case MissedState::due_back: return "back since " + short_text(*report.since, today);
    case MissedState::long_gone: return "gone for long";
    case MissedState::silent:
        return report.in_a_row == 1 ? "missed the last one" : fmt::format("missed the last {}", report.in_a_row);
    case MissedState::ok: break;
    }
    return "";
}

std::string remark(const Coached& one, Day today) {
    const std::string state = state_text(one.missed.report, today);
    if (!one.remote) return state;
    return state.empty() ? "remote" : state + ", remote";
}

Tone tone_of(MissedState state) {
    switch (state) {
    case MissedState::silent:
    case MissedState::long_gone: return Tone::bad;
    case MissedState::due_back: return Tone::warning;
    case MissedState::excused: return Tone::faint;
    case MissedState::ok: break;
    }
    return Tone::plain;
}

/// How many of `count` lines are told where a screen has room for `most`.
std::size_t told_of(std::size_t count, std::size_t most, const Words& words) {
    return words.all ? count : std::min(count, most);
}

void say_rest(Context& context, std::size_t rest, const Words& words) {
    if (rest > 0)
        context.say(fmt::format("  and {} more: {}", grouped(static_cast<std::int64_t>(rest)),
                                context.typed(fmt::format("coach {} --all", words.group))));
}

void print_members(Context& context, const Roll& roll, const Screen& screen, const Words& words) {
    Table table({{"WHO", Table::Align::left, 18}, {"THIS WEEK"}, {"BEFORE"}, {"CAME"}, {"LAST HEARD"}, {""}});
    const std::size_t told = told_of(screen.members.size(), most_members, words);
    for (const auto& one : std::span(screen.members).first(told)) {
        const auto& report = one.missed.report;
        table.add({name_of(one.missed.member),
                   ran_text(one.this_week),
                   weeks_text(one, context.glyphs()),
                   report.expected > 0 ? fmt::format("{} of {}", report.attended, report.expected) : "",
                   one.last_heard ? short_text(*one.last_heard, roll.today()) : "never",
                   {remark(one, roll.today()), tone_of(report.state)}});
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis, context.width()));
    say_rest(context, screen.members.size() - told, words);
}

void print_words_due(Context& context, const Screen& screen, const Words& words) {
    std::vector<const Coached*> due;
    for (const auto& one : screen.members)
        if (one.missed.report.needs_call() || one.missed.report.state == MissedState::due_back) due.push_back(&one);
    if (due.empty()) return;
    context.say("\nWorth a word");
    const std::size_t told = told_of(due.size(), most_told, words);
    for (const Coached* one : std::span(due).first(told))
        context.print(wrapped(missed_sentence(context, one->missed), context.width(), 2));
    say_rest(context, due.size() - told, words);
}

std::string news_text(const Change& change, const std::string& name, const std::optional<Day>& away_until, Day today) {
    switch (change.news) {
    case News::silent:
        if (change.now->in_a_row == 1) return fmt::format("{} missed the last session", name);
        return fmt::format("{} has missed {} in a row{}", name, change.now->in_a_row,
                           change.before->in_a_row > 0 ? fmt::format(", {} a week ago", change.before->in_a_row) : "");
    case News::came_back:
        return fmt::format("{} is back, after {}", name,
                           counted(change.before->in_a_row, "session missed", "sessions missed"));
    case News::back_from_leave: return fmt::format("{} is back from leave", name);
    case News::went_on_leave:
        return fmt::format("{} is on leave{}", name, away_until ? " until " + short_text(*away_until, today) : "");
    case News::streak_lost:
        return fmt::format("{}'s streak of {} ended", name, length_text(Step::week, change.before->weeks_in_a_row));
    case News::milestone:
        return fmt::format("{} has kept at it for {}", name, length_text(Step::week, change.now->weeks_in_a_row));
    case News::plan_changed:
        if (!change.now->days_per_week) return fmt::format("{} has no plan any more", name);
        return fmt::format("{} plans {} a week now", name, counted(*change.now->days_per_week, "day", "days"));
    case News::left: return fmt::format("{} left the group", name);
    case News::joined: break;
    }
    return fmt::format("{} joined", name);
}

void print_changes(Context& context, const Screen& screen, Day today, const Words& words) {
    if (screen.changes.empty()) {
        context.say("\nNothing changed since last week.");
        return;
    }
    context.say("\nSince last week");
    const std::size_t told = told_of(screen.changes.size(), most_told, words);
    for (const auto& change : std::span(screen.changes).first(told)) {
        const auto one = std::ranges::find_if(
            screen.members, [&](const Coached& coached) { return coached.check_in.member == change.member(); });
        const auto until = one == screen.members.end() ? std::nullopt : one->away_until;
        const auto name = name_of(member_called(context.log(), change.member()));
        context.print(wrapped(news_text(change, name, until, today) + ".", context.width(), 2));
    }
    say_rest(context, screen.changes.size() - told, words);
}

void print(Context& context, Roll& roll, const Screen& screen, const Words& words) {
    const auto remote = std::ranges::count_if(screen.members, &Coached::remote);
    context.say(fmt::format("{}, {}: {}{}", name_of(roll.group()), long_text(roll.today()),
                            counted(static_cast<std::int64_t>(screen.members.size()), "member", "members"),
                            remote > 0 ? fmt::format(", {} remote", remote) : ""));
    if (screen.next)
        context.say(fmt::format("Next: {}, {}", printable(screen.next->rule->title),
                                session_when(*screen.next, here(context, context.log()), roll.today())));
    context.say(fmt::format("Plan kept this week: {} of {}. Last week: {} of {}.\n", screen.this_week.kept_plan,
                            screen.this_week.of, screen.last_week.kept_plan, screen.last_week.of));
    print_members(context, roll, screen, words);
    print_words_due(context, screen, words);
    print_changes(context, screen, roll.today(), words);
}

Json crew_json(const CrewWeek& crew) {
    return Json{{"first", iso(crew.first)}, {"kept", crew.kept_plan}, {"of", crew.of}};
}

Json member_json(Context& context, const Coached& one) {
    const auto& report = one.missed.report;
    Json weeks = Json::array();
    for (const auto& period : one.weeks) weeks.push_back(to_json(period));
    const auto who = report.needs_call() ? caller(context, one.missed) : std::nullopt;
    return Json{{"member", one.check_in.member},
                {"role", to_text(one.role)},
                {"remote", one.remote},
                {"days_per_week", one.check_in.days_per_week ? Json(*one.check_in.days_per_week) : Json(nullptr)},
                {"this_week", to_json(one.this_week)},
                {"weeks_before", weeks},
                {"weeks_in_a_row", one.check_in.weeks_in_a_row},
                {"expected", report.expected},
                {"attended", report.attended},
                {"state", to_text(report.state)},
                {"in_a_row", report.in_a_row},
                {"last_heard", maybe(one.last_heard)},
                {"last_seen", maybe(one.missed.last_seen)},
                {"last_ran_with", one.missed.company},
                {"away", one.check_in.away},
                {"away_until", maybe(one.away_until)},
                {"caller", who ? Json(who->handle) : Json(nullptr)}};
}

void print_json(Context& context, Roll& roll, const Screen& screen) {
    Json members = Json::array();
    for (const auto& one : screen.members) members.push_back(member_json(context, one));
    Json news = Json::array();
    for (const auto& change : screen.changes)
        news.push_back(Json{{"news", to_text(change.news)}, {"member", change.member()}});
    runlog::cli::print_json(
        context, Json{{"as_of", iso(roll.today())},
                      {"group", roll.group().handle},
                      {"next", screen.next ? to_json(roll.group(), roll.schedule(), *screen.next) : Json(nullptr)},
                      {"this_week", crew_json(screen.this_week)},
                      {"last_week", crew_json(screen.last_week)},
                      {"members", members},
                      {"changes", news}});
}

int coach(Context& context, const Words& words) {
    context.set_as_of(words.as_of);
    const auto& log = context.log();
    context.settings();
    Roll roll(context, log, group_called(log, words.group));
    if (roll.roster().empty()) {
        if (words.json)
            print_json(context, roll, {});
        else
            context.say(fmt::format("Nobody is in {} yet. Put people in: runlog group join {} NAMES",
                                    name_of(roll.group()), roll.group().handle));
        return 0;
    }
    const Screen screen = screen_of(context, roll, words);
    if (words.json)
        print_json(context, roll, screen);
    else
        print(context, roll, screen, words);
    return 0;
}

} // namespace

Action declare_coach(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("GROUP", words->group, "Which group")->type_name("")->required();
    app.add_option("--as-of", words->as_of, "As it stood at the end of this day")->type_name(kind::day);
    app.add_flag("--all", words->all, "All of it, where it is more than a screen");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("Examples:\n"
               "  runlog coach momma\n"
               "  runlog coach momma --as-of sun");
    return acting(coach, words);
}

} // namespace runlog::cli
