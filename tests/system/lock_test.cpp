#include "runlog/system/lock.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/system/process.hpp"
#include "store/fixture.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace runlog::system {

namespace {

using doctest::Contains;
using std::chrono::milliseconds;
using std::chrono::seconds;
using store::testing::TemporaryFolder;
using Clock = std::chrono::steady_clock;

Instant utc(int hour, int second = 0) {
    return date::sys_days{date::year{2026} / 11 / 21} + std::chrono::hours{hour} + seconds{second};
}

bool is_free(const std::filesystem::path& path) {
    return Lock().take(path, seconds{0});
}

} // namespace

TEST_CASE("the second taker waits as long as it may, and then has nothing") {
    const TemporaryFolder folder;
    Lock first;
    REQUIRE(first.take(folder.path() / "lock", seconds{0}));
    Lock second;
    const auto begin = Clock::now();
    CHECK_FALSE(second.take(folder.path() / "lock", seconds{1}));
    CHECK(Clock::now() - begin > milliseconds{800});
    CHECK(Clock::now() - begin < seconds{10});
}

TEST_CASE("who may not wait is told at once") {
    const TemporaryFolder folder;
    Lock first;
    REQUIRE(first.take(folder.path() / "lock", seconds{0}));
    const auto begin = Clock::now();
    CHECK_FALSE(is_free(folder.path() / "lock"));
    CHECK(Clock::now() - begin < milliseconds{500});
}

TEST_CASE("a lock is given back at the end of its object") {
    const TemporaryFolder folder;
    {
        Lock lock;
        REQUIRE(lock.take(folder.path() / "lock", seconds{0}));
        CHECK_FALSE(is_free(folder.path() / "lock"));
    }
    CHECK(is_free(folder.path() / "lock"));
    CHECK(is_free(folder.path() / "lock"));
}

TEST_CASE("who waits has the lock as soon as it is given back") {
    const TemporaryFolder folder;
    auto first = std::make_unique<Lock>();
    REQUIRE(first->take(folder.path() / "lock", seconds{0}));
    std::thread giver([&] {
        std::this_thread::sleep_for(milliseconds{200});
        first.reset();
    });
    const auto begin = Clock::now();
    Lock second;
    CHECK(second.take(folder.path() / "lock", seconds{20}));
    CHECK(Clock::now() - begin < seconds{5});
    giver.join();
}

TEST_CASE("a process that dies gives its lock back") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "lock";
    const auto child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        Lock lock;
        ::_exit(lock.take(path, seconds{0}) ? 0 : 1);
    }
    int status = -1;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
    CHECK(is_free(path));
}

TEST_CASE("a lock that was passed on is held until the last program has ended that was started meanwhile") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "lock";
    {
        Lock lock;
        REQUIRE(lock.take(path, seconds{0}));
        lock.pass_on();
        REQUIRE(run({"/bin/sh", "-c", "sleep 1 </dev/null >/dev/null 2>&1 &"}, "", seconds{20}).well());
    }
    CHECK_FALSE(is_free(path));
    CHECK(Lock().take(path, seconds{20}));
}

TEST_CASE("locks of different files know nothing of each other") {
    const TemporaryFolder folder;
    Lock lock;
    REQUIRE(lock.take(folder.path() / "one", seconds{0}));
    CHECK(is_free(folder.path() / "other"));
}

TEST_CASE("the file of a lock is for its user alone") {
    const TemporaryFolder folder;
    REQUIRE(is_free(folder.path() / "lock"));
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    CHECK((std::filesystem::status(folder.path() / "lock").permissions() & others) == std::filesystem::perms::none);
}

TEST_CASE("a lock leaves what is in its file alone") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "lock") << "words";
    REQUIRE(is_free(folder.path() / "lock"));
    stamp(folder.path() / "lock", utc(7));
    CHECK(std::filesystem::file_size(folder.path() / "lock") == 5);
}

TEST_CASE("a lock that can be neither made nor opened is an error") {
    const TemporaryFolder folder;
    std::filesystem::create_symlink(folder.path() / "elsewhere", folder.path() / "link");
    for (const auto& path : {folder.path() / "no folder" / "lock", folder.path(), folder.path() / "link"}) {
        CAPTURE(path.string());
        CHECK_THROWS_WITH_AS(is_free(path), Contains("cannot be made"), Error);
    }
    CHECK_FALSE(std::filesystem::exists(folder.path() / "elsewhere"));
}

TEST_CASE("what was noted last is read back to the second") {
    const TemporaryFolder folder;
    const auto path = folder.path() / "stamp";
    CHECK(stamped(path) == std::nullopt);
    for (const auto moment : {utc(7), utc(23, 59), utc(1, 1), Instant{seconds{1}}}) {
        stamp(path, moment);
        CHECK(stamped(path) == moment);
    }
}

TEST_CASE("a stamp may be put on a file that is locked") {
    const TemporaryFolder folder;
    Lock lock;
    REQUIRE(lock.take(folder.path() / "lock", seconds{0}));
    stamp(folder.path() / "lock", utc(7));
    CHECK(stamped(folder.path() / "lock") == utc(7));
    CHECK_FALSE(is_free(folder.path() / "lock"));
}

TEST_CASE("where nothing can be noted nothing is, and nobody is disturbed") {
    const TemporaryFolder folder;
    CHECK_NOTHROW(stamp(folder.path() / "no folder" / "stamp", utc(7)));
    CHECK(stamped(folder.path() / "no folder" / "stamp") == std::nullopt);
}

} // namespace runlog::system
