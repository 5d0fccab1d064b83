#include "claims.hpp"

#include <algorithm>
#include <tuple>

namespace runlog {

namespace {

constexpr date::days week{7};

/// The runs of one member on their way to the sessions of one week.
class Claims {
public:
    Claims(std::vector<Attendance>& sessions, Day first, const std::string& group, const Known& known,
           std::span<const Outing> outings)
        : sessions_(sessions), first_(first), group_(group), known_(known) {
        for (const auto& outing : outings) left_.push_back(&outing);
        // By what the runs are, so that the order of entry does not matter.
        const auto rank = [](const Outing* run) {
            return std::tuple(run->day, run->remote, run->distance.value_or(Metres{}), run->run);
        };
        std::sort(left_.begin(), left_.end(), [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
    }

    /// A run that names its session is claimed by it, whether or not that session lies in this week. One that names the
    /// group alone was recorded before there was a session to name, and goes to the one of that day.
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
        return std::count_if(sessions_.begin(), sessions_.end(), [&](const Attendance& other) {
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
                        const Makeup makeup = known_.makeup_for(one.session);
                        const bool fits = by_week ? makeup == Makeup::week && is_in_week(outing.day)
                                                  : makeup != Makeup::none && outing.day == one.day();
                        return fits && counts(known_.who.plans, outing.day, outing.distance) &&
                               known_.is_excused(one.session) == excused;
                    },
                    make_up);
    }

private:
    bool is_of_this_group(const Outing& outing) const { return outing.group && *outing.group == group_; }

    /// The one that `tag` can mean; nothing where there are two.
    Attendance* session_called(const When& tag) {
        const auto is_it = [&](const Attendance& one) { return names(tag, one.session); };
        if (std::count_if(sessions_.begin(), sessions_.end(), is_it) != 1) return nullptr;
        return &*std::find_if(sessions_.begin(), sessions_.end(), is_it);
    }

    void attend(Attendance& one, const Outing& outing) {
        const Membership* membership = known_.membership_at(one.session);
        one.presence = outing.remote || (membership && membership->remote) ? Presence::remote : Presence::present;
        one.run = outing.run;
    }

    /// Gives each session that has begun and has no run the first run that is left and fits.
    template <class Fits, class Give>
    void take(Fits fits, Give give) {
        for (auto& one : sessions_) {
            if (one.run || one.session.cancelled() || one.session.start.instant() > known_.as_of) continue;
            const auto found =
                std::find_if(left_.begin(), left_.end(), [&](const Outing* outing) { return fits(one, *outing); });
            if (found == left_.end()) continue;
            give(one, **found);
            left_.erase(found);
        }
    }

    bool is_in_week(Day day) const { return first_ <= day && day < first_ + week; }

    std::vector<Attendance>& sessions_;
    Day first_;
    const std::string& group_;
    const Known& known_;
    std::vector<const Outing*> left_; ///< runs that no session has claimed
};

} // namespace

void give_runs(std::vector<Attendance>& sessions, Day first, const std::string& group, const Known& known,
               std::span<const Outing> outings) {
    Claims claims(sessions, first, group, known, outings);
    claims.give_tagged_runs();
    claims.give_makeup_runs();
}

} // namespace runlog
