#include "page_links.hpp"

#include "runlog/formats/page.hpp"

#include <algorithm>
#include <iterator>

/// What on a page is a link, and where it leads.
namespace runlog::formats {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter_or_digit(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Nothing that could add to the address, as a question mark would.
bool is_plain_mail_address(std::string_view text) {
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0) return false;
    const auto all = [](std::string_view part, std::string_view marks) {
        return !part.empty() && std::all_of(part.begin(), part.end(), [&](char c) {
            return is_letter_or_digit(c) || marks.find(c) != std::string_view::npos;
        });
    };
    const auto domain = text.substr(at + 1);
    return all(text.substr(0, at), "._+-") && all(domain, ".-") && domain.find('.') != std::string_view::npos;
}

/// The number without its blanks; nothing where the text is anything else than a telephone number.
std::string dialled(std::string_view text) {
    constexpr std::ptrdiff_t fewest_digits = 5;
    const auto may_stand = [](char c) {
        return is_digit(c) || std::string_view(" +-()/").find(c) != std::string_view::npos;
    };
    if (!std::all_of(text.begin(), text.end(), may_stand)) return "";
    if (std::count_if(text.begin(), text.end(), is_digit) < fewest_digits) return "";
    if (text.find_last_of('+') != std::string_view::npos && text.find_last_of('+') != 0) return "";
    std::string number;
    std::copy_if(text.begin(), text.end(), std::back_inserter(number), [](char c) { return is_digit(c) || c == '+'; });
    return number;
}

} // namespace

std::string reached_by(const std::string& detail) {
    const std::string number = dialled(detail);
    if (!number.empty()) return "tel:" + number;
    return is_plain_mail_address(detail) ? "mailto:" + detail : "";
}

bool is_web_address(std::string_view text) {
    const auto begins = [&](std::string_view scheme) {
        return text.size() > scheme.size() &&
               std::equal(scheme.begin(), scheme.end(), text.begin(),
                          [](char wanted, char c) { return wanted == (c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    };
    const auto may_stand = [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '\x7f' &&
               std::string_view("<>\"'\\`{}|^[]()").find(c) == std::string_view::npos;
    };
    return (begins("http://") || begins("https://")) && std::all_of(text.begin(), text.end(), may_stand);
}

} // namespace runlog::formats
