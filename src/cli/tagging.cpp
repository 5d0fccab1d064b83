#include "tagging.hpp"

#include "lookup.hpp"
#include "roll.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/store/attendance.hpp"
#include "runlog/store/people.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace runlog::cli {

namespace {

constexpr std::chrono::minutes before_start{30};

std::string group_key(const Group& group) {
    return handle_key(group.handle);
}

void check_fits(const Run& run, const NamedSession& named) {
    if (named.session.cancelled())
        throw Error(fmt::format("{} was cancelled.", named.name()),
                    fmt::format("If it took place: runlog session cancel {} --withdraw", named.name()));
    const auto apart = std::min(std::chrono::abs(run.day - named.session.day()),
                                std::chrono::abs(run.day - named.session.planned_day()));
    if (apart > tagged_within)
        throw Error(fmt::format("{} lies {} from the day of the run, {}.", named.name(),
                                counted(apart.count(), "day", "days"), long_text(run.day)),
                    "Say the day of the run with --on.");
    if (run.group && handle_key(*run.group) != group_key(named.group))
        throw Error(fmt::format("{} is no session of {}.", named.name(), printable(*run.group)),
                    "Leave --group out: the session says it.");
}

} // namespace

void declare_tag_words(CLI::App& app, TagWords& words) {
    app.add_option("--session", words.session, "Which session it was: momma/2026-11-21")->type_name(kind::session);
}

Tagger::Tag Tagger::tag(Run& run, const TagWords& words) {
    if (words.session && !words.session->empty()) return name_session(run, *words.session);
    if (words.solo || words.session) return {};
    return run.group ? find_in_group(run) : find_by_start(run);
}

Tagger::Tag Tagger::name_session(Run& run, const std::string& word) {
    const NamedSession named = session_called(context_, log_, word, Tense::past);
    if (named.session.start.instant() - before_start > context_.around().now)
        throw Error(fmt::format("{} has not begun.", named.name()),
                    fmt::format("To say that you come: runlog promise {}", named.name()));
    check_fits(run, named);
    if (const auto trouble = who_is_there_already(run, named))
        throw Error(*trouble, "One run claims a session. See: runlog list --last 2w");
    run.group = named.group.handle;
    run.session = session_text(named.session.planned);
    return {named, ""};
}

Tagger::Tag Tagger::find_in_group(Run& run) {
    const Known& here = known(*run.group);
    auto sessions = here.schedule->between(run.day, run.day);
    std::erase_if(sessions, [](const Session& session) { return session.cancelled(); });
    if (sessions.empty()) return {};
    if (sessions.size() == 1 || !run.start) {
        if (sessions.size() == 1) return claim(run, here, sessions.front());
        return {std::nullopt, fmt::format("{} had {} sessions that day: say which with --session.", name_of(here.group),
                                          sessions.size())};
    }
    const auto apart = [&](const Session& session) {
        return std::chrono::abs(session.start.instant() - run.start->instant());
    };
    return claim(run, here, *std::min_element(sessions.begin(), sessions.end(), [&](const auto& a, const auto& b) {
                     return apart(a) < apart(b);
                 }));
}

Tagger::Tag Tagger::find_by_start(Run& run) {
    if (!run.start) return {};
    const Instant start = run.start->instant();
    std::set<std::string> groups;
    for (const auto& handle : run.members)
        for (const auto& membership : memberships(handle))
            if (membership.when.contains(run.day)) groups.insert(membership.group);
    std::vector<std::pair<const Known*, Session>> found;
    for (const auto& handle : groups) {
        const Known& here = known(handle);
        if (here.schedule->rules().empty()) continue;
        const auto around = here.schedule->between(run.day - date::days{1}, run.day + date::days{1});
        if (const Session* session = session_around(around, start)) found.emplace_back(&here, *session);
    }
    if (found.empty()) return {};
    const auto nearest = std::min_element(found.begin(), found.end(), [&](const auto& a, const auto& b) {
        return std::chrono::abs(a.second.start.instant() - start) < std::chrono::abs(b.second.start.instant() - start);
    });
    return claim(run, *nearest->first, nearest->second);
}

Tagger::Tag Tagger::claim(Run& run, const Known& here, const Session& session) {
    NamedSession named{here.group, here.schedule, session};
    if (const auto trouble = who_is_there_already(run, named)) return {std::nullopt, *trouble};
    run.group = here.group.handle;
    run.session = session_text(session.planned);
    return {std::move(named), ""};
}

const Tagger::Known& Tagger::known(const std::string& handle) {
    const auto found = groups_.find(handle);
    if (found != groups_.end()) return found->second;
    const Group group = group_called(log_, handle);
    return groups_.emplace(handle, Known{group, schedule_of(context_, log_, group, context_.around().now)})
        .first->second;
}

const std::vector<Membership>& Tagger::memberships(const std::string& handle) {
    const auto found = members_.find(handle);
    if (found != members_.end()) return found->second;
    return members_.emplace(handle, store::memberships_of_member(log_, member_called(log_, handle).id)).first->second;
}

std::optional<std::string> Tagger::who_is_there_already(const Run& run, const NamedSession& named) const {
    for (const auto& member : members_called(log_, run.members)) {
        const auto other = store::run_at(log_, named.group.id, named.session.planned, member.id);
        if (other && *other != run.id)
            return fmt::format("{} is at {} already, with run {}.", name_of(member), named.name(), other->value);
    }
    return std::nullopt;
}

void Tagger::normalise(Run& run) {
    if (!run.session) return;
    if (const auto slash = run.session->find('/'); slash != std::string::npos) {
        if (run.group && handle_key(*run.group) != handle_key(run.session->substr(0, slash)))
            throw Error(fmt::format("'{}' is no session of {}.", printable(*run.session), printable(*run.group)));
        if (!run.group) run.group = group_called(log_, run.session->substr(0, slash)).handle;
        run.session = run.session->substr(slash + 1);
    }
    const auto name = parse_session_text(*run.session);
    if (!name) throw Error(fmt::format("'{}' is not the name of a session.", printable(*run.session)));
    if (!run.group) throw Error("A session needs a group.");
    const auto sessions = known(*run.group).schedule->called(*name);
    if (sessions.size() == 1) run.session = session_text(sessions.front().planned);
}

std::vector<std::string> tag_lines(const Tagger::Tag& tag) {
    std::vector<std::string> lines;
    if (tag.session)
        lines.push_back(fmt::format("  at {}: {}", tag.session->name(), printable(tag.session->session.rule->title)));
    if (!tag.remark.empty()) lines.push_back("  " + tag.remark);
    return lines;
}

} // namespace runlog::cli
