#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Reads messages back by RFC 5322, 2045 and 2047, without asking what wrote them.
namespace runlog::test {

inline std::string from_base64(std::string_view encoded) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string decoded;
    std::uint32_t bits = 0;
    int count = 0;
    std::size_t read = 0;
    bool is_over = false;
    for (const char c : encoded) {
        if (c == '\n') continue;
        ++read;
        if (c == '=') {
            is_over = true;
            continue;
        }
        const auto digit = digits.find(c);
        if (digit == std::string_view::npos || is_over) throw std::runtime_error("this is not base64");
        bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            decoded += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
        }
    }
    if (read % 4 != 0) throw std::runtime_error("this base64 is cut off");
    return decoded;
}

/// The encoded words of a header, `=?UTF-8?B?…?=`.
inline std::vector<std::string> encoded_words(std::string_view header) {
    std::vector<std::string> words;
    for (std::size_t at = 0; (at = header.find("=?UTF-8?B?", at)) != std::string_view::npos;) {
        const auto end = header.find("?=", at + 10);
        if (end == std::string_view::npos) break;
        words.emplace_back(header.substr(at, end + 2 - at));
        at = end + 2;
    }
    return words;
}

/// The text of an unfolded header. Blanks between encoded words are no part of it.
inline std::string decoded_header(std::string_view header) {
    if (!header.starts_with("=?")) return std::string(header);
    std::string text;
    std::string seen;
    for (const auto& word : encoded_words(header)) {
        text += from_base64(std::string_view(word).substr(10, word.size() - 12));
        seen += (seen.empty() ? "" : " ") + word;
    }
    if (seen != header) throw std::runtime_error("something stands beside the encoded words");
    return text;
}

struct Message {
    std::vector<std::string> names; ///< of the headers, as they follow each other
    std::vector<std::string> values;
    std::string raw_body;
    std::size_t longest_header_line = 0;
    std::size_t longest_body_line = 0;
    bool head_is_ascii = true;

    std::string header(std::string_view name) const {
        REQUIRE(std::count(names.begin(), names.end(), name) == 1);
        return values[static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
    }
    std::string body() const {
        return header("Content-Transfer-Encoding") == "base64" ? from_base64(raw_body) : raw_body;
    }
};

inline Message read_message(std::string_view text) {
    Message message;
    for (;;) {
        const auto newline = text.find('\n');
        if (newline == std::string_view::npos) throw std::runtime_error("the headers do not end");
        const std::string line(text.substr(0, newline));
        text.remove_prefix(newline + 1);
        if (line.empty()) break;
        message.longest_header_line = std::max(message.longest_header_line, line.size());
        message.head_is_ascii &= std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; });
        if (line.starts_with(' ')) {
            if (message.values.empty()) throw std::runtime_error("the first line continues nothing");
            message.values.back() += line;
            continue;
        }
        const auto colon = line.find(": ");
        if (colon == std::string::npos) throw std::runtime_error("this is no header: " + line);
        message.names.push_back(line.substr(0, colon));
        message.values.push_back(line.substr(colon + 2));
    }
    message.raw_body = text;
    std::size_t length = 0;
    for (const char c : text)
        message.longest_body_line = std::max(message.longest_body_line, length = c == '\n' ? 0 : length + 1);
    return message;
}

} // namespace runlog::test
