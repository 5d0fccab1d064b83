#include "runlog/domain/plan_kept.hpp"

#include "periods.hpp"

namespace runlog {

PlanKept plan_kept(Day today, date::weekday week_begins, const Promises& promises, NewestFirst runs, Day since,
                   int count) {
    Periods walk(By::week, today, week_begins, promises, std::move(runs));
    PlanKept result;
    Period week = walk.next();
    if (!week.kept()) week = walk.next();
    for (; static_cast<int>(result.weeks.size()) < count && week.first >= since; week = walk.next()) {
        result.weeks.push_back(week);
        if (week.neutral()) continue;
        ++result.of;
        if (week.kept()) ++result.kept;
    }
    return result;
}

} // namespace runlog
