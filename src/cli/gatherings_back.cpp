#include "gatherings_back.hpp"

#include <algorithm>
#include <set>

namespace runlog::cli {

namespace {

constexpr date::days week{7};
constexpr date::days most_read = 64 * week;

} // namespace

std::optional<std::pair<Session, int>> GatheringsBack::next() {
    for (; sessions_.empty(); at_ -= week) {
        if (at_ + week <= days_.oldest) return std::nullopt;
        for (const auto& session : sessions_in_week_(at_))
            if (session.day() <= days_.today) sessions_.push_back(session);
    }
    const Session session = sessions_.back();
    sessions_.pop_back();
    return std::pair(session, count(session));
}

int GatheringsBack::count(const Session& session) {
    const Day planned = session.planned_day();
    const Day first = std::min(planned, session.day()) - tagged_within;
    const Day last = std::min(std::max(planned, session.day()) + tagged_within, days_.last_run);
    read_back_to(first, last);
    const auto is_before = [](const store::Attendee& attendee, Day day) { return attendee.day < day; };
    const bool is_alone = is_alone_on_its_day(session);
    std::set<MemberId> members;
    for (auto one = std::lower_bound(there_.begin(), there_.end(), first, is_before);
         one != there_.end() && one->day <= last; ++one) {
        const bool by_name = one->session && names(*one->session, session);
        if (by_name || (is_alone && !one->session && one->day == session.day())) members.insert(one->member);
    }
    return static_cast<int>(members.size());
}

bool GatheringsBack::is_alone_on_its_day(const Session& session) {
    const Day first = at_ + week; // the week that was handed out last
    const auto& all = sessions_in_week_(first);
    return std::count_if(all.begin(), all.end(),
                         [&](const Session& other) { return other.day() == session.day() && !other.cancelled(); }) == 1;
}

void GatheringsBack::read_back_to(Day first, Day last) {
    if (read_from_ && *read_from_ <= first) return;
    read_from_ = first - length_;
    there_ = store::attendees(log_, group_, *read_from_, last);
    length_ = std::min(2 * length_, most_read);
}

} // namespace runlog::cli
