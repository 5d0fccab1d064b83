#include "runlog/domain/attendance.hpp"

#include "claims.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog {

namespace {

constexpr date::days week{7};

/// How one week of one member is judged: each session is told what became of it.
class Judge {
public:
    Judge(AttendanceWeek judged, const Known& known) : known_(known), as_of_(known.as_of), result_(std::move(judged)) {}

    AttendanceWeek judge() {
        for (auto& one : result_.sessions) tell_what_is_known(one);
        for (auto& one : result_.sessions) expect(one);
        for (const auto& membership : promises_in_a_row())
            if (membership.commitment.kind == Commitment::Kind::per_week) expect_some(membership);
        return std::move(result_);
    }

private:
    void tell_what_is_known(Attendance& one) {
        const Terms terms = terms_on(known_.terms, one.day());
        one.closes = closes(one, terms);
        one.promised = known_.promised_at(one.session);
        if (one.session.cancelled()) {
            one.presence = Presence::cancelled;
            one.reason = one.session.change->reason;
            one.announced = one.session.change->announced;
            return;
        }
        if (one.attended()) return;
        const Answer* excuse = known_.excuse(one.session);
        const Leave* leave = known_.leave_on(one.day());
        if (excuse || leave) {
            const Instant start = one.session.start.instant();
            one.presence = Presence::excused;
            one.reason = excuse ? excuse->reason : leave->reason;
            one.announced = excuse ? excuse->announced : leave->announced;
            one.recorded_by = excuse ? excuse->recorded_by : leave->recorded_by;
            one.beforehand = (excuse && excuse->announced <= start) || (leave && leave->announced <= start);
        } else if (as_of_ < one.closes) {
            one.presence = Presence::pending;
        }
    }

    /// A session that a run of the week makes up is not missed before the week is over.
    Instant closes(const Attendance& one, const Terms& terms) const {
        const Instant by_grace = one.session.end + terms.grace;
        if (known_.makeup_for(one.session) != Makeup::week) return by_grace;
        const LocalTime week_ends{result_.first + week};
        return std::max(by_grace, Instant{week_ends.time_since_epoch() - one.session.start.offset});
    }

    /// What a commitment to all or to promised sessions makes of one; of a guest nothing is expected, and `N/week` is
    /// judged by the week.
    void expect(Attendance& one) {
        const Membership* membership = known_.membership_at(one.session);
        const auto kind = membership ? membership->commitment.kind : Commitment::Kind::per_week;
        const bool is_all = kind == Commitment::Kind::all;
        const bool is_promised = kind == Commitment::Kind::promised && (one.attended() || one.promised);
        one.expected = !one.session.cancelled() && (is_all || is_promised);
        if (one.expected && one.presence == Presence::not_expected) one.presence = Presence::missed;
        if (!one.expected && one.presence == Presence::pending) one.presence = Presence::not_expected;
        if (one.presence != Presence::pending) return;
        one.keep_by = last_day_for(one);
        ++result_.needs;
    }

    /// The last day for a run that attends a pending session; once it is over, the last day for logging one. By the
    /// session's own clocks.
    Day last_day_for(const Attendance& one) const {
        const Makeup makeup = known_.makeup_for(one.session);
        const Day by_run = makeup == Makeup::week ? result_.first + week - date::days{1} : one.day();
        if (as_of_ <= one.session.end) return std::max(by_run, one.session.day_at(as_of_));
        return std::max(by_run, one.session.day_at(one.closes - std::chrono::seconds{1}));
    }

    /// The memberships, those that follow each other with one and the same promise taken together: a change of role in
    /// the middle of a week asks for nothing more.
    std::vector<Membership> promises_in_a_row() const {
        std::vector<Membership> rows;
        for (const auto& row : known_.who.memberships) {
            const bool goes_on =
                !rows.empty() && rows.back().commitment == row.commitment && rows.back().when.until == row.when.from;
            if (goes_on)
                rows.back().when.until = row.when.until;
            else
                rows.push_back(row);
        }
        return rows;
    }

