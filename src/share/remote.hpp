#pragma once

#include "git.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace runlog::share {

/// How a host answered what it was sent.
struct Pushed {
    bool taken = false;
    std::string why_not; ///< a phrase, where it was not
};

/// The repository that a group exchanges its records by. All functions throw Error where it cannot be reached.
class Remote {
public:
    /// `group` is how sentences call it: its handle, or the address where that is not known. No exchange takes longer
    /// than `limit`. Throws Error where `address` is none.
    Remote(const Git& git, std::string address, std::string group, std::chrono::seconds limit);

    const std::string& group() const { return group_; }
    const std::string& address() const { return address_; }

    /// Brings all its branches to `refs/incoming/`, and takes away there what it has not got any more.
    void fetch() const;

    /// Sends a `commit:branch`; with `+` before it whatever is there. Where `expected` is given, only if it has that.
    Pushed push(const std::string& what, const std::optional<std::string>& expected = {}) const;

    /// Where a branch of it ends now; empty where it has none of that name.
    std::string tip(const std::string& branch) const;

private:
    system::Ended run(std::vector<std::string> words) const;
    [[noreturn]] void tell_trouble(const system::Ended& ended) const;

    const Git& git_;
    std::string address_;
    std::string group_;
    std::chrono::seconds limit_;
};

} // namespace runlog::share
