#include "known.hpp"

#include <algorithm>

namespace runlog {

const Answer* Known::excuse(const Session& session) const {
    const auto found = std::find_if(who.answers.begin(), who.answers.end(), [&](const Answer& answer) {
        return answer.kind == Answer::Kind::excuse && answer.session == session.planned && answer.stands_at(as_of);
    });
    return found == who.answers.end() ? nullptr : &*found;
}

const Leave* Known::leave_on(Day day) const {
    const Leave* first = nullptr;
    for (const auto& leave : who.leaves)
        if (leave.when.contains(day) && leave.announced <= as_of && (!first || leave.announced < first->announced))
            first = &leave;
    return first;
}

bool Known::is_excused(const Session& session) const {
    return excuse(session) || leave_on(session.day());
}

std::optional<Instant> Known::promised_at(const Session& session) const {
    const Instant start = session.start.instant();
    const auto is_of = [&](const Answer& answer, Answer::Kind kind) {
        return answer.kind == kind && answer.session == session.planned && answer.announced <= as_of;
    };
    const auto replaced_by = [&](const Answer& promise) {
        return std::any_of(who.answers.begin(), who.answers.end(), [&](const Answer& excuse) {
            return is_of(excuse, Answer::Kind::excuse) && excuse.announced == *promise.withdrawn;
        });
    };
    for (const Answer& promise : who.answers) {
        if (!is_of(promise, Answer::Kind::promise) || promise.announced > start) continue;
        const bool stood = !promise.withdrawn || *promise.withdrawn > std::min(start, as_of);
        if (stood || replaced_by(promise)) return promise.announced;
    }
    return std::nullopt;
}

const Membership* Known::membership_at(const Session& session) const {
    return membership_on(who.memberships, session.day());
}

Makeup Known::makeup_for(const Session& session) const {
    const Membership* membership = membership_at(session);
    return membership && !session.cancelled() ? makeup_on(terms, *membership, session.day()) : Makeup::none;
}

} // namespace runlog
