#pragma once

#include "runlog/domain/roster.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace runlog::share {

/// A file of records in a device's branch, one a line, never changed once it is written.
struct Batch {
    std::int64_t first = 0; ///< number of its first record
    std::int64_t last = 0;
    std::string lines; ///< each ended by a newline
    std::string place; ///< branch and path, for whoever looks for it
};

/// A device's branch, as far as it can be trusted.
struct Branch {
    std::string device;
    std::string tip;       ///< its last commit
    std::int64_t last = 0; ///< the last number in it
};

/// What came of sending: the device's branch, and how many of its records the host had not before.
struct Delivered : Branch {
    std::int64_t records = 0;
};

using runlog::Request;

/// What a host had when it was asked.
struct Fetched {
    Roster roster;
    std::vector<Branch> branches;    ///< of the roster's devices, none beyond where it was revoked
    std::vector<std::string> alarms; ///< what was not believed, a sentence each
    std::vector<Request> requests;
    bool copied = false; ///< another machine sends as this one does, by a copy of its key: take a new device
};

/// Where a group's records are exchanged. In life it is a git repository (mirror.hpp); in tests it is memory.
/// All functions throw Error where the host cannot be reached or does not take what it is sent.
class Host {
public:
    Host() = default;
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;
    virtual ~Host() = default;

    /// Brings here what the host has, and checks it. This machine's own branch comes back with what it has not sent
    /// yet. Throws Error where the roster has two ends or was not signed by whom it must be.
    virtual Fetched fetch() = 0;

    /// Hands over the batches of `branch`, in order, that came after the commit `since`; all where that is empty or
    /// not in the branch.
    virtual void each_batch(const Branch& branch, const std::string& since,
                            const std::function<void(const Batch&)>& visit) = 0;

    /// Adds `batches` to the branch of `device`, which is this machine's, and sends what the host has not got of it;
    /// that may be something even without any. Their numbers must go on where the branch ends. Needs a fetch before it.
    virtual Delivered send(const std::string& device, std::span<const Batch> batches) = 0;

    /// Makes a key for a device, unless it has one, and returns the public one. From then on that device is this
    /// machine's.
    virtual std::string make_key(const std::string& device) = 0;

    /// Puts `next` behind the newest version of the roster, signed by `signer`, a device of this machine. Returns false
    /// where somebody else was faster: fetch, and try again.
    virtual bool change_roster(const Roster& next, const std::string& signer) = 0;

    /// Asks to be let in; takes back what was asked.
    virtual void ask(const Request& request) = 0;
    virtual void forget(const Request& request) = 0;
};

} // namespace runlog::share
