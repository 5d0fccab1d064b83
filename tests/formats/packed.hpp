#pragma once

#include <zlib.h>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

/// Files packed as others pack them, and as nobody should: for tests.
namespace runlog::formats::testing {

inline constexpr int raw_deflate = -MAX_WBITS;
inline constexpr int as_gzip = MAX_WBITS + 16;

inline std::string packed(const std::string& text, int kind, int level = 6) {
    z_stream deflater{};
    if (deflateInit2(&deflater, level, Z_DEFLATED, kind, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("no deflater");
    std::string bytes(deflateBound(&deflater, text.size()), '\0');
    deflater.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    deflater.avail_in = static_cast<uInt>(text.size());
    deflater.next_out = reinterpret_cast<Bytef*>(bytes.data());
    deflater.avail_out = static_cast<uInt>(bytes.size());
    const bool is_whole = deflate(&deflater, Z_FINISH) == Z_STREAM_END;
    bytes.resize(bytes.size() - deflater.avail_out);
    deflateEnd(&deflater);
    if (!is_whole) throw std::runtime_error("not packed");
    return bytes;
}

inline std::string gzip(const std::string& text) {
    return packed(text, as_gzip);
}

/// One entry as a zip's list tells it, true or not.
struct ZipEntry {
    std::string name;
    std::string stored; ///< its bytes as they stand in the zip
    std::uint32_t method = 0;
    std::uint32_t flags = 0;
    std::uint32_t crc = 0;
    std::uint32_t unpacked_size = 0;
    std::uint32_t made_by = 20;
    std::uint32_t attributes = 0;
    bool is_large = false; ///< then the list has its numbers where there is room for large ones
};

inline std::uint32_t crc_of(const std::string& text) {
    return static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size())));
}

inline ZipEntry stored(std::string name, std::string text) {
    ZipEntry entry;
    entry.name = std::move(name);
    entry.crc = crc_of(text);
    entry.unpacked_size = static_cast<std::uint32_t>(text.size());
    entry.stored = std::move(text);
    return entry;
}

inline ZipEntry deflated(std::string name, const std::string& text, int level = 6) {
    ZipEntry entry = stored(std::move(name), text);
    entry.stored = packed(text, raw_deflate, level);
    entry.method = Z_DEFLATED;
    return entry;
}

/// A zip in the making.
class Zip {
public:
    Zip& add(const ZipEntry& entry) {
        const std::size_t place = bytes_.size();
        bytes_ += number(0x04034b50, 4) + number(20, 2) + common(entry, sizes(entry), 0) + entry.name + entry.stored;
        return list(entry, place);
    }

    /// Lists an entry whose bytes are those of another, which begins at `place`.
    Zip& list(const ZipEntry& entry, std::size_t place) {
        const std::string large = number(1, 2) + number(24, 2) + number(entry.unpacked_size, 8) +
                                  number(entry.stored.size(), 8) + number(place, 8);
        const std::string other = number(2, 2) + number(3, 2) + "odd"; // which is passed over
        const std::string extra = entry.is_large ? other + large : "";
        list_ += number(0x02014b50, 4) + number(entry.made_by, 2) + number(20, 2);
        list_ += common(entry, entry.is_large ? number(all_ones, 8) : sizes(entry), extra.size());
        list_ += number(0, 6); // comment, disk, internal attributes
        list_ += number(entry.attributes, 4) + number(entry.is_large ? all_ones : place, 4) + entry.name + extra;
        ++count_;
        return *this;
    }

    std::string bytes() const { return bytes(count_); }

    /// With another number of entries than there are, and something behind them all.
    std::string bytes(std::size_t count, const std::string& comment = "") const {
        return bytes_ + list_ + end(count, list_.size(), bytes_.size()) + number(comment.size(), 2) + comment;
    }

    /// With an end that has room for large numbers.
    std::string large_bytes(std::size_t count) const {
        const std::size_t place = bytes_.size() + list_.size();
        return bytes_ + list_ + number(0x06064b50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8) +
               number(count, 8) + number(count, 8) + number(list_.size(), 8) + number(bytes_.size(), 8) +
               number(0x07064b50, 4) + number(0, 4) + number(place, 8) + number(1, 4) +
               end(0xffff, all_ones, all_ones) + number(0, 2);
    }

private:
    static std::string number(std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i, value >>= 8U) text += static_cast<char>(value & 0xffU);
        return text;
    }

    static constexpr std::uint64_t all_ones = 0xffffffffffffffff;

    static std::string sizes(const ZipEntry& entry) {
        return number(entry.stored.size(), 4) + number(entry.unpacked_size, 4);
    }

    /// What an entry's own header and its place in the list have in common.
    static std::string common(const ZipEntry& entry, const std::string& sizes, std::size_t extra) {
        return number(entry.flags, 2) + number(entry.method, 2) + number(0, 4) + number(entry.crc, 4) + sizes +
               number(entry.name.size(), 2) + number(extra, 2);
    }

    static std::string end(std::size_t count, std::uint64_t size, std::uint64_t place) {
        return number(0x06054b50, 4) + number(0, 4) + number(count, 2) + number(count, 2) + number(size, 4) +
               number(place, 4);
    }

    std::string bytes_;
    std::string list_;
    std::size_t count_ = 0;
};

} // namespace runlog::formats::testing
