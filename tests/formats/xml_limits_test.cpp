#include "formats/xml.hpp"
#include "runlog/formats/read_run.hpp"
#include "xml_support.hpp"

#include <doctest/doctest.h>

#include <sys/resource.h>

#include <algorithm>
#include <stdexcept>

namespace runlog::formats {

namespace {

using doctest::Contains;
using xml_testing::Made;

constexpr std::size_t megabyte = 1024 * 1024;

/// Counts what it is told, and wants all texts.
class Counter : public XmlHandler {
public:
    bool begin(const XmlElement&) override {
        ++elements;
        return true;
    }
    void end(std::string_view, std::string_view text) override { longest = std::max(longest, text.size()); }

    std::size_t elements = 0;
    std::size_t longest = 0;
};

Counter counted(Made& made) {
    std::istream in(&made);
    Counter counter;
    read_xml(in, counter);
    return counter;
}

std::size_t most_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

/// Little beside files of gigabytes. The sanitizers keep what is given back for a while.
constexpr std::size_t little = 256 * megabyte;

} // namespace

TEST_CASE("a million elements within each other end the reading after a hundred") {
    Made deep("", "<a>", 1'000'000, "");
    CHECK_THROWS_WITH_AS(counted(deep), Contains("nested deeper"), BadFile);
    CHECK(deep.pieces_left() > 900'000);
}

TEST_CASE("a hundred elements within each other are read") {
    std::string file;
    for (int i = 0; i < 100; ++i) file += "<a>";
    for (int i = 0; i < 100; ++i) file += "</a>";
    Made hundred(file, "", 0, "");
    CHECK(counted(hundred).elements == 100);
    Made more("<a>" + file + "</a>", "", 0, "");
    CHECK_THROWS_AS(counted(more), BadFile);
}

TEST_CASE("a text of a hundred megabytes is read in little memory") {
    const auto before = most_memory();
    Made text("<t>", std::string(megabyte, 'x'), 100, "</t>");
    CHECK(counted(text).longest == longest_text);
    CHECK(text.pieces_left() == 0);
    CHECK(most_memory() - before < 64 * megabyte);
}

TEST_CASE("a token of a gigabyte is refused after two megabytes, in little memory") {
    const auto before = most_memory();
    for (const std::string beginning : {"<a b='", "<a><!-- ", "<a><?b ", "<!-- ", "<a ", "<", "<a/><!-- "}) {
        CAPTURE(beginning);
        Made token(beginning, std::string(megabyte, 'x'), 1000, "");
        CHECK_THROWS_WITH_AS(counted(token), Contains("On line 1 begins something longer"), BadFile);
        CHECK(token.pieces_left() >= 996);
    }
    CHECK(most_memory() - before < little);
}

TEST_CASE("a token just below one megabyte is read, and so are many of them") {
    Made long_ones("<a>",
                   "<b c='" + std::string(megabyte - 100, 'x') + "'/><!--" + std::string(megabyte - 100, 'y') + "-->",
                   20, "</a>");
    CHECK(counted(long_ones).elements == 21);
}

TEST_CASE("names that never come twice end the reading when they have taken their share of memory") {
    class Names : public Made {
    public:
        Names() : Made("<a>", "", 10'000'000, "</a>") {}

    protected:
        const std::string& next_piece() override {
            const auto number = std::to_string(pieces_left());
            piece_ = "<e" + std::string(100, 'x') + number + " f" + std::string(100, 'y') + number + "=''/>";
            return piece_;
        }

    private:
        std::string piece_;
    } names;
    const auto before = most_memory();
    CHECK_THROWS_WITH_AS(counted(names), Contains("more memory than any file"), BadFile);
    CHECK(names.pieces_left() > 0);
    CHECK(most_memory() - before < little);
    // What it took was given back, or there would be none left for this.
    for (int i = 0; i < 3; ++i) {
        Made fine("<a>", "<b c='" + std::string(megabyte / 2, 'x') + "'/>", 2, "</a>");
        CHECK(counted(fine).elements == 3);
    }
}

TEST_CASE("elements are found wherever the pieces of a file end") {
    Made many("<?xml version='1.0'?>\n<a>", "<bcd e='fgh'>ijk</bcd>\n", 100'000, "</a>");
    CHECK(counted(many).elements == 100'001);
}

TEST_CASE("blanks before the first element may be many") {
    Made blanks("", std::string(megabyte, '\n'), 5, "<a><b></a>");
    CHECK_THROWS_WITH_AS(counted(blanks), Contains("line 5242881, column 9"), BadFile);
}

TEST_CASE("what the handler throws arrives and ends the reading") {
    struct Thrower : XmlHandler {
        bool begin(const XmlElement& element) override {
            ++told;
            if (element.path == throws_in && !at_end) throw std::out_of_range("enough");
            return true;
        }
        void end(std::string_view path, std::string_view) override {
            ++told;
            if (path == throws_in && at_end) throw std::out_of_range("enough");
        }
        std::string throws_in;
        bool at_end = false;
        int told = 0;
    };
    for (const bool at_end : {false, true})
        for (const std::string path : {"/a", "/a/b", "/a/c"}) {
            Thrower thrower;
            thrower.throws_in = path;
            thrower.at_end = at_end;
            std::istringstream in("<a><b/><c>text</c></a><");
            CHECK_THROWS_WITH_AS(read_xml(in, thrower), "enough", std::out_of_range);
            CHECK(thrower.told == (path == "/a"     ? (at_end ? 6 : 1)
                                   : path == "/a/b" ? (at_end ? 3 : 2)
                                                    : (at_end ? 5 : 4)));
        }
}

TEST_CASE("a stream that fails is not taken for one that ends") {
    struct Failing : Made {
        Failing() : Made("<a>", "<b/>", 10, "") {}
        const std::string& next_piece() override {
            if (pieces_left() == 5) throw BadFile("The disk is gone.");
            return Made::next_piece();
        }
    };
    Failing silent;
    CHECK_THROWS_WITH_AS(counted(silent), "It cannot be read to its end.", BadFile);
    Failing loud;
    std::istream in(&loud);
    in.exceptions(std::ios::badbit);
    Counter counter;
    CHECK_THROWS_WITH_AS(read_xml(in, counter), "The disk is gone.", BadFile);
}

} // namespace runlog::formats
