#include "runlog/system/whole_file.hpp"

#include "runlog/domain/error.hpp"
#include "store/fixture.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <fstream>
#include <sstream>

namespace runlog::system {

namespace {

namespace fs = std::filesystem;
using store::testing::TemporaryFolder;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void put(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

fs::perms mode_of(const fs::path& path) {
    return fs::status(path).permissions();
}

} // namespace

TEST_CASE("a file is written whole, and is all that is written") {
    const TemporaryFolder folder;
    const auto page = folder.path() / "page.html";
    write_whole_file(page, "first");
    CHECK(text_of(page) == "first");
    write_whole_file(page, "second");
    CHECK(text_of(page) == "second");
    CHECK(folder.entries() == std::vector<std::string>{"page.html"});
}

TEST_CASE("a new file may be read by whom the process lets, and one that was there keeps its mode") {
    const TemporaryFolder folder;
    const auto page = folder.path() / "page.html";
    const mode_t before = ::umask(027);
    write_whole_file(page, "first");
    ::umask(before);
    CHECK(mode_of(page) == fs::perms{0640});
    fs::permissions(page, fs::perms{0604});
    write_whole_file(page, "second");
    CHECK(mode_of(page) == fs::perms{0604});
}

TEST_CASE("a link is followed") {
    const TemporaryFolder folder;
    put(folder.path() / "page.html", "first");
    fs::create_symlink("page.html", folder.path() / "index.html");
    write_whole_file(folder.path() / "index.html", "second");
    CHECK(text_of(folder.path() / "page.html") == "second");
    CHECK(fs::is_symlink(folder.path() / "index.html"));
}

TEST_CASE("what is no plain file, what is a database and what has no folder are left alone") {
    const TemporaryFolder folder;
    CHECK_THROWS_AS(write_whole_file(folder.path(), "text"), Error);
    CHECK_THROWS_AS(write_whole_file(folder.path() / "no" / "page.html", "text"), Error);
    CHECK_THROWS_AS(write_whole_file("/dev/null", "text"), Error);
    CHECK_THROWS_AS(write_whole_file("", "text"), Error);
    const auto log = folder.path() / "runlog.db";
    put(log, "SQLite format 3 and more");
    CHECK_THROWS_AS(write_whole_file(log, "text"), Error);
    CHECK(text_of(log) == "SQLite format 3 and more");
    CHECK(folder.entries() == std::vector<std::string>{"runlog.db"});
}

} // namespace runlog::system
