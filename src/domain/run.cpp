#include "runlog/domain/run.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

namespace runlog {

namespace {

void check_quantities(const Run& run) {
    if (!run.distance && !run.duration)
        throw Error("A run needs a distance or a duration.", "For example: runlog add 5k, or runlog add 30:00.");
    if (run.distance && (run.distance->value <= 0 || *run.distance > longest_distance))
        throw Error(fmt::format("A run of {} m is not between 1 m and 1,000 km.", run.distance->value));
    if (run.duration && (run.duration->count() <= 0 || *run.duration > longest_duration))
        throw Error(fmt::format("A run of {} s is not between 1 second and 7 days.", run.duration->count()));
}

} // namespace

void check_run(const Run& run, Day latest_day, Instant latest) {
    check_quantities(run);
    if (run.members.empty()) throw Error("A run needs somebody who ran it.");
    if (run.day > latest_day)
        throw Error(fmt::format("A run cannot lie in the future: {}.", long_text(run.day)),
                    fmt::format("Today is {}.", long_text(latest_day)));
    if (run.start && run.start->instant() > latest)
        throw Error(fmt::format("A run cannot begin in the future: {}, {}.", long_text(run.day),
                                clock_text(run.start->local - run.day)),
                    "Check the day and the time.");
    for (const auto& tag : run.tags) check_tag(tag);
}

void check_tag(const std::string& tag) {
    const std::size_t characters = character_count(tag);
    const bool clean = printable(tag) == tag && !has_blank(tag) && tag.find_first_of(",;") == std::string::npos;
    if (display_width(tag) == 0 || characters > 40 || !clean)
        throw Error(fmt::format("'{}' cannot be a tag.", fit(printable(tag), 40, "...")),
                    "A tag is one word of at most 40 characters.");
}

} // namespace runlog
