#pragma once

#include <algorithm>
#include <string_view>

namespace runlog::fuzz {

/// Whether a terminal shows `text` as it is: no control character but those of `allowed`, nothing that turns the
/// direction of writing. Looks at bytes alone, so that it shares no mistake with runlog's own judgement.
inline bool is_harmless(std::string_view text, std::string_view allowed) {
    const bool has_control = std::any_of(text.begin(), text.end(), [&](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 || byte == 0x7f) && allowed.find(c) == std::string_view::npos;
    });
    if (has_control) return false;
    for (std::size_t at = text.find('\xC2'); at < text.size(); at = text.find('\xC2', at + 1))
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return false;
    for (const std::string_view turn : {"\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                        "\u2028", "\u2029", "\u2066", "\u2067", "\u2068", "\u2069"})
        if (text.find(turn) != std::string_view::npos) return false;
    return true;
}

} // namespace runlog::fuzz
