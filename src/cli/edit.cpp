#include "commands.hpp"
#include "context.hpp"
#include "json.hpp"
#include "lookup.hpp"
#include "run_words.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/formats/json.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/system/zones.hpp"
#include "tagging.hpp"
#include "wording.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace runlog::cli {

namespace {

struct Words {
    std::string run;
    RunWords facts;
    TagWords tag;
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

/// A run that is moved to another day or group, or named another session, is tagged as a new one would be; else it
/// stays where it was, whatever the schedule says by now.
Tagger::Tag change_session(Run& run, const Run& old, const Words& words, const Context& context,
                           const store::Log& log) {
    const bool names_session = words.tag.session && !words.tag.session->empty();
    const bool at_another_time = run.start && (!old.start || run.start->instant() != old.start->instant());
    const bool elsewhere = run.day != old.day || run.group != old.group || at_another_time;
    if (!words.tag.session && !elsewhere) return {};
    run.session.reset();
    // The group came with the session, and goes with it.
    if (words.tag.session && (old.session || names_session) && !words.facts.group) run.group.reset();
    const bool leaves_group = words.facts.group && words.facts.group->empty();
    if (!names_session && (words.tag.session || leaves_group)) return {};
    return Tagger(context, log).tag(run, words.tag);
}

/// A run as it is now, and the session it was newly given, if any.
struct Edited {
    Run run;
    Tagger::Tag tag;
    std::optional<std::string> left; ///< the session that it was at and is at no more
};

Edited changed(const Run& old, const Words& words, const Context& context, const store::Log& log) {
    Edited edited{old, {}, std::nullopt};
    Run& run = edited.run;
    change_day(run, words, context);
    set_facts(run, words.facts, log);
    edited.tag = change_session(run, old, words, context, log);
    if (old.session && !run.session) edited.left = fmt::format("{}/{}", *old.group, *old.session);
    add_to(run.members, handles_of(log, words.with));
    take_from(run.members, handles_of(log, words.without));
    add_to(run.tags, split_list(words.tags));
    take_from(run.tags, split_list(words.untags));
    if (words.is_private) run.is_private = true;
    if (words.is_public) run.is_private = false;
    check_run_now(run, context.around().now, context.around().zone);
    return edited;
}

int edit(Context& context, const Words& words) {
    Edited edited;
    const Run& run = edited.run;
    const auto change = context.change("edit", [&](store::Writer& writer) {
        edited = changed(own_run_numbered(writer.log(), words.run), words, context, writer.log());
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
    for (const auto& line : tag_lines(edited.tag)) context.say(line);
    if (edited.left) context.say("  no longer at " + printable(*edited.left));
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
    declare_tag_words(app, words->tag);
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
