#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "run_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/json.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"
#include "streaks.hpp"
#include "table.hpp"
#include "tagging.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace runlog::cli {

namespace {

struct Words {
    std::optional<std::string> first;
    std::optional<std::string> second;
    RunWords run;
    TagWords tag;
    std::string with;
    std::string on_behalf_of;
    std::string tags;
    bool is_private = false;
    bool remote = false;
    bool json = false;
};

/// A streak of one member before the run and after it.
struct StreakChange {
    StreakReport before;
    StreakReport after;
};

/// All that the answer tells.
struct Added {
    Run run;
    Unit unit;
    Tagger::Tag tag;
    std::vector<StreakChange> streaks; ///< by runner: by day, by week, and over the sessions it belongs to
};

/// Somebody who ran, and what their streaks are judged by.
struct Runner {
    Member member;
    Promises promises;
    Day today;
    std::unique_ptr<RunsBack> runs;
};

std::vector<Runner> runners(const Context& context, const store::Log& log, const Words& words) {
    std::vector<std::string> names;
    if (words.on_behalf_of.empty()) names.emplace_back("me");
    for (const auto* list : {&words.on_behalf_of, &words.with})
        for (const auto& word : split_list(*list)) names.push_back(word);
    std::vector<Runner> all;
    for (const auto& member : members_called(log, names)) {
        const Day today = context.today_for(member);
        all.push_back({member, store::promises(log, member.id), today, runs_back(log, member, today)});
    }
    if (all.empty()) throw Error("--for names nobody.", "For example: --for anna,beth");
    return all;
}

void check_words(const Words& words) {
    if (words.tag.solo && (words.tag.session || words.run.group))
        throw Error("--solo means with no group and at no session.", "Leave --solo out, or the other.");
    const auto with = split_list(words.with);
    if (!words.on_behalf_of.empty() && std::find(with.begin(), with.end(), "me") != with.end())
        throw Error("--for records a run without you, and --with me adds you to it.",
                    "Leave --for out, and name the others with --with.");
    if (words.first && words.run.distance && words.run.duration)
        throw Error(fmt::format("'{}' comes on top of --distance and --duration.", *words.first), "Say each once.");
}

/// The distance and duration of the plain words, beside those of `--distance` and `--duration`.
Effort effort_of(const Words& words) {
    Effort effort = parse_effort(words.first, words.second);
    if (effort.distance && words.run.distance) throw Error("The distance is given twice.", "Say it once.");
    if (effort.duration && words.run.duration) throw Error("The duration is given twice.", "Say it once.");
    return effort;
}

Run run_from(const Context& context, const store::Log& log, const std::vector<Runner>& runners, const Words& words,
             const Effort& effort) {
    Run run;
    run.distance = effort.distance;
    run.duration = effort.duration;
    for (const auto& runner : runners) run.members.push_back(runner.member.handle);
    set_day(run, words.run, context.zone_of(runners.front().member), context.around().now, context.around().zone);
    set_facts(run, words.run, log);
    if (words.tag.session && !words.run.on)
        run.day = session_called(context, log, *words.tag.session, Tense::past).session.day();
    run.tags = split_list(words.tags);
    run.is_private = words.is_private;
    run.remote = words.remote;
    check_run_now(run, context.around().now, context.around().zone);
    return run;
}

/// `roll` is that of the group whose session the run belongs to, if any.
std::vector<StreakReport> streaks(Context& context, const std::vector<Runner>& runners, Roll* roll,
                                  const store::Settings& settings) {
    std::vector<StreakReport> all;
    for (const auto& [member, promises, today, runs] : runners) {
        for (auto& report : streaks_of(*runs, member, promises, {By::day, By::week}, today, settings))
            all.push_back(std::move(report));
        if (roll && membership_on(roll->participant(member).memberships, roll->today()))
            all.push_back(session_streak_of(context, *roll, member, {}));
    }
    return all;
}

/// A new log is told in the unit its first distance was typed in.
store::Settings choose_units(store::Writer& writer, const Effort& effort) {
    auto settings = store::settings(writer.log());
    if (!writer.log().is_new() || !effort.unit) return settings;
    settings.units = *effort.unit;
    store::set_settings(writer, settings);
    return settings;
}

std::string summary(const Run& run, Unit unit) {
    return fmt::format("run {}: {}, {}, {}", run.id.value, long_text(run.day), effort_text(run, unit),
                       fmt::join(run.members, ", "));
}

Added record(Context& context, const Words& words) {
    check_words(words);
    const Effort effort = effort_of(words);
    if (!effort.distance && !effort.duration && !words.run.distance && !words.run.duration)
        throw Error("A run needs a distance or a duration.", "For example: runlog add 5k, or runlog add 30:00.");
    Added added{};
    context.change("add", [&](store::Writer& writer) {
        const auto& log = writer.log();
        const auto settings = choose_units(writer, effort);
        const auto who = runners(context, log, words);
        added.run = run_from(context, log, who, words, effort);
        added.unit = settings.units;
        added.tag = Tagger(context, log).tag(added.run, words.tag);
        std::optional<Roll> roll;
        if (added.tag.session) roll.emplace(context, log, added.tag.session->group);
        const auto before = streaks(context, who, roll ? &*roll : nullptr, settings);
        added.run.id = store::add_run(writer, added.run);
        for (const auto& runner : who) runner.runs->take_up({added.run.day, added.run.distance});
        const auto after = streaks(context, who, roll ? &*roll : nullptr, settings);
        for (std::size_t i = 0; i < before.size(); ++i) added.streaks.push_back({before[i], after[i]});
        return summary(added.run, settings.units);
    });
    return added;
}

/// Whether the run turned what ended the streak before, or was about to, into a part of it.
bool mended(const StreakChange& change, const Run& run) {
    const Streak& before = change.before.streak;
    const bool filled = before.ended_by && before.ended_by->first <= run.day && run.day <= before.ended_by->last;
    const bool saved = before.state == StreakState::lost;
    return change.after.streak.length() > before.length() && run.day < change.after.today && (filled || saved);
}

std::optional<std::string> streak_sentence(const StreakChange& change, const Run& run, const Glyphs& glyphs) {
    const Streak& now = change.after.streak;
    const int was = change.before.streak.length();
    const bool is_open = now.by == By::week && now.state == StreakState::open;
    if (now.length() == was && !is_open) return std::nullopt;
    const std::string what =
        now.by == By::session ? fmt::format("at {}", change.after.group->handle) : std::string(to_text(now.by));
    std::string text = now.length() == was ? fmt::format("{} {}", what, was)
                                           : fmt::format("{} {} {} {}", what, was, glyphs.arrow, now.length());
    if (mended(change, run)) text += ", mended";
    if (now.state != StreakState::kept) text += fmt::format(" ({})", streak_detail(now, change.after.today, true));
    return text;
}

void tell_streaks(Context& context, const Added& added) {
    Table table({{"", Table::Align::left, 24}, {""}, {""}, {""}});
    std::vector<Table::Cell> row;
    for (const auto& change : added.streaks) {
        const auto sentence = streak_sentence(change, added.run, context.glyphs());
        switch (change.after.streak.by) {
        case By::day: row = {"  " + name_of(*change.after.member), sentence.value_or(""), "", ""}; break;
        case By::week: row[2] = sentence.value_or(""); break;
        default: row[3] = sentence.value_or("");
        }
        const bool is_last = &change == &added.streaks.back() || (&change + 1)->after.streak.by == By::day;
        if (is_last) table.add(row);
    }
    context.print(table.render(context.around().colour, context.glyphs().ellipsis));
}

void tell(Context& context, const Added& added) {
    const Run& run = added.run;
    context.say(fmt::format("Run {}: {}, {}{}{}", run.id.value, when_text(run), effort_text(run, added.unit),
                            run.group && !run.session ? fmt::format(", with {}", *run.group) : "",
                            run.is_private ? " (private)" : ""));
    if (run.start)
        if (const auto change = clock_change_text(*run.start)) context.say("  " + *change);
    for (const auto& line : tag_lines(added.tag)) context.say(line);
    tell_streaks(context, added);
    context.say_how_to_take_it_back();
}

void tell_json(Context& context, const Added& added) {
    const Run run = store::find_run(context.log(), added.run.id).value_or(added.run);
    Json object{{"run", formats::to_json(run)}, {"streaks", Json::array()}};
    for (const auto& change : added.streaks) {
        StreakReport after = change.after;
        if (after.streak.by == By::session)
            after.best = Roll(context, context.log(), *after.group).best_of(*after.member, after.today);
        else
            add_best(after, context.log(), context.settings());
        Json streak = to_json(after);
        streak["was"] = change.before.streak.length();
        object["streaks"].push_back(streak);
    }
    print_json(context, object);
}

int add(Context& context, const Words& words) {
    const Added added = record(context, words);
    if (words.json)
        tell_json(context, added);
    else
        tell(context, added);
    return 0;
}

} // namespace

