#include "runlog/system/process.hpp"

#include "runlog/domain/error.hpp"
#include "store/fixture.hpp"
#include "system/broken_pipes.hpp"
#include "system/variable.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace runlog::system {

namespace {

using doctest::Contains;
using std::chrono::seconds;
using store::testing::TemporaryFolder;
using test::BrokenPipesIgnored;
using test::Variable;
using Clock = std::chrono::steady_clock;

constexpr seconds patience{20};
constexpr std::size_t longer_than_a_pipe = 3'000'000;

Ended shell(const std::string& script, std::string_view input = "", seconds limit = patience,
            const std::vector<std::string>& settings = {}) {
    return run({"/bin/sh", "-c", script}, input, limit, settings);
}

std::size_t count_lines(const std::filesystem::path& path) {
    std::ifstream file(path);
    return static_cast<std::size_t>(
        std::count(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>(), '\n'));
}

} // namespace

TEST_CASE("what a program says and how it ends is told") {
    const auto ended = shell("echo out; echo err >&2; exit 3");
    CHECK(ended.out == "out\n");
    CHECK(ended.err == "err\n");
    CHECK(ended.status == 3);
    CHECK(ended.in_time);
    CHECK_FALSE(ended.well());
    CHECK(shell("true").well());
    CHECK(shell("true").out == "");
}

TEST_CASE("words reach a program one by one, whatever is in them") {
    const auto ended = run({"printf", "%s|", "a b", "", "$HOME", "*", "it's", "-n", "zoë", ";id"}, "", patience);
    CHECK(ended.out == "a b||$HOME|*|it's|-n|zoë|;id|");
}

TEST_CASE("input reaches a program byte by byte, and ends") {
    std::string text("a\0b\xff\r\n\n", 7);
    CHECK(run({"cat"}, text, patience).out == text);
    CHECK(run({"wc", "-c"}, "", patience).out == "0\n");
}

TEST_CASE("input and output may be longer than what a pipe holds") {
    const BrokenPipesIgnored ignored;
    std::string text(longer_than_a_pipe, 'x');
    for (std::size_t i = 0; i < text.size(); i += 71) text[i] = static_cast<char>('a' + i % 26);
    const auto ended = run({"cat"}, text, patience);
    CHECK(ended.well());
    CHECK((ended.out == text));
    const auto both = shell("tee /dev/stderr", text);
    CHECK((both.out == text));
    CHECK((both.err == text));
}

TEST_CASE("a program that does not read its input ends as it says") {
    const BrokenPipesIgnored ignored;
    const std::string text(longer_than_a_pipe, 'x');
    CHECK(shell("exit 0", text).well());
    CHECK(shell("exec <&-; sleep 0.1; exit 7", text).status == 7);
    CHECK(run({"head", "-c", "3"}, text, patience).out == "xxx");
}

TEST_CASE("a broken pipe means to a program what it usually does") {
    const BrokenPipesIgnored ignored;
    CHECK(shell("(while echo y; do :; done; echo survived >&2) | true").err == "");
}

TEST_CASE("a program that says more than anybody reads is stopped and an error") {
    const auto begin = Clock::now();
    CHECK_THROWS_WITH_AS(run({"yes"}, "", patience), Contains("more than can be read"), Error);
    CHECK(Clock::now() - begin < seconds{10});
}

TEST_CASE("a program that does not end is stopped with all it started") {
    const TemporaryFolder folder;
    const auto begin = Clock::now();
    const auto ended = shell("echo begun; echo last words >&2; sh -c 'while :; do echo alive; sleep 0.05; done' >" +
                                 (folder.path() / "signs").string() + " & sleep 60",
                             "", seconds{1});
    CHECK(Clock::now() - begin >= seconds{1});
    CHECK(Clock::now() - begin < seconds{5});
    CHECK_FALSE(ended.in_time);
    CHECK_FALSE(ended.well());
    CHECK(ended.out == "begun\n");
    CHECK(ended.trouble() == "it did not end in time");
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    const auto signs = count_lines(folder.path() / "signs");
    CHECK(signs > 0);
    std::this_thread::sleep_for(std::chrono::milliseconds{300});
    CHECK(count_lines(folder.path() / "signs") == signs);
}

