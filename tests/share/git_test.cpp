#include "share/git.hpp"

#include "runlog/domain/error.hpp"
#include "share/world.hpp"
#include "system/variable.hpp"

#include <doctest/doctest.h>

#include <filesystem>

/// Nothing of what somebody has set up for their own git may reach ours.
namespace runlog::share {

namespace {

using doctest::Contains;
using store::testing::contains;
using store::testing::TemporaryFolder;
using store::testing::write_file;
using test::Variable;
using testing::batch;
using testing::World;

namespace fs = std::filesystem;

/// A program that leaves a sign when it is run.
fs::path spy(const fs::path& place, const fs::path& sign) {
    fs::create_directories(place.parent_path());
    write_file(place, "#!/bin/sh\ntouch '" + sign.string() + "'\nexit 1\n");
    fs::permissions(place, fs::perms::owner_all);
    return place;
}

} // namespace

TEST_CASE("settings of the user change nothing and start nothing") {
    World world;
    const fs::path home = world.folder() / "home";
    const fs::path sign = world.folder() / "sign";
    const auto hooks = spy(home / "hooks/pre-push", sign).parent_path();
    for (const char* hook : {"reference-transaction", "post-update", "update"}) spy(hooks / hook, sign);
    const auto program = spy(home / "program", sign).string();
    write_file(home / ".gitconfig",
               "[core]\n\thooksPath = " + hooks.string() + "\n\tsshCommand = " + program + "\n\tfsmonitor = " +
                   program + "\n[gpg]\n\tprogram = " + program + "\n[gpg \"ssh\"]\n\tprogram = " + program +
                   "\n[fetch]\n\tprune = true\n[user]\n\tname = Anna\n\temail = anna@example.org\n" +
                   "[url \"/nowhere/\"]\n\tinsteadOf = " + world.folder().string() + "/\n");
    const Variable at_home("HOME", home.string());
    const Variable also("XDG_CONFIG_HOME", (home / "config").string());
    fs::create_directories(home / "config/git");
    fs::copy(home / ".gitconfig", home / "config/git/config");
    world.anna.send({batch(1, 2)});
    CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
    CHECK_FALSE(fs::exists(sign));
    CHECK_FALSE(contains(world.on_host({"log", "--format=%an %ae %cn %ce", "--all"}), "anna"));
}

TEST_CASE("git's variables change nothing and start nothing") {
    World world;
    const fs::path sign = world.folder() / "sign";
    const auto program = spy(world.folder() / "program", sign).string();
    fs::create_directories(world.folder() / "other");
    const auto other = (world.folder() / "other").string();
    std::vector<std::unique_ptr<Variable>> variables;
    const std::vector<std::pair<const char*, std::string>> set{
        {"GIT_DIR", other},
        {"GIT_WORK_TREE", other},
        {"GIT_INDEX_FILE", other + "/index"},
        {"GIT_OBJECT_DIRECTORY", other},
        {"GIT_NAMESPACE", "else"},
        {"GIT_EXEC_PATH", other},
        {"GIT_CONFIG_PARAMETERS", "'core.hooksPath=" + other + "'"},
        {"GIT_CONFIG_COUNT", "1"},
        {"GIT_CONFIG_KEY_0", "gpg.ssh.program"},
        {"GIT_CONFIG_VALUE_0", program},
        {"GIT_ALLOW_PROTOCOL", "ssh"},
        {"GIT_AUTHOR_NAME", "Anna"},
        {"GIT_COMMITTER_DATE", "2001-01-01T00:00:00"},
        {"GIT_ASKPASS", program},
        {"GIT_TRACE", "1"},
        {"GIT_DEFAULT_HASH", "sha256"},
        {"SSH_ASKPASS", program},
        {"LC_ALL", "de_DE.UTF-8"},
    };
    {
        std::vector<std::unique_ptr<Variable>> all;
        for (const auto& [name, value] : set) all.push_back(std::make_unique<Variable>(name, value));
        fs::remove_all(world.anna.mirror());
        world.anna.send({batch(1, 2)});
        CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
    }
    CHECK_FALSE(fs::exists(sign));
    CHECK(fs::is_empty(other));
    CHECK(contains(world.on_host({"cat-file", "-p", world.tip(world.anna.branch())}), "runlog@localhost> 1795262400"));
}

TEST_CASE("a user's own way to call ssh counts, and its trouble is told") {
    World world;
    const fs::path sign = world.folder() / "sign";
    const Variable own("GIT_SSH_COMMAND", spy(world.folder() / "ssh", sign).string());
    auto beth = world.beth;
    beth.address = "git@host.invalid:momma.git";
    CHECK_THROWS_WITH_AS(beth.fetch(), Contains("The host of momma cannot be reached"), Error);
    CHECK(fs::exists(sign));
}

TEST_CASE("what ssh says is told, not what git makes of it") {
    World world;
    const auto ssh = world.folder() / "ssh";
    write_file(ssh, "#!/bin/sh\necho 'Welcome, runner' >&2\n"
                    "printf 'ssh: connect to host momma port 22: Connection refused\\r\\n' >&2\nexit 255\n");
    fs::permissions(ssh, fs::perms::owner_all);
    const Variable own("GIT_SSH_COMMAND", ssh.string());
    auto beth = world.beth;
    beth.address = "momma:momma.git";
    try {
        beth.fetch();
        FAIL("the host was reached");
    } catch (const Error& error) {
        CHECK(error.what() == std::string("The host of momma cannot be reached: ssh: connect to host momma port 22: "
                                          "Connection refused."));
        CHECK(error.hint() == "Nothing is lost: what is new here goes out with the next runlog share sync.");
    }
}

TEST_CASE("a host that does not answer is not waited for for ever") {
    World world;
    const auto ssh = world.folder() / "ssh";
    write_file(ssh, "#!/bin/sh\nexec sleep 60\n");
    fs::permissions(ssh, fs::perms::owner_all);
    const Variable own("GIT_SSH_COMMAND", ssh.string());
    auto place = world.beth.place();
    place.address = "momma:momma.git";
    place.limit = std::chrono::seconds{1};
    CHECK_THROWS_WITH_AS(Mirror(place).fetch(), Contains("The host of momma did not answer within 1 seconds"), Error);
}

TEST_CASE("a machine without git or OpenSSH is told what to install") {
    World world;
    const TemporaryFolder empty;
    const Variable path("PATH", empty.path().string());
    CHECK_THROWS_WITH_AS(world.beth.fetch(), Contains("git is needed to share a log"), Error);
    fs::create_symlink("/usr/bin/git", empty.path() / "git");
    CHECK_THROWS_WITH_AS(world.beth.fetch(), Contains("ssh-keygen is needed to share a log"), Error);
}

TEST_CASE("words are taken off a text one by one") {
    std::string_view text = "one two\tthree";
    CHECK(take_word(text) == "one");
    CHECK(take_word(text, '\t') == "two");
    CHECK(take_word(text) == "three");
    CHECK(take_word(text).empty());
    CHECK(lines_of("\na\n\nb").size() == 2);
    CHECK(plain_words("fatal: it is\x1b[2J so.\r") == "it is[2J so");
}

} // namespace runlog::share
