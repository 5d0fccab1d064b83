#include "runlog/share/mirror.hpp"

#include "batches.hpp"
#include "branches.hpp"
#include "commits.hpp"
#include "git.hpp"
#include "objects.hpp"
#include "refs.hpp"
#include "remote.hpp"
#include "repository.hpp"
#include "requests.hpp"
#include "roster_line.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/roster.hpp"
#include "runlog/share/keys.hpp"
#include "runlog/system/lock.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::share {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::minutes longest_look{10};

Place with_absolute_paths(Place place) {
    // git runs in the mirror, so that it does not matter where we are.
    place.mirror = fs::absolute(place.mirror).lexically_normal();
    place.keys = fs::absolute(place.keys).lexically_normal();
    return place;
}

/// In a folder a push that was killed may leave its lock. Nobody else writes to a device's branch, and what was started
/// here has ended by the time that this machine has its own lock.
void remove_left_over_lock(std::string_view address, const std::string& branch) {
    constexpr std::string_view scheme = "file://";
    if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
    if (!address.starts_with('/')) return;
    std::error_code ignored;
    for (const auto& repository : {fs::path(address), fs::path(address) / ".git"})
        fs::remove(repository / fmt::format("refs/heads/{}.lock", branch), ignored);
}

/// A file of a branch, and which records are in it.
struct BatchFile {
    Numbers numbers;
    FileChange file;
};

/// The batches that `tip` has and `since`, which may be empty, has not, by their numbers.
std::vector<BatchFile> list_batches(const Git& git, const std::string& since, const std::string& tip) {
    std::vector<BatchFile> batches;
    for (auto& file : changes_between(git, since, tip))
        if (const auto numbers = numbers_in_path(file.path)) batches.push_back({*numbers, std::move(file)});
    std::sort(batches.begin(), batches.end(),
              [](const BatchFile& a, const BatchFile& b) { return a.numbers.first < b.numbers.first; });
    return batches;
}

/// The number of the last record in a branch; 0 where it has none.
std::int64_t last_number(const std::optional<Tip>& tip) {
    const auto numbers = tip ? numbers_in_message(tip->subject) : std::nullopt;
    return numbers ? numbers->last : 0;
}

/// The files that `batches` become, which must follow each other and the record `last`.
std::vector<File> files_of(std::span<const Batch> batches, std::int64_t last, Instant now) {
    std::vector<File> files;
    for (const auto& batch : batches) {
        if (batch.first != last + 1 || batch.last < batch.first)
            throw Error(fmt::format("Records {} to {} do not follow record {}.", batch.first, batch.last, last),
                        "Nothing was sent.");
        if (batch.lines.size() > static_cast<std::size_t>(longest_batch))
            throw Error(fmt::format("Records {} to {} are too long to be sent at once.", batch.first, batch.last),
                        "Nothing was sent.");
        files.push_back({batch_path({batch.first, batch.last}, now), batch.lines});
        last = batch.last;
    }
    return files;
}

} // namespace

struct Mirror::Parts {
    explicit Parts(Place where)
        : place(with_absolute_paths(std::move(where))), git(place.mirror, place.now),
          remote(git, place.address, place.group, place.limit) {
        check_openssh();
        take_lock(lock, place.mirror, place.limit);
        make_ready(git);
    }

    [[noreturn]] void tell_declined(const std::string& why) const {
        throw Error(fmt::format("The host of {} did not take what it was sent: {}.", remote.group(), why),
                    "Nothing is lost: what is new here goes out with the next runlog share sync.");
    }

    /// The roster that is believed now; nothing before the first fetch of a group.
    std::optional<Roster> known_roster(const Refs& refs) const {
        const auto good = refs.good(roster_branch);
        return good ? std::optional(read_roster(git, good->commit)) : std::nullopt;
    }

    void check_next(const std::optional<Roster>& before, const Roster& next, const std::string& signer) const;
    bool was_faster(const std::string& commit, const std::string& expected, const Pushed& pushed) const;
    void note_sent(const std::string& branch, const std::string& commit, const Refs& refs) const;
    void send_branch(const std::string& branch, const std::string& commit, const Refs& refs,
                     const Device& device) const;
    void send_lost_roster(const Refs& refs) const;

    Place place;
    system::Lock lock;
    Git git;
    Remote remote;
};

Mirror::Mirror(Place place) : parts_(std::make_unique<Parts>(std::move(place))) {}
Mirror::~Mirror() = default;

