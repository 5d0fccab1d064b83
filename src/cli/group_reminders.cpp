#include "group_reminders.hpp"

#include "runlog/domain/calendar.hpp"
#include "streaks.hpp"

#include <algorithm>

namespace runlog::cli {

namespace {

constexpr date::days week{7};

} // namespace

Day GroupReminders::first_open() const {
    auto longest = Terms::usual_grace;
    for (const auto& terms : roll_->terms()) {
        longest = std::max(longest, terms.grace);
        if (terms.makeup == Makeup::week) longest = std::max<std::chrono::hours>(longest, week);
    }
    std::chrono::seconds lasts{0};
    for (const auto& rule : roll_->schedule().rules()) lasts = std::max(lasts, rule.length);
    return roll_->today() - date::ceil<date::days>(longest + lasts) - date::days{1}; // other clocks may lag behind
}

bool GroupReminders::is_in(const Member& member) {
    return membership_on(roll_->participant(member).memberships, roll_->today()) != nullptr;
}

const std::vector<Member>& GroupReminders::coming(const Session& session) {
    const auto known = coming_.find(session.planned);
    if (known != coming_.end()) return known->second;
    std::vector<Member> all;
    for (const auto& member : roll_->members_between(session.day(), session.day())) {
        const auto* membership = membership_on(roll_->participant(member).memberships, session.day());
        if (membership->remote) continue;
        for (const auto& one : roll_->attendance_of(member, session.day(), session.day()))
            if (one.session == session && (one.expected || one.promised) && one.presence != Presence::excused)
                all.push_back(member);
    }
    return coming_.emplace(session.planned, std::move(all)).first->second;
}

std::vector<GroupReminders::Missing>& GroupReminders::missing() {
    if (missing_) return *missing_;
    missing_.emplace();
    const auto faithful = roll_->at_every_session(first_that_matters(), roll_->today());
    for (const auto& member : roll_->roster()) {
        if (std::binary_search(faithful.begin(), faithful.end(), member.id)) continue;
        if (const auto newest = newest_missed(member)) missing_->push_back({member, *newest});
    }
    return *missing_;
}

const MissedMember* GroupReminders::told_to(const Member& reader, Missing& missing) {
    if (reader.id == missing.member.id) return nullptr;
    if (!missing.told)
        missing.told =
            missed_member(context_, *roll_, missing.member,
                          roll_->missed_by(missing.member, window_start(usual_sessions_window, roll_->today())));
    if (!is_worth_a_call(missing.told->report, roll_->as_of())) return nullptr;
    const auto* membership = membership_on(roll_->participant(reader).memberships, roll_->today());
    const bool hears_all =
        membership && (membership->role == Role::coach || roll_->group().callouts == Callouts::group);
    const auto who = hears_all ? std::nullopt : caller(context_, *missing.told);
    return hears_all || (who && who->id == reader.id) ? &*missing.told : nullptr;
}

bool GroupReminders::is_closed(Day first) const {
    const auto sessions = roll_->schedule().between(first, first + week - date::days{1});
    return std::none_of(sessions.begin(), sessions.end(), [&](const Session& session) {
        return !session.cancelled() && session.end + terms_on(roll_->terms(), session.day()).grace > roll_->as_of();
    });
}

const WeekToTell& GroupReminders::told_week(Day first) {
    if (week_) return *week_;
    week_.emplace();
    week_->first = first;
    const auto gatherings = roll_->gatherings();
    for (auto one = gatherings(); one && one->session.day() >= first; one = gatherings())
        if (one->session.day() < first + week && !one->session.cancelled()) week_->gatherings.push_back(*one);
    std::reverse(week_->gatherings.begin(), week_->gatherings.end());
    const CrewStreak crew = crew_streak_on(context_, *roll_, first + week - date::days{1});
    week_->crew = crew.current;
    week_->crew_streak = crew.streak.length();
    week_->ahead = roll_->schedule().between(first + week, first + 2 * week - date::days{1});
    return *week_;
}

std::optional<Attendance> GroupReminders::newest_missed(const Member& member) {
    const auto lately = roll_->attendance_of(member, first_that_matters(), roll_->today());
    const auto newest = std::find_if(lately.rbegin(), lately.rend(),
                                     [](const Attendance& one) { return one.presence == Presence::missed; });
    const bool matters = newest != lately.rend() && roll_->as_of() - newest->closes < missed_matters;
    return matters ? std::optional(*newest) : std::nullopt;
}

} // namespace runlog::cli
