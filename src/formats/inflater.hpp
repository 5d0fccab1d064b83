#pragma once

#include <zlib.h>

#include <array>
#include <cstddef>
#include <functional>

namespace runlog::formats {

/// Unpacks what zlib has packed, piece by piece.
class Inflater {
public:
    enum class Kind { gzip, bare };

    /// Puts at most so many packed bytes there and says how many; 0 once there are no more.
    using Refill = std::function<std::size_t(char*, std::size_t)>;

    Inflater(Kind kind, Refill refill);
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater();

    /// Puts at most `size` bytes at `to` and says how many: 0 at the end of what was packed in one go. Throws BadFile
    /// where that is damaged, or ends in the middle.
    std::size_t read(char* to, std::size_t size);

    /// Goes on with what was packed separately, behind that end and any zeros; false where nothing follows.
    bool begin_another();

private:
    void refill();
    void step();

    Refill refill_;
    z_stream stream_{};
    std::array<char, 16 * 1024> packed_; ///< which the stream is at
    bool ended_ = false;
};

} // namespace runlog::formats
