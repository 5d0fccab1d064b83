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

void refuses(const std::string& bytes, const char* says) {
    CHECK_THROWS_WITH_AS(ZipFile{bytes}, doctest::Contains(says), BadFile);
}

/// The whole zip is fine, but for this entry.
void refuses_entry(const testing::ZipEntry& entry, const char* says) {
    const ZipFile zip(zip_of({stored("fine", "fine"), entry}));
    CHECK_THROWS_WITH_AS(zip.read(entry.name), says, BadFile);
    CHECK(zip.read("fine") == "fine");
}

constexpr auto cut = "It ends in the middle.";
constexpr auto damaged = "It is damaged.";
constexpr auto wrong_sum = "It is damaged: its check sum is wrong.";
constexpr auto broken_list = "It is a damaged zip: its list of files is broken.";

} // namespace

TEST_CASE("names that lead out of a zip, and hidden ones, are none of its files") {
    for (const std::string name :
         {"../run.gpx", "a/../run.gpx", "a/..", "..", ".", "/run.gpx", "/", "a\\run.gpx", "..\\run.gpx", "a//run.gpx",
          "a/./run.gpx", ".hidden", "a/.hidden/run.gpx", "__MACOSX/run.gpx", "__MACOSX/._run.gpx", ""}) {
        CAPTURE(name);
        const ZipFile zip(zip_of({stored(name, "hostile"), stored("run.gpx", "fine")}));
        CHECK(names_of(*zip.bundle) == Names{"run.gpx"});
        CHECK(zip.read("run.gpx") == "fine");
        CHECK_THROWS_AS(zip.read(name), BadFile);
    }
    CHECK(names_in({stored(std::string("a\0b", 3), "")}).empty());
    CHECK(names_in({stored("./a/run.gpx", ""), stored("././run.gpx", "")}) == Names{"a/run.gpx", "run.gpx"});
    CHECK(names_in({stored("a..b/run..gpx", "")}) == Names{"a..b/run..gpx"});
    const std::string long_name(0xffff, 'n');
    CHECK(names_in({stored(long_name, "")}) == Names{long_name});
}

TEST_CASE("a link in a zip is no file") {
    constexpr std::uint32_t by_unix = 3U << 8U;
    auto link = stored("link.gpx", "/etc/passwd");
    link.made_by = by_unix + 20;
    link.attributes = 0120777U << 16U;
    auto file = stored("run.gpx", "run");
    file.made_by = by_unix + 20;
    file.attributes = 0100644U << 16U;
    auto plain = stored("plain.gpx", "run");
    plain.made_by = by_unix + 20;
    auto elsewhere = stored("elsewhere.gpx", "run");
    elsewhere.attributes = 0120777U << 16U;
    CHECK(names_in({link, file, plain, elsewhere}) == Names{"elsewhere.gpx", "plain.gpx", "run.gpx"});
}

TEST_CASE("an encrypted entry is refused with a way out") {
    for (auto entry : {stored("secret", "abcdefghijklmnop"), deflated("secret", "abcdefghijklmnop")}) {
        entry.flags = 1;
        refuses_entry(entry, "It is encrypted.");
    }
    auto entry = stored("secret", "");
    entry.flags = 1;
    try {
        ZipFile(zip_of({entry})).read("secret");
        FAIL("nothing was thrown");
    } catch (const BadFile& refusal) {
        CHECK(refusal.hint() == "Unpack the zip first, and import the folder.");
    }
}

TEST_CASE("an entry that is compressed in another way is refused") {
    for (const std::uint32_t method : {1U, 9U, 12U, 14U, 93U, 99U, 0xffffU}) {
        auto entry = stored("odd", "abc");
        entry.method = method;
        refuses_entry(entry, "It is compressed in a way that runlog does not know.");
    }
}

