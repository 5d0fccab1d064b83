#include "formats/lines.hpp"

#include "rows.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <functional>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

namespace runlog::formats {

namespace {

/// Yields a text in pieces of `size` bytes, read ahead or not.
class Pieces : public std::streambuf {
public:
    Pieces(std::string text, std::size_t size) : text_(std::move(text)), size_(size) {}

protected:
    int_type underflow() override {
        if (at_ == text_.size()) return traits_type::eof();
        if (size_ == 0) return traits_type::to_int_type(text_[at_]);
        char* begin = text_.data() + at_;
        const std::size_t size = std::min(size_, text_.size() - at_);
        at_ += size;
        setg(begin, begin, begin + size);
        return traits_type::to_int_type(*begin);
    }

    int_type uflow() override {
        if (size_ > 0) return std::streambuf::uflow();
        return at_ == text_.size() ? traits_type::eof() : traits_type::to_int_type(text_[at_++]);
    }

private:
    std::string text_;
    std::size_t size_;
    std::size_t at_ = 0;
};

/// Yields the same byte for ever, or throws.
class Endless : public std::streambuf {
public:
    std::size_t yielded = 0;
    std::function<void()> before;

protected:
    int_type underflow() override {
        if (before) before();
        yielded += sizeof bytes_;
        setg(bytes_, bytes_, bytes_ + sizeof bytes_);
        return bytes_[0];
    }

private:
    char bytes_[4] = {'x', 'x', 'x', 'x'};
};

struct Line {
    std::string text;
    bool is_at_end;
    bool operator==(const Line&) const = default;
};

template <class Next>
std::vector<Line> lines_of(const std::string& text, std::size_t piece, const Next& next) {
    Pieces pieces(text, piece);
    std::istream in(&pieces);
    std::vector<Line> lines;
    for (std::string line = "left over"; next(in, line);) lines.push_back({line, in.eof()});
    CHECK(in.eof());
    CHECK(in.fail());
    CHECK_FALSE(in.bad());
    return lines;
}

} // namespace

TEST_CASE("lines come as std::getline yields them, however they come in") {
    for (const std::string text :
         {"", "\n", "a", "a\n", "a\nb", "\n\n", "\na\n\nbcd\n", "a\r\nb\r\n", "a long line\nand one that has no end"})
        for (const std::size_t piece : {0U, 1U, 2U, 3U, 5U, 100U}) {
            CAPTURE(text);
            CAPTURE(piece);
            CHECK(lines_of(text, piece, next_line) ==
                  lines_of(text, piece, [](std::istream& in, std::string& line) { return !!std::getline(in, line); }));
        }
}

TEST_CASE("a nul is a byte of a line like any other") {
    std::istringstream in(std::string("a\0b\nc", 5));
    std::string line;
    REQUIRE(next_line(in, line));
    CHECK(line == std::string("a\0b", 3));
}

TEST_CASE("a line may be a megabyte long and no longer") {
    const std::string megabyte(longest_line, 'x');
    for (const std::size_t piece : {0U, 1000U, 5'000'000U})
        for (const std::string end : {"", "\n", "\nshort\n"}) {
            CAPTURE(piece);
            CHECK(lines_of(megabyte + end, piece, next_line)[0].text == megabyte);
            CHECK_THROWS_WITH_AS(lines_of("short\n" + megabyte + 'x' + end, piece, next_line),
                                 "A line of it is longer than a megabyte.", BadFile);
        }
}

TEST_CASE("a file with such a line is not read on, be it CSV or JSON") {
    const std::string text(longest_line, 'x');
    CHECK_THROWS_AS(testing::read_csv("day,distance_m\n2026-11-21," + text + "\n"), BadFile);
    CHECK_THROWS_AS(testing::read_json_lines("{\"note\": \"" + text + "\"}\n"), BadFile);
}

TEST_CASE("of a line without end little more than a megabyte is read") {
    Endless endless;
    std::istream in(&endless);
    std::string line;
    CHECK_THROWS_AS(next_line(in, line), BadFile);
    CHECK(endless.yielded < longest_line + 100);
    CHECK(line.capacity() <= 2 * longest_line + 100);
}

TEST_CASE("what goes wrong while reading arrives, whatever the stream was told") {
    for (const auto thrown : {std::ios::goodbit, std::ios::badbit}) {
        Endless broken;
        broken.before = [] { throw BadFile("It ends in the middle."); };
        std::istream in(&broken);
        in.exceptions(thrown);
        std::string line;
        CHECK_THROWS_WITH_AS(next_line(in, line), "It ends in the middle.", BadFile);
        CHECK_THROWS_WITH_AS(next_line(in, line), "It ends in the middle.", BadFile);
    }
}

TEST_CASE("a file that cannot be read does not look like one that has ended") {
    std::string line;
    std::ifstream folder("/");
    CHECK_THROWS_WITH_AS(next_line(folder, line), "It cannot be read to its end.", BadFile);
    std::istringstream broken("a\n");
    broken.setstate(std::ios::badbit);
    CHECK_THROWS_WITH_AS(next_line(broken, line), "It cannot be read to its end.", BadFile);
}

} // namespace runlog::formats
