#include "lookup.hpp"

#include "nearest.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/goals.hpp"
#include "runlog/store/people.hpp"
#include "runlog/store/runs.hpp"
#include "runlog/store/shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

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

namespace {

constexpr std::size_t shortest_beginning = 3; ///< of a title that a typo may mean, in bytes

/// The number that all of `word` says.
std::optional<std::int64_t> number_in(std::string_view word) {
    std::int64_t number = 0;
    const auto [end, trouble] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool is_number = trouble == std::errc{} && end == word.data() + word.size();
    return is_number ? std::optional(number) : std::nullopt;
}

/// The goal, where only one fits. Throws Error where several do, naming them by their numbers.
template <class Fits>
std::optional<Goal> only_goal(const std::vector<Goal>& all, std::string_view word, Fits fits) {
    std::vector<Goal> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found), fits);
    if (found.empty()) return std::nullopt;
    if (found.size() == 1) return found.front();
    std::vector<std::string> numbers;
    for (const auto& goal : found)
        numbers.push_back(
            fmt::format("{} ({}, {})", goal.id.value, goal.member.value_or(goal.group.value_or("")), iso(goal.last)));
    throw Error(fmt::format("'{}' may be {} goals.", shown(word), found.size()),
                fmt::format("Say its number: {}.", fmt::join(numbers, ", ")));
}

/// What may have been meant by `key`: a title, or the beginning of one.
std::string nearest_goal(const std::vector<Goal>& all, const std::string& key) {
    if (all.empty()) return "Set one: runlog goal add \"Half marathon\" --on 2027-04-11 --distance half";
    std::vector<std::string> known;
    for (const auto& goal : all) known.push_back(handle_key(goal.title));
    if (key.size() >= shortest_beginning)
        for (const auto& goal : all) known.push_back(handle_key(goal.title).substr(0, key.size()));
    if (const auto word = nearest(key, known))
        for (const auto& goal : all)
            if (handle_key(goal.title).starts_with(*word)) return fmt::format("Did you mean '{}'?", goal.title);
    return "See: runlog goal list --all";
}

} // namespace

Goal goal_called(const store::Log& log, std::string_view word) {
    const auto all = store::goals(log);
    const std::string key = handle_key(word);
    const auto is_called = [&](const Goal& goal) { return handle_key(goal.title) == key; };
    const auto begins = [&](const Goal& goal) { return handle_key(goal.title).starts_with(key); };
    if (const auto goal = only_goal(all, word, is_called)) return *goal;
    if (const auto number = number_in(word))
        for (const auto& goal : all)
            if (goal.id.value == *number) return goal;
    if (const auto goal = only_goal(all, word, begins)) return *goal;
    throw Error(fmt::format("There is no goal '{}'.", shown(word)), nearest_goal(all, key));
}

Run run_numbered(const store::Log& log, std::string_view word) {
    const auto number = number_in(word);
    if (!number) throw Error(fmt::format("'{}' is not the number of a run.", shown(word)), "See: runlog list");
    if (auto run = store::find_run(log, RunId{*number})) return *run;
    throw Error(fmt::format("There is no run {}.", *number), "See: runlog list");
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
