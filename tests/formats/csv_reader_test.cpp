#include "formats/csv_reader.hpp"

#include "runlog/formats/read_run.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace runlog::formats {

namespace {

using Fields = std::vector<std::string>;

/// What a file of CSV holds.
struct Contents {
    std::vector<Fields> records;
    std::vector<std::size_t> lines;
    std::vector<std::pair<std::size_t, std::string>> bad;
};

Contents contents_of(const std::string& file) {
    std::istringstream in(file);
    Contents found;
    read_csv_records(
        in,
        [&](const CsvRecord& record) {
            found.records.push_back(record.fields);
            found.lines.push_back(record.line);
        },
        [&](std::size_t line, const std::string& why) { found.bad.emplace_back(line, why); });
    return found;
}

std::vector<Fields> records_of(const std::string& file) {
    const auto found = contents_of(file);
    CHECK(found.bad.empty());
    return found.records;
}

const auto unmatched = "its quotes do not match";

} // namespace

TEST_CASE("a record is what commas part") {
    CHECK(records_of("a,b,c\n") == std::vector<Fields>{{"a", "b", "c"}});
    CHECK(records_of("a\n") == std::vector<Fields>{{"a"}});
    CHECK(records_of("a,,c\n,\n") == std::vector<Fields>{{"a", "", "c"}, {"", ""}});
    CHECK(records_of("a;b\tc\n") == std::vector<Fields>{{"a;b\tc"}});
}

TEST_CASE("a quoted field holds commas, quotes and line breaks") {
    CHECK(records_of("\"a,b\",c\n") == std::vector<Fields>{{"a,b", "c"}});
    CHECK(records_of("\"a \"\"b\"\"\",c\n") == std::vector<Fields>{{"a \"b\"", "c"}});
    CHECK(records_of("\"\"\"\"\n") == std::vector<Fields>{{"\""}});
    CHECK(records_of("\"\",\"\"\n") == std::vector<Fields>{{"", ""}});
    CHECK(records_of("\"a\nb\",\"c\r\nd\"\n") == std::vector<Fields>{{"a\nb", "c\r\nd"}});
}

TEST_CASE("blanks around a field are part of it") {
    CHECK(records_of(" a , b\t\n") == std::vector<Fields>{{" a ", " b\t"}});
    CHECK(records_of("\" a \"\n") == std::vector<Fields>{{" a "}});
    CHECK(records_of(" \n") == std::vector<Fields>{{" "}});
}

TEST_CASE("lines may end in any of the usual ways, and the last need not") {
    const std::vector<Fields> expected{{"a", "b"}, {"c", "d"}};
    for (const std::string file :
         {"a,b\nc,d\n", "a,b\nc,d", "a,b\r\nc,d\r\n", "a,b\r\nc,d", "a,b\rc,d\r", "a,b\n\"c\",\"d\""}) {
        CAPTURE(file);
        CHECK(records_of(file) == expected);
    }
}

TEST_CASE("empty lines are passed over") {
    const auto found = contents_of("\n\na\n\r\n\nb\n\n");
    CHECK(found.records == std::vector<Fields>{{"a"}, {"b"}});
    CHECK(found.lines == std::vector<std::size_t>{3, 6});
    CHECK(records_of("").empty());
    CHECK(records_of("\n\n").empty());
}

TEST_CASE("a record is on the line of the file on which it begins") {
    const auto found = contents_of("a,b\n\"c\nd\",e\nf,\"\n\n\"\ng,h\n");
    CHECK(found.records == std::vector<Fields>{{"a", "b"}, {"c\nd", "e"}, {"f", "\n\n"}, {"g", "h"}});
    CHECK(found.lines == std::vector<std::size_t>{1, 2, 4, 7});
}

TEST_CASE("a nul is a character like any other") {
    CHECK(records_of(std::string("a\0b,c\n", 6)) == std::vector<Fields>{{std::string("a\0b", 3), "c"}});
}

TEST_CASE("a quote in the middle of a field, or text behind one, does not match") {
    for (const std::string line : {"a\"b,c", "a,b\"", "\"a\"b,c", "\"a\" ,c", "a,\"b\"\"\"c"}) {
        CAPTURE(line);
        const auto found = contents_of("x,y\n" + line + "\nz,z\n");
        CHECK(found.records == std::vector<Fields>{{"x", "y"}, {"z", "z"}});
        CHECK(found.lines == std::vector<std::size_t>{1, 3});
        REQUIRE(found.bad.size() == 1);
        CHECK(found.bad[0].first == 2);
        CHECK(found.bad[0].second == unmatched);
    }
}

