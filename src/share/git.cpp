#include "git.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

namespace runlog::share {

namespace {

namespace fs = std::filesystem;

/// Nothing that git does in our own repository takes longer, however slow the disk is.
constexpr std::chrono::minutes patience{30};

/// The lists of a group with some hundred thousand batches are some ten megabytes long.
constexpr std::size_t most_said = 512 << 20;

/// What would otherwise be as somebody's settings have it. Loose objects and packs are fsynced, transports that start
/// programs are off, and nothing is cleaned up behind our back.
constexpr const char* settings[] = {
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "core.fsync=committed,reference",
    "core.fsyncMethod=batch",
    "core.sshCommand=ssh -o BatchMode=yes -o ConnectTimeout=10",
    "fetch.fsckObjects=true",
    "transfer.fsckObjects=true",
    "fetch.prune=false",
    "gc.auto=0",
    "gc.autoDetach=false",
    "maintenance.auto=false",
    "gpg.format=ssh",
    "gpg.ssh.program=ssh-keygen",
    "gpg.minTrustLevel=fully",
    "protocol.allow=never",
    "protocol.file.allow=always",
    "protocol.ssh.allow=always",
    "protocol.https.allow=always",
    "user.name=runlog",
    "user.email=runlog@localhost",
};

/// How git reaches hosts is its user's business; all else is ours.
bool is_inherited(std::string_view name) {
    return !name.starts_with("GIT_") || name.starts_with("GIT_SSH");
}

std::string find_git() {
    if (const auto program = system::find_program("git")) return program->string();
    throw Error("git is needed to share a log, and this machine has none.", "Install it: sudo apt install git");
}

} // namespace

Git::Git(fs::path repository, Instant now) : program_(find_git()), repository_(std::move(repository)) {
    const std::string date = fmt::format("@{} +0000", now.time_since_epoch().count());
    environment_ = {
        "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",   "GIT_TERMINAL_PROMPT=0",      "GIT_ASKPASS=",
        "GIT_NO_REPLACE_OBJECTS=1",    "GIT_AUTHOR_DATE=" + date, "GIT_COMMITTER_DATE=" + date, "LC_ALL=C"};
}

system::Ended Git::run(std::vector<std::string> arguments, std::string_view input, std::chrono::seconds limit) const {
    arguments.insert(arguments.begin(), program_);
    return system::run(arguments, {input, limit, environment_, is_inherited, most_said});
}

system::Ended Git::attempt(const std::vector<std::string>& words, std::string_view input,
                           std::chrono::seconds limit) const {
    std::vector<std::string> arguments{"-C", repository_.string(), "--git-dir=."};
    for (const char* setting : settings) {
        arguments.emplace_back("-c");
        arguments.emplace_back(setting);
    }
    arguments.insert(arguments.end(), words.begin(), words.end());
    return run(std::move(arguments), input, limit);
}

std::string Git::said_by(const system::Ended& ended) const {
    if (ended.well()) return ended.out;
    throw Error(fmt::format("git could not do its part in {}: {}.", repository_.string(), plain_words(ended.trouble())),
                "Is the disk full? Else move this folder away: it is a copy, and the next runlog share sync makes "
                "another.");
}

std::string Git::ask(const std::vector<std::string>& words, std::string_view input) const {
    return said_by(attempt(words, input, patience));
}

void Git::init() const {
    said_by(run({"init", "--quiet", "--bare", "--template=", "--initial-branch=roster", "--object-format=sha1", "--",
                 repository_.string()},
                {}, patience));
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty())
        if (const auto line = take_word(text, '\n'); !line.empty()) lines.push_back(line);
    return lines;
}

std::string_view take_word(std::string_view& text, char mark) {
    const auto at = std::min(text.find(mark), text.size());
    const auto word = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return word;
}

std::string plain_words(std::string_view line) {
    for (const std::string_view beginning : {"fatal: ", "error: ", "remote: "})
        if (line.starts_with(beginning)) line.remove_prefix(beginning.size());
    while (line.ends_with('.') || line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
    return printable(line);
}

} // namespace runlog::share