    /// `N/week`: of the sessions not attended, those that the week cannot do without are missed, the latest first.
    void expect_some(const Membership& membership) {
        std::vector<Attendance*> sessions;
        for (auto& one : result_.sessions)
            if (membership.when.contains(one.day()) && !one.session.cancelled()) sessions.push_back(&one);
        if (sessions.empty()) return;
        const auto count = [&](auto fits) {
            return static_cast<int>(
                std::count_if(sessions.begin(), sessions.end(), [&](auto* one) { return fits(*one); }));
        };
        const auto is_off = [&](const Attendance& one) {
            return one.presence == Presence::excused && !known_.excuse(one.session);
        };
        const int off = count(is_off);
        const int excused = count([&](const Attendance& one) { return one.presence == Presence::excused; }) - off;
        const int came = count([](const Attendance& one) { return one.attended(); });
        const int asked = std::min(share_of_week(membership), static_cast<int>(sessions.size()) - off);
        const int lacking = std::max(0, asked - excused - came);
        for (auto* one : sessions) one->expected = one->attended();
        settle(sessions, lacking);
        int told = std::max(0, asked - came - lacking);
        for (auto* one : sessions)
            if (one->presence == Presence::excused && told-- > 0) one->expected = true;
    }

    /// `lacking` sessions are still asked for: those that can yet be attended stand for as many, the rest is missed.
    void settle(const std::vector<Attendance*>& sessions, int lacking) {
        int waiting = 0;
        for (auto* one : sessions) {
            if (one->attended() || one->presence == Presence::excused || as_of_ >= one->closes) continue;
            ++waiting;
            if (lacking == 0) continue;
            one->presence = Presence::pending;
            one->keep_by = last_day_for(*one);
        }
        result_.needs += lacking;
        int missed = std::max(0, lacking - waiting);
        for (auto one = sessions.rbegin(); one != sessions.rend() && missed > 0; ++one) {
            if ((*one)->presence != Presence::not_expected) continue;
            (*one)->presence = Presence::missed;
            (*one)->expected = true;
            --missed;
        }
    }

    /// N × days on the roster and not on leave / 7, rounded up (DESIGN §4.3).
    int share_of_week(const Membership& membership) const {
        int free = 0;
        for (Day day = result_.first; day < result_.first + week; day += date::days{1})
            if (membership.when.contains(day) && !known_.leave_on(day)) ++free;
        return (membership.commitment.per_week * free + 6) / 7;
    }

    const Known& known_;
    Instant as_of_;
    AttendanceWeek result_;
};

} // namespace

std::chrono::hours parse_grace(std::string_view text) {
    constexpr int most_hours = 14 * 24;
    std::string_view rest = text;
    const auto count = words::take_number(rest);
    const int hours =
        count && (rest == "h" || rest == "d") && *count <= most_hours ? *count * (rest == "d" ? 24 : 1) : -1;
    if (hours < 0 || hours > most_hours)
        throw Error(fmt::format("'{}' is no length of time for that.", printable(text)),
                    "Write it like 24h or 2d, at most 14d.");
    return std::chrono::hours{hours};
}

Terms terms_on(std::span<const Terms> terms, Day day) {
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const Terms& t) { return t.when.contains(day); });
    return found == terms.end() ? Terms{} : *found;
}

Makeup makeup_on(std::span<const Terms> terms, const Membership& membership, Day day) {
    return terms_on(terms, day).makeup.value_or(membership.remote ? Makeup::day : Makeup::none);
}

std::string_view to_text(Answer::Kind kind) {
    return kind == Answer::Kind::promise ? "promise" : "excuse";
}

const Membership* membership_on(std::span<const Membership> memberships, Day day) {
    const auto found = std::find_if(memberships.begin(), memberships.end(),
                                    [&](const Membership& membership) { return membership.when.contains(day); });
    return found == memberships.end() ? nullptr : &*found;
}

std::string_view to_text(Presence presence) {
    switch (presence) {
    case Presence::cancelled: return "cancelled";
    case Presence::present: return "present";
    case Presence::remote: return "remote";
    case Presence::made_up: return "made up";
    case Presence::excused: return "excused";
    case Presence::pending: return "pending";
    case Presence::missed: return "missed";
    case Presence::not_expected: break;
    }
    return "not expected";
}

bool attended(Presence presence) {
    return presence == Presence::present || presence == Presence::remote || presence == Presence::made_up;
}

AttendanceWeek attendance_of_week(Day first, std::span<const Session> sessions, const std::string& group,
                                  const Participant& who, std::span<const Outing> outings, std::span<const Terms> terms,
                                  Instant as_of) {
    AttendanceWeek judged;
    judged.first = first;
    for (const auto& session : sessions) judged.sessions.emplace_back().session = session;
    const Known known{who, terms, as_of};
    give_runs(judged.sessions, first, group, known, outings);
    return Judge(std::move(judged), known).judge();
}

} // namespace runlog
