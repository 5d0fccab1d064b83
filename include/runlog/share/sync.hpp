#pragma once

#include "runlog/share/host.hpp"
#include "runlog/store/shares.hpp"

#include <functional>
#include <string>
#include <vector>

/// One group's log on many machines (SHARING): what is new here goes out, what is new elsewhere comes in.
namespace runlog::share {

/// What a sync did.
struct Synced {
    bool let_in = false;   ///< whether the group knows this machine; else nothing was sent or taken in
    std::int64_t sent = 0; ///< records that the host had not, also what an earlier sync could not hand over
    int taken_in = 0;
    int put_aside = 0;       ///< lines that could not be read
    bool new_device = false; ///< an older copy of this log was found to be at work; this one goes by another name now
    std::vector<std::string> alarms;
    std::vector<Request> requests;
};

/// Exchanges one group's records with its host. May be stopped at any point: the next one goes on. Throws Error where
/// the host cannot be reached or is not to be believed; what is new here stays to be sent.
Synced sync(store::Log& log, GroupId group, Host& host, Instant now);

/// The lines that would leave this machine with the next sync, and have not yet.
std::vector<std::string> preview(store::Log& log, GroupId group, Instant now);

/// Begins to share a group: its first roster has this machine and nobody else.
void begin(store::Log& log, store::Share share, Host& host, Instant now);

/// Puts what `next` makes of the newest roster behind it, signed by this machine; of a newer one where somebody else
/// was faster. `fetched` has what the host had last. Throws Error where somebody always is, and what `next` throws.
void change_roster(const store::Share& share, Host& host, Fetched& fetched,
                   const std::function<Roster(const Roster&)>& next);

/// A name for a machine: 16 hexadecimal digits of chance.
std::string new_device();

} // namespace runlog::share
