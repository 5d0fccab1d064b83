#include "runlog/formats/history.hpp"
#include "zips.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using testing::deflated;
using testing::gzip;
using testing::names_in;
using testing::names_of;
using testing::stored;
using testing::table_of;
using testing::zip_of;
using testing::ZipFile;
using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a zip yields the files in it, in the order of their names") {
    const std::string table = table_of(300'000);
    const ZipFile zip(zip_of({stored("b.csv", "day\n"), deflated("a/2.gpx", table), stored("a/", ""),
                              deflated("a/10.gpx", ""), stored("\xc3\xa4.gpx", table)}));
    CHECK(names_of(*zip.bundle) == Names{"a/10.gpx", "a/2.gpx", "b.csv", "\xc3\xa4.gpx"});
    CHECK(zip.bundle->entries()[1].size == deflated("", table).stored.size());
    CHECK(zip.bundle->place_of(zip.bundle->entries()[1]) == zip.path.string() + ": a/2.gpx");
    for (int again = 0; again < 2; ++again) {
        CHECK((zip.read("a/2.gpx") == table));
        CHECK((zip.read("\xc3\xa4.gpx") == table));
        CHECK(zip.read("b.csv") == "day\n");
        CHECK(zip.read("a/10.gpx").empty());
    }
    CHECK_THROWS_WITH_AS(zip.read("a"), "There is no such file.", BadFile);
    CHECK_THROWS_AS(zip.read("a/"), BadFile);
}

TEST_CASE("a zip may be empty") {
    CHECK(names_in({}).empty());
    CHECK(names_in({stored("folder/", "")}).empty());
}

TEST_CASE("entries are unpacked once more where they are compressed themselves") {
    const std::string inner = zip_of({stored("a", "1")}).bytes();
    const ZipFile zip(
        zip_of({stored("1.fit.gz", gzip("fit")), deflated("2.fit.gz", gzip("fit")),
                stored("3.fit.gz", gzip(gzip("fit"))), stored("4.zip", inner), deflated("5.zip.gz", gzip(inner))}));
    CHECK(zip.read("1.fit.gz") == "fit");
    CHECK(zip.read("2.fit.gz") == "fit");
    CHECK_THROWS_WITH_AS(zip.read("3.fit.gz"), "It is compressed twice.", BadFile);
    CHECK(zip.read("4.zip") == inner);
    CHECK(zip.bundle->open({"5.zip.gz", 0})->beginning().starts_with("PK"));
}

TEST_CASE("a zip may have the numbers of a large one") {
    const std::string table = table_of(100'000);
    auto large = deflated("runs.csv", table);
    large.is_large = true;
    const auto zip = zip_of({stored("before", "1"), large, stored("behind", "2")});
    for (const auto& bytes : {zip.bytes(), zip.large_bytes(3)}) {
        const ZipFile found(bytes);
        CHECK(names_of(*found.bundle) == Names{"before", "behind", "runs.csv"});
        CHECK(found.bundle->entries()[2].size == large.stored.size());
        CHECK((found.read("runs.csv") == table));
        CHECK(found.read("behind") == "2");
    }
    CHECK_THROWS_AS(ZipFile(zip.large_bytes(2)), BadFile);
    CHECK_THROWS_AS(ZipFile(zip.large_bytes(3 + 0x10000)), BadFile);
}

TEST_CASE("a zip may have a comment, or something behind it") {
    const auto zip = zip_of({stored("a", "1")});
    for (const auto& comment : {std::string("by hand"), std::string(0xffff, 'x'), std::string("PK\5\6")}) {
        CHECK(ZipFile(zip.bytes(1, comment)).read("a") == "1");
        CHECK_THROWS_AS(ZipFile(zip.bytes(1, comment) + std::string(70'000, 'x')), BadFile);
    }
    CHECK(ZipFile(zip.bytes() + "\r\n").read("a") == "1");
}

TEST_CASE("of two files of one name the first counts") {
    const ZipFile zip(zip_of(
        {stored("run.gpx", "first"), stored("a", ""), stored("./run.gpx", "second"), stored("run.gpx", "third")}));
    CHECK(names_of(*zip.bundle) == Names{"a", "run.gpx"});
    CHECK(zip.read("run.gpx") == "first");
}

TEST_CASE("several entries can be read at a time, and outlive the bundle") {
    const std::string table = table_of(300'000);
    std::unique_ptr<Input> first;
    std::unique_ptr<Input> second;
    {
        const ZipFile zip(zip_of({deflated("1", table), deflated("2", 'x' + table)}));
        first = zip.bundle->open({"1", 0});
        second = zip.bundle->open({"2", 0});
    }
    std::string line;
    REQUIRE(std::getline(first->stream(), line));
    CHECK(line + '\n' == table.substr(0, line.size() + 1));
    CHECK((testing::rest_of(*second) == 'x' + table));
    CHECK((testing::rest_of(*first) == table.substr(line.size() + 1)));
}

TEST_CASE("how much of an entry was consumed is told in stored bytes") {
    const std::string table = table_of(2'000'000);
    const ZipFile zip(
        zip_of({stored("before", table), deflated("runs.csv", table), deflated("runs.csv.gz", gzip(table))}));
    for (const std::size_t i : {1U, 2U}) {
        const auto& entry = zip.bundle->entries()[i];
        const auto input = zip.bundle->open(entry);
        CHECK(input->consumed() <= 2 * beginning_size);
        input->stream().ignore(1'000'000);
        CHECK(input->consumed() > entry.size / 3);
        CHECK(input->consumed() < entry.size * 3 / 4);
        testing::rest_of(*input);
        CHECK(input->consumed() == entry.size);
    }
}

TEST_CASE("as many entries as old zips can count, and more, are found at once") {
    for (const std::size_t count : {65'535U, 65'536U + 0xffffU}) {
        CAPTURE(count);
        testing::Zip zip;
        for (std::size_t i = 0; i < count; ++i) zip.add(stored(std::to_string(1'000'000 + i), "1"));
        const ZipFile found(zip);
        REQUIRE(found.bundle->entries().size() == count);
        for (const auto& entry : found.bundle->entries())
            if (found.bundle->open(entry)->beginning() != "1") FAIL(entry.name);
    }
}

} // namespace runlog::formats
