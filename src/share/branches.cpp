#include "branches.hpp"

#include "batches.hpp"
#include "commits.hpp"
#include "objects.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace runlog::share {

namespace {

using Why = std::optional<std::string>;
using Changes = std::map<std::string, std::vector<FileChange>>;

/// A device's branch, here and on the host.
struct Line {
    const Device* device = nullptr;
    std::string name;
    bool is_own = false;
    std::string base; ///< where it ended that was believed; of the own branch where it ends here
    std::int64_t base_last = 0;
    std::string incoming;
    std::vector<std::string> news; ///< the commits that are new, as far as they can count, the oldest first
    Why why_not;                   ///< what is wrong with them
    bool is_copied = false;
};

std::int64_t last_number(std::string_view subject) {
    const auto numbers = numbers_in_message(subject);
    return numbers ? numbers->last : 0;
}

Line line_of(const Refs& refs, const Device& device, const std::string& own_device) {
    Line line;
    line.device = &device;
    line.name = branch_of(device);
    line.is_own = device.id == own_device;
    const auto own = line.is_own ? refs.own(line.name) : std::nullopt;
    const auto base = own ? own : refs.good(line.name);
    line.base = commit_of(base);
    if (base) line.base_last = last_number(base->subject);
    line.incoming = commit_of(refs.incoming(line.name));
    return line;
}

/// Whether there is something on the host that is worth a look.
bool has_news(const Line& line) {
    return !line.incoming.empty() && line.incoming != line.base;
}

/// Why what the host has does not follow what is known.
std::string why_astray(const Git& git, const Line& line) {
    return leads_to(git, line.incoming, line.base) ? "was set back" : "was rewritten";
}

// Each new commit on its own ---------------------------------------------------------------------------------------

/// The numbers that a commit adds; nothing where it does anything else than add plain files of batches.
std::optional<Numbers> added_numbers(const std::vector<FileChange>& changes) {
    std::vector<Numbers> all;
    for (const auto& change : changes) {
        const auto numbers = numbers_in_path(change.path);
        if (change.kind != 'A' || change.mode != "100644" || !numbers) return std::nullopt;
        all.push_back(*numbers);
    }
    if (all.empty()) return std::nullopt;
    std::sort(all.begin(), all.end(), [](const Numbers& a, const Numbers& b) { return a.first < b.first; });
    for (std::size_t i = 1; i < all.size(); ++i)
        if (all[i].first != all[i - 1].last + 1) return std::nullopt;
    return Numbers{all.front().first, all.back().last};
}

Why why_not_continued(const Line& line, const Commits& commits, const Changes& changes) {
    std::int64_t last = line.base_last;
    for (const auto& commit : line.news) {
        const auto found = changes.find(commit);
        const auto added = found == changes.end() ? std::nullopt : added_numbers(found->second);
        if (!added) return "changes or takes away records, or holds other files";
        if (added->first != last + 1 || numbers_in_message(commits.at(commit).subject) != added)
            return "has a gap in its records";
        last = added->last;
    }
    return std::nullopt;
}

// All branches together: git is asked once for each question -------------------------------------------------------

class Check {
public:
    Check(const Git& git, std::vector<Line>& lines) : git_(git), lines_(lines) {}

    void run() {
        read_commits_of_all();
        for (auto& line : lines_)
            if (has_news(line)) find_news(line);
        check_files();
        for (auto& line : lines_)
            if (!line.news.empty() && !line.why_not && !is_signed_by(git_, line.news.back(), line.device->key))
                line.why_not = "was not signed by that device";
    }

    std::int64_t last_of(const std::string& commit) const { return last_number(commits_.at(commit).subject); }

private:
    void read_commits_of_all() {
        std::vector<std::string> tips;
        std::vector<std::string> known;
        for (const auto& line : lines_) {
            if (has_news(line)) tips.push_back(line.incoming);
            if (!line.base.empty()) known.push_back(line.base);
        }
        commits_ = read_commits(git_, tips, known);
    }

