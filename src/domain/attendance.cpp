#include "runlog/domain/attendance.hpp"

#include <algorithm>

namespace runlog {

namespace {

constexpr date::days week{7};

/// How one week of one member is judged: runs are given to sessions, then each session is told what became of it.
class Judge {
public:
    Judge(Day first, std::span<const Session> sessions, const std::string& group, const Participant& who,
          std::span<const Outing> outings, std::span<const Terms> terms, Instant as_of)
        : group_(group), who_(who), terms_(terms), as_of_(as_of) {
        result_.first = first;
        for (const auto& session : sessions) result_.sessions.emplace_back().session = session;
        for (const auto& outing : outings) left_.push_back(&outing);
        std::sort(left_.begin(), left_.end(), [](const Outing* a, const Outing* b) {
            return std::pair(a->day, a->run) < std::pair(b->day, b->run);
        });
    }

    AttendanceWeek judge() {
        give_tagged_runs();
        give_makeup_runs();
        for (auto& one : result_.sessions) tell_what_is_known(one);
        for (auto& one : result_.sessions) expect(one);
        for (const auto& membership : who_.memberships)
            if (membership.commitment.kind == Commitment::Kind::per_week) expect_some(membership);
        return std::move(result_);
    }

private:
    Makeup makeup_for(const Attendance& one) const {
        const Membership* membership = membership_on(who_.memberships, one.day());
        if (!membership || one.session.cancelled()) return Makeup::none;
        return terms_on(terms_, one.day()).makeup.value_or(membership->remote ? Makeup::day : Makeup::none);
    }

    bool is_of_this_group(const Outing& outing) const { return outing.group && *outing.group == group_; }

    Attendance* session_called(const When& tag) {
        Attendance* that_day = nullptr;
        int count = 0;
        for (auto& one : result_.sessions) {
            if (tag.time && LocalTime{tag.day} + *tag.time == one.session.planned) return &one;
            if (date::floor<date::days>(one.session.planned) != tag.day) continue;
            that_day = &one;
            ++count;
        }
        return count == 1 ? that_day : nullptr;
    }

    void attend(Attendance& one, const Outing& outing) {
        const Membership* membership = membership_on(who_.memberships, one.day());
        one.presence = outing.remote || (membership && membership->remote) ? Presence::remote : Presence::present;
        one.run = outing.run;
    }

    /// A run that names its session is claimed by it, whether or not that session lies in this week. One that names the
    /// group alone was recorded before there was a session to name, and goes to one of that day.
    void give_tagged_runs() {
        for (const Outing* outing : left_) {
            if (!outing->session || !is_of_this_group(*outing)) continue;
            Attendance* one = session_called(*outing->session);
            if (one && !one->run) attend(*one, *outing);
        }
        std::erase_if(left_, [](const Outing* outing) { return outing->session.has_value(); });
        take([&](const Attendance& one,
                 const Outing& outing) { return is_of_this_group(outing) && outing.day == one.day(); },
             [&](Attendance& one, const Outing& outing) { attend(one, outing); });
    }

    /// The day before the week, and those that told nothing before those that are excused: so no run more, and no
    /// excuse more, ever makes less of what was attended.
    void give_makeup_runs() {
        const auto make_up = [&](Attendance& one, const Outing& outing) {
            one.presence = Presence::made_up;
            one.run = outing.run;
        };
        for (const bool by_week : {false, true})
            for (const bool excused : {false, true})
                take(
                    [&](const Attendance& one, const Outing& outing) {
                        const Makeup makeup = makeup_for(one);
                        const bool fits = by_week ? makeup == Makeup::week && is_in_week(outing.day)
                                                  : makeup != Makeup::none && outing.day == one.day();
                        return fits && counts(who_.plans, outing.day, outing.distance) && is_excused(one) == excused;
                    },
                    make_up);
    }

    /// Gives each session without a run the earliest run that is left and fits.
    template <class Fits, class Give>
    void take(Fits fits, Give give) {
        for (auto& one : result_.sessions) {
            if (one.run || one.session.cancelled()) continue;
            const auto found =
                std::find_if(left_.begin(), left_.end(), [&](const Outing* outing) { return fits(one, *outing); });
            if (found == left_.end()) continue;
            give(one, **found);
            left_.erase(found);
        }
    }

    bool is_in_week(Day day) const { return result_.first <= day && day < result_.first + week; }

