#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/share/host.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace runlog::share {

/// Where a group's records are exchanged, and by whom.
struct Place {
    std::filesystem::path mirror; ///< a bare repository, which is made where there is none: a copy, which may be lost
    std::filesystem::path keys;   ///< the folder with the keys of this machine's devices
    std::string address;          ///< of the host's repository (check_address)
    std::string group;            ///< how sentences call it; empty where that is not known yet
    std::string genesis;          ///< the first commit of the roster; empty where it is to be begun
    std::string own_device;       ///< this machine's; empty while it has none
    std::chrono::seconds limit;   ///< how long an exchange with the host may take
    Instant now;                  ///< the date of what is written
};

/// A group's host, by git: this machine keeps a mirror of what it has, and believes only what follows from the first
/// commit of the roster. While a mirror is open no other process of this machine can open it.
///
/// Whenever it is interrupted, even by a power cut, the mirror can be opened again, and what was not sent is sent with
/// the next `send`. Nothing that was believed once is ever given up for what a host says later: that makes an alarm.
class Mirror : public Host {
public:
    /// Does not ask the host. Throws Error where the address is none, git or OpenSSH is missing, another runlog is busy
    /// with this mirror for longer than the limit, or the folders cannot be written.
    explicit Mirror(Place place);
    ~Mirror() override;

    Fetched fetch() override;
    void each_batch(const Branch& branch, const std::string& since,
                    const std::function<void(const Batch&)>& visit) override;
    Delivered send(const std::string& device, std::span<const Batch> batches) override;
    std::string make_key(const std::string& device) override;
    bool change_roster(const Roster& next, const std::string& signer) override;
    void ask(const Request& request) override;
    void forget(const Request& request) override;

    /// The first commit of the roster, by which its group is known; empty while it has not begun.
    const std::string& genesis() const;

    /// What is wrong with the mirror itself, a phrase each: objects that are damaged or missing, signatures of what was
    /// believed that do not hold. Does not ask the host, and reads everything.
    std::vector<std::string> troubles() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace runlog::share
