#include "formats/gunzip.hpp"

#include "packed.hpp"
#include "runlog/formats/history.hpp"
#include "scratch.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace runlog::formats {

namespace {

using testing::gzip;
using testing::table_of;

/// A stream of those bytes, as whoever reads it gets it.
struct Arrived {
    explicit Arrived(const std::string& bytes)
        : in(bytes), bundle(bundle_of(in, "standard input")), input(bundle->open(bundle->entries().front())) {}

    std::istringstream in;
    std::unique_ptr<Bundle> bundle;
    std::unique_ptr<Input> input;
};

std::string read(const std::string& bytes) {
    return testing::rest_of(*Arrived(bytes).input);
}

/// What came before reading ended, well or badly.
std::string sound_part(Input& input) {
    std::string text;
    try {
        for (std::istreambuf_iterator<char> at(input.stream()), end; at != end; ++at) text += *at;
    } catch (const BadFile&) {
    }
    return text;
}

void refuses(const std::string& bytes, const char* says) {
    CHECK_THROWS_WITH_AS(read(bytes), says, BadFile);
}

/// Which still yields all there is, and then fails.
std::string without_end(const std::string& bytes) {
    return bytes.substr(0, bytes.size() - 4);
}

constexpr auto cut = "It ends in the middle.";
constexpr auto damaged = "It is damaged.";

} // namespace

TEST_CASE("what was compressed comes out as it was") {
    for (const std::size_t size : {0U, 1U, 1000U, 65535U, 65536U, 65537U, 131072U, 1000000U}) {
        CAPTURE(size);
        const std::string text = table_of(size);
        CHECK((read(gzip(text)) == text));
        CHECK((read(text) == text));
    }
    CHECK(read(testing::packed("level 9", testing::as_gzip, 9)) == "level 9");
    CHECK(read(testing::packed("level 0", testing::as_gzip, 0)) == "level 0");
}

