#pragma once

#include <csignal>

namespace runlog::test {

/// What a program does whose input nobody reads; runlog has it so too.
class BrokenPipesIgnored {
public:
    BrokenPipesIgnored() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
    BrokenPipesIgnored(const BrokenPipesIgnored&) = delete;
    BrokenPipesIgnored& operator=(const BrokenPipesIgnored&) = delete;
    ~BrokenPipesIgnored() { std::signal(SIGPIPE, before_); }

private:
    void (*before_)(int);
};

} // namespace runlog::test
