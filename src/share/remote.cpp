#include "remote.hpp"

#include "runlog/domain/error.hpp"
#include "runlog/share/address.hpp"

#include <fmt/format.h>

namespace runlog::share {

namespace {

constexpr std::string_view heads = "refs/heads/";

/// The line of `said` that tells what is wrong. Where ssh fails, git only tells that it did, and adds advice.
std::string_view telling_line(std::string_view said) {
    std::string_view before;
    for (const auto line : lines_of(said)) {
        if (line.starts_with("fatal: Could not read from remote") && !before.empty()) return before;
        if (line.starts_with("fatal: ")) return line;
        before = line;
    }
    return before;
}

std::string hint_for(std::string_view trouble) {
    const auto tells = [&](std::string_view words) { return trouble.find(words) != std::string_view::npos; };
    if (tells("Host key verification failed"))
        return "Connect to it once by hand with ssh, and compare its key with the one you were told.";
    if (tells("Permission denied")) return "Check that you may reach it with ssh, without being asked for a password.";
    if (tells("dubious ownership"))
        return "The folder is somebody else's, whose settings git would obey: make it yours, or reach it with ssh.";
    if (tells("does not appear to be a git repository") || tells("not found"))
        return "Check the address. An empty one is made there with: git init --bare";
    return "Nothing is lost: what is new here goes out with the next runlog share sync.";
}

/// The reason in the line of `git push --porcelain` that begins with a `!`; nothing where there is none.
std::optional<std::string> refusal(std::string_view said) {
    for (auto line : lines_of(said)) {
        if (!line.starts_with("!\t")) continue;
        take_word(line, '\t');
        take_word(line, '\t');
        return plain_words(line);
    }
    return std::nullopt;
}

} // namespace

Remote::Remote(const Git& git, std::string address, std::string group, std::chrono::seconds limit)
    : git_(git), address_(std::move(address)), group_(group.empty() ? address_ : std::move(group)), limit_(limit) {
    check_address(address_);
}

system::Ended Remote::run(std::vector<std::string> words) const {
    return git_.attempt(words, {}, limit_);
}

void Remote::tell_trouble(const system::Ended& ended) const {
    if (!ended.in_time)
        throw Error(fmt::format("The host of {} did not answer within {} seconds.", group_, limit_.count()),
                    hint_for({}));
    const auto line = telling_line(ended.err);
    throw Error(fmt::format("The host of {} cannot be reached: {}.", group_,
                            plain_words(line.empty() ? ended.trouble() : std::string(line))),
                hint_for(line));
}

void Remote::fetch() const {
    const auto ended = run({"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
                            "--force", "--prune", "--", address_, "+refs/heads/*:refs/incoming/*"});
    if (!ended.well()) tell_trouble(ended);
}

Pushed Remote::push(const std::string& what, const std::optional<std::string>& expected) const {
    const auto colon = what.find(':') + 1;
    const std::string name = fmt::format("{}{}", heads, what.substr(colon));
    std::vector<std::string> words{"push", "--quiet", "--porcelain", "--no-verify"};
    if (expected) words.push_back(fmt::format("--force-with-lease={}:{}", name, *expected));
    words.insert(words.end(), {"--", address_, what.substr(0, colon) + name});
    const auto ended = run(words);
    if (ended.well()) return {true, {}};
    if (auto why = refusal(ended.out)) return {false, *why};
    tell_trouble(ended);
}

std::string Remote::tip(const std::string& branch) const {
    const std::string name = fmt::format("{}{}", heads, branch);
    const auto ended = run({"ls-remote", "--quiet", "--", address_, name});
    if (!ended.well()) tell_trouble(ended);
    for (auto line : lines_of(ended.out)) {
        const auto commit = take_word(line, '\t');
        if (line == name) return std::string(commit);
    }
    return {};
}

} // namespace runlog::share