const std::string& Mirror::genesis() const {
    return parts_->place.genesis;
}

// What the host has ----------------------------------------------------------------------------------------------

Fetched Mirror::fetch() {
    const auto& [place, lock, git, remote] = *parts_;
    remote.fetch();
    const Refs refs(git);
    if (!refs.good(roster_branch) && !refs.incoming(roster_branch))
        throw Error(fmt::format("There is no group's log at {} yet.", remote.address()),
                    "Begin one there: runlog share init");
    Fetched fetched;
    RefMoves moves;
    RosterVersion version = follow_roster(git, refs, place.genesis, fetched.alarms);
    moves.move(std::string("refs/good/") + roster_branch, version.commit, commit_of(refs.good(roster_branch)));
    fetched.roster = std::move(version.roster);
    check_branches(git, refs, place.own_device, fetched, moves);
    check_requests(git, refs, fetched, moves);
    moves.make(git);
    if (!moves.empty()) tidy_up(git);
    return fetched;
}

void Mirror::each_batch(const Branch& branch, const std::string& since,
                        const std::function<void(const Batch&)>& visit) {
    const Git& git = parts_->git;
    if (since == branch.tip) return;
    const bool is_continued = !since.empty() && leads_to(git, since, branch.tip);
    const auto batches = list_batches(git, is_continued ? since : std::string(), branch.tip);
    std::vector<std::string> ids;
    for (const auto& batch : batches) ids.push_back(batch.file.blob);
    each_content(git, look_up(git, ids), [&](std::size_t i, std::string lines) {
        const auto& [numbers, file] = batches[i];
        visit({numbers.first, numbers.last, std::move(lines), fmt::format("{}:{}", branch.tip, file.path)});
    });
}

std::vector<std::string> Mirror::troubles() const {
    const Git& git = parts_->git;
    std::vector<std::string> troubles;
    const auto sound = git.attempt({"fsck", "--full", "--no-dangling", "--no-progress"}, {}, longest_look);
    if (!sound.well()) troubles.push_back(fmt::format("its mirror is damaged ({})", plain_words(sound.trouble())));
    const Refs refs(git);
    const auto roster = parts_->known_roster(refs);
    if (!roster) return troubles;
    for (const auto& device : roster->devices) {
        const auto good = refs.good(branch_of(device));
        if (good && !is_signed_by(git, good->commit, device.key))
            troubles.push_back(fmt::format("the signature of branch {} does not hold", branch_of(device)));
    }
    return troubles;
}

// What goes there ------------------------------------------------------------------------------------------------

Delivered Mirror::send(const std::string& device, std::span<const Batch> batches) {
    const auto& [place, lock, git, remote] = *parts_;
    const Refs refs(git);
    const auto roster = parts_->known_roster(refs);
    const Device* own = roster ? roster->device(device) : nullptr;
    if (!own || device != place.own_device)
        throw Error(fmt::format("Device {} may not send here: it is not this machine's, or nobody let it in.", device),
                    "Ask an organizer to admit it, and run: runlog share sync");
    if (own->revoked)
        throw Error("This machine may not send any more: an organizer revoked it.",
                    "Nothing was sent. Ask to be let in anew: runlog share join");
    const std::string name = branch_of(*own);
    const auto before = refs.own(name);
    Delivered branch{{device, commit_of(before), last_number(before)}};
    if (!batches.empty()) {
        public_key(place.keys, device); // without it git would only say that it could not sign
        const auto files = files_of(batches, branch.last, place.now);
        const Numbers numbers{batches.front().first, batches.back().last};
        branch.tip = write_commit(git, files, branch.tip, records_message(numbers), key_file(place.keys, device));
        branch.last = numbers.last;
        RefMoves moves;
        moves.move("refs/heads/" + name, branch.tip, commit_of(before));
        moves.make(git);
    }
    parts_->send_lost_roster(refs);
    const auto there = refs.incoming(name);
    if (branch.tip == commit_of(there)) return branch;
    parts_->send_branch(name, branch.tip, refs, *own);
    branch.records = std::max<std::int64_t>(branch.last - last_number(there), 0);
    return branch;
}