Action declare_add(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("DISTANCE", words->first, "How far: 5k, 3.1mi, 400m, half, marathon")->type_name("");
    app.add_option("DURATION", words->second, "How long: 45:10, 1:05:00, 65min, 1h05m")->type_name("");
    app.add_option("--distance", words->run.distance, "The same, where a word alone is unclear")
        ->type_name(kind::distance);
    app.add_option("--duration", words->run.duration, "The same, where a word alone is unclear")
        ->type_name(kind::duration);
    app.add_option("--with", words->with, "Who else ran: anna,beth")->type_name(kind::members)->join(',');
    app.add_option("--for", words->on_behalf_of, "Who ran instead of you")->type_name(kind::members)->join(',');
    declare_run_words(app, words->run);
    declare_tag_words(app, words->tag);
    app.add_flag("--solo", words->tag.solo, "Of no session, though one was on");
    app.add_option("--tag", words->tags, "Tags: dark,rain")->type_name(kind::tags)->join(',');
    app.add_flag("--private", words->is_private, "Keep it out of exports and sharing");
    app.add_flag("--remote", words->remote, "Run elsewhere than the group");
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("A run that begins while a session of yours is on belongs to it, unless --solo.\n"
               "Examples:\n"
               "  runlog add 5mi 45:10 --with anna\n"
               "  runlog add 10k --on \"tue 6am\" --tag dark,rain --note \"ice on the bridge\"\n"
               "  runlog add 30:00 --for beth --on yesterday");
    return acting(add, words);
}

} // namespace runlog::cli