    void find_news(Line& line) {
        if (has_ended(line)) return;
        auto news = line_between(commits_, line.base, line.incoming);
        if (!news) news = line_on_its_own(line);
        if (!news) return find_no_way(line);
        if (line.device->revoked) {
            const auto end = std::find(news->begin(), news->end(), line.device->revoked->commit);
            if (end == news->end()) {
                line.why_not = "does not hold where it was ended";
                return;
            }
            news->erase(end + 1, news->end());
        }
        line.news = std::move(*news);
    }

    /// Whether all that counts of a device that was revoked is known. It may have been believed for longer than it is
    /// now.
    bool has_ended(const Line& line) const {
        const auto& revoked = line.device->revoked;
        if (!revoked) return false;
        return revoked->commit.empty() || (!line.base.empty() && leads_to(git_, revoked->commit, line.base));
    }

    /// Somebody may have put commits of this branch into theirs, so that they count as known already.
    std::optional<std::vector<std::string>> line_on_its_own(const Line& line) {
        std::vector<std::string> known;
        if (!line.base.empty()) known.push_back(line.base);
        commits_.merge(read_commits(git_, {line.incoming}, known));
        return line_between(commits_, line.base, line.incoming);
    }

    void find_no_way(Line& line) {
        // What is here already and was not sent yet is no news about the host.
        if (line.is_own && leads_to(git_, line.incoming, line.base)) return;
        line.is_copied = line.is_own && is_signed_by(git_, line.incoming, line.device->key);
        line.why_not = line.is_own ? "was rewritten" : why_astray(git_, line);
    }

    void check_files() {
        std::set<std::string> all;
        for (const auto& line : lines_) all.insert(line.news.begin(), line.news.end());
        const Changes changes = read_changes(git_, {all.begin(), all.end()});
        std::vector<std::pair<Line*, std::string>> blobs;
        for (auto& line : lines_) {
            line.why_not = line.why_not ? line.why_not : why_not_continued(line, commits_, changes);
            if (line.why_not) continue;
            for (const auto& commit : line.news)
                for (const auto& change : changes.at(commit)) blobs.emplace_back(&line, change.blob);
        }
        check_sizes(blobs);
    }

    void check_sizes(const std::vector<std::pair<Line*, std::string>>& blobs) {
        std::vector<std::string> ids;
        for (const auto& [line, blob] : blobs) ids.push_back(blob);
        const auto objects = look_up(git_, ids);
        for (std::size_t i = 0; i < blobs.size(); ++i)
            if (objects[i].kind != "blob" || objects[i].size > longest_batch)
                blobs[i].first->why_not = "has a file that is longer than 64 MiB";
    }

