#pragma once

#include "runlog/formats/read_run.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <istream>
#include <streambuf>

namespace runlog::formats {

/// A stream between a file and a parser that keeps a whole row or text in memory: it hands on so many bytes, and then
/// no more until `progress` says that the parser has let go of what it read. So no file makes a parser grow.
class BoundedInput : public std::streambuf {
public:
    /// `refusal` says why the file is refused where it goes on for more than `most` bytes without progress.
    BoundedInput(std::istream& in, std::size_t most, std::function<BadFile()> refusal);

    void progress() { since_ = 0; }

    /// Whether more was asked for than the file holds.
    bool at_end() const { return at_end_; }

protected:
    /// Throws BadFile. What reading `in` throws passes through.
    int_type underflow() override;

private:
    std::size_t fill();

    std::istream& in_;
    std::size_t most_;
    std::function<BadFile()> refusal_;
    std::size_t since_ = 0;
    bool at_end_ = false;
    std::array<char, 16 * 1024> buffer_{};
};

} // namespace runlog::formats
