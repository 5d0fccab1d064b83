#include "runlog/formats/mail.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>
#include <mimetic/codec/base64.h>
#include <mimetic/codec/code.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace runlog::formats {

namespace {

constexpr std::size_t longest_line = 78;     // RFC 5322, 2.1.1
constexpr std::size_t longest_address = 254; // RFC 5321, 4.5.3.1.3
constexpr std::size_t word_bytes = 39;       // as base64, behind `Subject:`, below RFC 2047's 76
constexpr std::size_t header_name = 16;      // no name of ours is longer

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; });
}

std::string base64(std::string_view text, int line_length) {
    std::string encoded;
    mimetic::Base64::Encoder encoder(line_length);
    mimetic::encode(text.begin(), text.end(), encoder, std::back_inserter(encoded));
    return encoded;
}

/// What stands in a header is one line: no line break, no other control character.
std::string one_line(std::string_view text) {
    return printable(text);
}

/// Encoded words (RFC 2047), a line each; none divides a character.
std::string encoded_words(std::string_view line) {
    std::string words;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = std::min(at + word_bytes, line.size());
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
        words += fmt::format("{}=?UTF-8?B?{}?=", words.empty() ? "" : "\n ", base64(line.substr(at, end - at), 0));
        at = end;
    }
    return words;
}

/// ASCII text broken at its blanks; nothing where that leaves a line too long.
std::optional<std::string> folded(std::string_view text) {
    std::string result;
    std::size_t column = header_name;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find(' ', at + 1), text.size()); // a word with the blank before it
        if (column + end - at > longest_line) {
            if (text[at] != ' ' || end - at > longest_line) return std::nullopt;
            result += '\n';
            column = 0;
        }
        result += text.substr(at, end - at);
        column += end - at;
        at = end;
    }
    return result;
}

/// Text in a header: as it is where it is plain ASCII, else in encoded words.
std::string header_text(std::string_view text) {
    const std::string line = one_line(text);
    const bool is_plain = is_ascii(line) && line.find("=?") == std::string::npos &&
                          line.find("  ") == std::string::npos && !line.starts_with(' ') && !line.ends_with(' ');
    const auto plain = is_plain ? folded(line) : std::nullopt;
    return plain ? *plain : encoded_words(line);
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

std::string mailbox_text(const Mailbox& mailbox) {
    check_address(mailbox.address);
    if (mailbox.name.empty()) return mailbox.address;
    const std::string words = header_text(mailbox.name);
    const bool is_one_line = words.find('\n') == std::string::npos && !words.starts_with("=?");
    const bool fits = is_one_line && header_name + quoted(words).size() <= longest_line;
    return fmt::format("{}\n <{}>", fits ? quoted(words) : encoded_words(one_line(mailbox.name)), mailbox.address);
}

std::string date_text(const Placed& moment) {
    const auto sign = moment.offset.count() < 0 ? '-' : '+';
    const auto minutes = std::abs(moment.offset.count()) / 60;
    return fmt::format("{} {}{:02}{:02}", date::format("%a, %d %b %Y %T", moment.local), sign, minutes / 60,
                       minutes % 60);
}

bool fits_as_it_is(std::string_view body) {
    std::size_t line = 0;
    for (const char c : body)
        if ((line = c == '\n' ? 0 : line + 1) > longest_line) return false;
    return is_ascii(body);
}

} // namespace

void check_address(std::string_view address) {
    const auto at = address.find('@');
    const bool is_one = at != std::string_view::npos && at > 0 && at + 1 < address.size() &&
                        address.find('@', at + 1) == std::string_view::npos && address.size() <= longest_address &&
                        !address.starts_with('-') && address.find("..") == std::string_view::npos;
    const bool is_plain = std::all_of(address.begin(), address.end(), [](char c) {
        return c > ' ' && c <= '~' && std::string_view("()<>[]:;,\\\"").find(c) == std::string_view::npos;
    });
    if (!is_one || !is_plain)
        throw Error(fmt::format("'{}' is not an address that mail can be sent to.", fit(printable(address), 60, "...")),
                    "One address, like anna@example.org.");
}

std::string mail_text(const Mail& mail) {
    std::string text;
    if (mail.from) text += fmt::format("From: {}\n", mailbox_text(*mail.from));
    text += fmt::format("To: {}\n", mailbox_text(mail.to));
    text += fmt::format("Subject: {}\n", header_text(mail.subject));
    text += fmt::format("Date: {}\n", date_text(mail.date));
    text += fmt::format("Message-ID: <{}>\n", mail.id);
    text += "Auto-Submitted: auto-generated\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";
    const bool as_it_is = fits_as_it_is(mail.body);
    text += fmt::format("Content-Transfer-Encoding: {}\n\n", as_it_is ? "7bit" : "base64");
    constexpr int encoded_line = 76; // RFC 2045, 6.8
    if (as_it_is) return text + mail.body;
    text += base64(mail.body, encoded_line);
    return text.ends_with('\n') ? text : text + '\n';
}

} // namespace runlog::formats
