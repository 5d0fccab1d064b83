#include "zip_list.hpp"

#include "entries.hpp"
#include "zip_end.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/stat.h>

namespace runlog::formats {

namespace {

constexpr std::uint64_t all_ones = 0xffffffff; ///< where a number is too large for its place
constexpr std::uint64_t longest_list = 512 * 1024 * 1024;

/// One row of the list: numbers at places of their own, and texts behind.
struct Row {
    std::string_view numbers;
    std::string_view name;
    std::string_view extra;

    std::uint64_t number(std::size_t at, std::size_t size) const { return number_at(numbers, at, size); }
};

/// The rows from first to last, read in pieces.
class Rows {
public:
    Rows(const OpenFile& zip, const ZipEnd& end) : zip_(zip), position_(end.list), left_(end.list_size) {}

    bool has_more() const { return left_ > 0 || at_ < held_.size(); }

    /// Valid until the next one.
    Row next() {
        constexpr std::size_t numbers = 46;
        hold(numbers);
        if (held_.compare(at_, 4, "PK\1\2") != 0) throw broken_list();
        const auto size = [&](std::size_t at) { return static_cast<std::size_t>(number_at(held_, at_ + at, 2)); };
        const std::size_t name = size(28);
        const std::size_t extra = size(30);
        const std::size_t all = numbers + name + extra + size(32);
        hold(all);
        const auto row = std::string_view(held_).substr(at_, all);
        at_ += all;
        return {row.substr(0, numbers), row.substr(numbers, name), row.substr(numbers + name, extra)};
    }

private:
    /// Sees to it that so many bytes are there.
    void hold(std::size_t size) {
        if (held_.size() - at_ >= size) return;
        held_.erase(0, std::exchange(at_, 0));
        constexpr std::uint64_t piece = 64 * 1024;
        const auto more = std::min(left_, std::max<std::uint64_t>(piece, size));
        held_ += bytes_at(zip_, position_, static_cast<std::size_t>(more));
        position_ += more;
        left_ -= more;
        if (held_.size() < size) throw broken_list();
    }

    const OpenFile& zip_;
    std::uint64_t position_;
    std::uint64_t left_;
    std::string held_;
    std::size_t at_ = 0; ///< in what is held
};

/// The name as it is kept: nothing where it is a folder's, hidden, or leads out of the zip.
std::optional<std::string> name_within(std::string_view name) {
    while (name.starts_with("./")) name.remove_prefix(2);
    if (name.find('\\') != std::string_view::npos || name.find('\0') != std::string_view::npos) return std::nullopt;
    for (std::string_view rest = name;;) {
        const auto slash = rest.find('/');
        const auto part = rest.substr(0, slash);
        if (part.empty() || is_hidden(part)) return std::nullopt; // `.` and `..` are hidden too
        if (slash == std::string_view::npos) return std::string(name);
        rest.remove_prefix(slash + 1);
    }
}

/// A link, or what else systems put into zips, is no file.
bool is_ordinary(const Row& row) {
    constexpr std::uint64_t by_unix = 3;
    const auto type = static_cast<mode_t>(row.number(40, 2)) & S_IFMT;
    return row.number(5, 1) != by_unix || type == 0 || S_ISREG(type);
}

/// Numbers that are too large for their places stand behind the name, in the order of the places.
void read_large(std::string_view extra, std::initializer_list<std::uint64_t*> numbers) {
    constexpr std::size_t header = 4;
    constexpr std::uint64_t large_numbers = 1;
    while (extra.size() >= header) {
        const auto kind = number_at(extra, 0, 2);
        auto field = extra.substr(header, number_at(extra, 2, 2));
        extra.remove_prefix(header + field.size());
        if (kind != large_numbers) continue;
        for (auto* number : numbers) {
            if (*number != all_ones || field.size() < 8) continue;
            *number = number_at(field, 0, 8);
            field.remove_prefix(8);
        }
    }
}

ZipPlace place_from(const Row& row) {
    ZipPlace place;
    place.flags = static_cast<std::uint16_t>(row.number(8, 2));
    place.method = static_cast<std::uint16_t>(row.number(10, 2));
    place.crc = static_cast<std::uint32_t>(row.number(16, 4));
    place.stored_size = row.number(20, 4);
    place.unpacked_size = row.number(24, 4);
    place.header = row.number(42, 4);
    read_large(row.extra, {&place.unpacked_size, &place.stored_size, &place.header});
    return place;
}

void sort(std::vector<ListedEntry>& entries) {
    const auto by_name = [](const auto& a, const auto& b) { return a.entry.name < b.entry.name; };
    std::stable_sort(entries.begin(), entries.end(), by_name);
    const auto alike = [](const auto& a, const auto& b) { return a.entry.name == b.entry.name; };
    entries.erase(std::unique(entries.begin(), entries.end(), alike), entries.end());
}

} // namespace

std::vector<ListedEntry> entries_of_zip(const OpenFile& zip) {
    const ZipEnd end = end_of_zip(zip);
    if (end.count > most_entries || end.list_size > longest_list) refuse_so_many();
    std::vector<ListedEntry> entries;
    std::uint64_t unclaimed = zip.size();
    std::uint64_t count = 0;
    for (Rows rows(zip, end); rows.has_more();) {
        if (++count > most_entries) refuse_so_many();
        const Row row = rows.next();
        const ZipPlace place = place_from(row);
        // Entries that share their bytes could make hours of reading out of next to nothing.
        if (place.stored_size > unclaimed) throw BadFile("Its files lie one upon the other.", unpack_first);
        unclaimed -= place.stored_size;
        auto name = name_within(row.name);
        if (name && is_ordinary(row)) entries.push_back({{std::move(*name), place.stored_size}, place});
    }
    const std::uint64_t counted = end.counts_all ? count : count & 0xffffU;
    const bool begins_with_one = bytes_at(zip, 0, 4) == "PK\3\4";
    if (counted != end.count || begins_with_one != (count > 0)) throw broken_list();
    sort(entries);
    return entries;
}

} // namespace runlog::formats
