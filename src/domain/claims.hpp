#pragma once

#include "known.hpp"

#include <span>
#include <string>
#include <vector>

namespace runlog {

/// Gives a member's runs to the sessions of the week that begins on `first`: those that name one, then those that name
/// the group, then those that make one up. Sets presence and run where there is one. Private to the domain.
void give_runs(std::vector<Attendance>& sessions, Day first, const std::string& group, const Known& known,
               std::span<const Outing> outings);

} // namespace runlog
