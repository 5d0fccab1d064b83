#pragma once

#include "foreign_files.hpp"

#include <doctest/doctest.h>

#include <streambuf>

/// What the tests of other programs' files share.
namespace runlog::formats::testing {

/// The one run of a file that holds nothing else.
inline ReadRun only_run_of(const Outcome& outcome) {
    CHECK(outcome.refusal == "");
    for (const auto& bad : outcome.bad) FAIL_CHECK(bad.where << ": " << bad.why);
    REQUIRE(outcome.runs.size() == 1);
    return outcome.runs[0];
}

/// The one bad row of a file that holds nothing else.
inline BadRow only_bad_of(const Outcome& outcome) {
    CHECK(outcome.refusal == "");
    CHECK(outcome.runs.empty());
    REQUIRE(outcome.bad.size() == 1);
    return outcome.bad[0];
}

/// A file of which the end is damaged.
class DamagedFile : public std::streambuf {
public:
    explicit DamagedFile(std::string text) : text_(std::move(text)) {
        setg(text_.data(), text_.data(), text_.data() + text_.size());
    }

protected:
    int_type underflow() override { throw BadFile("It is damaged."); }

private:
    std::string text_;
};

/// A file that yields one byte at a time and never says how many there are, as standard input may.
class SlowFile : public std::streambuf {
public:
    explicit SlowFile(std::string text) : text_(std::move(text)) {}

protected:
    int_type underflow() override {
        return at_ < text_.size() ? traits_type::to_int_type(text_[at_]) : traits_type::eof();
    }
    int_type uflow() override {
        return at_ < text_.size() ? traits_type::to_int_type(text_[at_++]) : traits_type::eof();
    }

private:
    std::string text_;
    std::size_t at_ = 0;
};

/// Checks that `read` hands over what stands before the damage, and then tells of it in the words of the file.
inline void check_damage(FileReader read, const std::string& text, std::size_t runs_before) {
    DamagedFile file(text);
    std::istream in(&file);
    in.exceptions(std::ios::badbit);
    std::size_t runs = 0;
    CHECK_THROWS_WITH_AS(read(in, {}, {[&](ReadRun) { ++runs; }, [](BadRow) {}}), "It is damaged.", BadFile);
    CHECK(runs == runs_before);
}

} // namespace runlog::formats::testing
