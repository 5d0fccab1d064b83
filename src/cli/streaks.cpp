#include "streaks.hpp"

#include "runlog/domain/text.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace runlog::cli {

std::unique_ptr<RunsBack> runs_back(const store::Log& log, const Member& member, Day today) {
    return std::make_unique<RunsBack>([&log, id = member.id](Day until) { return store::runs_of(log, id, until); },
                                      today);
}

std::vector<StreakReport> streaks_of(RunsBack& runs, const Member& member, const Promises& promises,
                                     const std::vector<By>& cadences, Day today, const store::Settings& settings) {
    std::vector<StreakReport> reports;
    for (const By by : cadences) {
        StreakReport report;
        report.member = member;
        report.today = today;
        report.streak = streak(by, today, settings.week_begins, promises, runs.walk());
        reports.push_back(std::move(report));
    }
    return reports;
}

void add_best(StreakReport& report, const store::Log& log, const store::Settings& settings) {
    report.best =
        best_stretch(report.streak.by, report.today, settings.week_begins, store::promises(log, report.member->id),
                     store::runs_of(log, report.member->id, report.today));
}

namespace {

std::string rule_sentence(const StreakReport& report, const Promises& promises, Unit unit) {
    const Streak& streak = report.streak;
    const Plan* plan = plan_on(promises.plans, streak.by == By::day ? report.today : streak.current.first);
    std::string rule = streak.by == By::day ? "Every day with a run counts" : "Every week with a run counts: no plan";
    if (plan && streak.by == By::week)
        rule =
            fmt::format("The plan is {}, since {}", plan_text(*plan, unit), short_text(plan->when.from, report.today));
    if (plan && streak.by == By::day && plan->least)
        rule += fmt::format(" of at least {}, by the plan since {}", to_text(*plan->least, unit),
                            short_text(plan->when.from, report.today));
    return rule + ".";
}

std::string period_name(const Period& period, By by, Day today, const Glyphs& glyphs) {
    if (by == By::day) return short_text(period.first, today);
    return "The week " + range_text({period.first, period.last + date::days{1}}, today, glyphs);
}

std::string period_sentence(const Period& period, By by, Day today, const Glyphs& glyphs) {
    const std::string name = period_name(period, by, today, glyphs);
    if (by == By::day) return fmt::format("{} has {} that counts.", name, period.ran > 0 ? "a run" : "no run");
    std::string text = fmt::format("{} has {} with a run that counts", name, counted(period.ran, "day", "days"));
    text += period.needed > 0 ? fmt::format(", and needs {}", period.needed) : ", and needs none";
    if (period.leave > 0) text += fmt::format(" ({} off)", counted(period.leave, "day", "days"));
    return text + ".";
}

std::optional<std::string> leave_sentence(const StreakReport& report, const Promises& promises, const Glyphs& glyphs) {
    const Day since = report.streak.stretch ? report.streak.stretch->start : report.streak.current.first;
    const DayRange told{since, report.streak.current.last + date::days{1}};
    std::vector<std::string> ranges;
    for (const auto& leave : promises.leaves) {
        if (!overlap(leave.when, told)) continue;
        ranges.push_back(range_text(leave.when, report.today, glyphs) +
                         (leave.reason.empty() ? "" : fmt::format(" ({})", printable(leave.reason))));
    }
    if (ranges.empty()) return std::nullopt;
    return fmt::format("Days off neither add nor break: {}.", joined(ranges));
}

} // namespace

void add_reasons(StreakReport& report, const store::Log& log, const store::Settings& settings, const Glyphs& glyphs) {
    const Promises promises = store::promises(log, report.member->id);
    const Streak& streak = report.streak;
    std::vector<std::string> why{rule_sentence(report, promises, settings.units)};
    why.push_back(period_sentence(streak.current, streak.by, report.today, glyphs));
    if (streak.ended_by && streak.ended_by->first != streak.current.first)
        why.push_back(period_sentence(*streak.ended_by, streak.by, report.today, glyphs));
    if (const auto leave = leave_sentence(report, promises, glyphs)) why.push_back(*leave);
    if (streak.keep_by)
        why.push_back(fmt::format("It is kept until the end of {}.", short_text(*streak.keep_by, report.today)));
    report.why = why;
}

} // namespace runlog::cli
