#pragma once

#include "git.hpp"
#include "refs.hpp"
#include "runlog/share/host.hpp"

#include <string>

namespace runlog::share {

inline constexpr const char* request_file = "request.json";

/// `join/<device>`: the branch by which a device asks to be let in.
std::string request_branch(const std::string& device);

/// Puts the requests on the host into `fetched` that each were signed with the key they name, and are of no device of
/// its roster; an alarm for the others. Where names must move for that they are put into `moves`.
void check_requests(const Git& git, const Refs& refs, Fetched& fetched, RefMoves& moves);

} // namespace runlog::share
