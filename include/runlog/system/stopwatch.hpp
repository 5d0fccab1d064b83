#pragma once

#include <chrono>

namespace runlog::system {

/// How long something takes, whatever happens to the clock on the wall.
class Stopwatch {
public:
    std::chrono::duration<double> elapsed() const { return std::chrono::steady_clock::now() - started_; }

private:
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

} // namespace runlog::system
