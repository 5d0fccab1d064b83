#include "runlog/formats/mail.hpp"
#include "fuzz/property.hpp"

#include <algorithm>

using namespace runlog;
using fuzz::require;

namespace {

constexpr std::size_t longest_line = 998; // RFC 5322, 2.1.1
constexpr std::ptrdiff_t fields = 8;      // To, Subject, Date, Message-ID, Auto-Submitted and three of MIME

void check_message(const std::string& text) {
    const auto body = text.find("\n\n");
    require(body != std::string::npos, "a message has a header and a body");
    const auto header = fuzz::split(text.substr(0, body), '\n');
    const auto begun =
        std::count_if(header.begin(), header.end(), [](const auto& line) { return line.front() != ' '; });
    require(begun == fields, "no word begins a line of the header");
    for (const auto& line : fuzz::split(text, '\n')) {
        require(line.size() <= longest_line, "no line is too long");
        require(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; }), "all is ASCII");
    }
}

} // namespace

/// A line each for the reader's address, their name and the subject; the rest is the body.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto lines = fuzz::split(fuzz::text_of(data, size), '\n');
    lines.resize(std::max<std::size_t>(lines.size(), 3));
    formats::Mail mail;
    mail.to = {lines[1], lines[0]};
    mail.subject = lines[2];
    for (std::size_t i = 3; i < lines.size(); ++i) mail.body += lines[i] + '\n';
    mail.date = Placed{LocalTime{Day{date::year{2026} / 11 / 21}}, std::chrono::hours{1}};
    mail.id = "1@runlog.invalid";
    if (const auto text = fuzz::accepted([&] { return formats::mail_text(mail); })) check_message(*text);
    return 0;
}
