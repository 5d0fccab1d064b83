#include "goal_facts.hpp"

#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/store/company.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"

#include <algorithm>

namespace runlog::cli {

namespace {

std::vector<Member> people_of(Context& context, const GoalReport& report) {
    const auto& log = context.log();
    const Goal& goal = report.goal;
    if (goal.member) return {member_called(log, *goal.member)};
    auto people = members_in(log, *report.group, std::min(report.today, goal.last));
    for (const auto& leg : goal.legs) { // somebody from elsewhere may help out
        const auto is_runner = [&](const Member& one) { return one.handle == leg.runner; };
        if (leg.runner && std::none_of(people.begin(), people.end(), is_runner))
            people.push_back(member_called(log, *leg.runner));
    }
    return people;
}

std::vector<LoggedRun> runs_between(Context& context, const Member& member, Day first, Day last) {
    std::vector<LoggedRun> runs;
    store::each_own_run(context.log(), member.id, first, last, [&](const store::OwnRun& run) {
        runs.push_back({run.run, run.day, run.distance, run.duration});
    });
    return runs;
}

/// What the plan asked for since the goal's first day, and what came of it.
void add_plan(Context& context, const GoalReport& report, GoalLine& line) {
    const auto& log = context.log();
    const Day last = report.preparation.last;
    const Promises promises = store::promises(log, line.member.id);
    line.has_plan = plan_on(promises.plans, last) != nullptr;
    if (last < report.goal.from) return;
    line.kept = plan_kept(last, context.settings().week_begins, promises, store::runs_of(log, line.member.id, last),
                          report.goal.from, time_between(report.goal.from, last).weeks + 1);
}

GoalLine line_of(const GoalReport& report, const Member& member, const std::vector<LoggedRun>& runs) {
    GoalLine line;
    line.member = member;
    line.longest = longest_run(runs, report.preparation.first, report.preparation.last);
    if (report.goal.kind != GoalKind::season) line.of_the_day = run_of_day(runs, report.goal.last);
    return line;
}

/// Whether somebody is off on the goal's day, as far as that is known.
bool is_away(Context& context, const GoalReport& report, const Member& member) {
    auto leaves = store::leaves(context.log(), member.id);
    const Instant as_of = context.moment_for(store::owner(context.log()));
    std::erase_if(leaves, [&](const Leave& leave) {
        return leave.announced > as_of || (leave.group && leave.group != report.goal.group);
    });
    return on_leave(leaves, report.goal.last);
}

RelayRunner runner_of(Context& context, const GoalReport& report, const Member& member,
                      const std::vector<LoggedRun>& runs) {
    const Day last = report.preparation.last;
    const Day first = last - form_window + date::days{1};
    RelayRunner runner;
    runner.member = member.handle;
    if (const auto longest = longest_run(runs, first, last)) runner.longest = longest->distance;
    for (const auto& run : runs)
        if (first <= run.day && run.day <= last && run.distance && run.duration && run.distance->value > 0 &&
            run.duration->count() > 0)
            runner.timed.push_back({run.day, *run.distance, *run.duration});
    runner.is_away = is_away(context, report, member);
    return runner;
}

void deal_legs(GoalReport& report, const std::vector<Member>& dropped) {
    RelayReport& relay = *report.relay;
    std::vector<std::string> handles;
    for (const auto& member : dropped) handles.push_back(member.handle);
    relay.legs = line_up(report.goal.legs, relay.people, handles);
    relay.total = total_of(relay.legs);
    if (!dropped.empty()) relay.with_everybody = total_of(line_up(report.goal.legs, relay.people));
}

/// What a season's sessions say, where it is a group's.
void add_sessions(Context& context, GoalReport& report) {
    if (report.goal.kind != GoalKind::season || !report.group) return;
    Roll roll(context, context.log(), *report.group);
    if (!roll.has_sessions()) return;
    report.sessions = sessions_held(roll.schedule().between(report.goal.from, report.goal.last), roll.as_of());
    for (auto& line : report.lines)
        line.sessions = sessions_attended(roll.attendance_of(line.member, report.goal.from, report.preparation.last));
}

} // namespace

GoalReport report_on(Context& context, Goal goal, const std::vector<Member>& dropped) {
    const auto& log = context.log();
    GoalReport report;
    report.goal = std::move(goal);
    report.today = context.today_for(report.goal.member ? member_called(log, *report.goal.member) : store::owner(log));
    report.preparation = preparation(report.goal, report.today);
    if (report.goal.group) report.group = group_called(log, *report.goal.group);
    if (report.goal.kind == GoalKind::relay) report.relay.emplace();
    for (const auto& member : people_of(context, report)) {
        const auto runs =
            runs_between(context, member, report.preparation.first, std::min(report.today, report.goal.last));
        report.lines.push_back(line_of(report, member, runs));
        add_plan(context, report, report.lines.back());
        if (report.relay) report.relay->people.push_back(runner_of(context, report, member, runs));
    }
    if (report.relay) deal_legs(report, dropped);
    add_sessions(context, report);
    return report;
}

} // namespace runlog::cli
