#pragma once

#include "git.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// The names that a mirror's commits have. What the host has is under `refs/incoming/`, as far as it is believed under
/// `refs/good/`, and what is written here under `refs/heads/`.
namespace runlog::share {

/// Where a branch ends.
struct Tip {
    std::string commit;
    std::string subject; ///< the first line of what is said about the commit
};

/// The commits of a repository by the names they have.
class Refs {
public:
    /// Reads them all. A name of anything but a commit is left out.
    explicit Refs(const Git& git);

    const std::map<std::string, Tip>& all() const { return tips_; }
    std::optional<Tip> incoming(const std::string& branch) const { return find("refs/incoming/" + branch); }
    std::optional<Tip> good(const std::string& branch) const { return find("refs/good/" + branch); }
    std::optional<Tip> own(const std::string& branch) const { return find("refs/heads/" + branch); }

private:
    std::optional<Tip> find(const std::string& name) const;
    std::map<std::string, Tip> tips_;
};

/// Moves of names, which are all made or none is. Each is made only where the name still is at what it is moved from.
class RefMoves {
public:
    /// `from` is empty where the name is new.
    void move(const std::string& name, const std::string& to, const std::string& from);
    void remove(const std::string& name, const std::string& from);
    bool empty() const { return text_.empty(); }

    /// Throws Error where one of the names is elsewhere by now.
    void make(const Git& git) const;

private:
    std::string text_;
};

/// The commit of a tip; empty without one.
std::string commit_of(const std::optional<Tip>& tip);

} // namespace runlog::share
