#include "requests.hpp"

#include "commits.hpp"
#include "objects.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/roster.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::share {

namespace {

constexpr std::string_view incoming_names = "refs/incoming/join/";
constexpr std::string_view good_names = "refs/good/join/";
constexpr std::int64_t longest_request = 10'000;
/// A host that invents requests cannot keep this machine busy.
constexpr std::size_t most_requests = 100;

/// A branch that asks for something.
struct Asked {
    std::string device;
    std::string commit;
    bool is_checked = false; ///< its signature was good before
};

std::vector<Asked> asked_by(const Refs& refs, const Roster& roster) {
    std::vector<Asked> all;
    for (const auto& [name, tip] : refs.all()) {
        if (!name.starts_with(incoming_names)) continue;
        const std::string device = name.substr(incoming_names.size());
        if (!is_device_id(device) || roster.device(device)) continue;
        all.push_back({device, tip.commit, commit_of(refs.good(request_branch(device))) == tip.commit});
    }
    return all;
}

/// The request in `text`, where it is the one that its branch announces.
std::optional<Request> request_in(const std::string& text, const Asked& asked) {
    try {
        Request request = formats::parse_request(text);
        return request.device == asked.device ? std::optional(std::move(request)) : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

/// What each branch holds, as far as it can be read.
std::vector<std::optional<Request>> read_requests(const Git& git, const std::vector<Asked>& all) {
    std::vector<std::string> names;
    for (const auto& asked : all) names.push_back(fmt::format("{}:{}", asked.commit, request_file));
    std::vector<Object> readable;
    std::vector<std::size_t> whose;
    const auto objects = look_up(git, names);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (objects[i].kind != "blob" || objects[i].size > longest_request) continue;
        readable.push_back(objects[i]);
        whose.push_back(i);
    }
    std::vector<std::optional<Request>> requests(all.size());
    each_content(git, readable,
                 [&](std::size_t i, const std::string& text) { requests[whose[i]] = request_in(text, all[whose[i]]); });
    return requests;
}

void forget_gone(const Refs& refs, RefMoves& moves) {
    for (const auto& [name, tip] : refs.all()) {
        if (!name.starts_with(good_names)) continue;
        if (!refs.incoming(request_branch(name.substr(good_names.size())))) moves.remove(name, tip.commit);
    }
}

} // namespace

std::string request_branch(const std::string& device) {
    return fmt::format("join/{}", device);
}

void check_requests(const Git& git, const Refs& refs, Fetched& fetched, RefMoves& moves) {
    forget_gone(refs, moves);
    auto all = asked_by(refs, fetched.roster);
    if (all.size() > most_requests) {
        fetched.alarms.push_back(
            fmt::format("{} devices ask to be let in, of which {} were looked at.", all.size(), most_requests));
        all.resize(most_requests);
    }
    const auto requests = read_requests(git, all);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& asked = all[i];
        if (!requests[i] || (!asked.is_checked && !is_signed_by(git, asked.commit, requests[i]->key))) {
            fetched.alarms.push_back(
                fmt::format("The request of device {} to be let in was not made by it: it does not "
                            "count.",
                            asked.device));
            continue;
        }
        const std::string branch = request_branch(asked.device);
        moves.move("refs/good/" + branch, asked.commit, commit_of(refs.good(branch)));
        fetched.requests.push_back(*requests[i]);
    }
}

} // namespace runlog::share