TEST_CASE("nothing of a record whose quotes do not match gets into the next") {
    const auto found = contents_of("a,b,\"c\"d,e\nf,g\n");
    CHECK(found.records == std::vector<Fields>{{"f", "g"}});
    CHECK(found.bad.size() == 1);
}

TEST_CASE("a quote that nothing closes takes the rest of the file with it") {
    const auto found = contents_of("a,b\nc,\"d\ne,f\n");
    CHECK(found.records == std::vector<Fields>{{"a", "b"}});
    REQUIRE(found.bad.size() == 1);
    CHECK(found.bad[0].first == 2);
    CHECK(found.bad[0].second == unmatched);
}

TEST_CASE("a quote closed too late is told with the line on which it was opened") {
    const auto found = contents_of("a,\"b\nc,d\ne,\"f\"\ng,h\n");
    CHECK(found.records == std::vector<Fields>{{"g", "h"}});
    REQUIRE(found.bad.size() == 1);
    CHECK(found.bad[0].first == 1);
}

TEST_CASE("a long field is read whole") {
    const std::string almost_a_megabyte((1 << 20) - 10, 'x');
    CHECK((records_of("a,\"" + almost_a_megabyte + "\"\n") == std::vector<Fields>{{"a", almost_a_megabyte}}));
    std::string lines = almost_a_megabyte;
    for (std::size_t i = 0; i < lines.size(); i += 1000) lines[i] = '\n';
    CHECK((records_of("a,\"" + lines + "\"\n") == std::vector<Fields>{{"a", lines}}));
}

TEST_CASE("a line, or a record of many, that is longer than a megabyte is refused") {
    const std::string megabyte(1 << 20, 'x');
    const auto refused = [](const std::string& file, const char* says) {
        CHECK_THROWS_WITH_AS(contents_of(file), says, BadFile);
    };
    refused("a,b\n" + megabyte + "x\nc,d\n", "A line of it is longer than a megabyte.");
    for (const std::string line : {"x\n", "\n", "x,y\n", "\"\"\n"}) {
        CAPTURE(line);
        std::string lines;
        while (lines.size() <= 2 * megabyte.size()) lines += line;
        refused("a,b\nc,\"d\n" + lines, "The record that begins on line 2 is longer than a megabyte.");
    }
    std::string fields; // each of which begins on one line and ends on the next
    while (fields.size() <= 3 * megabyte.size()) fields += ",\"\n\"";
    refused("a,b\nc" + fields + "\n", "The record that begins on line 2 is longer than a megabyte.");
    std::string several;
    while (several.size() <= 3 * megabyte.size()) several += "a,\"b\nc\"\n";
    CHECK(records_of(several).size() == several.size() / 8);
    CHECK(records_of("a\n" + std::string(3 * megabyte.size(), '\n') + "b\n").size() == 2);
}

TEST_CASE("a quote that is opened behind an old line end, and then closed by nothing, is no way around that") {
    CHECK_THROWS_AS(contents_of("a\r\"" + std::string(3 << 20, '\n')), BadFile);
}

TEST_CASE("what is thrown for a record or a bad line arrives, and the rest is not read") {
    const auto ignore = [](std::size_t, const std::string&) {};
    std::istringstream in("a\nb\n");
    int seen = 0;
    const auto refuse = [&](const CsvRecord&) {
        ++seen;
        throw Error("no more");
    };
    CHECK_THROWS_WITH_AS(read_csv_records(in, refuse, ignore), "no more", Error);
    CHECK(seen == 1);
    std::istringstream last("a");
    CHECK_THROWS_AS(read_csv_records(last, refuse, ignore), Error);
    std::istringstream broken("a\"\n");
    const auto refuse_bad = [](std::size_t, const std::string&) { throw Error("not that"); };
    CHECK_THROWS_WITH_AS(read_csv_records(
                             broken, [](const CsvRecord&) {}, refuse_bad),
                         "not that", Error);
}

} // namespace runlog::formats
