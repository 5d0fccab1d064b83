#pragma once

#include "memory_host.hpp"
#include "runlog/share/sync.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/promises.hpp"
#include "runlog/store/safety.hpp"
#include "runlog/store/schedule.hpp"
#include "runlog/store/shares.hpp"
#include "runlog/store/things.hpp"
#include "store/fixture.hpp"

#include <memory>
#include <set>

namespace runlog::share::in_memory {

using store::testing::named;
using store::testing::november;

/// One machine of somebody's, with a log of its own.
struct Machine {
    std::filesystem::path path;
    std::string owner;
    std::chrono::seconds skew{0};
    std::unique_ptr<store::Log> log;

    GroupId group() const { return store::find_group(*log, "momma").value().id; }
    store::Share share() const { return store::share_of(*log, group()).value(); }
    MemberId me() const { return store::owner(*log).id; }
    void open() { log = std::make_unique<store::Log>(store::Log::open(path, store::Access::write)); }
    void close() { log.reset(); }
};

/// A group's machines and what lies between them. The first machine began it.
class Machines {
public:
    World world;
    std::vector<Machine> machines;
    Instant now = store::testing::now;
    store::testing::TemporaryFolder folder;

    /// Sue begins; whoever is named has machines of their own, let in one after the other.
    explicit Machines(const std::vector<std::string>& owners) {
        add_machine(owners.front());
        auto& first = machines.front();
        change(first, [&](store::Writer& writer) {
            runlog::Group momma;
            momma.handle = "momma";
            const auto group = store::add_group(writer, momma);
            std::set<std::string> others(owners.begin(), owners.end());
            for (const auto& handle : others)
                if (handle != first.owner) store::add_member(writer, named(handle));
            for (const auto& handle : others) join(writer, group, handle);
        });
        MemoryHost host(world);
        store::Share share;
        share.group = first.group();
        share.handle = "momma";
        share.url = "memory";
        share.device = device_name(0);
        begin(*first.log, share, host, now);
        sync(0);
        for (std::size_t i = 1; i < owners.size(); ++i) let_in(owners[i]);
    }

    /// A new machine of a member of the group.
    void let_in(const std::string& owner) {
        add_machine(owner);
        const auto at = machines.size() - 1;
        auto& machine = machines.back();
        store::take_in(*machine.log, now, [&](store::Writer& writer) {
            const auto group = store::add_shared_group(writer, world.roster->group, "momma");
            store::Share share;
            share.group = group;
            share.url = "memory";
            share.device = device_name(at);
            store::set_share(writer, share);
        });
        const Uid uid = uid_of(owner);
        auto& roster = *world.roster;
        if (!roster.member(uid)) roster.members.push_back({uid, owner, Role::member});
        roster = with_device(roster, {device_name(at), uid, key_of(device_name(at)), {}, {}});
        ++world.roster_version;
        sync(at);
    }

    Synced sync(
        std::size_t at, const std::function<bool()>& dies = [] { return false; }) {
        MemoryHost host(world, dies);
        auto& machine = machines[at];
        return share::sync(*machine.log, machine.group(), host, time(machine));
    }

    /// Everybody, until nobody has anything new.
    void sync_all() {
        for (int round = 0; round < 4; ++round)
            for (std::size_t i = 0; i < machines.size(); ++i) sync(i);
    }

    void change(Machine& machine, const std::function<void(store::Writer&)>& work) {
        store::change(*machine.log, time(machine), "test", [&](store::Writer& writer) {
            work(writer);
            return "a test";
        });
    }

    Instant time(const Machine& machine) const { return now + machine.skew; }

    /// The group's name for a member.
    Uid uid_of(const std::string& handle) const {
        const auto& log = *machines.front().log;
        const auto member = store::find_member(log, handle).value();
        for (const auto& [uid, id] : store::shared_members(log, machines.front().group()))
            if (id == member.id) return uid;
        return {};
    }

    static void join(store::Writer& writer, GroupId group, const std::string& handle) {
        Membership membership;
        membership.when.from = november(1);
        store::set_memberships(writer, group, store::find_member(writer.log(), handle).value().id, {membership});
    }

private:
    static std::string device_name(std::size_t at) {
        auto digits = std::to_string(at + 1);
        return std::string(16 - digits.size(), '0') + digits;
    }

    void add_machine(const std::string& owner) {
        Machine machine;
        machine.path = folder.path() / (std::to_string(machines.size()) + ".db");
        machine.owner = owner;
        {
            auto log = store::Log::create(machine.path, named(owner), now);
            store::change(log, now, "test", [](store::Writer& writer) {
                store::add_group(writer, store::testing::grouped("own")); // a log appears with its first change
                return "a test";
            });
        }
        machine.open();
        machines.push_back(std::move(machine));
    }
};

/// What a log has of a thing, as far as it travels.
inline std::optional<Facts> facts(const Machine& machine, const Thing& thing) {
    auto facts = store::Things(*machine.log, machine.group()).facts(thing);
    if (facts) facts->erase("private");
    if (facts) facts->erase("note");
    return facts;
}

} // namespace runlog::share::in_memory