void Mirror::Parts::send_branch(const std::string& branch, const std::string& commit, const Refs& refs,
                                const Device& device) const {
    const std::string there = commit_of(refs.incoming(branch));
    const bool follows = there.empty() || leads_to(git, there, commit);
    if (!follows && is_signed_by(git, there, device.key))
        throw Error("Another machine sends as this one does: its key was copied, or an old backup was restored.",
                    "Nothing was sent. Let this machine join the group anew.");
    remove_left_over_lock(place.address, branch);
    const auto pushed = follows ? remote.push(fmt::format("{}:{}", commit, branch))
                                : remote.push(fmt::format("+{}:{}", commit, branch), there);
    if (!pushed.taken) tell_declined(pushed.why_not);
    note_sent(branch, commit, refs);
}

/// A roster vouches for itself, so anybody may give it back to a host that has lost it.
void Mirror::Parts::send_lost_roster(const Refs& refs) const {
    const std::string good = commit_of(refs.good(roster_branch));
    const std::string there = commit_of(refs.incoming(roster_branch));
    if (there == good || (!there.empty() && !leads_to(git, there, good))) return;
    const auto pushed = remote.push(fmt::format("{}:{}", good, roster_branch));
    if (!pushed.taken) tell_declined(pushed.why_not);
}

void Mirror::Parts::note_sent(const std::string& branch, const std::string& commit, const Refs& refs) const {
    RefMoves moves;
    moves.move("refs/good/" + branch, commit, commit_of(refs.good(branch)));
    moves.move("refs/incoming/" + branch, commit, commit_of(refs.incoming(branch)));
    moves.make(git);
}

// Who shares it --------------------------------------------------------------------------------------------------

std::string Mirror::make_key(const std::string& device) {
    parts_->place.own_device = device;
    return share::make_key(parts_->place.keys, device);
}

void Mirror::Parts::check_next(const std::optional<Roster>& before, const Roster& next,
                               const std::string& signer) const {
    if (!before && !place.genesis.empty())
        throw Error("The list of who shares the log is not known here yet.", "Run: runlog share sync");
    const auto why =
        before ? why_not_next(*before, next, signer) : why_no_beginning(next, public_key(place.keys, signer));
    if (why) throw Error(fmt::format("The list of who shares the log cannot be changed so: {}.", *why));
}

bool Mirror::change_roster(const Roster& next, const std::string& signer) {
    auto& [place, lock, git, remote] = *parts_;
    const Refs refs(git);
    const std::string good = commit_of(refs.good(roster_branch));
    const std::string there = commit_of(refs.incoming(roster_branch));
    const auto before = parts_->known_roster(refs);
    parts_->check_next(before, next, signer);
    if (before == next) return true;
    if (!there.empty() && !good.empty() && !leads_to(git, there, good))
        throw Error("The host has a list of who shares the log that is not believed here, so it cannot be changed.",
                    "Let an organizer put the host's roster branch back to what it was.");
    const std::string text = formats::roster_text(next);
    const File file{roster_file, text};
    const std::string commit =
        write_commit(git, {&file, 1}, good, roster_message(signer), key_file(place.keys, signer));
    const auto pushed = remote.push(fmt::format("{}:{}", commit, roster_branch));
    if (!pushed.taken && parts_->was_faster(commit, there, pushed)) return false;
    parts_->note_sent(roster_branch, commit, refs);
    if (good.empty()) place.genesis = commit;
    return true;
}

/// Whether somebody else's roster is why ours was not taken. Which words a host has for that differs.
bool Mirror::Parts::was_faster(const std::string& commit, const std::string& expected, const Pushed& pushed) const {
    const std::string there = remote.tip(roster_branch);
    if (there == commit) return false;
    if (there == expected) tell_declined(pushed.why_not);
    return true;
}

void Mirror::ask(const Request& request) {
    const auto& [place, lock, git, remote] = *parts_;
    const std::string text = formats::request_text(request);
    const File file{request_file, text};
    const std::string commit = write_commit(git, {&file, 1}, {}, "request", key_file(place.keys, request.device));
    const auto pushed = remote.push(fmt::format("+{}:{}", commit, request_branch(request.device)));
    if (!pushed.taken) parts_->tell_declined(pushed.why_not);
}

void Mirror::forget(const Request& request) {
    const std::string branch = request_branch(request.device);
    if (parts_->remote.tip(branch).empty()) return;
    const auto pushed = parts_->remote.push(fmt::format(":{}", branch));
    if (!pushed.taken && !parts_->remote.tip(branch).empty()) parts_->tell_declined(pushed.why_not);
}

} // namespace runlog::share
