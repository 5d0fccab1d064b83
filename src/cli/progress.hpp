#pragma once

#include "context.hpp"
#include "runlog/system/stopwatch.hpp"

#include <cstdint>

namespace runlog::cli {

/// One line on standard error about long work, written anew several times a second; nothing where standard error is no
/// terminal. It goes when the work is done, or fails.
class Progress {
public:
    explicit Progress(Context& context) : context_(context) {}
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();

    /// What there is to read, in bytes; 0 where nobody knows.
    void expect(std::uint64_t bytes) { expected_ = bytes; }

    /// How far it is, with the bytes of the file at hand: cheap, so that it can be told for every run.
    void tell(std::int64_t runs, std::uint64_t bytes);

    /// The file at hand is done, after so many bytes.
    void finish_file(std::uint64_t bytes) { finished_ += bytes; }

private:
    Context& context_;
    system::Stopwatch watch_;
    std::uint64_t expected_ = 0;
    std::uint64_t finished_ = 0;
    double next_ = 0.5; ///< when to write again, in seconds; short work is told by its answer alone
    bool shown_ = false;
};

/// `12,000 runs, 24,000 a second, 40 s left`: after `seconds`, with `done` of `expected` bytes read (0: unknown).
std::string progress_text(std::int64_t runs, std::uint64_t done, std::uint64_t expected, double seconds);

} // namespace runlog::cli
