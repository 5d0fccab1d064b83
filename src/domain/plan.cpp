#include "runlog/domain/plan.hpp"

#include "runlog/domain/timeline.hpp"

#include <algorithm>

namespace runlog {

const Plan* plan_on(std::span<const Plan> plans, Day day) {
    const auto found = std::find_if(plans.begin(), plans.end(), [&](const Plan& p) { return p.when.contains(day); });
    return found == plans.end() ? nullptr : &*found;
}

bool on_leave(std::span<const Leave> leaves, Day day) {
    return std::any_of(leaves.begin(), leaves.end(), [&](const Leave& l) { return l.when.contains(day); });
}

std::optional<Day> leave_ends(std::span<const Leave> leaves, Day day) {
    for (;;) {
        const auto holds =
            std::find_if(leaves.begin(), leaves.end(), [&](const Leave& leave) { return leave.when.contains(day); });
        if (holds == leaves.end()) return day - date::days{1};
        if (!holds->when.until) return std::nullopt;
        day = *holds->when.until;
    }
}

bool counts(std::span<const Plan> plans, Day day, std::optional<Metres> distance) {
    const Plan* plan = plan_on(plans, day);
    if (!plan || !plan->least) return true;
    return distance && *distance >= *plan->least;
}

std::vector<Plan> change_plan(std::vector<Plan> plans, Day from, std::optional<Plan> change) {
    return change_from(std::move(plans), from, std::move(change));
}

} // namespace runlog
