#include "runlog/formats/bundle.hpp"

#include "packed.hpp"
#include "runlog/formats/history.hpp"
#include "scratch.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>

namespace runlog::formats {

namespace {

namespace fs = std::filesystem;

using doctest::Contains;
using testing::contents_of;
using testing::gzip;
using testing::names_of;
using testing::Scratch;
using testing::table_of;
using Names = std::vector<std::string>;

void refuses(const fs::path& path, const char* says) {
    CAPTURE(path);
    CHECK_THROWS_WITH_AS(open_bundle(path), Contains(says), BadFile);
}

/// Writes into a pipe while something else reads from it.
class Writer {
public:
    Writer(const fs::path& pipe, const std::string& bytes)
        : thread_([=] { std::ofstream(pipe, std::ios::binary) << bytes; }) {}
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    ~Writer() { thread_.join(); }

private:
    std::thread thread_;
};

} // namespace

TEST_CASE("one file is a bundle of itself") {
    const Scratch scratch;
    const auto path = scratch.write("deep/run.gpx", "<gpx/>");
    const auto bundle = open_bundle(path);
    REQUIRE(names_of(*bundle) == Names{"run.gpx"});
    const auto& entry = bundle->entries().front();
    CHECK(entry.size == 6);
    CHECK(bundle->place_of(entry) == path.string());
    CHECK(contents_of(*bundle, "run.gpx") == "<gpx/>");
    CHECK(contents_of(*bundle, "run.gpx") == "<gpx/>");
    CHECK_THROWS_WITH_AS(contents_of(*bundle, "other.gpx"), "There is no such file.", BadFile);
    CHECK_THROWS_AS(contents_of(*bundle, "../deep/run.gpx"), BadFile);
}

TEST_CASE("what a file is called says nothing about how it is packed") {
    const Scratch scratch;
    CHECK(contents_of(*open_bundle(scratch.write("run.gpx", gzip("<gpx/>"))), "run.gpx") == "<gpx/>");
    CHECK(contents_of(*open_bundle(scratch.write("run.gpx.gz", "<gpx/>")), "run.gpx.gz") == "<gpx/>");
    const auto zip = scratch.write("runs.csv", testing::Zip().add(testing::stored("a", "1")).bytes());
    CHECK(contents_of(*open_bundle(zip), "a") == "1");
    CHECK(contents_of(*open_bundle(scratch.write("runs.zip", "day\n")), "runs.zip") == "day\n");
    CHECK(contents_of(*open_bundle(scratch.write("empty", "")), "empty").empty());
}

TEST_CASE("the beginning of a file can be looked at without being consumed") {
    const Scratch scratch;
    for (const std::size_t size : {0UL, 1UL, beginning_size - 1, beginning_size, beginning_size + 1, 300'000UL}) {
        CAPTURE(size);
        const std::string text = table_of(size);
        for (const auto& bytes : {text, gzip(text)}) {
            const auto path = scratch.write("runs.csv", bytes);
            const auto input = open_bundle(path)->open({"runs.csv", 0});
            CHECK((input->beginning() == text.substr(0, beginning_size)));
            CHECK((testing::rest_of(*input) == text));
            CHECK((input->beginning() == text.substr(0, beginning_size)));
            CHECK(input->consumed() == bytes.size());
            const auto unasked = open_bundle(path)->open({"runs.csv", 0});
            CHECK((testing::rest_of(*unasked) == text));
            CHECK((unasked->beginning() == text.substr(0, beginning_size)));
        }
    }
}

TEST_CASE("several may read one file at a time") {
    const Scratch scratch;
    const std::string text = table_of(200'000);
    const auto bundle = open_bundle(scratch.write("runs.csv", text));
    const auto first = bundle->open({"runs.csv", 0});
    const auto second = bundle->open({"runs.csv", 0});
    first->stream().ignore(100'000);
    CHECK((testing::rest_of(*second) == text));
    CHECK((testing::rest_of(*first) == text.substr(100'000)));
}

TEST_CASE("an input outlives its bundle") {
    const Scratch scratch;
    const auto path = scratch.write("runs.csv", table_of(200'000));
    const auto input = open_bundle(path)->open({"runs.csv", 0});
    fs::remove(path);
    CHECK(testing::rest_of(*input).size() == 200'000);
}

TEST_CASE("a path that leads nowhere is told so") {
    const Scratch scratch;
    refuses(scratch.path() / "missing.gpx", "There is no such file.");
    refuses("", "There is no such file.");
    refuses(scratch.write("file", "a") / "within", "There is no such file.");
    fs::create_symlink("nowhere", scratch.path() / "dangling");
    refuses(scratch.path() / "dangling", "It is a link to a file that is not there.");
    fs::create_symlink("circle", scratch.path() / "circle");
    refuses(scratch.path() / "circle", "It cannot be read: Too many levels of symbolic links.");
    const auto link = scratch.path() / "link.gpx";
    fs::create_symlink("file", link);
    CHECK(contents_of(*open_bundle(link), "link.gpx") == "a");
}

TEST_CASE("a pipe is read once") {
    const Scratch scratch;
    const auto pipe = scratch.path() / "runs.csv";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const std::string text = table_of(300'000);
    for (const auto& bytes : {text, gzip(text)}) {
        const Writer writer(pipe, bytes);
        const auto bundle = open_bundle(pipe);
        REQUIRE(names_of(*bundle) == Names{"runs.csv"});
        CHECK(bundle->entries().front().size == 0);
        CHECK(bundle->place_of(bundle->entries().front()) == pipe.string());
        const auto input = bundle->open({"runs.csv", 0});
        CHECK((input->beginning() == text.substr(0, beginning_size)));
        CHECK((testing::rest_of(*input) == text));
        CHECK(input->consumed() == bytes.size());
        CHECK_THROWS_WITH_AS(contents_of(*bundle, "runs.csv"), "It comes in as a stream, and was read before.",
                             BadFile);
    }
    const Writer writer(pipe, testing::Zip().add(testing::stored("a", "1")).bytes());
    CHECK_THROWS_WITH_AS(contents_of(*open_bundle(pipe), "runs.csv"),
                         "It is a zip, which cannot be read while it comes in.", BadFile);
}

TEST_CASE("standard input can be named by its path, be it a pipe or a file") {
    const Scratch scratch;
    const int before = ::dup(STDIN_FILENO);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], "day\n", 4) == 4);
    ::close(ends[1]);
    ::dup2(ends[0], STDIN_FILENO);
    ::close(ends[0]);
    CHECK(contents_of(*open_bundle("/dev/stdin"), "stdin") == "day\n");
    const auto zip = scratch.write("a.zip", testing::Zip().add(testing::stored("a", "1")).bytes());
    const int file = ::open(zip.c_str(), O_RDONLY);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
    CHECK(contents_of(*open_bundle("/dev/stdin"), "a") == "1");
    ::dup2(before, STDIN_FILENO);
    ::close(before);
}

TEST_CASE("a stream is a bundle of one file, which is unpacked but is no zip") {
    std::istringstream in(gzip("day\n"));
    const auto bundle = bundle_of(in, "standard input");
    REQUIRE(names_of(*bundle) == Names{"standard input"});
    CHECK(bundle->place_of(bundle->entries().front()) == "standard input");
    CHECK(contents_of(*bundle, "standard input") == "day\n");
    CHECK_THROWS_AS(contents_of(*bundle, "standard input"), BadFile);
    std::istringstream zip(testing::Zip().bytes());
    try {
        contents_of(*bundle_of(zip, "standard input"), "standard input");
        FAIL("nothing was thrown");
    } catch (const BadFile& refusal) {
        CHECK(refusal.hint() == "Save it as a file first.");
    }
}

} // namespace runlog::formats
