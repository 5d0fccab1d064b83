#include "runlog/share/keys.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/roster.hpp"
#include "store/fixture.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace runlog::share {

namespace {

using doctest::Contains;
using store::testing::bytes_of;
using store::testing::TemporaryFolder;
using store::testing::write_file;

namespace fs = std::filesystem;

constexpr const char* device = "0123456789abcdef";

bool is_open_to_others(const fs::path& path) {
    const auto others = fs::perms::group_all | fs::perms::others_all;
    return (fs::status(path).permissions() & others) != fs::perms::none;
}

} // namespace

TEST_CASE("a key is made once, and is for its user alone") {
    const TemporaryFolder folder;
    const auto keys = folder.path() / "a" / "keys";
    const auto key = make_key(keys, device);
    CHECK(is_public_key(key));
    CHECK(make_key(keys, device) == key);
    CHECK(public_key(keys, device) == key);
    CHECK_FALSE(is_open_to_others(keys));
    CHECK_FALSE(is_open_to_others(key_file(keys, device)));
    CHECK(make_key(keys, "fedcba9876543210") != key);
    CHECK(std::distance(fs::directory_iterator(keys), {}) == 4);
}

TEST_CASE("what was left of a key that was not finished is in nobody's way") {
    const TemporaryFolder folder;
    const auto& keys = folder.path();
    fs::create_directory(keys / (std::string(device) + ".new"));
    write_file(keys / (std::string(device) + ".new") / "key", "half a k");
    write_file(keys / (std::string(device) + ".pub"), "ssh-ed25519 AAAA");
    const auto key = make_key(keys, device);
    CHECK(is_public_key(key));
    CHECK(public_key(keys, device) == key);
    CHECK(folder.entries() == std::vector<std::string>{device, std::string(device) + ".pub"});
}

TEST_CASE("a device without a key, or a folder that cannot be had, is an error that names it") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH_AS(public_key(folder.path(), device), Contains("holds no key of this device"), Error);
    write_file(folder.path() / "file", "");
    CHECK_THROWS_WITH_AS(make_key(folder.path() / "file", device), Contains("file cannot be written"), Error);
}

TEST_CASE("a key's code is always the same, and can be read aloud") {
    const std::string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGeKhc1Ymi0I/sF7VNLZopnh+ETeyI4LA95uLgdxujo6";
    // SHA256:RAhhcPxWynIQoea+HhIUSaM7iQuuzrGDW+UwYu5QIwg, of which it has the first 60 bits.
    CHECK(code_of(key) == "8G46-2W7W-AV57");
    CHECK_THROWS_AS(code_of("no key"), Error);
    CHECK_THROWS_AS(code_of(""), Error);
}

} // namespace runlog::share
