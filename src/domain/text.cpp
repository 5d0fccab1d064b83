#include "runlog/domain/text.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace runlog {

namespace {

/// One code point and the bytes it takes; code is -1 where the bytes are malformed.
struct Character {
    utf8proc_int32_t code;
    std::size_t size;
};

Character first_character(std::string_view text) {
    utf8proc_int32_t code = -1;
    const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                       static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (size <= 0) return {-1, 1};
    return {code, static_cast<std::size_t>(size)};
}

constexpr utf8proc_int32_t zero_width_joiner = 0x200d;
constexpr utf8proc_int32_t emoji_presentation = 0xfe0f;

bool is_regional_indicator(utf8proc_int32_t code) {
    return code >= 0x1f1e6 && code <= 0x1f1ff;
}

bool breaks_line(utf8proc_int32_t code) {
    return code == '\n' || code == '\r' || code == '\t' || code == 0x0b || code == 0x0c || code == 0x85 ||
           code == 0x2028 || code == 0x2029;
}

/// Controls, bidirectional marks and other invisible formatting. The joiner stays: families of emoji are built with it.
bool is_invisible(utf8proc_int32_t code) {
    const auto category = utf8proc_category(code);
    if (code == zero_width_joiner) return false;
    return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CS;
}

/// The next character as people see it: a letter with its marks, a family of emoji.
struct Cluster {
    std::size_t size;
    std::size_t width;
};

Cluster first_cluster(std::string_view text) {
    Character character = first_character(text);
    Cluster cluster{character.size, 0};
    utf8proc_int32_t state = 0;
    cluster.width = static_cast<std::size_t>(std::max(0, utf8proc_charwidth(character.code)));
    while (cluster.size < text.size()) {
        const Character next = first_character(text.substr(cluster.size));
        if (next.code < 0 || utf8proc_grapheme_break_stateful(character.code, next.code, &state)) break;
        const auto width = static_cast<std::size_t>(std::max(0, utf8proc_charwidth(next.code)));
        const bool as_emoji = next.code == emoji_presentation || is_regional_indicator(next.code);
        cluster.width = std::max(cluster.width, as_emoji ? 2 : width);
        cluster.size += next.size;
        character = next;
    }
    return cluster;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

bool is_utf8(std::string_view text) {
    if (is_ascii(text)) return true;
    while (!text.empty()) {
        const Character character = first_character(text);
        if (character.code < 0) return false;
        text.remove_prefix(character.size);
    }
    return true;
}

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        if (character.code < 0)
            result += '?';
        else if (breaks_line(character.code))
            result += ' ';
        else if (!is_invisible(character.code))
            result += text.substr(0, character.size);
        text.remove_prefix(character.size);
    }
    return result;
}

std::size_t character_count(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(first_character(text).size);
    return count;
}

bool has_blank(std::string_view text) {
    while (!text.empty()) {
        const Character character = first_character(text);
        if (utf8proc_category(character.code) == UTF8PROC_CATEGORY_ZS || breaks_line(character.code)) return true;
        text.remove_prefix(character.size);
    }
    return false;
}

std::size_t display_width(std::string_view text) {
    if (is_ascii(text)) return text.size();
    std::size_t width = 0;
    while (!text.empty()) {
        const Cluster cluster = first_cluster(text);
        width += cluster.width;
        text.remove_prefix(cluster.size);
    }
    return width;
}

std::string fit(std::string_view text, std::size_t width, std::string_view ellipsis) {
    if (display_width(text) <= width) return std::string(text);
    const std::size_t mark = display_width(ellipsis);
    if (mark > width) return std::string(width, '.');
    std::string result;
    std::size_t used = mark;
    while (!text.empty()) {
        const Cluster cluster = first_cluster(text);
        if (used + cluster.width > width) break;
        used += cluster.width;
        result += text.substr(0, cluster.size);
        text.remove_prefix(cluster.size);
    }
    return result + std::string(ellipsis);
}

} // namespace runlog
