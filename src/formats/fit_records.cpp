#include "fit_records.hpp"

#include "runlog/formats/read_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace runlog::formats {

namespace {

constexpr const char* copy_again = "Copy it from the watch again.";
constexpr std::string_view mark = ".FIT";
constexpr std::size_t mark_at = 8;
constexpr std::size_t shortest_header = 12;
constexpr std::size_t summed_header = 14; ///< the shortest one that has a check sum of its own
constexpr std::size_t sum_size = 2;

// The first byte of a record.
constexpr unsigned compressed_time = 0x80; ///< data, with a time in the bits that otherwise say what the record is
constexpr unsigned is_definition = 0x40;
constexpr unsigned has_developer_fields = 0x20;
constexpr unsigned local_type = 0x0F;

constexpr std::uint32_t session_message = 18;

/// CRC-16 of one byte: x^16 + x^15 + x^2 + 1, the lowest bit first.
constexpr std::array<std::uint16_t, 256> sums_of_bytes = [] {
    std::array<std::uint16_t, 256> sums{};
    for (unsigned byte = 0; byte < sums.size(); ++byte) {
        unsigned sum = byte;
        for (int bit = 0; bit < 8; ++bit) sum = (sum & 1U) != 0 ? sum >> 1U ^ 0xA001U : sum >> 1U;
        sums[byte] = static_cast<std::uint16_t>(sum);
    }
    return sums;
}();

/// The number that one to four bytes make.
std::uint32_t number(std::span<const std::uint8_t> bytes, std::endian order) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value = value << 8U | bytes[order == std::endian::big ? i : bytes.size() - 1 - i];
    return value;
}

/// A stream's bytes, counted and summed up as they pass.
class Bytes {
public:
    explicit Bytes(std::istream& in) : in_(in) {}

    bool at_end() {
        const bool ended = in_.peek() == std::istream::traits_type::eof();
        check();
        return ended;
    }

    /// Fills `into`; false where the stream ends before.
    bool read(std::span<std::uint8_t> into) {
        in_.read(reinterpret_cast<char*>(into.data()), static_cast<std::streamsize>(into.size()));
        check();
        const auto got = static_cast<std::size_t>(in_.gcount());
        for (const auto byte : into.first(got))
            sum_ = static_cast<std::uint16_t>(sum_ >> 8U ^ sums_of_bytes[(sum_ ^ byte) & 0xFFU]);
        offset_ += got;
        return got == into.size();
    }

    /// 0 where what was read so far ends with its own check sum, be it that of a header or of a file.
    std::uint16_t sum() const { return sum_; }
    std::uint64_t offset() const { return offset_; }

private:
    void check() const {
        if (in_.bad()) throw BadFile(fmt::format("It cannot be read beyond byte {}.", offset_));
    }

    std::istream& in_;
    std::uint64_t offset_ = 0;
    std::uint16_t sum_ = 0;
};

/// A number within a session's record, and what it is for.
struct Place {
    FitSession::Value FitSession::*value;
    std::size_t at;
    std::size_t width;
};

/// What the records of one kind look like, until the file says otherwise.
struct Definition {
    bool is_session = false;
    std::endian order = std::endian::little;
    std::size_t size = 0; ///< of the whole record in bytes, less its first
    std::vector<Place> places;
};

/// How wide a number of that type is; nothing for types in which none of the numbers is kept.
std::optional<std::size_t> width_of(unsigned type) {
    switch (type & 0x1FU) { // the bits above only say that the order of bytes matters
    case 0x00:              // one out of a list
    case 0x02: return 1;
    case 0x04: return 2;
    case 0x06: return 4;
    default: return std::nullopt;
    }
}

FitSession::Value FitSession::*value_of(unsigned field) {
    switch (field) {
    case 2: return &FitSession::start;
    case 5: return &FitSession::sport;
    case 6: return &FitSession::sub_sport;
    case 7: return &FitSession::elapsed;
    case 8: return &FitSession::timer;
    case 9: return &FitSession::distance;
    default: return nullptr;
    }
}

/// One FIT file out of the stream.
class File {
public:
    explicit File(Bytes& bytes) : bytes_(bytes) {}

