#pragma once

#include "git.hpp"
#include "refs.hpp"
#include "runlog/domain/roster.hpp"
#include "runlog/share/host.hpp"

#include <string>
#include <vector>

namespace runlog::share {

/// `dev/<member>/<device>`: the branch that a device alone writes.
std::string branch_of(const Device& device);

/// Checks what the host has of the branches of a roster's devices, and puts what can be believed into `fetched`, with
/// an alarm for what cannot. `own_device` is this machine's, whose branch is believed as it stands here. Where names
/// must move for that they are put into `moves`.
///
/// What is new in a branch is believed as a whole or not at all. It must follow what was believed before, its last
/// commit must be signed by the device's key, which vouches for those before it, and each commit must add plain files
/// whose numbers go on where those before them end. A device that was revoked ends with the commit that the roster
/// names.
void check_branches(const Git& git, const Refs& refs, const std::string& own_device, Fetched& fetched, RefMoves& moves);

} // namespace runlog::share
