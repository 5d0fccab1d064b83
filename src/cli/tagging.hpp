#pragma once

#include "command.hpp"
#include "context.hpp"
#include "session_words.hpp"

#include "runlog/domain/run.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace runlog::cli {

/// How a run says which session it belongs to.
struct TagWords {
    std::optional<std::string> session; ///< an empty word takes the session away
    bool solo = false;                  ///< it belongs to none, whatever the clock says
};

void declare_tag_words(CLI::App& app, TagWords& words);

/// Gives runs the sessions that they belong to (DESIGN §4.5): the one they name, else one of the day of the group they
/// name, else one of their runners' groups that was on when they began. Reads each schedule once for many runs.
class Tagger {
public:
    Tagger(const Context& context, const store::Log& log) : context_(context), log_(log) {}

    /// What a run was given, and what there is to say about it.
    struct Tag {
        std::optional<NamedSession> session;
        std::string remark; ///< why it was given none, where somebody may wonder
    };

    /// Sets group and session of `run`, whose own number, if it has one, does not count as another. Throws Error where
    /// the session that was named does not exist, was cancelled, lies a week off, or is claimed by another run.
    Tag tag(Run& run, const TagWords& words);

    /// Puts the session that a file names into the words of the log: its minute, where the schedule has one that day.
    /// Throws Error where it is no session's name.
    void normalise(Run& run);

private:
    struct Known {
        Group group;
        std::shared_ptr<const Schedule> schedule;
    };

    Tag name_session(Run& run, const std::string& word);
    Tag find_in_group(Run& run);
    Tag find_by_start(Run& run);
    Tag claim(Run& run, const Known& known, const Session& session);
    const Known& known(const std::string& handle);
    const std::vector<Membership>& memberships(const std::string& handle);
    std::optional<std::string> who_is_there_already(const Run& run, const NamedSession& named) const;

    const Context& context_;
    const store::Log& log_;
    std::map<std::string, Known> groups_;
    std::map<std::string, std::vector<Membership>> members_;
};

/// What to tell of a tag, a line each: which session, or why none.
std::vector<std::string> tag_lines(const Tagger::Tag& tag);

} // namespace runlog::cli
