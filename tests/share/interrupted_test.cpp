#include "runlog/domain/error.hpp"
#include "share/world.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <random>
#include <thread>

/// What is left of a mirror when its process is killed, or its folder is damaged: the next one finishes the job.
namespace runlog::share {

namespace {

using doctest::Contains;
using store::testing::write_file;
using testing::batch;
using testing::git_in;
using testing::World;

namespace fs = std::filesystem;

} // namespace

TEST_CASE("locks that git left when it was killed are in nobody's way") {
    World world;
    world.anna.send({batch(1, 2)});
    const auto mirror = world.anna.mirror();
    for (const std::string& left :
         {std::string("index.lock"), std::string("config.lock"), std::string("packed-refs.lock"),
          "refs/heads/" + world.anna.branch() + ".lock", "refs/good/" + world.anna.branch() + ".lock",
          std::string("refs/incoming/roster.lock"), std::string("refs/good/roster.lock")})
        write_file(mirror / left, "");
    fs::create_directories(mirror / "objects/pack");
    write_file(mirror / "objects/pack/tmp_pack_XXXXXX", "half a pack");
    fs::create_directories(mirror / "objects/tmp_objdir-incoming-XXXX/pack");
    CHECK(world.anna.send({batch(3, 3)}).last == 3);
    for (const auto& entry : fs::recursive_directory_iterator(mirror)) {
        CAPTURE(entry.path().string());
        CHECK(entry.path().extension() != ".lock");
        CHECK_FALSE(entry.path().filename().string().starts_with("tmp_"));
    }
}

TEST_CASE("a mirror that was half made is completed") {
    for (const char* missing : {"HEAD", "config", "objects", "refs"}) {
        CAPTURE(missing);
        World world;
        world.anna.send({batch(1, 2)});
        world.beth.open();
        fs::remove_all(world.beth.mirror() / missing);
        CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
    }
    World world;
    world.anna.send({batch(1, 2)});
    fs::create_directories(world.beth.mirror());
    write_file(world.beth.mirror() / "config", "");
    CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
}

TEST_CASE("one process at a time has a mirror") {
    World world;
    Mirror held = world.beth.open();
    auto place = world.beth.place();
    place.limit = std::chrono::seconds{0};
    CHECK_THROWS_WITH_AS(Mirror{place}, Contains("Another runlog is exchanging"), Error);
}

TEST_CASE("a mirror that has lost what it had gets it again") {
    World world;
    world.anna.send({batch(1, 2)});
    world.beth.fetch();
    fs::remove_all(world.beth.mirror() / "objects");
    CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
    fs::remove_all(world.beth.mirror());
    CHECK(world.beth.records_of(world.anna) == batch(1, 2).lines);
}

TEST_CASE("killed at any moment, the next sending finishes the job and nothing is there twice") {
    World world;
    std::mt19937 random(7); // NOLINT: the same moments every time, as far as machines allow
    std::int64_t sent = 0;
    for (int round = 0; round < 12; ++round) {
        const auto child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            try {
                world.anna.send({batch(sent + 1, sent + 1)});
            } catch (...) {
            }
            ::_exit(0);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{random() % 150});
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        const auto fetched = world.anna.fetch();
        CHECK(fetched.alarms.empty());
        const auto last = fetched.branches.empty() ? 0 : fetched.branches[0].last;
        CHECK((last == sent || last == sent + 1));
        sent = world.anna.send(last == sent ? std::vector{batch(sent + 1, sent + 1)} : std::vector<Batch>{}).last;
        CHECK(world.tip(world.anna.branch()) == git_in(world.anna.mirror(), {"rev-parse", world.anna.branch()}));
    }
    CHECK(world.beth.records_of(world.anna) == batch(1, sent).lines);
}

} // namespace runlog::share
