#include "commits.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace runlog::share {

namespace {

constexpr std::chrono::minutes patience{2};

/// Puts `files` into the tree of `parent`, and returns the tree. The branch that fast-import needs for that is taken
/// back before it ends, so that none is left.
std::string write_tree(const Git& git, std::span<const File> files, const std::string& parent) {
    std::string script = "commit refs/runlog/draft\ncommitter runlog <runlog@localhost> 0 +0000\ndata 0\n";
    if (!parent.empty()) script += fmt::format("from {}\n", parent);
    for (const auto& file : files)
        script += fmt::format("M 100644 inline {}\ndata {}\n{}\n", file.path, file.bytes.size(), file.bytes);
    script += "ls \"\"\n\nreset refs/runlog/draft\nfrom 0000000000000000000000000000000000000000\n\ndone\n";
    const std::string said = git.ask({"fast-import", "--quiet", "--done", "--force"}, script);
    std::string_view words = said;
    take_word(words);
    take_word(words);
    return std::string(take_word(words, '\t'));
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) words.emplace_back(take_word(text));
    return words;
}

/// Reads `:<mode before> <mode> <blob before> <blob> <kind>`, and after a tab the path.
FileChange change_from(std::string_view line) {
    FileChange change;
    take_word(line);
    change.mode = take_word(line);
    take_word(line);
    change.blob = take_word(line);
    change.kind = take_word(line, '\t').front();
    change.path = line;
    return change;
}

} // namespace

Commits read_commits(const Git& git, const std::vector<std::string>& tips, const std::vector<std::string>& known) {
    Commits commits;
    if (tips.empty()) return commits;
    std::string input = fmt::format("{}\n", fmt::join(tips, "\n"));
    for (const auto& commit : known) input += fmt::format("^{}\n", commit);
    const std::string said = git.ask({"rev-list", "--no-commit-header", "--format=tformat:%H,%P,%s", "--stdin"}, input);
    for (auto line : lines_of(said)) {
        const auto id = take_word(line, ',');
        const auto parents = take_word(line, ',');
        commits[std::string(id)] = {words_of(parents), std::string(line)};
    }
    return commits;
}

std::optional<std::vector<std::string>> line_between(const Commits& commits, const std::string& since,
                                                     const std::string& tip) {
    std::vector<std::string> line;
    std::string at = tip;
    while (at != since) {
        const auto found = commits.find(at);
        if (found == commits.end() || found->second.parents.size() > 1) return std::nullopt;
        line.push_back(at);
        at = found->second.parents.empty() ? std::string() : found->second.parents.front();
        if (at.empty() && !since.empty()) return std::nullopt;
    }
    std::reverse(line.begin(), line.end());
    return line;
}

bool leads_to(const Git& git, const std::string& older, const std::string& newer) {
    return older == newer || git.attempt({"merge-base", "--is-ancestor", older, newer}, {}, patience).well();
}

std::map<std::string, std::vector<FileChange>> read_changes(const Git& git, const std::vector<std::string>& commits) {
    std::map<std::string, std::vector<FileChange>> changes;
    if (commits.empty()) return changes;
    const std::string said = git.ask({"diff-tree", "--stdin", "--root", "-r", "--no-renames", "--raw", "--no-abbrev"},
                                     fmt::format("{}\n", fmt::join(commits, "\n")));
    std::vector<FileChange>* current = nullptr;
    for (const auto line : lines_of(said)) {
        if (line.front() != ':')
            current = &changes[std::string(line)];
        else if (current)
            current->push_back(change_from(line));
    }
    return changes;
}

std::vector<FileChange> changes_between(const Git& git, const std::string& since, const std::string& tip) {
    // This is the tree of nothing.
    const std::string from = since.empty() ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904" : since;
    const std::string said = git.ask({"diff-tree", "-r", "--no-renames", "--raw", "--no-abbrev", from, tip});
    std::vector<FileChange> changes;
    for (const auto line : lines_of(said)) changes.push_back(change_from(line));
    return changes;
}

std::string write_commit(const Git& git, std::span<const File> files, const std::string& parent,
                         const std::string& message, const std::filesystem::path& key_file) {
    const std::string tree = write_tree(git, files, parent);
    std::vector<std::string> words{"-c", "user.signingKey=" + key_file.string(), "commit-tree", "-S", "-m", message};
    if (!parent.empty()) words.insert(words.end(), {"-p", parent});
    words.push_back(tree);
    const std::string said = git.ask(words);
    return said.substr(0, said.find('\n'));
}

bool is_signed_by(const Git& git, const std::string& commit, const std::string& key) {
    // git accepts whoever stands in this file, so only one does.
    const auto path = git.repository() / "allowed-signer";
    std::ofstream file(path, std::ios::trunc);
    file << "runlog namespaces=\"git\" " << key << '\n';
    file.close();
    if (!file) throw Error(fmt::format("{} cannot be written.", path.string()), "Is the disk full?");
    // Its words are no proof: they praise a good signature of a key that nobody knows.
    return git
        .attempt({"-c", "gpg.ssh.allowedSignersFile=" + path.string(), "verify-commit", "--raw", commit}, {}, patience)
        .well();
}

} // namespace runlog::share
