#pragma once

#include <string>
#include <string_view>

namespace runlog::system {

/// Where a command's words go: collected, and written in one piece when the command is done or a lot has come together.
class Output {
public:
    /// Writes to an open file descriptor.
    explicit Output(int descriptor) : descriptor_(descriptor) {}

    /// Throws Error as flush does, where so much has come together that it is written now.
    void write(std::string_view text);

    /// Writes what was collected. Throws Error where not all of it could be written; a reader that has gone away, as
    /// in `| head`, is no error: `closed` then tells.
    void flush();

    /// Whether the reader has gone away; what is written from then on is dropped.
    bool closed() const { return closed_; }

    /// Forgets what was collected and not yet written.
    void discard() { collected_.clear(); }

private:
    int descriptor_;
    std::string collected_;
    bool closed_ = false;
};

} // namespace runlog::system
