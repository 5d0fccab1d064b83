#pragma once

#include "context.hpp"
#include "roll.hpp"
#include "runlog/domain/pairing.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// Who ran with whom, and how fast beside running alone: read and worked out, not yet said.
namespace runlog::cli {

/// How often the intervals hold the true difference, at least. Beside a member stand many companions; were each of them
/// told as carelessly as the member, one in twenty would seem to make a difference by chance.
inline constexpr double coverage_of_members = 0.95;
inline constexpr double coverage_of_companions = 0.99;

/// Everybody in the log, to tell a number's name.
using People = std::map<MemberId, Member>;

/// Two runs of one member that were held against each other.
struct RunsCompared {
    ComparedRun together;
    ComparedRun alone;
    RunId together_run;
    RunId alone_run;
    double faster = 0; ///< faster_by(together, alone)
};

struct Comparison {
    std::size_t pairs = 0;
    std::optional<Median> difference; ///< of faster_by; absent where the pairs are too few
};

/// Somebody a member ran with.
struct Companion {
    MemberId member;
    int runs = 0;
    Day last;
    Comparison comparison; ///< of the runs at which they were there
};

/// One member's runs of a while.
struct InCompany {
    Member member;
    int together = 0; ///< runs
    int alone = 0;
    int together_measured = 0; ///< those of them with a distance and a time
    int alone_measured = 0;
    std::vector<RunsCompared> pairs; ///< the oldest first
    Comparison comparison;
    std::vector<Companion> with; ///< most runs first

    int unmeasured() const { return together + alone - together_measured - alone_measured; }
};

/// Reads the member's runs from `since` to `until`, and no others. `people` must hold all that are in the log.
InCompany in_company(const store::Log& log, const People& people, const Member& member, Day since, Day until);

/// All pairs of all of them, each pair being of one member.
Comparison all_of(const std::vector<InCompany>& members);

/// How much less time the middle one of the runs alone would have taken at the speed of the middle difference, per
/// kilometre or mile: `0:11 a kilometre`. Nothing where that is under a second, or no difference is told.
std::optional<std::string> pace_gain_text(const InCompany& one, Unit unit);

/// Two people who ran together.
struct Duo {
    MemberId one;
    MemberId other;
    int runs = 0;
    Day last;
};

/// Those among `members` who ran together; most runs first.
std::vector<Duo> duos_of(const std::vector<InCompany>& members, const People& people);

/// Somebody who has not run with anybody for a while.
struct LongAlone {
    Member member;
    std::optional<Day> last; ///< with somebody; absent where that was not since the day that was asked for
    bool remote = false;
    bool on_leave = false;
    std::optional<Day> leave_ends;
};

/// So long without company is a while.
inline constexpr date::days a_while{28};

/// Who of `members` is in the group and was a while ago, and has had no company since; who waits longest comes first.
/// Looks no further back than `since`, but that far at least.
std::vector<LongAlone> long_alone(const store::Log& log, Roll& roll, const std::vector<Member>& members, Day since);

} // namespace runlog::cli