TEST_CASE("a program that stops for no polite signal is stopped too") {
    CHECK_FALSE(shell("trap '' TERM INT HUP; while :; do sleep 1; done", "", seconds{1}).in_time);
}

TEST_CASE("a program that closed what it says is still waited for") {
    CHECK(shell("exec >&- 2>&-; sleep 0.2; exit 5").status == 5);
}

TEST_CASE("what was killed by a signal did not end well") {
    const auto ended = shell("kill -KILL $$");
    CHECK(ended.in_time);
    CHECK(ended.signal == SIGKILL);
    CHECK_FALSE(ended.well());
    CHECK(ended.trouble() == "it was stopped by signal 9");
}

TEST_CASE("what a program leaves behind is not waited for, even where it holds the pipes") {
    const auto begin = Clock::now();
    const auto ended = shell("echo said; sleep 30 & echo $! >&2; exit 4");
    CHECK(Clock::now() - begin < seconds{5});
    CHECK(ended.status == 4);
    CHECK(ended.out == "said\n");
    ::kill(std::stoi(ended.err), SIGKILL);
}

TEST_CASE("a program that is not there or may not be run is an error that names it") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "text") << "no program\n";
    for (const auto& name : {std::string("/nowhere/mailer"), std::string("runlog-no-such-program"), std::string(),
                             (folder.path() / "text").string(), folder.path().string()}) {
        CAPTURE(name);
        CHECK_THROWS_WITH_AS(run({name}, "", patience), Contains((name + " cannot be started").c_str()), Error);
    }
}

TEST_CASE("settings go over what the environment has, and only there") {
    const Variable variable("RUNLOG_TEST", "outer");
    const Variable longer("RUNLOG_TEST_LONGER", "kept");
    const std::string script = "echo \"$RUNLOG_TEST,$RUNLOG_TEST_LONGER,$RUNLOG_OTHER\"";
    CHECK(shell(script).out == "outer,kept,\n");
    CHECK(shell(script, "", patience, {"RUNLOG_TEST=a=b", "RUNLOG_OTHER="}).out == "a=b,kept,\n");
    // A shell would hide that a variable is there twice.
    CHECK(run({"printenv", "RUNLOG_TEST"}, "", patience, {"RUNLOG_TEST=inner"}).out == "inner\n");
    CHECK(std::getenv("RUNLOG_TEST") == std::string("outer"));
}

TEST_CASE("a program inherits only what it may, and settings nevertheless") {
    const Variable kept("RUNLOG_TEST_KEPT", "kept");
    const Variable dropped("RUNLOG_TEST_DROPPED", "dropped");
    Terms terms{"", patience, {"RUNLOG_TEST_SET=set"}};
    terms.inherits = [](std::string_view name) { return name == "RUNLOG_TEST_KEPT" || name == "PATH"; };
    const std::string script = "echo \"$RUNLOG_TEST_KEPT,$RUNLOG_TEST_DROPPED,$RUNLOG_TEST_SET\"";
    CHECK(run({"/bin/sh", "-c", script}, terms).out == "kept,,set\n");
}

TEST_CASE("how much is read of a program can be said") {
    Terms terms{"", patience};
    terms.most_said = 40 << 20;
    CHECK(run({"head", "-c", "20000000", "/dev/zero"}, terms).out.size() == 20'000'000);
    terms.most_said = 1'000;
    CHECK_THROWS_WITH_AS(run({"head", "-c", "20000000", "/dev/zero"}, terms), Contains("more than can be read"), Error);
}

TEST_CASE("a program's trouble is the last it said, else its status") {
    CHECK(Ended{true, 1, 0, "", "first\nlast\r\n\n  \n"}.trouble() == "last");
    CHECK(Ended{true, 1, 0, "out", "only"}.trouble() == "only");
    CHECK(Ended{true, 75, 0, "out\n", "\n"}.trouble() == "its exit status was 75");
    CHECK(Ended{true, 0, SIGTERM, "", ""}.trouble() == "it was stopped by signal 15");
}

