#include "runlog/domain/relay.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace runlog {

namespace {

constexpr double fatigue = 1.06;
constexpr double quartiles_in_deviations = 1.349; ///< how far they lie apart where things vary by chance
constexpr std::size_t few_runs = 3;
constexpr double least_spread_of_few = 0.1;
constexpr double least_spread = 0.02;
constexpr std::int64_t nearly_percent = 80;

double carried_over(const TimedRun& run, Metres distance) {
    const double times_as_far = static_cast<double>(distance.value) / static_cast<double>(run.distance.value);
    return static_cast<double>(run.duration.count()) * std::pow(times_as_far, fatigue);
}

bool is_comparable(const TimedRun& run, Metres distance) {
    return 2 * run.distance.value >= distance.value && run.distance.value <= 2 * distance.value;
}

/// The run whose distance is nearest, by how many times as far; the newest of those equally near.
const TimedRun& nearest(std::span<const TimedRun> runs, Metres distance) {
    const auto from = [&](const TimedRun& run) {
        return std::abs(std::log(static_cast<double>(run.distance.value) / static_cast<double>(distance.value)));
    };
    return *std::min_element(runs.begin(), runs.end(), [&](const TimedRun& a, const TimedRun& b) {
        return std::pair(from(a), b.day) < std::pair(from(b), a.day);
    });
}

/// The value that the part `share` of `sorted` lies below, between two of them where it falls there.
double quantile(const std::vector<double>& sorted, double share) {
    const double at = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const auto above = std::min(below + 1, sorted.size() - 1);
    return std::lerp(sorted[below], sorted[above], at - static_cast<double>(below));
}

Seconds rounded(double seconds) {
    return Seconds{std::llround(seconds)};
}

} // namespace

std::optional<Prediction> predict(std::span<const TimedRun> runs, Metres distance) {
    if (runs.empty()) return std::nullopt;
    std::vector<double> times;
    for (const auto& run : runs)
        if (is_comparable(run, distance)) times.push_back(carried_over(run, distance));
    const bool is_far = times.empty();
    if (is_far) times.push_back(carried_over(nearest(runs, distance), distance));
    std::sort(times.begin(), times.end());
    const double median = quantile(times, 0.5);
    const double least = median * (times.size() <= few_runs ? least_spread_of_few : least_spread);
    const double spread = std::max((quantile(times, 0.75) - quantile(times, 0.25)) / quartiles_in_deviations, least);
    return Prediction{rounded(median), rounded(spread), static_cast<int>(times.size()), is_far};
}

std::string_view to_text(Ability ability) {
    switch (ability) {
    case Ability::can: return "can";
    case Ability::nearly: return "nearly";
    case Ability::not_yet: return "not yet";
    case Ability::unknown: break;
    }
    return "unknown";
}

Ability ability(std::optional<Metres> longest, Metres leg) {
    if (!longest) return Ability::unknown;
    if (*longest >= leg) return Ability::can;
    return 100 * longest->value >= nearly_percent * leg.value ? Ability::nearly : Ability::not_yet;
}

namespace {

using Place = std::size_t; ///< of somebody among the people

/// Hands out legs, and knows who has how many.
class Dealer {
public:
    explicit Dealer(std::span<const RelayRunner> people)
        : people_(people), legs_of_(people.size()), out_(people.size()) {
        for (Place i = 0; i < people.size(); ++i) out_[i] = people[i].is_away;
    }

    void leave_out(Place who) { out_[who] = true; }
    void give(Place who) { ++legs_of_[who]; }

    /// Who should run a leg of this length, and has it from now on; nobody where nobody comes near it.
    std::optional<Place> deal(Metres leg) {
        std::optional<Place> best;
        for (Place who = 0; who < people_.size(); ++who)
            if (may_run(who, leg) && (!best || rank(who, leg) < rank(*best, leg))) best = who;
        if (best) give(*best);
        return best;
    }

private:
    bool may_run(Place who, Metres leg) const {
        return !out_[who] && ability(people_[who].longest, leg) <= Ability::nearly;
    }

    /// The lowest is the best.
    std::tuple<Ability, int, std::int64_t> rank(Place who, Metres leg) const {
        const Metres longest = *people_[who].longest;
        return {ability(longest, leg), legs_of_[who], leg.value - longest.value};
    }