    const Answer* answer(const Attendance& one, Answer::Kind kind, Instant at) const {
        const auto fits = [&](const Answer& answer) {
            return answer.kind == kind && answer.session == one.session.planned && answer.stands_at(at);
        };
        const auto found = std::find_if(who_.answers.begin(), who_.answers.end(), fits);
        return found == who_.answers.end() ? nullptr : &*found;
    }

    /// The leave that holds that day and is known by now: the one that was announced first.
    const Leave* leave_on(Day day) const {
        const Leave* first = nullptr;
        for (const auto& leave : who_.leaves)
            if (leave.when.contains(day) && leave.announced <= as_of_ && (!first || leave.announced < first->announced))
                first = &leave;
        return first;
    }

    bool is_excused(const Attendance& one) const {
        return answer(one, Answer::Kind::excuse, as_of_) || leave_on(one.day());
    }

    /// Somebody promises up to the start; whoever excuses themselves instead has kept their word to tell.
    bool had_promised(const Attendance& one) const {
        const Instant start = one.session.start.instant();
        return std::any_of(who_.answers.begin(), who_.answers.end(), [&](const Answer& answer) {
            const bool known = answer.kind == Answer::Kind::promise && answer.session == one.session.planned &&
                               answer.announced <= std::min(start, as_of_);
            const bool stood = !answer.withdrawn || *answer.withdrawn > std::min(start, as_of_);
            return known && (stood || this->answer(one, Answer::Kind::excuse, as_of_));
        });
    }

    void tell_what_is_known(Attendance& one) {
        const Terms terms = terms_on(terms_, one.day());
        one.closes = one.session.end + terms.grace;
        one.promised = had_promised(one);
        if (one.session.change) one.reason = one.session.change->reason;
        if (one.session.cancelled()) {
            one.presence = Presence::cancelled;
            return;
        }
        const Makeup makeup = makeup_for(one);
        if (makeup != Makeup::none)
            one.makeup_until = makeup == Makeup::day ? one.day() : result_.first + week - date::days{1};
        if (one.attended()) return;
        const Answer* excuse = answer(one, Answer::Kind::excuse, as_of_);
        const Leave* leave = leave_on(one.day());
        if (excuse || leave) {
            const Instant start = one.session.start.instant();
            one.presence = Presence::excused;
            one.reason = excuse ? excuse->reason : leave->reason;
            one.beforehand = (excuse && excuse->announced <= start) || (leave && leave->announced <= start);
        } else if (as_of_ < one.closes) {
            one.presence = Presence::pending;
        }
    }

    /// What a commitment to all or to promised sessions makes of one; somebody outside the roster is a guest.
    void expect(Attendance& one) {
        const Membership* membership = membership_on(who_.memberships, one.day());
        const bool is_all = membership && membership->commitment.kind == Commitment::Kind::all;
        const bool has_come_or_promised = membership && (one.attended() || one.promised);
        one.expected = !one.session.cancelled() && (is_all || has_come_or_promised);
        if (one.expected && one.presence == Presence::not_expected) one.presence = Presence::missed;
        if (!one.expected && one.presence == Presence::pending) one.presence = Presence::not_expected;
        if (one.presence != Presence::pending) return;
        one.can_attend = as_of_ <= one.session.end || can_make_up(one);
        ++result_.needs;
    }

    /// Days are compared by the session's own clocks.
    bool can_make_up(const Attendance& one) const {
        const Day today = date::floor<date::days>(LocalTime{as_of_.time_since_epoch() + one.session.start.offset});
        return one.makeup_until && today <= *one.makeup_until;
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
            return one.presence == Presence::excused && !answer(one, Answer::Kind::excuse, as_of_);
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
            one->can_attend = as_of_ <= one->session.end || can_make_up(*one);
        }
        result_.needs += std::min(lacking, waiting);
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
            if (membership.when.contains(day) && !leave_on(day)) ++free;
        return (membership.commitment.per_week * free + 6) / 7;
    }

    const std::string& group_;
    const Participant& who_;
    std::span<const Terms> terms_;
    Instant as_of_;
    AttendanceWeek result_;
    std::vector<const Outing*> left_; ///< runs that no session has claimed
};

} // namespace

Terms terms_on(std::span<const Terms> terms, Day day) {
    const auto found = std::find_if(terms.begin(), terms.end(), [&](const Terms& t) { return t.when.contains(day); });
    return found == terms.end() ? Terms{} : *found;
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
    return Judge(first, sessions, group, who, outings, terms, as_of).judge();
}

} // namespace runlog
