#include "board_facts.hpp"

#include "runlog/store/company.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace runlog::cli {

namespace {

/// The first day of any of these memberships; today where there is none.
Day joined(std::span<const Membership> memberships, Day today) {
    for (const auto& row : memberships) today = std::min(today, row.when.from);
    return today;
}

BoardLine line_of(Context& context, Roll& roll, const Member& member, int weeks) {
    const Promises promises = store::promises(context.log(), member.id);
    const Day today = context.today_for(member);
    const auto runs = runs_back(context.log(), member, today);
    BoardLine line;
    line.member = member;
    line.joined = joined(roll.participant(member).memberships, today);
    line.kept = plan_kept(today, context.settings().week_begins, promises, runs->walk(), line.joined, weeks);
    line.away = on_leave(promises.leaves, today);
    if (const Plan* plan = plan_on(promises.plans, today)) line.plan = *plan;
    line.streak = streaks_of(*runs, member, promises, {By::week}, today, context.settings()).front();
    return line;
}

} // namespace

std::vector<BoardLine> board_of(Context& context, Roll& roll, int weeks) {
    std::vector<BoardLine> lines;
    std::vector<Standing> board;
    for (const auto& member : roll.roster()) {
        lines.push_back(line_of(context, roll, member, weeks));
        board.push_back({member.handle, lines.back().kept, lines.back().streak.streak.length()});
    }
    sort_board(board);
    const auto all = places(board);
    for (auto& line : lines) {
        const auto mine = std::find_if(board.begin(), board.end(),
                                       [&](const Standing& one) { return one.member == line.member.handle; });
        line.place = all[static_cast<std::size_t>(mine - board.begin())];
    }
    std::stable_sort(lines.begin(), lines.end(), [](const BoardLine& a, const BoardLine& b) {
        return a.place && (!b.place || *a.place < *b.place);
    });
    return lines;
}

Training training_of(Context& context, const Member& member, int weeks) {
    const auto& log = context.log();
    const Day today = context.today_for(member);
    Training training;
    training.member = member.handle;
    training.plan = plan_kept(today, context.settings().week_begins, store::promises(log, member.id),
                              store::runs_of(log, member.id, today),
                              joined(store::memberships_of_member(log, member.id), today), weeks);
    Metres sum;
    store::each_own_run(log, member.id, today - date::days{7 * weeks - 1}, today, [&](const store::OwnRun& run) {
        const Metres distance = run.distance.value_or(Metres{});
        sum.value += distance.value;
        training.longest_run = std::max(training.longest_run, distance);
    });
    training.weekly_distance = Metres{sum.value / weeks};
    return training;
}

std::string kept_text(const PlanKept& plan) {
    return plan.of == 0 ? "nothing to keep yet" : fmt::format("{} of {}", plan.kept, counted(plan.of, "week", "weeks"));
}

std::string week_text(const Period& week, Day today, const Glyphs& glyphs) {
    const std::string asked = week.needed > 0 ? fmt::format("{} of {}", week.ran, counted(week.needed, "day", "days"))
                              : week.ran > 0  ? counted(week.ran, "day", "days") + ", on leave"
                                              : "on leave";
    return fmt::format("{}: {}{}", range_text({week.first, week.last + date::days{1}}, today, glyphs), asked,
                       week.kept() ? ", kept" : "");
}

std::string weeks_text(int weeks) {
    return weeks == 1 ? "the last week" : fmt::format("the last {} weeks", weeks);
}

} // namespace runlog::cli
