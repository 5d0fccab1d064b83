#pragma once

#include "context.hpp"
#include "missed_words.hpp"
#include "roll.hpp"
#include "runlog/domain/check_in.hpp"
#include "runlog/domain/plan_kept.hpp"
#include "runlog/domain/session_streak.hpp"

#include <optional>
#include <vector>

/// What a coach is told of a group, before anything is said.
namespace runlog::cli {

/// One member, by what they promised and what became of it.
struct Coached {
    MissedMember missed; ///< at the sessions of the last weeks, and with whom they were last seen
    CheckIn check_in;
    bool remote = false;
    Role role = Role::member;
    Period this_week;
    std::vector<Period> weeks;     ///< the whole ones before it, the newest first
    std::optional<Day> last_heard; ///< the newest of a run, a session, an excuse or leave they told of themselves
    std::optional<Day> away_until; ///< on leave today: the last day off, where it has one
};

/// Everybody in the group on the roll's day, those who need a word first.
std::vector<Coached> coached(Context& context, Roll& roll);

/// How it stands with everybody in the group on the roll's day.
std::vector<CheckIn> check_ins(Context& context, Roll& roll);

} // namespace runlog::cli
