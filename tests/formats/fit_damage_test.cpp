#include "formats/fit_support.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

namespace runlog::formats {

namespace {

using namespace testing;

/// Why a file cannot be read, which must not have yielded anything.
std::string trouble(const std::string& file) {
    const auto reading = read_fit_file(file);
    CHECK(reading.runs.empty());
    CHECK(reading.bad.empty());
    return reading.trouble;
}

constexpr auto damaged = "Its check sum is wrong: it is damaged.";

/// A disk that fails behind the first bytes.
class FailingDisk : public std::streambuf {
public:
    explicit FailingDisk(std::string bytes) : bytes_(std::move(bytes)) {
        setg(bytes_.data(), bytes_.data(), bytes_.data() + bytes_.size());
    }

private:
    int_type underflow() override { throw std::runtime_error("the disk failed"); }
    std::string bytes_;
};

const RowVisitor nobody{[](const ReadRun&) {}, [](const BadRow&) {}};

} // namespace

TEST_CASE("the sum that these files are checked with is the one of the format") {
    CHECK(fit_sum("123456789") == 0xBB3D);
    CHECK(fit_sum("") == 0);
}

TEST_CASE("a file that was cut off anywhere yields nothing") {
    const auto file = fit_file(fit_session() + fit_data(0, fit_session_content()));
    for (std::size_t size = 12; size < file.size(); ++size)
        CHECK(trouble(file.substr(0, size)) ==
              "It ends in the middle (byte " + std::to_string(size) + " of " + std::to_string(file.size()) + ").");
    for (std::size_t size = 0; size < 12; ++size)
        CHECK(trouble(file.substr(0, size)) == "It does not begin as a FIT file does.");
}

TEST_CASE("a file with any bit turned over yields nothing") {
    const auto records = fit_session({}, std::endian::big) + fit_data(0, fit_session_content({}, std::endian::big));
    for (const auto& file : {fit_file(records), with_fit_sum(fit_header(records.size(), 12) + records)})
        for (std::size_t bit = 0; bit < 8 * file.size(); ++bit) {
            CAPTURE(bit);
            auto other = file;
            other[bit / 8] = static_cast<char>(other[bit / 8] ^ 1 << bit % 8);
            CHECK(trouble(other) != "");
        }
}

TEST_CASE("a wrong check sum is told as what it means") {
    auto file = fit_file(fit_session());
    file.back() = static_cast<char>(file.back() + 1);
    CHECK(trouble(file) == damaged);

    auto header = fit_header(fit_session().size());
    header[13] = static_cast<char>(header[13] + 1);
    CHECK(trouble(with_fit_sum(header + fit_session())) == damaged);
}

TEST_CASE("what is no FIT file is refused") {
    const auto file = fit_file(fit_session());
    auto other_mark = file;
    other_mark[8] = ',';
    auto short_header = file;
    short_header[0] = 11;
    for (const auto& one : {std::string(), std::string("day,start\n2026-11-21,06:00\n"), other_mark, short_header})
        CHECK(trouble(one) == "It does not begin as a FIT file does.");
}

TEST_CASE("a record of a kind that was not told is refused with its place") {
    const auto unknown = [](std::uint64_t byte) {
        return "The record at byte " + std::to_string(byte) + " is of a kind that the file has not told about.";
    };
    CHECK(trouble(fit_file(fit_data(0, "abcd"))) == unknown(14));
    CHECK(trouble(fit_file(fit_session() + fit_data(1, "abcd"))) == unknown(14 + fit_session().size()));
    CHECK(trouble(fit_file(fit_session() + fit_compressed(3, "abcd"))) == unknown(14 + fit_session().size()));
}

TEST_CASE("what records look like does not carry over from one file to the next") {
    const auto first = fit_file(fit_session());
    const auto reading = read_fit_file(first + fit_file(fit_data(0, fit_session_content())));
    CHECK(reading.runs.size() == 1);
    CHECK(reading.trouble == "The record at byte " + std::to_string(first.size() + 14) +
                                 " is of a kind that the file has not told about.");
}

TEST_CASE("a record that is longer than the file says is refused") {
    CHECK(trouble(fit_file(fit_session() + '\0')) == "The record at byte 64 is longer than what is left of the file.");
    const auto session = fit_session();
    for (std::size_t size = 1; size < session.size(); ++size) {
        const auto text = trouble(fit_file(session.substr(0, size)));
        if (size != fit_session_definition().size()) CHECK(text.ends_with("is longer than what is left of the file."));
    }
}

TEST_CASE("a file whose length was never written is told as what it is") {
    CHECK(trouble(with_fit_sum(fit_header(0))) ==
          "The activity was never finished: the file does not say how long it is.");
    CHECK(trouble(fit_header(0, 14, false) + fit_session()) ==
          "The activity was never finished: the file does not say how long it is.");
}

TEST_CASE("a file without the summary of an activity holds none") {
    const auto records = fit_definition(0, record_message, {{5, 4, uint32}}) + fit_data(0, "abcd");
    CHECK(trouble(fit_file(records)) == "It holds no activity.");
    CHECK(trouble(fit_file(fit_session_definition())) == "It holds no activity.");
    CHECK(trouble(fit_file(records) + fit_file(records)) == "It holds no activity.");
}

TEST_CASE("a file of a thousand activities is read, and one of more is a mistake") {
    std::string records = fit_session_definition();
    for (int i = 0; i < 1000; ++i) records += fit_data(0, fit_session_content());
    CHECK(read_fit_file(fit_file(records)).runs.size() == 1000);
    CHECK(trouble(fit_file(records + fit_data(0, fit_session_content()))) == "It holds more than 1,000 activities.");
}

TEST_CASE("what stands before a damaged part has been handed over") {
    const auto first = fit_file(fit_session());
    auto second = first;
    second[40] = 'x';
    const auto reading = read_fit_file(first + second + first);
    CHECK(reading.runs.size() == 1);
    CHECK(reading.trouble == damaged);

    const auto followed = read_fit_file(first + first + "and more that is not FIT");
    CHECK(followed.runs.size() == 2);
    CHECK(followed.trouble == "What follows byte " + std::to_string(2 * first.size()) + " is not FIT.");
}

TEST_CASE("what the visitor throws passes through") {
    struct Enough {};
    std::istringstream good(fit_file(fit_session()));
    CHECK_THROWS_AS(read_fit(good, {[](const ReadRun&) { throw Enough(); }, nobody.bad}), Enough);
    std::istringstream bad(fit_file(fit_session({.start = 5})));
    CHECK_THROWS_AS(read_fit(bad, {nobody.run, [](const BadRow&) { throw Enough(); }}), Enough);
}

TEST_CASE("a stream that fails says so itself, or is told as failing") {
    const auto file = fit_file(fit_session());
    for (const std::size_t size : {std::size_t{5}, std::size_t{30}, file.size()}) {
        CAPTURE(size);
        FailingDisk disk(file.substr(0, size));
        std::istream speaking(&disk);
        speaking.exceptions(std::ios::badbit);
        CHECK_THROWS_WITH(read_fit(speaking, nobody), "the disk failed");
        FailingDisk other(file.substr(0, size));
        std::istream silent(&other);
        CHECK_THROWS_WITH_AS(read_fit(silent, nobody), doctest::Contains("It cannot be read beyond byte"), BadFile);
    }
}

} // namespace runlog::formats
