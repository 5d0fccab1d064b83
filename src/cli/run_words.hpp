#pragma once

#include "command.hpp"
#include "context.hpp"
#include "runlog/domain/run.hpp"

#include <optional>
#include <string>

/// What `add` and `edit` share: words for a run's facts, and what they mean.
namespace runlog::cli {

struct RunWords {
    std::optional<std::string> distance;
    std::optional<std::string> duration;
    std::optional<std::string> on;
    std::optional<std::string> zone;
    std::optional<std::string> group;
    std::optional<std::string> place;
    std::optional<std::string> note;
};

void declare_run_words(CLI::App& app, RunWords& words);

/// Sets day, start and zone from `--on` and `--zone`; without `--on`, the run was today at a time nobody told.
/// `zone` is where the runner is when `--zone` does not say.
void set_day(Run& run, const RunWords& words, const Zone& zone, Instant now, const Zone& local);

/// Sets what the remaining words give; an empty word takes a fact away. The group must be known.
void set_facts(Run& run, const RunWords& words, const store::Log& log);

/// Throws Error, as check_run does, by the clocks of the run's own zone.
void check_run_now(const Run& run, Instant now, const Zone& local);

} // namespace runlog::cli
