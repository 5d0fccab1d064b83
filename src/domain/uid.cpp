#include "runlog/domain/uid.hpp"

namespace runlog {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_dash_place(std::size_t i) {
    return i == 8 || i == 13 || i == 18 || i == 23;
}

} // namespace

Uid make_uid(std::chrono::milliseconds since_epoch, const std::array<std::uint8_t, 10>& random) {
    Uid uid;
    const auto time = static_cast<std::uint64_t>(since_epoch.count());
    for (std::size_t i = 0; i < 6; ++i) uid.bytes[i] = static_cast<std::uint8_t>(time >> (8 * (5 - i)));
    for (std::size_t i = 0; i < random.size(); ++i) uid.bytes[6 + i] = random[i];
    uid.bytes[6] = static_cast<std::uint8_t>(0x70 | (uid.bytes[6] & 0x0f));
    uid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uid.bytes[8] & 0x3f));
    return uid;
}

std::string to_text(const Uid& uid) {
    std::string text;
    for (std::size_t i = 0; i < uid.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
        for (const int digit : {uid.bytes[i] >> 4, uid.bytes[i] & 0xf})
            text += "0123456789abcdef"[static_cast<std::size_t>(digit)];
    }
    return text;
}

std::optional<Uid> parse_uid(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Uid uid;
    std::size_t digit = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_dash_place(i)) {
            if (text[i] != '-') return std::nullopt;
            continue;
        }
        const int value = hex_digit(text[i]);
        if (value < 0) return std::nullopt;
        auto& byte = uid.bytes[digit / 2];
        byte = static_cast<std::uint8_t>((byte << 4) | value);
        ++digit;
    }
    return uid;
}

} // namespace runlog
