#pragma once

#include "runlog/domain/calendar.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What the files of a device's branch are called, and what its commits say.
namespace runlog::share {

/// No batch is longer, in bytes.
inline constexpr std::int64_t longest_batch = 64 << 20;

/// The numbers of some records, both included.
struct Numbers {
    std::int64_t first = 0;
    std::int64_t last = 0;

    bool operator==(const Numbers&) const = default;
};

/// `2026/11/000000000001-000000000010.jsonl`, by the month in which it is written.
std::string batch_path(const Numbers& numbers, Instant now);

/// The numbers in such a path; nothing for any other.
std::optional<Numbers> numbers_in_path(std::string_view path);

/// `records 1 to 10`: what a commit says that adds those. Its last number is the last of the branch.
std::string records_message(const Numbers& numbers);

/// The numbers in such a message; nothing for any other.
std::optional<Numbers> numbers_in_message(std::string_view message);

} // namespace runlog::share
