#include "importer.hpp"

#include "lookup.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/system/zones.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

RunId newest(const store::Log& log) {
    const auto ids = store::newest_runs(log, 1);
    return ids.empty() ? RunId{} : ids.front();
}

/// `Trail Run` as a tag: `trail-run`.
std::string tag_of(std::string sport) {
    for (char& c : sport)
        if (c == ' ' || c == ',' || c == ';') c = '-';
    return sport;
}

/// `gpx:2026-11-21T06:00:00Z:`, of a run that gets its source from its kind of file and its start.
std::optional<std::string> source_without_name(const formats::ReadRun& read) {
    if (read.program.empty() || !read.run.start) return std::nullopt;
    const std::string start =
        read.local_start ? iso(*read.local_start) : iso(LocalTime{read.run.start->instant().time_since_epoch()}) + "Z";
    return fmt::format("{}:{}:", read.program, start);
}

} // namespace

Importer::Importer(Context& context, const ImportWords& words, store::Writer& writer)
    : context_(context), words_(words), writer_(writer), owner_(store::owner(writer.log())),
      newest_before_(newest(writer.log())), unit_(store::settings(writer.log()).units), tagger_(context, writer.log()) {
    if (!words.zone.empty()) place_called(words.zone);
    if (!words.member.empty()) member_called(writer.log(), words.member);
}

void Importer::take(formats::ReadRun read) {
    if (interruptible_.interrupted()) throw Error("Stopped before the end.", "Nothing was imported.");
    Run& run = read.run;
    line_ = read.line;
    std::optional<RunId> other;
    try {
        place_run(read);
        if (const auto why = unwanted(read)) {
            ++tally_.left_out[*why];
            return tell(run, "left out: " + *why);
        }
        name_people(run);
        name_source(read);
        check_run(run, place_called(run.zone).today, context_.around().now);
        if (is_known(read)) {
            ++tally_.known;
            return tell(run, "known");
        }
        tag(run, read.sport);
        other = other_record_of(run);
    } catch (const Error& error) {
        return refuse({read.line, "", error.what()});
    }
    run.id = store::add_run(writer_, run);
    ++tally_.added;
    if (run.session) ++tally_.at_sessions;
    tell(run, other ? fmt::format("new, perhaps run {} again", other->value) : "new");
    if (other) tell_double(run, *other);
}

void Importer::refuse(const formats::BadRow& row) {
    const std::string part = row.where.empty() ? "" : fmt::format(", {}", row.where);
    refuse(fmt::format("{}{}: {}", where(row.line), part, row.why),
           "Nothing was imported. Mend the line, or leave such lines out with --skip-bad.");
}

void Importer::refuse(const formats::BadFile& file) {
    refuse(fmt::format("{}: {}", where(0), file.what()),
           fmt::format("{}{}Nothing was imported.", file.hint(), file.hint().empty() ? "" : " "));
}

void Importer::refuse(const std::string& sentence, const std::string& hint) {
    if (!words_.skip_bad) throw Error(sentence, hint);
    if (++tally_.bad <= static_cast<std::int64_t>(Tally::told) || words_.verbose)
        context_.note("left out: " + sentence);
}

void Importer::tell(const Run& run, const std::string& fate) {
    if (!words_.verbose) return;
    context_.say(fmt::format("{}: {}, {}: {}", where(line_), when_text(run), effort_text(run, unit_), fate));
}

std::string Importer::where(std::size_t line) const {
    return line == 0 ? printable(place_) : fmt::format("{}, line {}", printable(place_), line);
}

/// A zone and the day it is there, looked up once, since a file repeats a few of them many times.
const Importer::Place& Importer::place_called(const std::string& name) {
    const auto found = places_.find(name);
    if (found != places_.end()) return found->second;
    Zone zone = system::find_zone(name, context_.around().zone);
    const Day today = date::floor<date::days>(place(zone, context_.around().now).local);
    return places_.emplace(name, Place{std::move(zone), today}).first->second;
}

/// Gives the run a zone where the file names none, and with it the start that the file gives in UTC or in local time
/// alone.
void Importer::place_run(formats::ReadRun& read) {
    Run& run = read.run;
    if (run.zone.empty()) run.zone = words_.zone.empty() ? context_.zone_of(owner_).name : words_.zone;
    const Zone& zone = place_called(run.zone).zone;
    if (read.local_start) run.start = place(zone, *read.local_start);
    if (read.moment) run.start = place(zone, *read.moment);
    if (run.start) run.day = date::floor<date::days>(run.start->local);
}

