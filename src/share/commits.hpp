#pragma once

#include "git.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace runlog::share {

/// A commit, as far as it matters whom it follows.
struct Commit {
    std::vector<std::string> parents;
    std::string subject; ///< the first line of what is said about it
};

using Commits = std::map<std::string, Commit>;

/// The commits that lead to `tips`, without those that lead to `known`.
Commits read_commits(const Git& git, const std::vector<std::string>& tips, const std::vector<std::string>& known);

/// The commits that follow `since`, which may be none (empty), up to `tip`, each with the one before it as its only
/// parent. Nothing where they do not.
std::optional<std::vector<std::string>> line_between(const Commits& commits, const std::string& since,
                                                     const std::string& tip);

/// Whether `older` is `newer` or leads to it. Both must be commits of the repository, or `older` may be unknown.
bool leads_to(const Git& git, const std::string& older, const std::string& newer);

/// What one commit did to one file.
struct FileChange {
    char kind = ' ';  ///< `A` where it was added
    std::string mode; ///< `100644` for a plain file
    std::string blob;
    std::string path; ///< in quotes where it holds odd signs
};

/// What each commit changed, by its id. Commits must not have more than one parent.
std::map<std::string, std::vector<FileChange>> read_changes(const Git& git, const std::vector<std::string>& commits);

/// What changed from `since`, which may be nothing (empty), to `tip`.
std::vector<FileChange> changes_between(const Git& git, const std::string& since, const std::string& tip);

/// A file to be written.
struct File {
    std::string path;
    std::string_view bytes;
};

/// Writes a commit that follows `parent`, or nobody where that is empty, and puts `files` into what it has. It is
/// signed with the secret key in `key_file`. No name leads to it yet. Returns its id.
std::string write_commit(const Git& git, std::span<const File> files, const std::string& parent,
                         const std::string& message, const std::filesystem::path& key_file);

/// Whether exactly `key` has signed a commit.
bool is_signed_by(const Git& git, const std::string& commit, const std::string& key);

} // namespace runlog::share
