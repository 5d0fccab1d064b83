#pragma once

#include "machines.hpp"

#include <functional>
#include <string>
#include <vector>

/// What is often done on a machine of a group's.
namespace runlog::share::in_memory {

/// Keeps a run of 5 km by `members`.
inline RunId add_run(Machines& group, Machine& machine, std::vector<std::string> members, bool with_group = true) {
    RunId id;
    group.change(machine, [&](store::Writer& writer) {
        auto run = store::testing::run_on(november(20), std::move(members));
        if (with_group) run.group = "momma";
        id = store::add_run(writer, run);
    });
    return id;
}

inline Run run_of(const Machine& machine, RunId id) {
    return store::find_run(*machine.log, id).value();
}

inline std::vector<Run> runs_on(const Machine& machine) {
    return store::testing::runs(*machine.log);
}

/// Changes how a machine shares the group, as a command does.
inline void set_share(Machines& group, Machine& machine, const std::function<void(store::Share&)>& set) {
    store::take_in(*machine.log, group.now, [&](store::Writer& writer) {
        auto share = machine.share();
        set(share);
        store::set_share(writer, share);
    });
}

} // namespace runlog::share::in_memory