/// Why somebody does not want the run, if so.
std::optional<std::string> Importer::unwanted(const formats::ReadRun& read) const {
    if (words_.since && read.run.day < *words_.since) return fmt::format("before {}", long_text(*words_.since));
    if (read.sport.empty()) return std::nullopt;
    const auto wants = [&](std::string_view sport) {
        return std::find(words_.sports.begin(), words_.sports.end(), sport) != words_.sports.end();
    };
    const bool wanted =
        words_.sports.empty() ? formats::is_running(read.sport) : wants("all") || wants(formats::sport_key(read.sport));
    if (wanted) return std::nullopt;
    constexpr std::size_t most_sports = 20;
    std::string sport = fit(printable(read.sport), 30, "...");
    return tally_.left_out.size() < most_sports || tally_.left_out.contains(sport) ? sport : "other sports";
}

void Importer::name_people(Run& run) {
    if (run.members.empty()) run.members = {words_.member.empty() ? owner_.handle : words_.member};
    for (auto& name : run.members) name = member_named(name).handle;
    if (run.group) run.group = group_handle(*run.group);
}

/// Names are looked up once each, since a file repeats a few of them many times.
const Member& Importer::member_named(const std::string& name) {
    const auto found = members_.find(name);
    if (found != members_.end()) return found->second;
    if (words_.create_members && name != "me" && !store::find_member(writer_.log(), name)) {
        Member member;
        member.handle = name;
        store::add_member(writer_, member);
        tally_.new_members.push_back(name);
    }
    try {
        return members_[name] = member_called(writer_.log(), name);
    } catch (const Error& error) {
        throw Error(std::string(error.what()) + " --create-members adds the people and groups of the file.");
    }
}

std::string Importer::group_handle(const std::string& name) {
    if (auto group = store::find_group(writer_.log(), name)) return group->handle;
    if (!words_.create_members)
        throw Error(fmt::format("There is no group '{}'. --create-members adds the people and groups of the file.",
                                printable(name)));
    Group group;
    group.handle = name;
    store::add_group(writer_, group);
    tally_.new_groups.push_back(name);
    return name;
}

/// What identifies a run of a file that has no name for it: the kind of file, its start and whose it is (FORMATS).
void Importer::name_source(formats::ReadRun& read) {
    if (const auto begins = source_without_name(read)) read.run.source = *begins + read.run.members.front();
}

/// A run that names its session keeps it; others are tagged as `add` does. A sport that is no running is told by a tag.
void Importer::tag(Run& run, const std::string& sport) {
    if (run.session)
        tagger_.normalise(run);
    else if (!words_.solo)
        tagger_.tag(run, {});
    if (sport.empty() || formats::is_running(sport)) return;
    run.tags.push_back(tag_of(formats::sport_key(sport)));
    check_tag(run.tags.back());
}

/// Whether the log had this run before: by uid, by source, or, where the file gives neither, by being alike. As many
/// alike runs as the file holds are wanted, so that two equal laps of one day stay two.
bool Importer::is_known(const formats::ReadRun& read) {
    const Run& run = read.run;
    if (run.uid != Uid{} && store::run_known_as(writer_.log(), run.uid)) return true;
    if (run.source && store::run_known_as(writer_.log(), *run.source)) return true;
    // Whoever it is of may have had another handle then.
    if (const auto begins = source_without_name(read))
        if (store::run_known_as(writer_.log(), *begins, member_named(run.members.front()).id)) return true;
    if (run.uid != Uid{} || run.source || newest_before_ == RunId{}) return false;
    matched_.resize(static_cast<std::size_t>(newest_before_.value) + 1);
    for (const auto& alike : store::runs_alike(writer_.log(), run, newest_before_)) {
        auto matched = matched_[static_cast<std::size_t>(alike.value)];
        if (matched) continue;
        matched = true;
        return true;
    }
    return false;
}

/// A run of the log that may be this one, of one of its runners. Two of one import of which nobody knows when they
/// began are two.
std::optional<RunId> Importer::other_record_of(const Run& run) {
    const Outline outline = outline_of(run);
    std::optional<RunId> other;
    for (const auto& name : run.members)
        store::each_outline(writer_.log(), member_named(name).id, run.day - date::days{1}, run.day + date::days{1},
                            [&](RunId id, const Outline& kept) {
                                const bool untimed_laps = id > newest_before_ && !outline.start && !kept.start;
                                if (!other && !untimed_laps && may_be_one(outline, kept)) other = id;
                            });
    return other;
}

void Importer::tell_double(const Run& run, RunId other) {
    if (++tally_.doubles <= static_cast<std::int64_t>(Tally::told))
        tally_.first_doubles.push_back({run.id, other, fmt::format("{}, {}", when_text(run), effort_text(run, unit_))});
}

} // namespace runlog::cli
