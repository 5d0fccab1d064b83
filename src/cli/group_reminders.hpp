#pragma once

#include "missed_words.hpp"
#include "reminder_words.hpp"
#include "roll.hpp"

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace runlog::cli {

/// One group's side of reminders: what is the same for everybody who is told, worked out once.
class GroupReminders {
public:
    GroupReminders(Context& context, std::unique_ptr<Roll> roll) : context_(context), roll_(std::move(roll)) {}

    Roll& roll() { return *roll_; }

    bool is_in(const Member& member);

    /// The day of the oldest session that may not have closed yet.
    Day first_open() const;

    /// Who will be at a session to come: those who promised it or are expected, and did not excuse themselves; not
    /// those who run it elsewhere.
    const std::vector<Member>& coming(const Session& session);

    /// A member who missed a session that closed lately, and the newest such session.
    struct Missing {
        Member member;
        Attendance newest;
        std::optional<MissedMember> told = std::nullopt; ///< worked out when first asked for
    };
    std::vector<Missing>& missing();

    /// What is told of somebody missing, where `reader` is to hear of it: the one who should call, the coach, or the
    /// whole group where it wants that.
    const MissedMember* told_to(const Member& reader, Missing& missing);

    /// Whether all sessions of the week that began on `first` have closed.
    bool is_closed(Day first) const;

    /// How the week was that began on `first`.
    const WeekToTell& told_week(Day first);

private:
    /// The day of the oldest session that may have closed lately.
    Day first_that_matters() const { return first_open() - missed_matters; }
    std::optional<Attendance> newest_missed(const Member& member);

    Context& context_;
    std::unique_ptr<Roll> roll_;
    std::map<LocalTime, std::vector<Member>> coming_;
    std::optional<std::vector<Missing>> missing_;
    std::optional<WeekToTell> week_;
};

} // namespace runlog::cli
