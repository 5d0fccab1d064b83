#pragma once

namespace runlog::system {

/// While it lives, a first Ctrl-C (or polite kill) is noted and does not end the process, so that long work can stop at
/// a place of its own and leave nothing half done. A second one ends it. One lives at a time.
class Interruptible {
public:
    Interruptible();
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;
    ~Interruptible();

    /// Whether somebody asked for an end.
    bool interrupted() const;
};

} // namespace runlog::system
