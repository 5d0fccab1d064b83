#include "attendance_words.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "session_words.hpp"
#include "streaks.hpp"
#include "wording.hpp"

#include <fmt/format.h>

/// Streaks over sessions, and those of a group, with their reasons.
namespace runlog::cli {

namespace {

std::string session_sentence(Context& context, Roll& roll, const Member& member, const Attendance& one) {
    return fmt::format("{}, {}: {}; {}.", session_name(roll.group(), roll.schedule(), one.session),
                       printable(one.session.rule->title), presence_words(one), why_words(context, roll, member, one));
}

std::string gathering_sentence(const Roll& roll, const Gathering& one) {
    return fmt::format("{}, {}: {} there, {} needed.", session_name(roll.group(), roll.schedule(), one.session),
                       printable(one.session.rule->title), one.there, one.quorum);
}

std::string crew_sentence(const CrewWeek& week, Day today, const Glyphs& glyphs) {
    return fmt::format("The week {}: {} of {} kept their plan.",
                       range_text({week.first, week.last + date::days{1}}, today, glyphs), week.kept_plan, week.of);
}

std::vector<CrewMember> crew_of(Context& context, Roll& roll, Day until) {
    std::vector<CrewMember> crew;
    for (const auto& member : roll.members_between(Day{}, until)) {
        const Participant& who = roll.participant(member);
        crew.push_back({who.memberships, {who.plans, who.leaves}, store::runs_of(context.log(), member.id, until)});
    }
    return crew;
}

StreakReport report_on(const Roll& roll, std::optional<Member> member, const Streak& streak, Day day) {
    StreakReport report;
    report.member = std::move(member);
    report.group = roll.group();
    report.today = day;
    report.streak = streak;
    return report;
}

} // namespace

StreakReport session_streak_of(Context& context, Roll& roll, const Member& member, const Details& details) {
    const Day day = details.on.value_or(roll.today());
    const SessionStreak found = roll.streak_of(member, day);
    StreakReport report = report_on(roll, member, found.streak, day);
    if (details.best) report.best = roll.best_of(member, day);
    if (!details.why) return report;
    report.why.push_back(found.streak.step == Step::week
                             ? "Weeks count in which as many sessions as promised were attended."
                             : "Sessions count that were attended; excused and cancelled ones "
                               "neither add nor break.");
    if (found.newest) report.why.push_back(session_sentence(context, roll, member, *found.newest));
    const bool same = found.newest && found.ended_by && found.newest->session == found.ended_by->session;
    if (found.ended_by && !same) report.why.push_back(session_sentence(context, roll, member, *found.ended_by));
    return report;
}

StreakReport group_streak_of(Context&, Roll& roll, const Details& details) {
    const Day day = details.on.value_or(roll.today());
    const GroupStreak found = group_streak(day, roll.as_of(), roll.gatherings(day));
    StreakReport report = report_on(roll, std::nullopt, found.streak, day);
    if (details.best) report.best = best_group_stretch(day, roll.as_of(), roll.gatherings(day));
    if (!details.why) return report;
    report.why.emplace_back("Sessions count with a quorum there; cancelled ones are passed over.");
    if (found.newest) report.why.push_back(gathering_sentence(roll, *found.newest));
    const bool same = found.newest && found.ended_by && found.newest->session == found.ended_by->session;
    if (found.ended_by && !same) report.why.push_back(gathering_sentence(roll, *found.ended_by));
    return report;
}

CrewStreak crew_streak_on(Context& context, Roll& roll, Day day) {
    return crew_streak(day, context.settings().week_begins, crew_of(context, roll, day));
}

StreakReport crew_streak_of(Context& context, Roll& roll, const store::Settings& settings, const Details& details) {
    const Day day = details.on.value_or(roll.today());
    const CrewStreak found = crew_streak_on(context, roll, day);
    StreakReport report = report_on(roll, std::nullopt, found.streak, day);
    report.crew = found.current;
    if (details.best) report.best = best_crew_stretch(day, settings.week_begins, crew_of(context, roll, day));
    if (!details.why) return report;
    report.why.emplace_back("Weeks count in which at least half of those not on leave kept their plan.");
    report.why.push_back(crew_sentence(found.current, day, context.glyphs()));
    if (found.ended_by) report.why.push_back(crew_sentence(*found.ended_by, day, context.glyphs()));
    return report;
}

} // namespace runlog::cli
