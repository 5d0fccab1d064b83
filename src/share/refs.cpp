#include "refs.hpp"

#include <fmt/format.h>

namespace runlog::share {

namespace {

constexpr std::string_view nowhere = "0000000000000000000000000000000000000000";

} // namespace

Refs::Refs(const Git& git) {
    const std::string said =
        git.ask({"for-each-ref", "--format=%(refname) %(objecttype) %(objectname) %(contents:subject)"});
    for (auto line : lines_of(said)) {
        const auto name = take_word(line);
        const auto kind = take_word(line);
        const auto commit = take_word(line);
        if (kind == "commit") tips_[std::string(name)] = {std::string(commit), std::string(line)};
    }
}

std::optional<Tip> Refs::find(const std::string& name) const {
    const auto found = tips_.find(name);
    return found == tips_.end() ? std::nullopt : std::optional(found->second);
}

void RefMoves::move(const std::string& name, const std::string& to, const std::string& from) {
    if (to != from) text_ += fmt::format("update {} {} {}\n", name, to, from.empty() ? nowhere : from);
}

void RefMoves::remove(const std::string& name, const std::string& from) {
    text_ += fmt::format("delete {} {}\n", name, from);
}

void RefMoves::make(const Git& git) const {
    if (!empty()) git.ask({"update-ref", "--stdin"}, text_);
}

std::string commit_of(const std::optional<Tip>& tip) {
    return tip ? tip->commit : std::string();
}

} // namespace runlog::share
