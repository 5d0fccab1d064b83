#pragma once

#include "runlog/domain/run.hpp"

#include <chrono>
#include <optional>

/// Two records of one outing: noticing them, and joining them (FORMATS, "what identifies an imported run").
namespace runlog {

/// What is compared of a run: when it was, and how much.
struct Outline {
    Day day;
    std::optional<Instant> start;
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
};

Outline outline_of(const Run& run);

/// Whether two runs of one member may be one outing. Those of which both have a start: when they overlap in time, a run
/// without a duration lasting a second. Where one lacks its start: when they were on one day, and the distances, or
/// else the durations, differ by no more than a tenth of the longer; with neither in common they may be.
bool may_be_one(const Outline& a, const Outline& b);

/// The run that `kept` and `other` are together, under the number and uid of `kept`, with the better facts of each.
/// Day, start, zone, distance and duration are those of the one that a watch or another program recorded; else of the
/// one that knows its start; else of `kept`; what the better one lacks comes from the other. Runners and tags are those
/// of both; so are notes. It is private where one of them was. Files bring it under the names of both (`Run::also`).
Run merged(const Run& kept, const Run& other);

} // namespace runlog
