#include "runlog/domain/merge.hpp"

#include <algorithm>

namespace runlog {

namespace {

/// A tenth of the longer is what watches differ by, and what people round off.
template <class Number>
bool about_equal(Number a, Number b) {
    return std::max(a, b) - std::min(a, b) <= std::max(a, b) / 10;
}

Instant end_of(const Outline& run) {
    return *run.start + run.duration.value_or(Seconds{1});
}

/// The one whose measures are to be trusted.
const Run& better_of(const Run& kept, const Run& other) {
    if (kept.source.has_value() != other.source.has_value()) return kept.source ? kept : other;
    if (kept.start.has_value() != other.start.has_value()) return kept.start ? kept : other;
    return kept;
}

void add_to(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const auto& word : more)
        if (std::find(all.begin(), all.end(), word) == all.end()) all.push_back(word);
}

std::optional<std::string> both(const std::optional<std::string>& kept, const std::optional<std::string>& other) {
    if (!kept || !other) return kept ? kept : other;
    if (kept->find(*other) != std::string::npos) return kept;
    if (other->find(*kept) != std::string::npos) return other;
    return *kept + '\n' + *other;
}

void take_measures(Run& run, const Run& better, const Run& lesser) {
    const Run& timed = better.start || !lesser.start ? better : lesser;
    run.day = timed.day;
    run.start = timed.start;
    run.zone = timed.zone;
    run.distance = better.distance ? better.distance : lesser.distance;
    run.duration = better.duration ? better.duration : lesser.duration;
}

void take_session(Run& run, const Run& other) {
    if (run.session || (run.group && !other.session)) return;
    if (!other.group) return;
    run.group = other.group;
    run.session = other.session;
    run.remote = other.remote;
}

} // namespace

Outline outline_of(const Run& run) {
    return {run.day, run.start ? std::optional(run.start->instant()) : std::nullopt, run.distance, run.duration};
}

bool may_be_one(const Outline& a, const Outline& b) {
    if (a.start && b.start) return *a.start < end_of(b) && *b.start < end_of(a);
    if (a.day != b.day) return false;
    if (a.distance && b.distance) return about_equal(a.distance->value, b.distance->value);
    if (a.duration && b.duration) return about_equal(a.duration->count(), b.duration->count());
    return true;
}

Run merged(const Run& kept, const Run& other) {
    Run run = kept;
    const Run& better = better_of(kept, other);
    take_measures(run, better, &better == &kept ? other : kept);
    take_session(run, other);
    add_to(run.members, other.members);
    add_to(run.tags, other.tags);
    run.place = kept.place ? kept.place : other.place;
    run.note = both(kept.note, other.note);
    run.is_private = kept.is_private || other.is_private;
    run.source = kept.source ? kept.source : other.source;
    add_to(run.also, {to_text(other.uid)});
    if (other.source && other.source != run.source) add_to(run.also, {*other.source});
    add_to(run.also, other.also);
    return run;
}

} // namespace runlog