    const Git& git_;
    std::vector<Line>& lines_;
    Commits commits_;
};

// What comes of it -------------------------------------------------------------------------------------------------

std::string whose(const Roster& roster, const Line& line) {
    const Admitted* member = roster.member(line.device->member);
    return fmt::format("{}'s branch {}", member ? member->handle : "somebody", line.name);
}

void tell_own_trouble(const Git& git, const Refs& refs, const Line& line, Fetched& fetched) {
    const std::string sent = commit_of(refs.good(line.name));
    const auto tell = [&](const char* what) {
        fetched.alarms.push_back(fmt::format("Your own branch {} {}", line.name, what));
    };
    if (line.is_copied) {
        fetched.copied = true;
        tell("has records on the host that were signed with this machine's key, but not sent by it: it was copied.");
    } else if (line.why_not) {
        tell("was rewritten on the host by somebody else: yours is sent again.");
    } else if (line.incoming.empty()) {
        if (!sent.empty()) tell("is gone from the host: it is sent again.");
    } else if (line.incoming != sent && !sent.empty() && leads_to(git, line.incoming, sent)) {
        tell("was set back on the host: it is sent again.");
    }
}

void tell_trouble(const Line& line, Fetched& fetched) {
    const auto tell = [&](std::string_view what, std::string_view then) {
        fetched.alarms.push_back(fmt::format("{} {}: {}", whose(fetched.roster, line), what, then));
    };
    if (line.why_not) {
        tell(fmt::format("on the host {}", *line.why_not), "what came before is kept, the rest is not believed.");
    } else if (line.device->revoked) {
        if (!line.incoming.empty() && line.incoming != line.device->revoked->commit)
            tell("goes on after it was revoked", "nothing after its end is believed.");
    } else if (line.incoming.empty() && !line.base.empty()) {
        tell("is gone from the host", "what came before is kept.");
    }
}

/// The branch as it counts. Where its device was revoked it ends there, even if it was believed for longer.
Branch branch_from(const Git& git, const Check& check, const Line& line) {
    const bool believed = !line.why_not && !line.news.empty();
    Branch branch{line.device->id, believed ? line.news.back() : line.base, line.base_last};
    if (believed) branch.last = check.last_of(branch.tip);
    const auto& revoked = line.device->revoked;
    if (!revoked) return branch;
    if (revoked->commit.empty()) return {line.device->id, {}, 0};
    if (!branch.tip.empty() && leads_to(git, revoked->commit, branch.tip))
        return {line.device->id, revoked->commit, revoked->last};
    return branch;
}

void move_names(const Refs& refs, const Line& line, RefMoves& moves) {
    const std::string good = commit_of(refs.good(line.name));
    const bool believed = !line.why_not && !line.news.empty();
    if (believed) {
        moves.move("refs/good/" + line.name, line.news.back(), good);
        if (line.is_own) moves.move("refs/heads/" + line.name, line.news.back(), commit_of(refs.own(line.name)));
    } else if (line.is_own && !line.base.empty()) {
        // What was sent is known to be there once the host shows it.
        if (line.incoming == line.base) moves.move("refs/good/" + line.name, line.base, good);
        moves.move("refs/heads/" + line.name, line.base, commit_of(refs.own(line.name)));
    }
}

/// One sentence about all branches on the host that belong to nobody.
void tell_strangers(const Refs& refs, const std::vector<Line>& lines, Fetched& fetched) {
    constexpr std::string_view beginning = "refs/incoming/dev/";
    std::set<std::string> known;
    for (const auto& line : lines) known.insert("refs/incoming/" + line.name);
    std::string example;
    int count = 0;
    for (const auto& [name, tip] : refs.all())
        if (name.starts_with(beginning) && !known.contains(name) && ++count == 1)
            example = fit(printable(name.substr(std::string_view("refs/incoming/").size())), 80, "...");
    if (count == 1)
        fetched.alarms.push_back(
            fmt::format("Nobody let in the device whose branch {} is on the host: nothing of it is "
                        "believed.",
                        example));
    if (count > 1)
        fetched.alarms.push_back(
            fmt::format("Nobody let in the devices of {} branches on the host, such as {}: nothing "
                        "of them is believed.",
                        count, example));
}

} // namespace

std::string branch_of(const Device& device) {
    return fmt::format("dev/{}/{}", to_text(device.member), device.id);
}

void check_branches(const Git& git, const Refs& refs, const std::string& own_device, Fetched& fetched,
                    RefMoves& moves) {
    std::vector<Line> lines;
    for (const auto& device : fetched.roster.devices) lines.push_back(line_of(refs, device, own_device));
    Check check(git, lines);
    check.run();
    for (const auto& line : lines) {
        if (line.is_own && !line.device->revoked)
            tell_own_trouble(git, refs, line, fetched);
        else
            tell_trouble(line, fetched);
        move_names(refs, line, moves);
        Branch branch = branch_from(git, check, line);
        if (!branch.tip.empty()) fetched.branches.push_back(std::move(branch));
    }
    tell_strangers(refs, lines, fetched);
}

} // namespace runlog::share
