#pragma once

#include "board_facts.hpp"
#include "json.hpp"

#include <memory>
#include <optional>
#include <vector>

/// `board --ahead`: who is a little ahead of somebody, and what it takes to get there.
namespace runlog::cli {

/// The next one ahead in one measure.
struct Target {
    Measure measure;
    std::optional<Member> member; ///< absent where nobody is ahead
    Training theirs;
};

struct Ahead {
    Member me;
    int weeks;
    Training mine;
    std::vector<Target> targets;
};

/// Looks among all who are in these groups today. Throws Error where nobody else is.
Ahead ahead_of(Context& context, const Member& me, std::vector<std::unique_ptr<Roll>>& rolls, int weeks);

void print_ahead(Context& context, const Ahead& ahead);
Json to_json(Context& context, const Ahead& ahead);

} // namespace runlog::cli
