#include "runlog/domain/missed.hpp"

#include <tuple>

namespace runlog {

namespace {

constexpr date::days long_time{8 * 7};

void count(MissedReport& report, const Attendance& one) {
    if (one.expected && one.presence != Presence::pending) ++report.expected;
    if (one.attended() && one.expected) ++report.attended;
    if (one.presence == Presence::made_up) ++report.made_up;
    if (one.presence == Presence::excused && one.expected) {
        ++report.excused;
        if (one.beforehand) ++report.beforehand;
    }
    if (one.presence == Presence::missed) {
        ++report.missed;
        report.missed_sessions.push_back(one);
    }
}

/// The newest sessions up to the last that was attended, as far as the state depends on them.
struct Tail {
    std::optional<Day> latest_excuse; ///< of a session after which nothing was missed
    std::optional<Day> away_on;       ///< a session's day that was spent on leave
    bool decided = false;

    void add(const Attendance& one, MissedReport& report, std::span<const Leave> leaves) {
        if (decided) return;
        if (one.attended()) {
            report.last_attended = one;
            decided = true;
        } else if (one.presence == Presence::missed) {
            ++report.in_a_row;
        } else if (one.presence == Presence::excused) {
            if (report.in_a_row == 0 && !latest_excuse) latest_excuse = one.day();
            if (!away_on && on_leave(leaves, one.day())) away_on = one.day();
        }
    }
};

/// The first day of the time in the group that holds today: a change of role or promise does not begin it anew.
Day joined_on(std::span<const Membership> memberships, Day today) {
    Day joined = today;
    for (const Membership* now = membership_on(memberships, today); now;
         now = membership_on(memberships, joined - date::days{1}))
        joined = now->when.from;
    return joined;
}

void set_state(MissedReport& report, const Tail& tail, Day today, Day joined, std::span<const Leave> leaves) {
    if (on_leave(leaves, today)) {
        report.state = MissedState::excused;
        report.until = leave_ends(leaves, today);
        return;
    }
    if (tail.latest_excuse == today) {
        report.state = MissedState::excused;
        report.until = today;
        return;
    }
    Day last_heard = report.last_attended ? std::max(joined, report.last_attended->day()) : joined;
    if (tail.away_on) {
        const Day back = *leave_ends(leaves, *tail.away_on) + date::days{1};
        last_heard = std::max(last_heard, back);
        if (today - back < long_time) {
            report.state = MissedState::due_back;
            report.since = back;
            return;
        }
    }
    if (report.in_a_row > 0)
        report.state = today - last_heard >= long_time ? MissedState::long_gone : MissedState::silent;
}

} // namespace

std::string_view to_text(MissedState state) {
    switch (state) {
    case MissedState::silent: return "silent";
    case MissedState::excused: return "excused";
    case MissedState::due_back: return "due_back";
    case MissedState::long_gone: return "long_gone";
    case MissedState::ok: break;
    }
    return "ok";
}

MissedReport missed_report(Day since, Day today, std::span<const Membership> memberships, std::span<const Leave> leaves,
                           AttendanceWeeks weeks) {
    MissedReport report;
    Tail tail;
    while (const auto week = weeks()) {
        if (tail.decided && week->first + date::days{6} < since) break;
        for (auto one = week->sessions.rbegin(); one != week->sessions.rend(); ++one) {
            if (one->day() > today) continue;
            if (one->day() >= since) count(report, *one);
            tail.add(*one, report, leaves);
        }
    }
    set_state(report, tail, today, joined_on(memberships, today), leaves);
    return report;
}

bool is_more_missed(const MissedReport& a, const MissedReport& b) {
    const auto rank = [](const MissedReport& report) {
        return std::tuple(report.state == MissedState::long_gone, -report.in_a_row, -report.missed);
    };
    return rank(a) < rank(b);
}

} // namespace runlog
