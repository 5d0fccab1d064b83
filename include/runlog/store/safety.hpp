#pragma once

#include "runlog/store/journal.hpp"
#include "runlog/store/log.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace runlog::store {

/// Writes a consistent copy of the log to `target` while others may write: whole, or not at all. Throws Error where
/// `target` exists or cannot be written.
void back_up(const Log& log, const std::filesystem::path& target);

/// Puts the log kept at `copy` in the place of `target`. An existing log there is first copied to the path that is
/// returned; without one an empty path comes back. Throws Error, and changes nothing, where `copy` is not a sound log.
std::filesystem::path restore(const std::filesystem::path& copy, const std::filesystem::path& target, Instant now);

/// What helps against a trouble.
enum class Remedy {
    by_hand, ///< the trouble says what to do
    mend,    ///< `mend` does it
    backup,  ///< only an older copy of the log
};

struct Trouble {
    std::string what;
    Remedy remedy = Remedy::by_hand;
};

/// One thing that was looked at, and what is wrong with it; nothing wrong with an empty list.
struct Finding {
    std::string subject; ///< `file`, `references`
    std::vector<Trouble> troubles;
};

/// Looks the whole log over: the file's pages, references between records, values that cannot be read, runs kept
/// twice, the clock, and who else can open the files. Reads everything and changes nothing.
std::vector<Finding> examine(const Log& log, Instant now);

/// What `mend` did.
struct Mended {
    std::vector<std::string> done;  ///< a phrase each
    std::optional<ChangeId> change; ///< to be taken back like any other
    std::filesystem::path kept;     ///< a copy of the log as it was, where pages were written anew
};

/// Does what helps and loses nothing against the troubles that `examine` marks with Remedy::mend. Rows are left alone
/// in a log of which anything needs a backup. Throws Error, with everything as it was, where it cannot be done.
Mended mend(Log& log, Instant now);

} // namespace runlog::store
