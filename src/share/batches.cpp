#include "batches.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <charconv>

namespace runlog::share {

namespace {

constexpr std::size_t month_length = 8; // 2026/11/
constexpr std::size_t number_length = 12;
constexpr std::int64_t largest_number = 999'999'999'999;

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<Numbers> numbers(std::string_view first, std::string_view last) {
    const auto from = number(first);
    const auto to = number(last);
    if (!from || !to || *from < 1 || *to < *from || *to > largest_number) return std::nullopt;
    return Numbers{*from, *to};
}

std::string file_name(const Numbers& numbers) {
    return fmt::format("{:0{}}-{:0{}}.jsonl", numbers.first, number_length, numbers.last, number_length);
}

bool is_month(std::string_view text) {
    const auto is_digits = [](std::string_view part) {
        return part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return text[4] == '/' && text[7] == '/' && is_digits(text.substr(0, 4)) && is_digits(text.substr(5, 2));
}

} // namespace

std::string batch_path(const Numbers& numbers, Instant now) {
    const date::year_month_day day{date::floor<date::days>(now)};
    return fmt::format("{:04}/{:02}/{}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       file_name(numbers));
}

std::optional<Numbers> numbers_in_path(std::string_view path) {
    if (path.size() < month_length + 2 * number_length + 1 || !is_month(path)) return std::nullopt;
    path.remove_prefix(month_length);
    const auto found = numbers(path.substr(0, number_length), path.substr(number_length + 1, number_length));
    return found && path == file_name(*found) ? found : std::nullopt;
}

std::string records_message(const Numbers& numbers) {
    return fmt::format("records {} to {}", numbers.first, numbers.last);
}

std::optional<Numbers> numbers_in_message(std::string_view message) {
    constexpr std::string_view beginning = "records ";
    constexpr std::string_view between = " to ";
    const auto at = message.find(between);
    if (!message.starts_with(beginning) || at == std::string_view::npos || at < beginning.size()) return std::nullopt;
    const auto found =
        numbers(message.substr(beginning.size(), at - beginning.size()), message.substr(at + between.size()));
    return found && message == records_message(*found) ? found : std::nullopt;
}

} // namespace runlog::share
