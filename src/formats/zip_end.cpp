#include "zip_end.hpp"

#include <algorithm>
#include <optional>

namespace runlog::formats {

namespace {

constexpr std::size_t end_size = 22;
constexpr std::size_t longest_comment = 0xffff;
constexpr std::uint64_t all_ones_16 = 0xffff; ///< where a number is too large for its place
constexpr std::uint64_t all_ones_32 = 0xffffffff;

/// Where the end begins: behind it follows a comment, as long as it says.
std::optional<std::uint64_t> find_end(const OpenFile& zip) {
    const std::uint64_t from = zip.size() - std::min<std::uint64_t>(zip.size(), end_size + longest_comment);
    const std::string tail = bytes_at(zip, from, static_cast<std::size_t>(zip.size() - from));
    for (std::size_t at = tail.size(); at > 0;) {
        at = tail.rfind("PK\5\6", at - 1);
        if (at == std::string::npos) break;
        const std::size_t behind = tail.size() - at;
        if (behind >= end_size && number_at(tail, at + 20, 2) <= behind - end_size) return from + at;
    }
    return std::nullopt;
}

/// The end of a large zip has a larger one before it, and in between something that leads there.
std::optional<std::string> large_end(const OpenFile& zip, std::uint64_t end) {
    constexpr std::size_t guide_size = 20;
    constexpr std::size_t large_end_size = 56;
    if (end < guide_size) return std::nullopt;
    const std::string guide = bytes_at(zip, end - guide_size, guide_size);
    if (guide.size() < guide_size || !guide.starts_with("PK\6\7")) return std::nullopt;
    std::string large = bytes_at(zip, number_at(guide, 8, 8), large_end_size);
    if (large.size() < large_end_size || !large.starts_with("PK\6\6")) throw broken_list();
    return large;
}

} // namespace

ZipEnd end_of_zip(const OpenFile& zip) {
    const auto position = find_end(zip);
    if (!position) throw BadFile("It is a zip that ends in the middle, or is damaged.", fetch_again);
    const std::string end = bytes_at(zip, *position, end_size);
    if (end.size() < end_size) throw broken_list();
    const auto part = number_at(end, 4, 4); // two numbers, of this part of the zip, and of the one with the list
    const auto here = number_at(end, 8, 2);
    ZipEnd found{number_at(end, 10, 2), false, number_at(end, 16, 4), number_at(end, 12, 4)};
    bool is_one_piece = part == 0 && here == found.count;
    if (found.count == all_ones_16 || found.list == all_ones_32 || found.list_size == all_ones_32) {
        if (const auto large = large_end(zip, *position)) {
            found = {number_at(*large, 32, 8), true, number_at(*large, 48, 8), number_at(*large, 40, 8)};
            is_one_piece = number_at(*large, 16, 8) == 0 && number_at(*large, 24, 8) == found.count;
        }
    }
    if (!is_one_piece) throw BadFile("It is one of several pieces of a zip.", "Put them together first.");
    if (found.list > *position || found.list_size > *position - found.list) throw broken_list();
    return found;
}

BadFile broken_list() {
    return BadFile("It is a damaged zip: its list of files is broken.", fetch_again);
}

std::string bytes_at(const OpenFile& zip, std::uint64_t position, std::size_t size) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    for (std::size_t got = 1; got > 0 && done < size; done += got)
        got = zip.read_at(position + done, bytes.data() + done, size - done);
    bytes.resize(done);
    return bytes;
}

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

} // namespace runlog::formats
