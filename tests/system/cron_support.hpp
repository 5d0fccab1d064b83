#pragma once

#include "runlog/system/process.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

/// What tests know of crontabs by themselves, without asking runlog.
namespace runlog::test {

inline const std::string begin_mark = "# runlog begins: reminders. Taken away by: runlog remind uninstall";
inline const std::string end_mark = "# runlog ends";

/// Lines, each with what ends it.
inline std::vector<std::string> lines_with_endings(std::string_view text) {
    std::vector<std::string> lines;
    for (const char c : text) {
        if (lines.empty() || lines.back().ends_with('\n')) lines.emplace_back();
        lines.back() += c;
    }
    return lines;
}

inline std::string block_of(const std::vector<std::string>& jobs) {
    std::string block = begin_mark + "\n";
    for (const auto& job : jobs) block += job + "\n";
    return block + end_mark + "\n";
}

/// What cron hands to the shell: up to the first bare `%`, `\%` being one that means itself.
inline std::string as_cron_reads(std::string_view command) {
    std::string read;
    for (std::size_t i = 0; i < command.size() && command[i] != '%'; ++i) {
        const bool is_escaped = command.substr(i, 2) == "\\%" || command.substr(i, 2) == "\\\\";
        if (is_escaped) ++i;
        read += command[i];
    }
    return read;
}

/// Words that have the shell tell which words it was given behind them.
inline std::vector<std::string> telling(const std::vector<std::string>& words) {
    // Without the colon some shells become the cat, whose words are others.
    std::vector<std::string> all{"/bin/sh", "-c", "cat /proc/$$/cmdline; :", "sh"};
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

/// The words that the real shell makes of a command of `telling`.
inline std::vector<std::string> words_told(const std::string& command) {
    const auto ended = system::run({"/bin/sh", "-c", command}, "", std::chrono::seconds{20});
    std::vector<std::string> words(1);
    for (const char c : ended.out) {
        if (c == '\0')
            words.emplace_back();
        else
            words.back() += c;
    }
    words.pop_back();
    words.erase(words.begin(), words.begin() + std::min<std::ptrdiff_t>(4, std::ssize(words)));
    return words;
}

} // namespace runlog::test
