#include "roster_line.hpp"

#include "commits.hpp"
#include "objects.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/roster.hpp"

#include <fmt/format.h>

namespace runlog::share {

namespace {

constexpr std::string_view message_beginning = "roster by ";
constexpr std::int64_t longest_roster = 4 << 20;

/// Which device a version says that it was signed by. Whether it was is checked with its key.
std::string_view signer_in(std::string_view message) {
    return message.starts_with(message_beginning) ? message.substr(message_beginning.size()) : std::string_view{};
}

[[noreturn]] void tell_two_ends() {
    throw Error("The host's list of who shares the log has left the line that this machine knows: there are two now.",
                "Nothing was taken in or sent. Ask an organizer what happened, before anybody goes on.");
}

Roster read_first(const Git& git, const std::string& commit) {
    Roster roster = read_roster(git, commit);
    const std::string key = roster.devices.empty() ? std::string() : roster.devices.front().key;
    auto why = why_no_beginning(roster, key);
    if (!why && !is_signed_by(git, commit, key)) why = "its first version was not signed by the organizer's device";
    if (why)
        throw Error(fmt::format("The list of who shares the log cannot be believed: {}.", *why),
                    "Ask the organizer for a new invitation.");
    return roster;
}

/// Why a version cannot be believed, if so; else puts it in the place of the one before.
std::optional<std::string> take_next(const Git& git, const std::string& commit, std::string_view signer,
                                     RosterVersion& version) {
    const Device* device = version.roster.device(signer);
    if (!device || !is_signed_by(git, commit, device->key)) return "it was not signed by a device that was in it";
    try {
        Roster next = read_roster(git, commit);
        if (auto why = why_not_next(version.roster, next, signer)) return why;
        version = {std::move(next), commit};
        return std::nullopt;
    } catch (const Error& error) {
        return fmt::format("{}", plain_words(error.what()));
    }
}

void take_versions(const Git& git, const Commits& commits, const std::vector<std::string>& line, RosterVersion& version,
                   std::vector<std::string>& alarms) {
    for (const auto& commit : line) {
        const auto why = take_next(git, commit, signer_in(commits.at(commit).subject), version);
        if (!why) continue;
        alarms.push_back(fmt::format("The list of who shares the log was changed on the host, and the change is not "
                                     "believed: {}.",
                                     *why));
        return;
    }
}

RosterVersion begin(const Git& git, const std::string& incoming, const std::string& genesis,
                    std::vector<std::string>& alarms) {
    const Commits commits = read_commits(git, {incoming}, {});
    auto line = line_between(commits, "", incoming);
    if (!line || genesis.empty() || line->front() != genesis)
        throw Error("The host has the log of another group than the one that this machine was invited to.",
                    "Check the address and the invitation with an organizer.");
    RosterVersion version{read_first(git, genesis), genesis};
    line->erase(line->begin());
    take_versions(git, commits, *line, version, alarms);
    return version;
}

} // namespace

Roster read_roster(const Git& git, const std::string& commit) {
    const auto found = look_up(git, {fmt::format("{}:{}", commit, roster_file)});
    if (found[0].kind != "blob" || found[0].size > longest_roster)
        throw Error("The list of who shares the log is missing in its own branch, or too long.");
    Roster roster;
    each_content(git, found, [&](std::size_t, const std::string& text) { roster = formats::parse_roster(text); });
    return roster;
}

std::string roster_message(const std::string& signer) {
    return fmt::format("{}{}", message_beginning, signer);
}

RosterVersion follow_roster(const Git& git, const Refs& refs, const std::string& genesis,
                            std::vector<std::string>& alarms) {
    const std::string good = commit_of(refs.good(roster_branch));
    const std::string incoming = commit_of(refs.incoming(roster_branch));
    if (good.empty()) return begin(git, incoming, genesis, alarms);
    RosterVersion version{read_roster(git, good), good};
    if (incoming == good) return version;
    if (incoming.empty()) {
        alarms.emplace_back("The host has lost the list of who shares the log: the one that is known here stays.");
        return version;
    }
    const Commits commits = read_commits(git, {incoming}, {good});
    if (commits.empty()) {
        alarms.emplace_back("The host's list of who shares the log was set back: the newer one that is known here "
                            "stays.");
        return version;
    }
    const auto line = line_between(commits, good, incoming);
    if (!line) tell_two_ends();
    take_versions(git, commits, *line, version, alarms);
    return version;
}

} // namespace runlog::share
