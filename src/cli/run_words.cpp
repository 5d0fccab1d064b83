#include "run_words.hpp"

#include "lookup.hpp"
#include "runlog/system/zones.hpp"

namespace runlog::cli {

void declare_run_words(CLI::App& app, RunWords& words) {
    app.add_option("--on", words.on, "When: today, tue, \"tue 6am\", 2026-11-17")->type_name(kind::day);
    app.add_option("--zone", words.zone, "Time zone it was run in, like Europe/Berlin")->type_name(kind::zone);
    app.add_option("--group", words.group, "The group it was run with")->type_name(kind::group);
    app.add_option("--where", words.place, "The place")->type_name(kind::text);
    app.add_option("--note", words.note, "A note")->type_name(kind::text);
}

void set_day(Run& run, const RunWords& words, const Zone& zone, Instant now, const Zone& local) {
    const Zone there = words.zone ? system::find_zone(*words.zone, local) : zone;
    const LocalTime clock = place(there, now).local;
    When when{date::floor<date::days>(clock), std::nullopt};
    if (words.on) when = parse_when(*words.on, clock, Tense::past);
    run.zone = there.name;
    run.day = when.day;
    run.start.reset();
    if (!when.time) return;
    run.start = place(there, LocalTime{when.day} + *when.time);
    run.day = date::floor<date::days>(run.start->local);
}

void set_facts(Run& run, const RunWords& words, const store::Log& log) {
    if (words.distance)
        run.distance = words.distance->empty() ? std::nullopt : std::optional(parse_distance(*words.distance));
    if (words.duration)
        run.duration = words.duration->empty() ? std::nullopt : std::optional(parse_duration(*words.duration));
    if (words.group)
        run.group = words.group->empty() ? std::nullopt : std::optional(group_called(log, *words.group).handle);
    if (words.place) run.place = unless_empty(*words.place);
    if (words.note) run.note = unless_empty(*words.note);
}

void check_run_now(const Run& run, Instant now, const Zone& local) {
    const Zone there = system::find_zone(run.zone, local);
    check_run(run, date::floor<date::days>(place(there, now).local), now);
}

} // namespace runlog::cli
