#include "runlog/system/interrupt.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <initializer_list>

namespace runlog::system {

TEST_CASE("a first polite signal is noted and ends nothing") {
    for (const int signal : {SIGINT, SIGTERM}) {
        const Interruptible work;
        CHECK_FALSE(work.interrupted());
        std::raise(signal);
        CHECK(work.interrupted());
    }
}

TEST_CASE("once the work is done, signals mean what they meant") {
    { const Interruptible work; }
    struct sigaction now {};
    ::sigaction(SIGINT, nullptr, &now);
    const bool usual = now.sa_handler == SIG_DFL;
    CHECK(usual);
}

TEST_CASE("a signal that is to be passed over stays so") {
    const auto before = std::signal(SIGHUP, SIG_IGN);
    {
        const Interruptible work;
        std::raise(SIGHUP);
        CHECK_FALSE(work.interrupted());
    }
    std::signal(SIGHUP, before);
}

} // namespace runlog::system
