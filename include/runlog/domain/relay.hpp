#pragma once

#include "runlog/domain/goal.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// Who may run which leg of a relay, and how long it may take: told from what they ran of late.
namespace runlog {

/// A run of known length. Both are more than zero.
struct TimedRun {
    Day day;
    Metres distance;
    Seconds duration;
};

/// How long a member may take for a distance.
struct Prediction {
    Seconds time{0};     ///< the median of their runs, each carried over to the distance
    Seconds spread{0};   ///< as a standard deviation: two of three days lie within it
    int runs = 0;        ///< how many it stands on
    bool is_far = false; ///< none of them was between half and twice as far: it stands on the nearest
};

/// Carries each run that was between half and twice as far over to `distance`, else the one nearest to it, by
/// P. Riegel's formula: a time grows with distance to the power of 1.06. The spread is that of the quartiles, but no
/// less than a fiftieth of the time, since no day is like another, and a tenth where three runs or fewer tell little.
/// Nothing without runs. `distance` must be more than zero.
std::optional<Prediction> predict(std::span<const TimedRun> runs, Metres distance);

/// Whether somebody ran as far as a leg in `form_window`.
enum class Ability {
    can,
    nearly, ///< at least 80 % of it
    not_yet,
    unknown, ///< they have no run with a distance
};
std::string_view to_text(Ability ability);
Ability ability(std::optional<Metres> longest, Metres leg);

/// Somebody who may run a leg: what the log has of them in `form_window`.
struct RelayRunner {
    std::string member;            ///< handle
    std::optional<Metres> longest; ///< nothing where no run has a distance
    std::vector<TimedRun> timed;
    bool is_away = false; ///< on leave on the day: nobody asks them
};

/// One leg with its runner.
struct LegPlan {
    Metres distance;
    std::optional<std::string> runner;
    bool is_proposed = false; ///< nobody chose them: the rule did
    std::optional<Prediction> prediction;
    std::optional<std::string> stands_in; ///< who runs it should the runner drop out
};

/// Every leg with its runner. Legs that have one keep them. The others are dealt out, the longest first, for which the
/// fewest come into question: to those who can run it, else to those who nearly can; among them to whoever has the
/// fewest legs so far, then to whoever has the most to spare between their longest run and the leg. Who stands in is
/// found by the same rule, the runner's own legs dealt out among the others.
/// The legs of whoever is in `dropped` go to those who stand in for them. Every runner of a leg must be among `people`.
std::vector<LegPlan> line_up(std::span<const Leg> legs, std::span<const RelayRunner> people,
                             std::span<const std::string> dropped = {});

/// How long all legs may take together.
struct RelayTotal {
    Seconds time{0};          ///< the sum of the legs
    Seconds spread{0};        ///< their variances add: what goes well in one leg says nothing of the next
    std::vector<int> missing; ///< the numbers of the legs whose time nobody can tell
};
RelayTotal total_of(std::span<const LegPlan> legs);

} // namespace runlog
