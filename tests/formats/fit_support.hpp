#pragma once

#include "runlog/formats/read_run.hpp"

#include "formats/readers.hpp"

#include <bit>
#include <cstdint>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes FIT files byte by byte, good and bad ones, and reads them.
namespace runlog::formats::testing {

inline constexpr std::uint32_t session_message = 18;
inline constexpr std::uint32_t record_message = 20;
inline constexpr std::uint32_t saturday_six = 1'164'175'200; ///< 2026-11-21T06:00:00Z, as FIT counts

/// The types of numbers, as definitions name them.
enum FitType : std::uint8_t {
    enumeration = 0x00,
    sint8 = 0x01,
    uint8 = 0x02,
    uint16 = 0x84,
    uint32 = 0x86,
    float32 = 0x88
};

struct FitField {
    std::uint8_t number;
    std::uint8_t size;
    std::uint8_t type;
};

inline std::string fit_number(std::uint32_t value, std::size_t width, std::endian order = std::endian::little) {
    std::string bytes;
    for (std::size_t i = 0; i < width; ++i) {
        const auto byte = static_cast<char>(value >> 8 * i & 0xFF);
        bytes.insert(order == std::endian::little ? bytes.end() : bytes.begin(), byte);
    }
    return bytes;
}

/// CRC-16, bit by bit.
inline std::uint32_t fit_sum(std::string_view bytes) {
    std::uint32_t sum = 0;
    for (const char byte : bytes) {
        sum ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = sum % 2 == 1 ? sum / 2 ^ 0xA001 : sum / 2;
    }
    return sum;
}

/// What records of the local type `type` will look like; developer fields are given by their sizes.
inline std::string fit_definition(std::uint32_t type, std::uint32_t message, const std::vector<FitField>& fields,
                                  std::endian order = std::endian::little,
                                  const std::vector<std::uint8_t>& developer_fields = {}) {
    std::string bytes = fit_number(0x40 | type | (developer_fields.empty() ? 0 : 0x20), 1) + '\0';
    bytes += order == std::endian::big ? '\1' : '\0';
    bytes += fit_number(message, 2, order) + fit_number(static_cast<std::uint32_t>(fields.size()), 1);
    for (const auto& field : fields)
        bytes += fit_number(field.number, 1) + fit_number(field.size, 1) + fit_number(field.type, 1);
    if (!developer_fields.empty()) bytes += fit_number(static_cast<std::uint32_t>(developer_fields.size()), 1);
    for (const auto size : developer_fields) bytes += fit_number(7, 1) + fit_number(size, 1) + '\0';
    return bytes;
}

inline std::string fit_data(std::uint32_t type, const std::string& content) {
    return fit_number(type, 1) + content;
}

/// The same with the header that holds a part of the time; `type` is 3 at most.
inline std::string fit_compressed(std::uint32_t type, const std::string& content) {
    return fit_number(0x80 | type << 5 | 17, 1) + content;
}

/// Ten kilometres on a Saturday morning, in the units of the file.
struct FitSummary {
    std::uint32_t start = saturday_six;
    std::uint32_t sport = 1;
    std::uint32_t sub_sport = 0;
    std::uint32_t elapsed = 3'000'400;
    std::uint32_t timer = 2'710'000;
    std::uint32_t distance = 1'000'040;
};

inline constexpr std::uint32_t no_number = 0xFFFF'FFFF;

inline std::string fit_session_definition(std::endian order = std::endian::little) {
    return fit_definition(0, session_message,
                          {{253, 4, uint32},
                           {2, 4, uint32},
                           {5, 1, enumeration},
                           {6, 1, enumeration},
                           {7, 4, uint32},
                           {8, 4, uint32},
                           {9, 4, uint32}},
                          order);
}

/// What stands in a record as `fit_session_definition` tells it.
inline std::string fit_session_content(const FitSummary& summary = {}, std::endian order = std::endian::little) {
    return fit_number(summary.start + 3600, 4, order) + fit_number(summary.start, 4, order) +
           fit_number(summary.sport, 1) + fit_number(summary.sub_sport, 1) + fit_number(summary.elapsed, 4, order) +
           fit_number(summary.timer, 4, order) + fit_number(summary.distance, 4, order);
}

inline std::string fit_session(const FitSummary& summary = {}, std::endian order = std::endian::little) {
    return fit_session_definition(order) + fit_data(0, fit_session_content(summary, order));
}

/// A header as it should be, of 12 to 255 bytes; the check sum of its own begins at byte 12.
inline std::string fit_header(std::size_t records_size, std::uint32_t header_size = 14, bool with_sum = true) {
    std::string header = fit_number(header_size, 1) + '\x10' + fit_number(2132, 2) +
                         fit_number(static_cast<std::uint32_t>(records_size), 4) + ".FIT";
    if (header_size >= 14) header += fit_number(with_sum ? fit_sum(header) : 0, 2);
    header.resize(header_size, 'x');
    return header;
}

inline std::string with_fit_sum(const std::string& bytes) {
    return bytes + fit_number(fit_sum(bytes), 2);
}

inline std::string fit_file(const std::string& records) {
    return with_fit_sum(fit_header(records.size()) + records);
}

/// What a file yielded until its end, or until it could not be read any further.
struct FitReading {
    std::vector<ReadRun> runs;
    std::vector<BadRow> bad;
    std::string trouble; ///< what BadFile said; empty where it was not thrown
};

inline FitReading read_fit_file(const std::string& file) {
    std::istringstream in(file);
    FitReading reading;
    try {
        read_fit(in, {[&](ReadRun run) { reading.runs.push_back(std::move(run)); },
                      [&](BadRow row) { reading.bad.push_back(std::move(row)); }});
    } catch (const BadFile& bad) {
        reading.trouble = bad.what();
    }
    return reading;
}

} // namespace runlog::formats::testing