TEST_CASE("many programs one after the other leave nothing open") {
    const BrokenPipesIgnored ignored;
    const auto open_files = [] { return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}); };
    const auto before = open_files();
    for (int i = 0; i < 50; ++i) shell("echo hello", "input");
    CHECK_THROWS_AS(run({"/nowhere"}, "", patience), Error);
    CHECK(open_files() == before);
}

TEST_CASE("a program has its three streams, what this one was given itself, and no file of ours") {
    const BrokenPipesIgnored ignored;
    std::set<int> expected{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
    for (int file = STDERR_FILENO + 1; file < 1024; ++file) {
        const int flags = ::fcntl(file, F_GETFD);
        if (flags != -1 && (flags & FD_CLOEXEC) == 0) expected.insert(file);
    }
    std::set<int> open;
    std::istringstream listed(shell("exec ls /proc/self/fd", "input").out);
    for (int file = 0; listed >> file;) open.insert(file);
    // The list itself is read from the lowest number that is free.
    int lowest = 0;
    while (expected.contains(lowest)) ++lowest;
    expected.insert(lowest);
    CHECK(open == expected);
}

TEST_CASE("a program is found in the first folder of PATH that has it, and may run it") {
    const TemporaryFolder folder;
    for (const char* name : {"empty", "text", "first", "second"})
        std::filesystem::create_directory(folder.path() / name);
    const auto put = [&](const char* where, bool may_run) {
        const auto path = folder.path() / where / "runlog-mailer";
        std::ofstream(path) << "#!/bin/sh\n";
        if (may_run) std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    };
    put("text", false);
    put("first", true);
    put("second", true);
    std::filesystem::create_directory(folder.path() / "empty" / "runlog-mailer");
    const auto in = [&](const char* name) { return (folder.path() / name).string(); };
    const Variable path("PATH", in("empty") + "::.:relative:" + in("text") + ":" + in("first") + ":" + in("second"));
    CHECK(find_program("runlog-mailer") == folder.path() / "first" / "runlog-mailer");
    CHECK_FALSE(find_program("runlog-no-such-program"));
    CHECK_FALSE(find_program(""));
}

TEST_CASE("a program is found at a path, which becomes an absolute one") {
    const TemporaryFolder folder;
    CHECK(find_program("/bin/sh") == std::filesystem::path("/bin/sh"));
    CHECK(find_program("/bin/../bin/./sh") == std::filesystem::path("/bin/sh"));
    CHECK_FALSE(find_program(folder.path().string()));
    CHECK_FALSE(find_program((folder.path() / "nothing").string()));
    std::ofstream(folder.path() / "text") << "no program\n";
    CHECK_FALSE(find_program((folder.path() / "text").string()));
    const auto relative = std::filesystem::relative("/bin/sh");
    CHECK(find_program((std::filesystem::path(".") / relative).string())->is_absolute());
}

TEST_CASE("PATH does not hide the folders of the system's programs") {
    const Variable path("PATH", "/nowhere");
    CHECK_FALSE(find_program("cat"));
    const auto found = find_program("useradd");
    CHECK((!found || found->parent_path() == "/usr/sbin"));
}

TEST_CASE("this program is the one that runs") {
    CHECK(this_program().filename() == "runlog-tests");
    CHECK(find_program(this_program().string()) == this_program());
}

TEST_CASE("how a program ended is known where SIGCHLD was ignored before") {
    auto* const before = std::signal(SIGCHLD, SIG_IGN);
    const auto ended = run({"/bin/sh", "-c", "sleep 0.2; exit 75"}, "", seconds{2});
    std::signal(SIGCHLD, before);
    CHECK(ended.in_time);
    CHECK(ended.status == 75);
}

TEST_CASE("a status of 255 is no signal") {
    CHECK(run({"/bin/sh", "-c", "exit 255"}, "", seconds{20}).trouble() == "its exit status was 255");
}

} // namespace runlog::system
