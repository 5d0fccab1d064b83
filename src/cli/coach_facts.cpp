#include "coach_facts.hpp"

#include "runlog/store/promises.hpp"
#include "runlog/store/runs.hpp"
#include "streaks.hpp"

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr date::days week{7};
constexpr int most_weeks = 4;

/// A member, as far as their runs and promises go.
struct OwnFacts {
    Promises promises;
    Streak streak; ///< by week
    std::optional<Day> last_run;
};

OwnFacts own_facts(Context& context, const Member& member) {
    OwnFacts own{store::promises(context.log(), member.id), {}, std::nullopt};
    const Day today = context.today_for(member);
    const auto runs = runs_back(context.log(), member, today);
    if (const auto newest = runs->walk()()) own.last_run = newest->day;
    own.streak = streaks_of(*runs, member, own.promises, {By::week}, today, context.settings()).front().streak;
    return own;
}

CheckIn check_in_of(Context& context, Roll& roll, const Member& member, const OwnFacts& own,
                    const MissedReport& report) {
    CheckIn one{member.handle, report.state, report.in_a_row, false, own.streak.length(), std::nullopt};
    one.away = on_leave(roll.participant(member).leaves, roll.today());
    if (const Plan* plan = plan_on(own.promises.plans, context.today_for(member)))
        one.days_per_week = plan->days_per_week;
    return one;
}

/// The last whole weeks, whether they were kept or not.
std::vector<Period> weeks_before(Context& context, const Member& member, const OwnFacts& own) {
    const Day today = context.today_for(member);
    const Day this_week = own.streak.current.first;
    auto weeks =
        plan_kept(today, context.settings().week_begins, own.promises, store::runs_of(context.log(), member.id, today),
                  this_week - most_weeks * week, most_weeks + 1)
            .weeks;
    std::erase_if(weeks, [&](const Period& period) { return period.first == this_week; });
    return weeks;
}

/// The newest day on which the member told the group of an excuse, a promise or leave.
std::optional<Day> last_word(Context& context, Roll& roll, const Member& member) {
    const Participant& who = roll.participant(member);
    std::optional<Instant> newest;
    const auto see = [&](const auto& rows) {
        for (const auto& row : rows)
            if (!row.recorded_by && (!newest || row.announced > *newest)) newest = row.announced;
    };
    see(who.answers);
    see(who.leaves);
    if (!newest) return std::nullopt;
    return date::floor<date::days>(place(context.zone_of(member), *newest).local);
}

Coached coached_one(Context& context, Roll& roll, const Member& member) {
    const OwnFacts own = own_facts(context, member);
    auto report = roll.missed_by(member, window_start(usual_sessions_window, roll.today()));
    const CheckIn check_in = check_in_of(context, roll, member, own, report);
    Coached one;
    one.missed = missed_member(context, roll, member, std::move(report));
    one.check_in = check_in;
    const Participant& who = roll.participant(member);
    if (const auto* row = membership_on(who.memberships, roll.today())) {
        one.remote = row->remote;
        one.role = row->role;
    }
    one.this_week = own.streak.current;
    one.weeks = weeks_before(context, member, own);
    one.last_heard = std::max({one.missed.last_seen, own.last_run, last_word(context, roll, member)});
    if (check_in.away) one.away_until = leave_ends(who.leaves, roll.today());
    return one;
}

} // namespace

std::vector<Coached> coached(Context& context, Roll& roll) {
    std::vector<Coached> all;
    for (const auto& member : roll.roster()) all.push_back(coached_one(context, roll, member));
    std::stable_sort(all.begin(), all.end(), [](const Coached& a, const Coached& b) {
        return is_more_missed(a.missed.report, b.missed.report);
    });
    return all;
}

std::vector<CheckIn> check_ins(Context& context, Roll& roll) {
    std::vector<CheckIn> all;
    for (const auto& member : roll.roster())
        all.push_back(
            check_in_of(context, roll, member, own_facts(context, member), roll.missed_by(member, roll.today())));
    return all;
}

} // namespace runlog::cli
