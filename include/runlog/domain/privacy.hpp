#pragma once

#include "runlog/domain/statement.hpp"

#include <optional>

namespace runlog {

/// What a member lets a group see (SHARING, "What leaves this machine").
struct Openness {
    Uid me;                ///< the member, by the group's name for them
    bool all_runs = false; ///< their runs elsewhere too
    bool reasons = false;  ///< why they are away
    bool notes = false;    ///< what they note on runs
};

/// What of a thing may leave the machine; nothing where none of it may: private runs, and runs elsewhere that are not
/// shared. `facts` are all that the log has of it.
std::optional<Facts> leaving(const Thing& thing, Facts facts, const Openness& openness);

/// `text`, cut where it is longer than what is taken in elsewhere.
std::string cut_to_fit(std::string text);

} // namespace runlog
