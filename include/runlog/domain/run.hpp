#pragma once

#include "runlog/domain/id.hpp"
#include "runlog/domain/quantities.hpp"
#include "runlog/domain/uid.hpp"
#include "runlog/domain/zone.hpp"

#include <optional>
#include <string>
#include <vector>

namespace runlog {

/// One outing on one local day, by one or more members (DESIGN §2). People and groups are named by their handles.
struct Run {
    RunId id;
    Uid uid;
    Day day;
    std::optional<Placed> start; ///< on `day`, when known
    std::string zone;            ///< name of the zone in which `day` was decided
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
    std::vector<std::string> members; ///< at least one, none twice
    std::optional<std::string> group;
    std::optional<std::string> session; ///< `2026-11-21` or `2026-11-21T06:00` within `group`
    std::optional<std::string> place;
    std::vector<std::string> tags; ///< none twice
    std::optional<std::string> note;
    bool is_private = false;
    bool remote = false;
    std::optional<std::string> source;  ///< where an imported run came from, with that place's own id for it
    std::optional<std::string> said_by; ///< whose word it is, where a group's other machine told it
    std::vector<std::string> also; ///< uids and sources of runs that were merged into it: files bring it by them too
};

/// Throws Error unless the run has a member and a distance or a duration, both within what is believed, and lies
/// neither after `latest`, a moment, nor on a day after `latest_day`.
void check_run(const Run& run, Day latest_day, Instant latest);

/// Throws Error unless `tag` is 1 to 40 printable characters without a blank, comma or semicolon.
void check_tag(const std::string& tag);

} // namespace runlog