    std::vector<FitSession> read() {
        read_header();
        while (bytes_.offset() < records_end_) read_record();
        std::array<std::uint8_t, sum_size> sum;
        fill(sum);
        check_sum();
        return std::move(sessions_);
    }

private:
    void read_header() {
        const auto begin = bytes_.offset();
        std::array<std::uint8_t, shortest_header> header;
        if (!bytes_.read(header) || header[0] < shortest_header ||
            !std::equal(mark.begin(), mark.end(), header.begin() + mark_at))
            throw BadFile(begin == 0 ? "It does not begin as a FIT file does."
                                     : fmt::format("What follows byte {} is not FIT.", begin),
                          copy_again);
        const auto records_size = number(std::span(header).subspan(4, 4), std::endian::little);
        records_end_ = begin + header[0] + records_size;
        read_rest_of_header(header[0]);
        // A watch fills this in when an activity is saved.
        if (records_size == 0)
            throw BadFile("The activity was never finished: the file does not say how long it is.",
                          "Save it on the watch, then copy it again.");
    }

    void read_rest_of_header(std::size_t size) {
        std::array<std::uint8_t, 256> rest;
        const auto own_sum = std::span(rest).first(size < summed_header ? 0 : sum_size);
        fill(own_sum);
        if (std::ranges::any_of(own_sum, [](auto byte) { return byte != 0; })) check_sum();
        fill(std::span(rest).first(size - shortest_header - own_sum.size()));
    }

    void read_record() {
        record_begin_ = bytes_.offset();
        const unsigned first = byte();
        if ((first & compressed_time) != 0)
            read_data(first >> 5U & 0x03U);
        else if ((first & is_definition) != 0)
            definitions_[first & local_type] = read_definition((first & has_developer_fields) != 0);
        else
            read_data(first & local_type);
    }

    Definition read_definition(bool developer_fields) {
        std::array<std::uint8_t, 5> head;
        take(head);
        Definition definition;
        definition.order = (head[1] & 1U) != 0 ? std::endian::big : std::endian::little;
        definition.is_session = number(std::span(head).subspan(2, 2), definition.order) == session_message;
        std::array<std::uint8_t, 3> field;
        for (unsigned left = head[4]; left > 0; --left) {
            take(field);
            const auto value = value_of(field[0]);
            const auto width = width_of(field[2]);
            if (value != nullptr && width && *width <= field[1])
                definition.places.push_back({value, definition.size, *width});
            definition.size += field[1];
        }
        for (unsigned left = developer_fields ? byte() : 0; left > 0; --left) {
            take(field);
            definition.size += field[1];
        }
        return definition;
    }

    void read_data(unsigned type) {
        const auto& definition = definitions_[type];
        if (!definition)
            throw BadFile(
                fmt::format("The record at byte {} is of a kind that the file has not told about.", record_begin_),
                copy_again);
        record_.resize(definition->size);
        take(record_);
        if (!definition->is_session) return;
        if (sessions_.size() == most_fit_sessions) throw BadFile("It holds more than 1,000 activities.");
        sessions_.emplace_back().offset = record_begin_;
        for (const auto& place : definition->places) {
            const auto bytes = std::span(record_).subspan(place.at, place.width);
            if (std::ranges::any_of(bytes, [](auto byte) { return byte != 0xFF; }))
                sessions_.back().*place.value = number(bytes, definition->order);
        }
    }

    std::uint8_t byte() {
        std::array<std::uint8_t, 1> one;
        take(one);
        return one[0];
    }

    /// Reads a part of a record.
    void take(std::span<std::uint8_t> into) {
        if (into.size() > records_end_ - bytes_.offset())
            throw BadFile(fmt::format("The record at byte {} is longer than what is left of the file.", record_begin_),
                          copy_again);
        fill(into);
    }

    void fill(std::span<std::uint8_t> into) {
        if (!bytes_.read(into))
            throw BadFile(
                fmt::format("It ends in the middle (byte {} of {}).", bytes_.offset(), records_end_ + sum_size),
                copy_again);
    }

    void check_sum() const {
        if (bytes_.sum() != 0) throw BadFile("Its check sum is wrong: it is damaged.", copy_again);
    }

    Bytes& bytes_;
    std::uint64_t records_end_ = 0;
    std::uint64_t record_begin_ = 0;
    std::array<std::optional<Definition>, 16> definitions_;
    std::vector<std::uint8_t> record_; ///< the one being read: 128 KiB at most, by what a definition can say
    std::vector<FitSession> sessions_;
};

} // namespace

void read_fit_records(std::istream& in, const std::function<void(const FitSession&)>& session) {
    for (Bytes bytes(in); bytes.offset() == 0 || !bytes.at_end();)
        for (const auto& one : File(bytes).read()) session(one);
}

} // namespace runlog::formats
