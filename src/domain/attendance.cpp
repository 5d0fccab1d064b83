#include "runlog/domain/attendance.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "words.hpp"

#include <fmt/format.h>

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
        // By what the runs are, so that the order of entry does not matter.
        const auto rank = [](const Outing* run) {
            return std::tuple(run->day, run->remote, run->distance.value_or(Metres{}), run->run);
        };
        std::sort(left_.begin(), left_.end(), [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
    }

    AttendanceWeek judge() {
        give_tagged_runs();
        give_makeup_runs();
        for (auto& one : result_.sessions) tell_what_is_known(one);
        for (auto& one : result_.sessions) expect(one);
        for (const auto& membership : promises_in_a_row())
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

    /// By its minute; by its day where the tag knows no minute and the day has one session alone.
    Attendance* session_called(const When& tag) {
        const auto is_it = [&](const Attendance& one) {
            if (tag.time) return one.session.planned == LocalTime{tag.day} + *tag.time;
            return date::floor<date::days>(one.session.planned) == tag.day;
        };
        auto& all = result_.sessions;
        if (std::count_if(all.begin(), all.end(), is_it) != 1) return nullptr;
        return &*std::find_if(all.begin(), all.end(), is_it);
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
        const auto fits = [&](const Attendance& one, const Outing& outing) {
            return is_of_this_group(outing) && outing.day == one.day() && is_alone_on_its_day(one);
        };
        take(fits, [&](Attendance& one, const Outing& outing) { attend(one, outing); });
    }

    bool is_alone_on_its_day(const Attendance& one) const {
        return std::count_if(result_.sessions.begin(), result_.sessions.end(), [&](const Attendance& other) {
                   return other.day() == one.day() && !other.session.cancelled();
               }) == 1;
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

    /// Gives each session that has begun and has no run the first run that is left and fits.
    template <class Fits, class Give>
    void take(Fits fits, Give give) {
        for (auto& one : result_.sessions) {
            if (one.run || one.session.cancelled() || one.session.start.instant() > as_of_) continue;
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

    /// When they promised, where that stands: somebody promises up to the start; whoever excuses themselves instead has
    /// kept their word to tell.
    std::optional<Instant> promised_at(const Attendance& one) const {
        const Instant start = one.session.start.instant();
        const auto is_of = [&](const Answer& answer, Answer::Kind kind) {
            return answer.kind == kind && answer.session == one.session.planned && answer.announced <= as_of_;
        };
        const auto replaced_by = [&](const Answer& promise) {
            return std::any_of(who_.answers.begin(), who_.answers.end(), [&](const Answer& excuse) {
                return is_of(excuse, Answer::Kind::excuse) && excuse.announced == *promise.withdrawn;
            });
        };
        for (const Answer& promise : who_.answers) {
            if (!is_of(promise, Answer::Kind::promise) || promise.announced > start) continue;
            const bool stood = !promise.withdrawn || *promise.withdrawn > std::min(start, as_of_);
            if (stood || replaced_by(promise)) return promise.announced;
        }
        return std::nullopt;
    }

    void tell_what_is_known(Attendance& one) {
        const Terms terms = terms_on(terms_, one.day());
        one.closes = closes(one, terms);
        one.promised = promised_at(one);
        if (one.session.cancelled()) {
            one.presence = Presence::cancelled;
            one.reason = one.session.change->reason;
            one.announced = one.session.change->announced;
            return;
        }
        if (one.attended()) return;
        const Answer* excuse = answer(one, Answer::Kind::excuse, as_of_);
        const Leave* leave = leave_on(one.day());
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
        if (makeup_for(one) != Makeup::week) return by_grace;
        const LocalTime week_ends{result_.first + week};
        return std::max(by_grace, Instant{week_ends.time_since_epoch() - one.session.start.offset});
    }

    /// What a commitment to all or to promised sessions makes of one; of a guest nothing is expected, and `N/week` is
    /// judged by the week.
    void expect(Attendance& one) {
        const Membership* membership = membership_on(who_.memberships, one.day());
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
        const Makeup makeup = makeup_for(one);
        const Day by_run = makeup == Makeup::week ? result_.first + week - date::days{1} : one.day();
        if (as_of_ <= one.session.end) return std::max(by_run, day_there(as_of_, one));
        return std::max(by_run, day_there(one.closes - std::chrono::seconds{1}, one));
    }

    static Day day_there(Instant instant, const Attendance& one) {
        return date::floor<date::days>(LocalTime{instant.time_since_epoch() + one.session.start.offset});
    }

    /// The memberships, those that follow each other with one and the same promise taken together: a change of role in
    /// the middle of a week asks for nothing more.
    std::vector<Membership> promises_in_a_row() const {
        std::vector<Membership> rows;
        for (const auto& row : who_.memberships) {
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
