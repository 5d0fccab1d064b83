#include "world.hpp"

#include "runlog/system/process.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

namespace runlog::share::testing {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds patience{60};

std::string without_newline(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

} // namespace

std::string git_in(const fs::path& place, const std::vector<std::string>& words, const std::string& input) {
    std::vector<std::string> arguments{"git", "--git-dir=" + place.string(), "-c", "user.name=x",
                                       "-c",  "user.email=x@example.org",    "-c", "gpg.format=ssh"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    // Whoever forges a commit dates it as they like.
    const std::vector<std::string> settings{"GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_NOSYSTEM=1",
                                            "GIT_AUTHOR_DATE=@1000000000 +0000",
                                            "GIT_COMMITTER_DATE=@1000000000 +0000"};
    const auto ended = system::run(arguments, {input, patience, settings});
    if (!ended.well()) throw std::runtime_error(fmt::format("git {}: {}", fmt::join(words, " "), ended.err));
    return without_newline(ended.out);
}

Batch batch(std::int64_t first, std::int64_t last, const std::string& word) {
    Batch batch{first, last, {}, {}};
    for (auto n = first; n <= last; ++n) batch.lines += fmt::format("{{\"v\":1,\"n\":{},\"e\":\"{}\"}}\n", n, word);
    return batch;
}

Place Machine::place() const {
    return {mirror(), home / "keys", address, "momma", genesis, device, patience, now};
}

std::string Machine::branch() const {
    return fmt::format("dev/{}/{}", to_text(member.uid), device);
}

Delivered Machine::send(const std::vector<Batch>& batches) const {
    Mirror host = open();
    host.fetch();
    return host.send(device, batches);
}

Fetched Machine::fetch() const {
    return open().fetch();
}

std::string Machine::records_of(const Machine& other, const std::string& since) const {
    Mirror host = open();
    std::string records;
    for (const auto& branch : host.fetch().branches)
        if (branch.device == other.device)
            host.each_batch(branch, since, [&](const Batch& found) { records += found.lines; });
    return records;
}

Admitted member(std::uint8_t number, const std::string& handle, Role role) {
    Admitted member{{}, handle, role};
    member.uid.bytes.fill(number);
    return member;
}

World::World(Empty)
    : anna(machine("aaaaaaaaaaaaaaaa", member(1, "anna", Role::organizer))),
      beth(machine("bbbbbbbbbbbbbbbb", member(2, "beth"))) {}

/// To make a world takes some thirty programs, to copy one none.
World::World() : World(Empty{}) {
    static const auto template_world = [] {
        std::unique_ptr<World> world(new World(Empty{}));
        world->begin();
        return world;
    }();
    fs::copy(template_world->folder(), folder(), fs::copy_options::recursive);
    genesis_ = anna.genesis = beth.genesis = template_world->genesis_;
}

void World::begin() {
    git_in(host(), {"init", "--quiet", "--bare", host().string()});
    {
        Mirror begun = anna.open();
        Roster first{member(9, "").uid, "momma", {anna.member}, {}};
        first = with_device(first, {anna.device, anna.member.uid, begun.make_key(anna.device), {}, {}});
        REQUIRE(begun.change_roster(first, anna.device));
        genesis_ = anna.genesis = beth.genesis = begun.genesis();
    }
    admit(beth);
}

Machine World::machine(const std::string& device, const Admitted& member) const {
    return {folder() / device, host().string(), device, member, genesis_};
}

void World::admit(const Machine& machine) const {
    const std::string key = machine.open().make_key(machine.device);
    change_roster([&](Roster& roster) {
        if (!roster.member(machine.member.uid)) roster.members.push_back(machine.member);
        roster = with_device(roster, {machine.device, machine.member.uid, key, {}, {}});
    });
}

void World::change_roster(const std::function<void(Roster&)>& change) const {
    Mirror host = anna.open();
    Roster roster = host.fetch().roster;
    change(roster);
    REQUIRE(host.change_roster(roster, anna.device));
}

std::string World::tip(const std::string& branch) const {
    return on_host({"for-each-ref", "--format=%(objectname)", "refs/heads/" + branch});
}

std::string World::forge(const std::string& branch, const std::string& parent, const std::string& path,
                         const std::string& bytes, const fs::path& key, const std::string& message) const {
    std::string script = "commit refs/heads/forged\ncommitter x <x@example.org> 0 +0000\ndata 0\n";
    if (!parent.empty()) script += fmt::format("from {}\n", parent);
    script += fmt::format("M 100644 inline {}\ndata {}\n{}\n", path, bytes.size(), bytes);
    on_host({"fast-import", "--quiet", "--force"}, script);
    std::vector<std::string> words{"commit-tree", "-m", message};
    if (!key.empty()) words.insert(words.begin(), {"-c", "user.signingKey=" + key.string()});
    if (!key.empty()) words.emplace_back("-S");
    if (!parent.empty()) words.insert(words.end(), {"-p", parent});
    words.emplace_back("refs/heads/forged^{tree}");
    const std::string commit = on_host(words);
    on_host({"update-ref", "-d", "refs/heads/forged"});
    on_host({"update-ref", "refs/heads/" + branch, commit});
    return commit;
}

std::string alarm(const Fetched& fetched) {
    CAPTURE(fmt::format("{}", fmt::join(fetched.alarms, "\n")));
    REQUIRE(fetched.alarms.size() == 1);
    return fetched.alarms.front();
}

} // namespace runlog::share::testing
