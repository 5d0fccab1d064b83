#pragma once

#include "runlog/domain/streak.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace runlog::cli {

/// A member's runs, the newest first, read once for several streaks that walk back over the same ones.
class RunsBack {
public:
    /// The runs up to and on a day, as the log has them at that moment.
    using Source = std::function<NewestFirst(Day until)>;

    RunsBack(Source source, Day until) : source_(std::move(source)), until_(until), rest_(source_(until)) {}
    RunsBack(const RunsBack&) = delete;
    RunsBack& operator=(const RunsBack&) = delete;

    /// A walk from the newest run on. This object must outlive it.
    NewestFirst walk();

    /// Takes up a run that the log has got since. No walk that began before goes on.
    void take_up(const RunDay& run);

private:
    const RunDay* at(std::size_t place);

    Source source_;
    Day until_;
    NewestFirst rest_;         ///< the runs behind those of read_
    std::vector<RunDay> read_; ///< the newest first
};

} // namespace runlog::cli
