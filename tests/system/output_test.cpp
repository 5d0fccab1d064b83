#include "runlog/system/output.hpp"

#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <thread>

namespace runlog::system {

namespace {

using doctest::Contains;

class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {
        if (number < 0) throw std::system_error(errno, std::generic_category());
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    int number() const { return number_; }
    void close() {
        if (number_ >= 0) ::close(number_);
        number_ = -1;
    }

private:
    int number_;
};

std::array<int, 2> pipe_ends() {
    std::array<int, 2> ends{-1, -1};
    if (::pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category());
    return ends;
}

/// A pipe with the end that an Output writes to and the one that a test reads.
struct Pipe {
    std::array<int, 2> ends = pipe_ends();
    Descriptor reader{ends[0]};
    Descriptor writer{ends[1]};

    /// Everything up to the end, which comes once `writer` is closed.
    std::string rest() const {
        std::string text;
        std::array<char, 65536> part{};
        for (;;) {
            const auto size = ::read(reader.number(), part.data(), part.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) return text;
            text.append(part.data(), static_cast<std::size_t>(size));
        }
    }

    bool is_empty() const {
        ::fcntl(reader.number(), F_SETFL, O_NONBLOCK);
        char byte = 0;
        const bool empty = ::read(reader.number(), &byte, 1) < 0 && errno == EAGAIN;
        ::fcntl(reader.number(), F_SETFL, 0);
        return empty;
    }
};

/// Lets a write to a closed pipe fail instead of ending the process, for as long as it lives.
class SignalIgnored {
public:
    SignalIgnored() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
    SignalIgnored(const SignalIgnored&) = delete;
    SignalIgnored& operator=(const SignalIgnored&) = delete;
    ~SignalIgnored() { std::signal(SIGPIPE, before_); }

private:
    void (*before_)(int);
};

} // namespace

TEST_CASE("what is written is collected until it is flushed") {
    Pipe pipe;
    Output out(pipe.writer.number());
    out.write("5 km ");
    out.write("in 30:00\n");
    CHECK(pipe.is_empty());
    out.flush();
    out.flush();
    pipe.writer.close();
    CHECK(pipe.rest() == "5 km in 30:00\n");
    CHECK_FALSE(out.closed());
}

TEST_CASE("flushing nothing writes nothing") {
    Pipe pipe;
    Output out(pipe.writer.number());
    out.flush();
    out.write("");
    out.flush();
    pipe.writer.close();
    CHECK(pipe.rest() == "");
}

TEST_CASE("what is discarded is never written, and what comes after is") {
    Pipe pipe;
    Output out(pipe.writer.number());
    out.write("half an answer");
    out.discard();
    out.write("whole");
    out.flush();
    pipe.writer.close();
    CHECK(pipe.rest() == "whole");
}

TEST_CASE("what is not flushed is not written when the output goes") {
    Pipe pipe;
    { Output(pipe.writer.number()).write("half an answer"); }
    pipe.writer.close();
    CHECK(pipe.rest() == "");
}

TEST_CASE("bytes of every kind go through as they are") {
    Pipe pipe;
    Output out(pipe.writer.number());
    const std::string text("a\0b\xff\r\n\x1b", 7);
    out.write(text);
    out.flush();
    pipe.writer.close();
    CHECK(pipe.rest() == text);
}

TEST_CASE("a long answer is written in parts and arrives whole") {
    Pipe pipe;
    std::string received;
    std::thread reader([&] { received = pipe.rest(); });
    Output out(pipe.writer.number());
    std::string expected;
    for (int i = 0; i < 40'000; ++i) {
        const std::string line = "run " + std::to_string(i) + " of many, each on its line\n";
        expected += line;
        out.write(line);
    }
    out.flush();
    pipe.writer.close();
    reader.join();
    CHECK(received.size() == expected.size());
    CHECK((received == expected));
}

TEST_CASE("a reader that has gone away is no error but is told") {
    const SignalIgnored ignored;
    Pipe pipe;
    Output out(pipe.writer.number());
    pipe.reader.close();
    out.write("5 km\n");
    CHECK_FALSE(out.closed());
    CHECK_NOTHROW(out.flush());
    CHECK(out.closed());
    CHECK_NOTHROW(out.write("6 km\n"));
    CHECK_NOTHROW(out.flush());
    CHECK_NOTHROW(out.write(std::string(1'000'000, 'x')));
    CHECK(out.closed());
}

TEST_CASE("a reader may go away in the middle of a long answer") {
    const SignalIgnored ignored;
    Pipe pipe;
    std::thread reader([&] {
        std::array<char, 10> part{};
        CHECK(::read(pipe.reader.number(), part.data(), part.size()) == 10);
        pipe.reader.close();
    });
    Output out(pipe.writer.number());
    CHECK_NOTHROW(out.write(std::string(2'000'000, 'x')));
    reader.join();
    CHECK(out.closed());
}

TEST_CASE("an answer that cannot be written is an error, told once") {
    const Descriptor full(::open("/dev/full", O_WRONLY));
    Output out(full.number());
    out.write("5 km\n");
    CHECK_THROWS_WITH_AS(out.flush(), Contains("The answer cannot be written: No space left"), Error);
    CHECK_NOTHROW(out.flush());
    CHECK_FALSE(out.closed());
}

TEST_CASE("a long answer that cannot be written fails while it is being written") {
    const Descriptor full(::open("/dev/full", O_WRONLY));
    Output out(full.number());
    CHECK_THROWS_WITH_AS(out.write(std::string(1'000'000, 'x')), Contains("cannot be written"), Error);
    CHECK_NOTHROW(out.flush());
}

TEST_CASE("an answer to nowhere is an error") {
    Output out(-1);
    out.write("5 km\n");
    CHECK_THROWS_WITH_AS(out.flush(), Contains("cannot be written"), Error);
}

} // namespace runlog::system