TEST_CASE("members that stand one behind the other are one file") {
    CHECK(read(gzip("a\n") + gzip("b\n") + gzip("") + gzip("c\n")) == "a\nb\nc\n");
    const std::string table = table_of(200'000);
    CHECK((read(gzip(table) + gzip(table)) == table + table));
    std::string many;
    for (int i = 0; i < 5000; ++i) many += gzip("x");
    CHECK((read(many) == std::string(5000, 'x')));
}

TEST_CASE("zeros behind the last member are padding, and anything else is damage") {
    CHECK(read(gzip("a") + std::string(1000, '\0')) == "a");
    CHECK((read(gzip("a") + std::string(100'000, '\0')) == "a"));
    refuses(gzip("a") + "junk", damaged);
    refuses(gzip("a") + std::string(10, '\0') + "junk", damaged);
    refuses(gzip("a") + "\x1f", cut);
}

TEST_CASE("what is compressed twice is refused") {
    CHECK_THROWS_WITH_AS(Arrived(gzip(gzip("a"))), "It is compressed twice.", BadFile);
}

TEST_CASE("a file cut short is told, wherever it was cut") {
    const std::string whole = gzip(table_of(300));
    for (std::size_t size = 2; size < whole.size(); ++size) {
        CAPTURE(size);
        refuses(whole.substr(0, size), cut);
    }
    CHECK(read(whole.substr(0, 1)) == "\x1f");
    refuses(gzip("a") + whole.substr(0, 20), cut);
}

TEST_CASE("no bit can change without being noticed, or without being of no importance") {
    const std::string text = table_of(100);
    const std::string whole = gzip(text);
    int noticed = 0;
    for (std::size_t bit = 16; bit < whole.size() * 8; ++bit) { // without the two bytes that say it is one
        std::string bytes = whole;
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
        CAPTURE(bit);
        std::string came;
        try {
            came = read(bytes);
        } catch (const BadFile&) {
            ++noticed;
            continue;
        }
        CHECK(came == text);
    }
    CHECK(noticed > static_cast<int>(whole.size() - 10) * 8);
}

TEST_CASE("the sound part before the damage is yielded") {
    const std::string text = table_of(500'000);
    std::string bytes = gzip(text);
    bytes.resize(bytes.size() * 3 / 4);
    Arrived cut_short(bytes);
    CHECK((cut_short.input->beginning() == text.substr(0, beginning_size)));
    const std::string came = sound_part(*cut_short.input);
    CHECK(came.size() > 300'000);
    CHECK((came == text.substr(0, came.size())));
    CHECK_THROWS_WITH_AS(cut_short.input->stream().get(), cut, BadFile);

    Arrived little(gzip("day,distance_m\n2026-11-21,5000\n").substr(0, 40));
    CHECK(little.input->beginning().starts_with("day,distance_m\n20"));
    CHECK(sound_part(*little.input) == little.input->beginning());
}

TEST_CASE("what goes wrong gets out however the stream is read") {
    const std::string broken = without_end(gzip(table_of(100)));
    std::string line;
    char bytes[1000];
    CHECK_THROWS_WITH_AS(std::getline(Arrived(broken).input->stream(), line, '!'), cut, BadFile);
    CHECK_THROWS_WITH_AS(Arrived(broken).input->stream().read(bytes, sizeof bytes), cut, BadFile);
    CHECK_THROWS_WITH_AS(Arrived(broken).input->stream().getline(bytes, sizeof bytes, '!'), cut, BadFile);
    CHECK_THROWS_WITH_AS(Arrived(broken).input->stream().ignore(1000), cut, BadFile);
    CHECK_THROWS_WITH_AS(Arrived(broken).input->stream().rdbuf()->sgetn(bytes, sizeof bytes), cut, BadFile);
    CHECK_THROWS_WITH_AS(testing::rest_of(*Arrived(broken).input), cut, BadFile);
    CHECK_THROWS_WITH_AS(
        [&] {
            Arrived arrived(broken);
            while (arrived.input->stream() >> line) {
            }
        }(),
        cut, BadFile);
    for (const auto& next : {+[](std::istream& in) { return in.get(); }, +[](std::istream& in) { return in.peek(); },
                             +[](std::istream& in) { return in.rdbuf()->sgetc(); },
                             +[](std::istream& in) { return in.rdbuf()->sbumpc(); }}) {
        Arrived arrived(broken);
        arrived.input->stream().read(bytes, static_cast<std::streamsize>(arrived.input->beginning().size()));
        CHECK_THROWS_WITH_AS(next(arrived.input->stream()), cut, BadFile);
    }
}

TEST_CASE("a stream that is told not to throw goes bad where the file does") {
    Arrived arrived(without_end(gzip(table_of(100))));
    auto& in = arrived.input->stream();
    in.exceptions(std::ios::goodbit);
    std::string line;
    while (std::getline(in, line)) {
    }
    CHECK(in.bad());
}

TEST_CASE("a hundred megabytes of zeros are a bomb") {
    Arrived bomb(gzip(std::string(100'000'000, '\0')));
    std::string bytes(1 << 20, ' ');
    std::size_t came = 0;
    CHECK_THROWS_WITH_AS(
        [&] {
            while (bomb.input->stream().read(bytes.data(), 1 << 20)) came += bytes.size();
        }(),
        "It swells beyond all measure.", BadFile);
    CHECK(came >= 60'000'000);
    CHECK(came <= 70'000'000);
}

TEST_CASE("only what is large swells beyond measure") {
    constexpr std::uint64_t megabyte = 1024 * 1024;
    CHECK_NOTHROW(check_swelling(64 * megabyte, 1));
    CHECK_THROWS_AS(check_swelling(64 * megabyte + 1, 1), BadFile);
    CHECK_NOTHROW(check_swelling(250 * megabyte, megabyte));
    CHECK_THROWS_AS(check_swelling(251 * megabyte, megabyte), BadFile);
    CHECK_NOTHROW(check_swelling(5'000'000 * megabyte, 20'000 * megabyte));
}

TEST_CASE("how much was consumed is told in compressed bytes") {
    const std::string bytes = gzip(table_of(2'000'000));
    REQUIRE(bytes.size() > 500'000);
    Arrived arrived(bytes);
    CHECK(arrived.input->consumed() <= 2 * beginning_size);
    arrived.input->stream().ignore(1'000'000);
    CHECK(arrived.input->consumed() > bytes.size() / 3);
    CHECK(arrived.input->consumed() < bytes.size() * 2 / 3);
    testing::rest_of(*arrived.input);
    CHECK(arrived.input->consumed() == bytes.size());
}

} // namespace runlog::formats
