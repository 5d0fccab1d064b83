#pragma once

#include "runlog/domain/quantities.hpp"
#include "runlog/store/log.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

/// Who runs with whom. A run has company where somebody else ran it too, or was at the same session in person, told in
/// a run of their own; who ran a session elsewhere had none of it.
namespace runlog::store {

/// The newest run that a member did not run alone, no older than `since` and not after `until`.
struct Company {
    Day day;
    std::vector<std::string> others; ///< their handles
};
std::optional<Company> last_company(const Log& log, MemberId member, Day since, Day until);

/// One member's part in a run, as calendars and comparisons look at it.
struct OwnRun {
    RunId run;
    Day day;
    std::optional<Metres> distance;
    std::optional<Seconds> duration;
    bool in_company = false;
};

/// Hands a member's runs from `since` to `until`, both included, to `visit`, the oldest day first. Reads no others.
void each_own_run(const Log& log, MemberId member, Day since, Day until,
                  const std::function<void(const OwnRun&)>& visit);

/// A member's run that was not run alone.
struct RunInCompany {
    RunId run;
    Day day;
    std::vector<MemberId> others; ///< each once
};

/// Hands those of the same runs that had company to `visit`, in the same order, with who was there.
void each_run_in_company(const Log& log, MemberId member, Day since, Day until,
                         const std::function<void(const RunInCompany&)>& visit);

} // namespace runlog::store