TEST_CASE("an entry whose bytes are not those that were packed is refused at its end") {
    const std::string table = table_of(200'000);
    for (auto entry : {stored("runs.csv", table), deflated("runs.csv", table), stored("runs.csv", "day\n")}) {
        entry.crc ^= 1U;
        refuses_entry(entry, wrong_sum);
    }
    auto entry = deflated("runs.csv", table);
    entry.crc ^= 1U;
    const ZipFile zip(zip_of({entry}));
    const auto input = zip.bundle->open({"runs.csv", 0});
    std::string came(table.size(), ' ');
    input->stream().read(came.data(), static_cast<std::streamsize>(came.size()));
    CHECK((came == table));
    CHECK_THROWS_WITH_AS(input->stream().get(), wrong_sum, BadFile);
}

TEST_CASE("an entry that is longer or shorter than its zip says is refused") {
    const std::string table = table_of(50'000);
    auto longer = deflated("runs.csv", table);
    longer.unpacked_size -= 1;
    refuses_entry(longer, damaged);
    auto shorter = deflated("runs.csv", table);
    shorter.unpacked_size += 1;
    refuses_entry(shorter, damaged);
    auto short_of_bytes = stored("runs.csv", table);
    short_of_bytes.unpacked_size += 1;
    refuses_entry(short_of_bytes, damaged);
    auto cut_short = deflated("runs.csv", table);
    cut_short.stored.resize(cut_short.stored.size() / 2);
    refuses_entry(cut_short, cut);
    auto broken = deflated("runs.csv", table);
    broken.stored.replace(0, 10, 10, '\xff');
    refuses_entry(broken, damaged);
}

TEST_CASE("a zip cut short is refused, wherever it was cut") {
    const std::string whole = zip_of({stored("a", "1"), deflated("b", table_of(200))}).bytes();
    for (std::size_t size = 4; size < whole.size(); ++size) {
        CAPTURE(size);
        refuses(whole.substr(0, size), "It is a zip that ends in the middle, or is damaged.");
    }
    const std::string large = zip_of({stored("a", table_of(200'000))}).bytes();
    refuses(large.substr(0, 150'000), "It is a zip that ends in the middle, or is damaged.");
}

TEST_CASE("a zip cut short behind another zip in it is not taken for that one") {
    const auto inner = zip_of({stored("inner", "1")});
    const std::string whole = zip_of({stored("a.zip", inner.bytes()), stored("b", table_of(2'000))}).bytes();
    CHECK(names_of(*ZipFile(whole).bundle).size() == 2);
    refuses(whole.substr(0, 1'000), broken_list);
    refuses(zip_of({stored("a.zip", testing::Zip().bytes()), stored("b", table_of(2'000))}).bytes().substr(0, 1'000),
            broken_list);
}

TEST_CASE("a piece of a zip is refused") {
    std::string bytes = zip_of({stored("a", "1")}).bytes();
    bytes[bytes.size() - 18] = 1;
    refuses(bytes, "It is one of several pieces of a zip.");
}

TEST_CASE("a zip of more than a million files is refused, whether it says so or not") {
    testing::Zip zip;
    zip.add(stored("a", ""));
    refuses(zip.large_bytes(1'000'001), "It holds more than 1,000,000 files.");
    for (int i = 0; i < 1'000'000; ++i) zip.list(stored("a", ""), 0);
    refuses(zip.bytes(), "It holds more than 1,000,000 files.");
}

TEST_CASE("a zip whose list is not as long as it says is refused") {
    const auto zip = zip_of({stored("a", "1"), stored("b", "2")});
    CHECK(ZipFile(zip.bytes(2)).read("b") == "2");
    refuses(zip.bytes(0), broken_list);
    refuses(zip.bytes(3), broken_list);
    refuses(zip.bytes(0xffff), broken_list);
    std::string broken = zip.bytes();
    broken[broken.find("PK\1\2", broken.find("PK\1\2") + 1)] = 'X';
    refuses(broken, broken_list);
}

TEST_CASE("no byte of a zip can change without being noticed, or without being of no importance") {
    const auto before = zip_of({stored("a", "1"), deflated("b", table_of(200))});
    const std::string whole = before.bytes();
    int noticed = 0;
    for (std::size_t i = 4; i < whole.size(); ++i) {
        std::string bytes = whole;
        bytes[i] = static_cast<char>(~bytes[i]);
        CAPTURE(i);
        std::string came;
        try {
            const ZipFile zip(bytes);
            for (const auto& entry : zip.bundle->entries()) came += zip.read(entry.name);
        } catch (const BadFile&) {
            ++noticed;
            continue;
        }
        const bool has_all = came == "1" + table_of(200) || came == table_of(200) + "1"; // names may change
        const bool has_one = came == "1" || came == table_of(200);                       // and become hidden
        CHECK((has_all || has_one));
    }
    CHECK(noticed > 150);
}

TEST_CASE("entries that share their bytes are refused, before they swell") {
    const auto shared = deflated("1", std::string(100'000, '\0'));
    auto zip = zip_of({shared});
    for (int i = 2; i < 2000; ++i) {
        auto another = shared;
        another.name = std::to_string(i);
        zip.list(another, 0);
    }
    refuses(zip.bytes(), "Its files lie one upon the other.");
}

TEST_CASE("an entry that points nowhere is damaged") {
    auto zip = zip_of({stored("fine", "fine")});
    zip.list(stored("nowhere", ""), 0xfffffff0U);
    zip.list(stored("inside", ""), 3);
    const ZipFile found(zip);
    CHECK_THROWS_WITH_AS(found.read("nowhere"), damaged, BadFile);
    CHECK_THROWS_WITH_AS(found.read("inside"), damaged, BadFile);
    CHECK(found.read("fine") == "fine");
}

TEST_CASE("a hundred megabytes of zeros in a zip are a bomb, packed once or twice") {
    const std::string zeros(100'000'000, '\0');
    const ZipFile zip(zip_of({deflated("once", zeros), deflated("twice.gz", gzip(zeros))}));
    for (const std::string name : {"once", "twice.gz"}) {
        const auto input = zip.bundle->open({name, 0});
        std::string bytes(1 << 20, ' ');
        std::size_t came = 0;
        CHECK_THROWS_WITH_AS(
            [&] {
                while (input->stream().read(bytes.data(), 1 << 20)) came += bytes.size();
            }(),
            "It swells beyond all measure.", BadFile);
        CHECK(came >= 60'000'000);
        CHECK(came <= 70'000'000);
    }
}

} // namespace runlog::formats
