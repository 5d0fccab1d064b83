#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/median.hpp"
#include "runlog/domain/quantities.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Pace in company against pace alone, of one member. A run in company is held against a run alone that is like it in
/// length and season, so that neither long weekend runs nor a good spring are taken for what company does. What is left
/// is a difference between runs that go with company, not one that company makes.
namespace runlog {

/// One run of a member, with what a pace needs; neither may be zero.
struct ComparedRun {
    Day day;
    Metres distance;
    Seconds duration;
    bool in_company = false;
};

/// A run in company and the run alone that it is held against, as places among the runs they were chosen from.
struct RunPair {
    std::size_t together;
    std::size_t alone;

    bool operator==(const RunPair&) const = default;
};

/// How many days two runs of one season lie apart at most.
inline constexpr date::days same_season{42};

/// Under so many pairs no difference is told.
inline constexpr std::size_t fewest_pairs = 8;

/// Whether the longer of the two is at most a fifth longer than the other, and they lie within one season.
bool is_alike(const ComparedRun& a, const ComparedRun& b);

/// Pairs off the runs of one member, which must come the oldest first: no run stands in two pairs. Of all that are
/// alike the two closest in days are paired first, of these the two closest in length, and so on with those that are
/// left; paces are never looked at. Both sides are treated the same, and so are days before and after, so that neither
/// side is later than the other because somebody gets faster through the year. In the order of the runs in company.
std::vector<RunPair> pair_off(std::span<const ComparedRun> runs);

/// How much faster the first was, as the logarithm of the ratio of speeds: 0.03 is 3 % faster, nearly, and what was
/// as much slower is as much below zero.
double faster_by(const ComparedRun& together, const ComparedRun& alone);

/// The same in percent of the speed alone.
double percent(double faster_by);

/// What the differences of pairs come to; nothing under `fewest_pairs`.
std::optional<Median> difference_of(std::vector<double> differences, double coverage);

/// Whether a difference shows: zero lies outside the interval, and further than rounding to whole seconds may have put
/// it, which is a twentieth of a percent.
bool shows(const Median& difference);

} // namespace runlog
