#include "runs_back.hpp"

#include <algorithm>

namespace runlog::cli {

const RunDay* RunsBack::at(std::size_t place) {
    while (read_.size() <= place) {
        const auto next = rest_();
        if (!next) return nullptr;
        read_.push_back(*next);
    }
    return &read_[place];
}

NewestFirst RunsBack::walk() {
    return [this, place = std::size_t{0}]() mutable -> std::optional<RunDay> {
        const RunDay* run = at(place);
        if (!run) return std::nullopt;
        ++place;
        return *run;
    };
}

void RunsBack::take_up(const RunDay& run) {
    // The oldest day may be read in part, and what lies behind it not at all: both are read anew, with the run in them.
    const Day oldest = read_.empty() ? until_ : read_.back().day;
    std::erase_if(read_, [&](const RunDay& one) { return one.day == oldest; });
    rest_ = source_(oldest);
    if (run.day <= oldest || run.day > until_) return;
    const auto older = std::find_if(read_.begin(), read_.end(), [&](const RunDay& one) { return one.day < run.day; });
    read_.insert(older, run);
}

} // namespace runlog::cli
