#pragma once

#include "runlog/domain/missed.hpp"
#include "support.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runlog::test {

/// The moment at which a clock in Greenwich shows `reading`: all groups of these tests live there, unless they say.
inline Instant utc(LocalTime reading) {
    return Instant{reading.time_since_epoch()};
}

inline Zone greenwich(const std::string& name) {
    return {name, [](Instant) { return std::chrono::seconds{0}; }};
}

inline const Day first_of_all = day(2026, 1, 5); ///< a Monday

inline Rule rule_for(std::string_view pattern, Day from, std::chrono::seconds starts = std::chrono::hours{6}) {
    Rule rule;
    rule.pattern = parse_pattern(pattern);
    rule.starts = starts;
    rule.zone = "Europe/London";
    rule.anchor = from;
    rule.when.from = from;
    return rule;
}

inline SessionChange cancellation(LocalTime session, std::string reason = {}) {
    return {{}, session, {}, true, std::move(reason), utc(at(first_of_all, 0))};
}

inline SessionChange move_of(LocalTime session, LocalTime to) {
    return {{}, session, to, false, "", utc(at(first_of_all, 0))};
}

inline Membership membership_of(std::string_view commitment, Day from = first_of_all, std::optional<Day> until = {}) {
    Membership membership;
    membership.group = "momma";
    membership.member = "anna";
    membership.commitment = parse_commitment(commitment);
    membership.when = {from, until};
    return membership;
}

inline Terms terms_of(std::optional<Makeup> makeup, Day from = first_of_all, std::optional<Day> until = {}) {
    Terms terms;
    terms.makeup = makeup;
    terms.when = {from, until};
    return terms;
}

/// What one group planned and what one member did about it, as of `now`.
struct Story {
    std::vector<Rule> rules;
    std::vector<SessionChange> changes;
    std::vector<Terms> terms;
    Participant who;
    std::vector<Outing> runs;
    Instant now = utc(at(november(30), 12));

    Story& meets(std::string_view pattern, int hour = 6, Day from = first_of_all) {
        rules.push_back(rule_for(pattern, from, std::chrono::hours{hour}));
        return *this;
    }
    Story& joins(std::string_view commitment, Day from = first_of_all, std::optional<Day> until = {}) {
        who.memberships.push_back(membership_of(commitment, from, until));
        return *this;
    }
    Story& is_remote() {
        for (auto& membership : who.memberships) membership.remote = true;
        return *this;
    }
    Story& makes_up(std::optional<Makeup> makeup) {
        terms.push_back(terms_of(makeup));
        return *this;
    }
    Story& needs_at_least(Metres least) {
        Plan plan;
        plan.least = least;
        plan.when.from = first_of_all;
        who.plans.push_back(plan);
        return *this;
    }
    /// A session that was moved stays where it was moved to.
    Story& cancels(LocalTime session, std::string reason = {}) {
        auto change = cancellation(session, std::move(reason));
        const auto is_same = [&](const SessionChange& one) { return one.session == session; };
        const auto before = std::find_if(changes.begin(), changes.end(), is_same);
        if (before != changes.end()) change.moved_to = before->moved_to;
        std::erase_if(changes, is_same);
        changes.push_back(change);
        return *this;
    }
    Story& moves(LocalTime session, LocalTime to) {
        changes.push_back(move_of(session, to));
        return *this;
    }
    Story& ran(Day on, std::optional<Metres> distance = {}) {
        runs.push_back({next_run(), on, distance, {}, {}, false});
        return *this;
    }
    /// A run that names the session of a day, run that day.
    Story& came(Day on, std::optional<std::chrono::seconds> time = std::chrono::hours{6}) {
        runs.push_back({next_run(), on, {}, "momma", When{on, time}, false});
        return *this;
    }
    Story& says(Answer::Kind kind, LocalTime session, LocalTime announced, std::optional<LocalTime> withdrawn = {}) {
        Answer answer{{}, kind, session, "anna", "travel", utc(announced), {}, {}};
        if (withdrawn) answer.withdrawn = utc(*withdrawn);
        who.answers.push_back(answer);
        return *this;
    }
    Story& excuses(LocalTime session, LocalTime announced, std::optional<LocalTime> withdrawn = {}) {
        return says(Answer::Kind::excuse, session, announced, withdrawn);
    }
    Story& promises(LocalTime session, LocalTime announced, std::optional<LocalTime> withdrawn = {}) {
        return says(Answer::Kind::promise, session, announced, withdrawn);
    }
    /// Off from the first day to the last, both included; without a last day, for good.
    Story& is_off(Day first, std::optional<Day> last, LocalTime announced = at(first_of_all, 0)) {
        Leave leave{{}, "anna", {}, {first, {}}, "injury", utc(announced), {}};
        if (last) leave.when.until = *last + date::days{1};
        who.leaves.push_back(leave);
        return *this;
    }
    Story& asked_at(LocalTime moment) {
        now = utc(moment);
        return *this;
    }

    RunId next_run() const { return RunId{static_cast<std::int64_t>(runs.size()) + 1}; }
    Day today() const { return date::floor<date::days>(LocalTime{now.time_since_epoch()}); }

    /// Kept as long as the story, since what is told of it points there.
    const Schedule& schedule() const {
        kept_.push_back(std::make_shared<Schedule>(rules, changes, greenwich));
        return *kept_.back();
    }

    AttendanceWeek week_of(Day day) const { return judged(schedule(), week_start(day, date::Monday)); }

    /// What became of the member at the only session of that day.
    Attendance on(Day day) const {
        for (const auto& one : week_of(day).sessions)
            if (one.day() == day) return one;
        throw Error("no session on " + iso(day));
    }

    /// The weeks from the one that holds today back to the group's first.
    AttendanceWeeks weeks() const {
        const Schedule& planned = schedule();
        return [this, &planned, first = week_start(today(), date::Monday)]() mutable -> std::optional<AttendanceWeek> {
            const auto begin = planned.first_day();
            if (!begin || first + date::days{6} < *begin) return std::nullopt;
            const Day this_week = std::exchange(first, first - date::days{7});
            return judged(planned, this_week);
        };
    }

    /// Every session up to the end of today's week, the earliest first.
    std::vector<Attendance> all() const {
        std::vector<Attendance> sessions;
        const auto pull = weeks();
        while (const auto week = pull())
            sessions.insert(sessions.begin(), week->sessions.begin(), week->sessions.end());
        return sessions;
    }

    Step step() const { return session_step(who.memberships, today()); }
    SessionStreak streak() const { return session_streak(step(), today(), who.leaves, weeks()); }
    std::optional<Stretch> best() const { return best_session_stretch(step(), today(), weeks()); }
    MissedReport missed(Day since) const { return missed_report(since, today(), who.memberships, who.leaves, weeks()); }

private:
    AttendanceWeek judged(const Schedule& planned, Day first) const {
        std::vector<Outing> around = runs;
        std::erase_if(around, [&](const Outing& run) {
            return run.day < first - tagged_within || run.day > first + date::days{6} + tagged_within;
        });
        return attendance_of_week(first, planned.between(first, first + date::days{6}), "momma", who, around, terms,
                                  now);
    }

    mutable std::vector<std::shared_ptr<const Schedule>> kept_;
};

/// `present missed excused`: what became of the sessions of the week that holds `day`.
inline std::string told(const Story& story, Day day) {
    std::string text;
    for (const auto& one : story.week_of(day).sessions)
        text += (text.empty() ? "" : ", ") + std::string(to_text(one.presence));
    return text;
}

} // namespace runlog::test
