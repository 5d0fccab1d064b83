#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "run_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/json.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/system/zones.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

struct Words {
    std::string run;
    RunWords facts;
    std::string with;
    std::string without;
    std::string tags;
    std::string untags;
    bool is_private = false;
    bool is_public = false;
    bool json = false;
};

void add_to(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const auto& word : more)
        if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(word);
}

void take_from(std::vector<std::string>& all, const std::vector<std::string>& gone) {
    std::erase_if(all, [&](const auto& word) { return std::find(gone.begin(), gone.end(), word) != gone.end(); });
}

std::vector<std::string> handles_of(const store::Log& log, const std::string& list) {
    std::vector<std::string> handles;
    for (const auto& member : members_called(log, list)) handles.push_back(member.handle);
    return handles;
}

/// A new day keeps the time of day unless it brings its own; a new zone moves nothing but the zone.
void change_day(Run& run, const Words& words, const Context& context) {
    if (!words.facts.on && !words.facts.zone) return;
    const auto& local = context.around().zone;
    const Zone zone = system::find_zone(words.facts.zone.value_or(run.zone), local);
    const Run old = run;
    Run moved = run;
    set_day(moved, words.facts, zone, context.around().now, local);
    run.zone = moved.zone;
    run.day = words.facts.on ? moved.day : old.day;
    run.start = moved.start;
    if (run.start || !old.start) return;
    const LocalTime same_time = LocalTime{run.day} + (old.start->local - old.day);
    // Nothing moved: the start stays as it is, even the second of two equal hours.
    run.start = same_time == old.start->local && run.zone == old.zone ? old.start : place(zone, same_time);
}

Run changed(const Run& old, const Words& words, const Context& context, const store::Log& log) {
    Run run = old;
    change_day(run, words, context);
    set_facts(run, words.facts, log);
    if (!run.group) run.session.reset();
    add_to(run.members, handles_of(log, words.with));
    take_from(run.members, handles_of(log, words.without));
    add_to(run.tags, split_list(words.tags));
    take_from(run.tags, split_list(words.untags));
    if (words.is_private) run.is_private = true;
    if (words.is_public) run.is_private = false;
    check_run_now(run, context.around().now, context.around().zone);
    return run;
}

int edit(Context& context, const Words& words) {
    Run run;
    const auto change = context.change("edit", [&](store::Writer& writer) {
        run = changed(run_numbered(writer.log(), words.run), words, context, writer.log());
        store::update_run(writer, run);
        return fmt::format("changed run {}: {}, {}", run.id.value, long_text(run.day),
                           effort_text(run, store::settings(writer.log()).units));
    });
    if (words.json) {
        print_json(context, Json{{"run", formats::to_json(run)}});
        return 0;
    }
    context.say(fmt::format("Run {}{}: {}, {}", run.id.value, change ? " is now" : " stays", when_text(run),
                            effort_text(run, context.settings().units)));
    if (run.start)
        if (const auto moved = clock_change_text(*run.start)) context.say("  " + *moved);
    if (change) context.say_how_to_take_it_back();
    return 0;
}

} // namespace

Action declare_edit(CLI::App& app) {
    auto words = std::make_shared<Words>();
    app.add_option("RUN", words->run, "Its number, as list shows it")->type_name("")->required();
    app.add_option("--distance", words->facts.distance, "How far it was")->type_name(kind::distance);
    app.add_option("--duration", words->facts.duration, "How long it took")->type_name(kind::duration);
    declare_run_words(app, words->facts);
    app.add_option("--with", words->with, "Who ran it too")->type_name(kind::members)->join(',');
    app.add_option("--without", words->without, "Who did not run it")->type_name(kind::members)->join(',');
    app.add_option("--tag", words->tags, "Tags to add")->type_name(kind::tags)->join(',');
    app.add_option("--untag", words->untags, "Tags to take away")->type_name(kind::tags)->join(',');
    auto* hide = app.add_flag("--private", words->is_private, "Keep it out of exports and sharing");
    app.add_flag("--public", words->is_public, "Let it be exported and shared")->excludes(hide);
    app.add_flag("--json", words->json, "Answer in JSON");
    app.footer("An empty word takes a fact away: --note \"\"\n"
               "Examples:\n"
               "  runlog edit 42 --distance 6k --duration 31:00\n"
               "  runlog edit 42 --on 2026-11-20 --with anna");
    return acting(edit, words);
}

} // namespace runlog::cli
