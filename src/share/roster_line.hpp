#pragma once

#include "git.hpp"
#include "refs.hpp"
#include "runlog/domain/roster.hpp"

#include <optional>
#include <string>
#include <vector>

namespace runlog::share {

inline constexpr const char* roster_branch = "roster";
inline constexpr const char* roster_file = "roster.json";

/// The newest version of a roster that is believed.
struct RosterVersion {
    Roster roster;
    std::string commit;
};

/// Follows the host's roster from where it was believed last: every version must be signed by a device that the version
/// before allows to. Where one is not, it ends before that, and `alarms` gets a sentence. The first version must be the
/// commit `genesis`. Throws Error where it is not, or where the host's roster has left the line that was believed.
RosterVersion follow_roster(const Git& git, const Refs& refs, const std::string& genesis,
                            std::vector<std::string>& alarms);

/// The roster in a commit. Throws Error where there is none.
Roster read_roster(const Git& git, const std::string& commit);

/// What the commit of a version says: which device has signed it.
std::string roster_message(const std::string& signer);

} // namespace runlog::share
