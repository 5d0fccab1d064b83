#include "lookup.hpp"

#include "nearest.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/store/shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace runlog::cli {

namespace {

std::string shown(std::string_view word) {
    return fit(printable(word), 40, "...");
}

/// Only what could be a handle is worth typing.
std::string how_to_add(std::string_view command, std::string_view word) {
    try {
        check_handle(word);
    } catch (const Error&) {
        return "People and groups go by their handles: see runlog member list and runlog group list.";
    }
    return fmt::format("{} {}", command, word);
}

template <class Record>
std::vector<std::string> handles(const std::vector<Record>& records) {
    std::vector<std::string> all;
    for (const auto& record : records) all.push_back(record.handle);
    return all;
}

} // namespace

Member member_called(const store::Log& log, std::string_view word) {
    if (word == "me") return store::owner(log);
    if (auto member = store::find_member(log, word)) return *member;
    throw Error(fmt::format("There is no member '{}'.", shown(word)),
                suggestion(word, handles(store::members(log)), how_to_add("Add them: runlog member add", word)));
}

std::vector<Member> members_called(const store::Log& log, const std::vector<std::string>& words) {
    std::vector<Member> members;
    for (const auto& word : words) {
        const Member member = member_called(log, word);
        const auto same = [&](const Member& other) { return other.id == member.id; };
        if (std::none_of(members.begin(), members.end(), same)) members.push_back(member);
    }
    return members;
}

std::vector<Member> members_called(const store::Log& log, std::string_view list) {
    return members_called(log, split_list(list));
}

Group group_called(const store::Log& log, std::string_view word) {
    if (auto group = store::find_group(log, word)) return *group;
    throw Error(fmt::format("There is no group '{}'.", shown(word)),
                suggestion(word, handles(store::groups(log)), how_to_add("Add it: runlog group add", word)));
}

Run run_numbered(const store::Log& log, std::string_view word) {
    RunId id;
    const auto [end, trouble] = std::from_chars(word.data(), word.data() + word.size(), id.value);
    const bool number = trouble == std::errc{} && end == word.data() + word.size();
    if (!number) throw Error(fmt::format("'{}' is not the number of a run.", shown(word)), "See: runlog list");
    if (auto run = store::find_run(log, id)) return *run;
    throw Error(fmt::format("There is no run {}.", id.value), "See: runlog list");
}

bool is_told_by_another(const store::Log& log, const Run& run) {
    return run.said_by && !store::shares(log).empty();
}

Run own_run_numbered(const store::Log& log, std::string_view word) {
    Run run = run_numbered(log, word);
    if (!is_told_by_another(log, run)) return run;
    const bool has_me =
        std::find(run.members.begin(), run.members.end(), store::owner(log).handle) != run.members.end();
    throw Error(fmt::format("Run {} is {}'s word, and theirs to change.", run.id.value, *run.said_by),
                has_me ? fmt::format("You were not there? runlog remove {}", run.id.value) : std::string());
}

std::vector<std::string> split_list(std::string_view list) {
    std::vector<std::string> words;
    while (!list.empty()) {
        const auto comma = list.find(',');
        std::string_view word = list.substr(0, comma);
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
        while (word.starts_with(' ')) word.remove_prefix(1);
        while (word.ends_with(' ')) word.remove_suffix(1);
        if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
    }
    return words;
}

std::vector<Member> members_in(const store::Log& log, const Group& group, Day day) {
    std::vector<std::string> words;
    for (const auto& membership : store::memberships_of_group(log, group.id))
        if (membership.when.contains(day)) words.push_back(membership.member);
    return members_called(log, words);
}

} // namespace runlog::cli
