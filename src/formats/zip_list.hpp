#pragma once

#include "open_file.hpp"
#include "runlog/formats/bundle.hpp"

#include <cstdint>
#include <vector>

namespace runlog::formats {

/// Where and how a file is stored, as the list of a zip has it.
struct ZipPlace {
    std::uint64_t header = 0; ///< of the file's own, before its bytes
    std::uint64_t stored_size = 0;
    std::uint64_t unpacked_size = 0;
    std::uint32_t crc = 0;
    std::uint16_t flags = 0;
    std::uint16_t method = 0;
};

struct ListedEntry {
    Bundle::Entry entry;
    ZipPlace place;
};

/// What the zip holds but folders, hidden files, links, and names that lead out of it; of several of one name the
/// first. In the order of their names. Throws BadFile where the list is missing or damaged, is too long, or has entries
/// that share their bytes.
std::vector<ListedEntry> entries_of_zip(const OpenFile& zip);

/// What to do about a zip that is more than one.
inline constexpr auto unpack_first = "Unpack the zip first, and import the folder.";

} // namespace runlog::formats
