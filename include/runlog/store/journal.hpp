#pragma once

#include "runlog/domain/id.hpp"
#include "runlog/store/log.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::store {

class Journal;

/// The right to write, which only a change gives. The functions that write take one.
class Writer {
public:
    const Log& log() const { return log_; }
    Instant now() const { return now_; }

private:
    friend class Journal;
    Writer(Log& log, Instant now, Journal* journal) : log_(log), now_(now), journal_(journal) {}
    Log& log_;
    Instant now_;
    Journal* journal_; ///< that records what is written; none where nobody can take it back
};

/// One change as the journal remembers it.
struct Change {
    ChangeId id;
    Instant at;
    std::string command; ///< the word that made it: `add`, `undo`
    std::string summary; ///< what it did, in one line
    std::optional<ChangeId> undoes;
    bool undone = false;
};

/// The one mechanism for change (DESIGN §6): `work` runs inside one transaction, what it did is kept so that it can be
/// taken back, and either all of it is durable on return or nothing has happened. `work` returns the line that
/// `history` shows. Returns nothing where `work` changed nothing.
std::optional<ChangeId> change(Log& log, Instant now, std::string_view command,
                               const std::function<std::string(Writer&)>& work);

/// Lets `work` do what it does in `change`, and leaves the log as it was.
void rehearse(Log& log, Instant now, const std::function<void(Writer&)>& work);

/// Lets `work` write what others said, in one transaction: it is no change of this log's own, so `undo` does not take
/// it back and `history` does not show it.
void take_in(Log& log, Instant now, const std::function<void(Writer&)>& work);

/// Takes back change `id`, or the newest one that is neither taken back nor an undo itself. Taking back an undo brings
/// its change back. Throws Error where there is nothing to take back, or where later changes stand on it.
/// Returns the change that was taken back and the number of the undo.
struct Undone {
    Change change;
    ChangeId by;
    bool brought_back; ///< it was an undo: what that one had taken back holds again
};
Undone undo(Log& log, Instant now, std::optional<ChangeId> id);

/// The newest change that one of `commands` made, if any.
std::optional<Change> newest_change(const Log& log, const std::vector<std::string_view>& commands);

/// The newest `limit` changes, newest first.
std::vector<Change> history(const Log& log, int limit);

} // namespace runlog::store
