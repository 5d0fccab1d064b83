#include "runlog/domain/pairing.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace runlog {

namespace {

/// The places of the runs in company, or of the others, the oldest first.
std::vector<std::size_t> places(std::span<const ComparedRun> runs, bool in_company) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (runs[i].in_company == in_company) all.push_back(i);
    return all;
}

struct Candidate {
    RunPair pair;
    double longer; ///< how many times as long the longer run is
};

/// One way to pair off, a number of days at a time, so that only the pairs so far apart are held in memory.
class PairingOff {
public:
    explicit PairingOff(std::span<const ComparedRun> runs)
        : runs_(runs), together_(places(runs, true)), alone_(places(runs, false)), is_taken_(runs.size(), false) {}

    std::vector<RunPair> pairs() {
        for (date::days apart{0}; apart <= same_season; ++apart) take(apart);
        std::sort(pairs_.begin(), pairs_.end(),
                  [](const RunPair& a, const RunPair& b) { return a.together < b.together; });
        return std::move(pairs_);
    }

private:
    void take(date::days apart) {
        std::vector<Candidate> candidates;
        for (const std::size_t together : together_) {
            if (is_taken_[together]) continue;
            const Day day = runs_[together].day;
            add(candidates, together, day - apart);
            if (apart.count() > 0) add(candidates, together, day + apart);
        }
        // The order of two that are equally close must not tell who had company, or exchanging both would matter.
        std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
            const auto key = [](const Candidate& one) {
                return std::tuple(one.longer, std::min(one.pair.together, one.pair.alone),
                                  std::max(one.pair.together, one.pair.alone));
            };
            return key(a) < key(b);
        });
        for (const auto& [pair, longer] : candidates) {
            if (is_taken_[pair.together] || is_taken_[pair.alone]) continue;
            is_taken_[pair.together] = is_taken_[pair.alone] = true;
            pairs_.push_back(pair);
        }
    }

    /// Adds the runs alone of that day that this one may be paired with.
    void add(std::vector<Candidate>& candidates, std::size_t together, Day day) const {
        const auto is_before = [&](std::size_t place, Day other) { return runs_[place].day < other; };
        auto at = std::lower_bound(alone_.begin(), alone_.end(), day, is_before);
        for (; at != alone_.end() && runs_[*at].day == day; ++at) {
            if (is_taken_[*at] || !is_alike(runs_[together], runs_[*at])) continue;
            const auto [shorter, longer] = std::minmax(runs_[together].distance.value, runs_[*at].distance.value);
            candidates.push_back({{together, *at}, static_cast<double>(longer) / static_cast<double>(shorter)});
        }
    }

    std::span<const ComparedRun> runs_;
    std::vector<std::size_t> together_;
    std::vector<std::size_t> alone_;
    std::vector<bool> is_taken_;
    std::vector<RunPair> pairs_;
};

double speed(const ComparedRun& run) {
    return static_cast<double>(run.distance.value) / static_cast<double>(run.duration.count());
}

} // namespace

bool is_alike(const ComparedRun& a, const ComparedRun& b) {
    const auto [shorter, longer] = std::minmax(a.distance, b.distance);
    return std::chrono::abs(a.day - b.day) <= same_season && 5 * longer.value <= 6 * shorter.value;
}

std::vector<RunPair> pair_off(std::span<const ComparedRun> runs) {
    return PairingOff(runs).pairs();
}

double faster_by(const ComparedRun& together, const ComparedRun& alone) {
    return std::log(speed(together) / speed(alone));
}

double percent(double faster_by) {
    return 100 * std::expm1(faster_by);
}

std::optional<Median> difference_of(std::vector<double> differences, double coverage) {
    if (differences.size() < fewest_pairs) return std::nullopt;
    return median_of(std::move(differences), coverage);
}

bool shows(const Median& difference) {
    constexpr double least_percent = 0.05;
    return percent(difference.low) >= least_percent || percent(difference.high) <= -least_percent;
}

} // namespace runlog
