#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Other programs. Words are handed to them one by one; no shell reads them.
namespace runlog::system {

/// How a program ended, and what it said.
struct Ended {
    bool in_time = true; ///< else it was stopped
    int status = 0;      ///< its exit status
    int signal = 0;      ///< the one that ended it, else 0
    std::string out;
    std::string err;

    bool well() const { return in_time && signal == 0 && status == 0; }
    /// Why it did not end well, in a few words: what it said last, or its status.
    std::string trouble() const;
};

/// What a program is given besides its words.
struct Terms {
    std::string_view input; ///< on its standard input
    std::chrono::seconds limit;
    std::vector<std::string> settings = {};                   ///< `NAME=value`, put over its environment
    std::function<bool(std::string_view name)> inherits = {}; ///< which variables of ours it gets; without it all
    std::size_t most_said = 16 << 20;                         ///< bytes that are read of it
};

/// Runs the program at `arguments[0]`, a path or a name on PATH, and waits until it ends, but no longer than the limit:
/// then it is stopped, with all it started. SIGPIPE must be ignored by this process. Throws Error where it cannot be
/// started, or says more than is read.
Ended run(const std::vector<std::string>& arguments, const Terms& terms);
Ended run(const std::vector<std::string>& arguments, std::string_view input, std::chrono::seconds limit,
          const std::vector<std::string>& settings = {});

/// The program called `name` on PATH or where system programs stand (`/usr/sbin`), or at the path `name`; nothing where
/// there is none that may be run.
std::optional<std::filesystem::path> find_program(std::string_view name);

/// Where this program stands.
std::filesystem::path this_program();

} // namespace runlog::system
