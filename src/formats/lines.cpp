#include "lines.hpp"

#include "runlog/formats/read_run.hpp"

#include <algorithm>
#include <cstring>
#include <streambuf>

namespace runlog::formats {

namespace {

/// What a stream has read ahead, which std::getline looks through as a whole and everybody else byte by byte: a class
/// derived from streambuf may name what others may not.
struct Ahead : std::streambuf {
    static const char* begin(const std::streambuf& buffer) { return (buffer.*&Ahead::gptr)(); }
    static std::size_t size(const std::streambuf& buffer) {
        return static_cast<std::size_t>((buffer.*&Ahead::egptr)() - begin(buffer));
    }
    static void skip(std::streambuf& buffer, std::size_t bytes) {
        (buffer.*&Ahead::gbump)(static_cast<int>(bytes)); // no more than a line may have
    }
};

constexpr auto eof = std::streambuf::traits_type::eof();

/// Appends what is left of the line, or of what was read ahead; whether that brought the newline.
bool append_piece(std::streambuf& buffer, std::string& line) {
    const char* begin = Ahead::begin(buffer);
    const std::size_t room = longest_line + 1 - line.size(); // for the newline too
    const std::size_t size = std::min(Ahead::size(buffer), room);
    const auto* newline = static_cast<const char*>(std::memchr(begin, '\n', size));
    const std::size_t length = newline ? static_cast<std::size_t>(newline - begin) : size;
    line.append(begin, length);
    Ahead::skip(buffer, length + (newline ? 1 : 0));
    return newline != nullptr;
}

/// The same of a stream that reads nothing ahead.
bool append_byte(std::streambuf& buffer, std::string& line) {
    const char byte = std::streambuf::traits_type::to_char_type(buffer.sbumpc());
    if (byte != '\n') line += byte;
    return byte == '\n';
}

/// Whether there was a line. Leaves `in` at its end where there was no newline.
bool read_line(std::istream& in, std::string& line) {
    auto& buffer = *in.rdbuf();
    for (;;) {
        if (Ahead::size(buffer) == 0 && buffer.sgetc() == eof) {
            in.setstate(line.empty() ? std::ios::eofbit | std::ios::failbit : std::ios::eofbit);
            return !line.empty();
        }
        if (Ahead::size(buffer) > 0 ? append_piece(buffer, line) : append_byte(buffer, line)) return true;
        if (line.size() > longest_line) throw BadFile("A line of it is longer than a megabyte.");
    }
}

BadFile unreadable() {
    return BadFile("It cannot be read to its end.");
}

} // namespace

bool next_line(std::istream& in, std::string& line) {
    line.clear();
    try {
        if (std::istream::sentry(in, true)) return read_line(in, line);
        if (in.bad()) throw unreadable();
        return false;
    } catch (const std::ios::failure&) {
        throw unreadable();
    }
}

} // namespace runlog::formats