    std::span<const RelayRunner> people_;
    std::vector<int> legs_of_;
    std::vector<bool> out_;
};

/// The places of the legs, the longest first.
std::vector<std::size_t> longest_first(std::span<const Leg> legs) {
    std::vector<std::size_t> order(legs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return legs[a].distance > legs[b].distance; });
    return order;
}

/// A relay in the making: who runs each leg.
struct Draft {
    std::span<const Leg> legs;
    std::vector<std::size_t> order;
    std::vector<std::optional<Place>> runners; ///< one for each leg

    /// The dealer who knows what has been dealt so far.
    Dealer dealer(std::span<const RelayRunner> people) const {
        Dealer dealer(people);
        for (const auto& who : runners)
            if (who) dealer.give(*who);
        return dealer;
    }

    /// Who has each of the legs that `is_open` names, once they are dealt out.
    template <class IsOpen>
    std::vector<std::optional<Place>> dealt(Dealer dealer, IsOpen is_open) const {
        auto result = runners;
        for (const std::size_t leg : order)
            if (is_open(leg)) result[leg] = dealer.deal(legs[leg].distance);
        return result;
    }
};

std::optional<Place> place_of(const std::optional<std::string>& member, std::span<const RelayRunner> people) {
    const auto found =
        std::find_if(people.begin(), people.end(), [&](const RelayRunner& one) { return one.member == member; });
    return found == people.end() ? std::nullopt : std::optional(static_cast<Place>(found - people.begin()));
}

/// For each leg, who runs it should its runner drop out.
std::vector<std::optional<Place>> stand_ins(const Draft& draft, const Dealer& dealer) {
    std::vector<std::optional<Place>> result(draft.legs.size());
    for (std::size_t leg = 0; leg < draft.legs.size(); ++leg) {
        const auto runner = draft.runners[leg];
        const auto earlier = std::find(draft.runners.begin(), draft.runners.end(), runner) - draft.runners.begin();
        if (!runner || static_cast<std::size_t>(earlier) < leg) continue;
        Dealer others = dealer;
        others.leave_out(*runner);
        const auto is_theirs = [&](std::size_t one) { return draft.runners[one] == runner; };
        const auto dealt = draft.dealt(others, is_theirs);
        for (std::size_t one = leg; one < dealt.size(); ++one)
            if (is_theirs(one)) result[one] = dealt[one];
    }
    return result;
}

} // namespace

std::vector<LegPlan> line_up(std::span<const Leg> legs, std::span<const RelayRunner> people,
                             std::span<const std::string> dropped) {
    Draft draft{legs, longest_first(legs), {}};
    for (const auto& leg : legs) draft.runners.push_back(place_of(leg.runner, people));
    draft.runners = draft.dealt(draft.dealer(people), [&](std::size_t leg) { return !draft.runners[leg]; });

    Dealer rest = draft.dealer(people);
    std::vector<bool> has_dropped(people.size());
    for (const auto& member : dropped)
        if (const auto who = place_of(member, people)) {
            has_dropped[*who] = true;
            rest.leave_out(*who);
        }
    draft.runners =
        draft.dealt(rest, [&](std::size_t leg) { return draft.runners[leg] && has_dropped[*draft.runners[leg]]; });

    Dealer others = draft.dealer(people);
    for (Place who = 0; who < people.size(); ++who)
        if (has_dropped[who]) others.leave_out(who);
    const auto second = stand_ins(draft, others);

    std::vector<LegPlan> plan;
    for (std::size_t leg = 0; leg < legs.size(); ++leg) {
        LegPlan one;
        one.distance = legs[leg].distance;
        if (const auto who = draft.runners[leg]) {
            one.runner = people[*who].member;
            one.is_proposed = one.runner != legs[leg].runner;
            one.prediction = predict(people[*who].timed, one.distance);
        }
        if (const auto who = second[leg]) one.stands_in = people[*who].member;
        plan.push_back(std::move(one));
    }
    return plan;
}

RelayTotal total_of(std::span<const LegPlan> legs) {
    RelayTotal total;
    double variance = 0;
    for (std::size_t i = 0; i < legs.size(); ++i) {
        if (!legs[i].prediction) {
            total.missing.push_back(static_cast<int>(i) + 1);
            continue;
        }
        total.time += legs[i].prediction->time;
        variance += std::pow(static_cast<double>(legs[i].prediction->spread.count()), 2);
    }
    total.spread = rounded(std::sqrt(variance));
    return total;
}

} // namespace runlog
