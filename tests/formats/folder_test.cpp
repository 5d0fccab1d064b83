#include "formats/folder.hpp"

#include "packed.hpp"
#include "scratch.hpp"

#include <doctest/doctest.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace runlog::formats {

namespace {

namespace fs = std::filesystem;

using doctest::Contains;
using testing::contents_of;
using testing::gzip;
using testing::names_of;
using testing::Scratch;
using Names = std::vector<std::string>;

/// Somebody whom permissions mean something to, for as long as it lives.
class Nobody {
public:
    Nobody() : was_(::geteuid()) {
        if (was_ == 0) CHECK(::seteuid(65534) == 0);
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
    ~Nobody() {
        if (was_ == 0) CHECK(::seteuid(0) == 0);
    }

private:
    uid_t was_;
};

void refuses(const fs::path& path, const char* says) {
    CAPTURE(path);
    CHECK_THROWS_WITH_AS(open_bundle(path), Contains(says), BadFile);
}

} // namespace

TEST_CASE("a file or folder that one may not read is told so") {
    const Nobody nobody;
    const Scratch scratch;
    const auto file = scratch.write("folder/deep/runs.csv", "day\n");
    fs::permissions(file, fs::perms::none);
    refuses(file, "It cannot be read: Permission denied.");
    const auto bundle = open_bundle(scratch.path());
    CHECK_THROWS_WITH_AS(contents_of(*bundle, "folder/deep/runs.csv"), "It cannot be read: Permission denied.",
                         BadFile);
    fs::permissions(scratch.path() / "folder/deep", fs::perms::none);
    refuses(scratch.path() / "folder/deep", "It cannot be read: Permission denied.");
    refuses(scratch.path(), "'folder/deep/' within it cannot be read: Permission denied.");
    fs::permissions(scratch.path() / "folder/deep", fs::perms::owner_read); // names are seen, and nothing else
    refuses(scratch.path(), "within it cannot be read: Permission denied.");
    fs::permissions(scratch.path() / "folder/deep", fs::perms::owner_all);
}

TEST_CASE("a folder yields the files in it and below, in the order of their names") {
    const Scratch scratch;
    for (const std::string name : {"b/2.gpx", "a.gpx", "b/10.gpx", "b-c.gpx", "b/c/d.fit.gz", "B.gpx", "\xc3\xa4.gpx"})
        scratch.write(name, name);
    fs::create_directory(scratch.path() / "empty");
    for (const auto& path : {scratch.path(), scratch.path() / ""}) {
        const auto bundle = open_bundle(path);
        CHECK(names_of(*bundle) ==
              Names{"B.gpx", "a.gpx", "b-c.gpx", "b/10.gpx", "b/2.gpx", "b/c/d.fit.gz", "\xc3\xa4.gpx"});
        CHECK(bundle->entries()[3].size == 8);
        CHECK(bundle->place_of(bundle->entries()[3]) == (scratch.path() / "b/10.gpx").string());
        for (const auto& entry : bundle->entries()) CHECK(contents_of(*bundle, entry.name) == entry.name);
    }
}

TEST_CASE("files of a folder are unpacked once, and a zip among them is a file like any other") {
    const Scratch scratch;
    const std::string zip = testing::Zip().add(testing::stored("a", "1")).bytes();
    scratch.write("1.fit.gz", gzip("fit"));
    scratch.write("2.fit.gz", gzip(gzip("fit")));
    scratch.write("3.zip", zip);
    scratch.write("4.zip.gz", gzip(zip));
    const auto bundle = open_bundle(scratch.path());
    CHECK(contents_of(*bundle, "1.fit.gz") == "fit");
    CHECK_THROWS_WITH_AS(contents_of(*bundle, "2.fit.gz"), "It is compressed twice.", BadFile);
    CHECK(contents_of(*bundle, "3.zip") == zip);
    CHECK(bundle->open({"4.zip.gz", 0})->beginning().starts_with("PK"));
}

TEST_CASE("hidden files, and what is no file, are left out of a folder") {
    const Scratch scratch;
    for (const std::string name :
         {"run.gpx", ".hidden.gpx", ".git/run.gpx", "__MACOSX/run.gpx", "a/__MACOSX/._run.gpx"})
        scratch.write(name, "");
    REQUIRE(::mkfifo((scratch.path() / "pipe.gpx").c_str(), 0600) == 0);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (scratch.path() / "socket.gpx").string().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::close(listener);
    CHECK(names_of(*open_bundle(scratch.path())) == Names{"run.gpx"});
    refuses(scratch.path() / "socket.gpx", "It cannot be read: No such device or address.");
}

TEST_CASE("links that stay within a folder are followed, and others left out") {
    const Scratch outside;
    outside.write("secret.gpx", "secret");
    const Scratch scratch;
    const auto link = [&](const fs::path& target, const std::string& name) {
        fs::create_symlink(target, scratch.path() / name);
    };
    scratch.write("a/run.gpx", "run");
    scratch.write(".kept/deep/old.gpx", "old");
    link("a/run.gpx", "same.gpx");
    link(scratch.path() / ".kept", "kept");
    link(outside.path() / "secret.gpx", "secret.gpx");
    link(outside.path(), "outside");
    link("../" + outside.path().filename().string() + "/secret.gpx", "up.gpx");
    link("/dev/zero", "zero.gpx");
    link("nowhere", "dangling.gpx");
    link("turning.gpx", "turning.gpx");
    link(".", "self");
    link("..", "a/up");
    link("../kept", "a/kept");
    CHECK(names_of(*open_bundle(scratch.path())) ==
          Names{"a/kept/deep/old.gpx", "a/run.gpx", "kept/deep/old.gpx", "same.gpx"});
    const auto bundle = open_bundle(scratch.path());
    CHECK(contents_of(*bundle, "kept/deep/old.gpx") == "old");
    CHECK_THROWS_AS(contents_of(*bundle, "secret.gpx"), BadFile);
    CHECK_THROWS_AS(contents_of(*bundle, "a/../a/run.gpx"), BadFile);

    const Scratch beside; // the folder itself may be a link, and one that is named like its beginning is another
    fs::create_directory_symlink(scratch.path(), beside.path() / "runs");
    CHECK(names_of(*open_bundle(beside.path() / "runs")).size() == 4);
    const Scratch twin;
    twin.write("runs/a.gpx", "");
    twin.write("runs-2/b.gpx", "");
    fs::create_symlink("../runs-2/b.gpx", twin.path() / "runs/b.gpx");
    CHECK(names_of(*open_bundle(twin.path() / "runs")) == Names{"a.gpx"});
}

TEST_CASE("folders may be nested 20 levels deep and no deeper") {
    const Scratch scratch;
    std::string name;
    for (int level = 0; level < 20; ++level) name += "d/";
    scratch.write(name + "run.gpx", "run");
    CHECK(contents_of(*open_bundle(scratch.path()), name + "run.gpx") == "run");
    scratch.write(name + "d/run.gpx", "run");
    refuses(scratch.path(), "it lies more than 20 levels deep");
}

TEST_CASE("links cannot make a folder endless") {
    const Scratch scratch;
    scratch.write("0/run.gpx", "");
    const auto twice_the_one_before = [&](int level) {
        fs::create_directory(scratch.path() / std::to_string(level));
        for (const std::string name : {"left", "right"})
            fs::create_directory_symlink("../" + std::to_string(level - 1),
                                         scratch.path() / std::to_string(level) / name);
    };
    for (int level = 1; level <= 3; ++level) twice_the_one_before(level);
    CHECK(names_of(*open_bundle(scratch.path())).size() == 1 + 2 + 4 + 8);
    for (int level = 4; level <= 18; ++level) twice_the_one_before(level);
    refuses(scratch.path(), "Links in it lead to folders in it again and again.");
}

} // namespace runlog::formats
