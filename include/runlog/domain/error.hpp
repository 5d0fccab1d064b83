#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace runlog {

/// The one exception of runlog (DESIGN §6): a sentence that says what went wrong and where, and a hint that says what
/// to do about it. Thrown anywhere, caught in one place (cli/program.cpp).
class Error : public std::runtime_error {
public:
    /// `hint` may be empty where nothing sensible can be advised.
    explicit Error(const std::string& message, std::string hint = {})
        : std::runtime_error(message), hint_(std::move(hint)) {}

    const std::string& hint() const noexcept { return hint_; }

private:
    std::string hint_;
};

} // namespace runlog
