#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/system/process.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace runlog::share {

/// git in one bare repository, by no settings but ours: those of its user, of the machine and of the environment do not
/// reach it, so that it does the same everywhere.
class Git {
public:
    /// `now` is the date of what it writes. Throws Error where there is no git on this machine.
    Git(std::filesystem::path repository, Instant now);

    const std::filesystem::path& repository() const { return repository_; }

    /// Runs git in the repository, no longer than `limit`, and hands back how it ended.
    system::Ended attempt(const std::vector<std::string>& words, std::string_view input,
                          std::chrono::seconds limit) const;

    /// What git says, where nobody but the repository is asked. Throws Error where it does not end well.
    std::string ask(const std::vector<std::string>& words, std::string_view input = {}) const;

    /// Makes the repository, or completes one whose making was interrupted.
    void init() const;

private:
    system::Ended run(std::vector<std::string> arguments, std::string_view input, std::chrono::seconds limit) const;
    std::string said_by(const system::Ended& ended) const;

    std::string program_;
    std::filesystem::path repository_;
    std::vector<std::string> environment_;
};

/// `text` in its lines, without empty ones.
std::vector<std::string_view> lines_of(std::string_view text);

/// Takes what stands before the next `mark` off `text`, and the mark; all of it where there is none.
std::string_view take_word(std::string_view& text, char mark = ' ');

/// What git means by what it said: without `fatal: `, and without anything that a terminal would obey.
std::string plain_words(std::string_view line);

} // namespace runlog::share
