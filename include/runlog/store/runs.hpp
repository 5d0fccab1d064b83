#pragma once

#include "runlog/domain/merge.hpp"
#include "runlog/domain/run.hpp"
#include "runlog/domain/streak.hpp"
#include "runlog/store/journal.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace runlog::store {

/// Which runs; what is absent does not narrow.
struct RunFilter {
    std::vector<MemberId> members; ///< runs of any of these
    std::optional<GroupId> group;
    std::optional<std::string> tag;
    std::optional<Day> since;
    std::optional<Day> until; ///< this day too
    bool oldest_first = false;
    std::optional<int> limit;
};

/// Hands the runs that fit to `visit`, one by one, newest first unless asked otherwise.
void each_run(const Log& log, const RunFilter& filter, const std::function<void(const Run&)>& visit);

std::optional<Run> find_run(const Log& log, RunId id);

/// The run that has this uid or this source, or that one with it was merged into.
std::optional<RunId> run_known_as(const Log& log, const Uid& uid);
std::optional<RunId> run_known_as(const Log& log, const std::string& source);

/// The member's run whose source, or that of one that was merged into it, begins so. `beginning` must end in a colon.
std::optional<RunId> run_known_as(const Log& log, const std::string& beginning, MemberId member);

/// The runs up to number `newest` that are like `run`: the same day, start, distance, duration and first member.
std::vector<RunId> runs_alike(const Log& log, const Run& run, RunId newest);

/// A member's runs from `since` to `until`, both included, by what may_be_one compares.
void each_outline(const Log& log, MemberId member, Day since, Day until,
                  const std::function<void(RunId, const Outline&)>& visit);

/// A member's runs up to and on `until`, the newest first; reads only what is pulled. The log must stay open.
NewestFirst runs_of(const Log& log, MemberId member, Day until);

/// The numbers of the newest `limit` runs, newest first.
std::vector<RunId> newest_runs(const Log& log, int limit);

/// Every tag in use, in order.
std::vector<std::string> tags(const Log& log);

/// Adds a run and returns its number, which no other run ever had. `run.id` is not read; a uid of zeros is replaced by
/// a new one. Throws Error where a member or the group is unknown.
RunId add_run(Writer& writer, const Run& run);

/// Replaces everything but number and uid of the run `run.id`.
void update_run(Writer& writer, const Run& run);

void remove_run(Writer& writer, RunId id);

} // namespace runlog::store
