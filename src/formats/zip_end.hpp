#pragma once

#include "open_file.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace runlog::formats {

/// What the last bytes of a zip say about its list of entries.
struct ZipEnd {
    std::uint64_t count = 0;
    bool counts_all = true; ///< else `count` is what is left of it in 16 bits
    std::uint64_t list = 0; ///< where it begins
    std::uint64_t list_size = 0;
};

/// Throws BadFile where the end is missing, or speaks of what cannot be.
ZipEnd end_of_zip(const OpenFile& zip);

BadFile broken_list();

/// So many bytes from there, or as many as there are.
std::string bytes_at(const OpenFile& zip, std::uint64_t position, std::size_t size);

/// The number of `size` bytes, the lowest first, that stands at `at` in `bytes`, which must be long enough.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size);

} // namespace runlog::formats
