#pragma once

#include "runlog/domain/error.hpp"
#include "runlog/share/host.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace runlog::share::in_memory {

/// What a host keeps, without git: a roster and a branch of batches for each device.
struct World {
    std::optional<Roster> roster;
    int roster_version = 0;
    std::map<std::string, std::vector<Batch>> branches;

    std::int64_t last(const std::string& device) const {
        const auto found = branches.find(device);
        return found == branches.end() || found->second.empty() ? 0 : found->second.back().last;
    }
};

/// A key for a device that never signs.
inline std::string key_of(const std::string& device) {
    return "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + std::string(27, 'A') + device;
}

/// The power goes.
struct Killed {};

/// A machine's way to the world. `before` is asked before every step whether the machine dies there.
class MemoryHost : public Host {
public:
    explicit MemoryHost(
        World& world, std::function<bool()> dies = [] { return false; })
        : state_(world), dies_(std::move(dies)) {}

    Fetched fetch() override {
        step();
        if (!state_.roster) throw Error("There is no group's log yet.");
        seen_ = state_.roster_version;
        Fetched fetched;
        fetched.roster = *state_.roster;
        for (const auto& [device, batches] : state_.branches)
            if (!batches.empty())
                fetched.branches.push_back({device, std::to_string(batches.size()), batches.back().last});
        return fetched;
    }

    void each_batch(const Branch& branch, const std::string& since,
                    const std::function<void(const Batch&)>& visit) override {
        const auto& batches = state_.branches.at(branch.device);
        const auto end = static_cast<std::size_t>(std::stoi(branch.tip));
        for (auto i = since.empty() ? 0 : static_cast<std::size_t>(std::stoi(since)); i < end; ++i) {
            step();
            visit(batches[i]);
        }
    }

    /// As a push without force: it fails where the branch is not as it was seen.
    Delivered send(const std::string& device, std::span<const Batch> batches) override {
        step();
        auto& branch = state_.branches[device];
        const auto before = state_.last(device);
        for (const auto& batch : batches) {
            if (batch.first != state_.last(device) + 1) throw Error("The branch has moved.");
            branch.push_back(batch);
            branch.back().place = device + "/" + std::to_string(batch.first);
        }
        step();
        return {{device, branch.empty() ? "" : std::to_string(branch.size()), state_.last(device)},
                state_.last(device) - before};
    }

    std::string make_key(const std::string& device) override { return key_of(device); }

    bool change_roster(const Roster& next, const std::string& signer) override {
        step();
        if (state_.roster && seen_ != state_.roster_version) return false;
        if (state_.roster)
            if (const auto why = why_not_next(*state_.roster, next, signer)) throw Error(*why);
        state_.roster = next;
        seen_ = ++state_.roster_version;
        step();
        return true;
    }

    void ask(const Request&) override {}
    void forget(const Request&) override {}

private:
    void step() const {
        if (dies_()) throw Killed{};
    }

    World& state_;
    std::function<bool()> dies_;
    int seen_ = 0;
};

} // namespace runlog::share::in_memory
