#pragma once

#include "runlog/domain/roster.hpp"
#include "runlog/share/mirror.hpp"
#include "store/fixture.hpp"
#include "system/broken_pipes.hpp"

#include <filesystem>
#include <string>
#include <vector>

/// What the tests of sharing have in common: a host in a folder, and machines that exchange records by it.
namespace runlog::share::testing {

/// What git says in the repository `place`. Whatever can be done to a host is done by this. Throws where git fails.
std::string git_in(const std::filesystem::path& place, const std::vector<std::string>& words,
                   const std::string& input = {});

/// Some records, as a machine writes them.
Batch batch(std::int64_t first, std::int64_t last, const std::string& word = "run");

/// One machine of a member.
struct Machine {
    std::filesystem::path home;
    std::string address;
    std::string device;
    Admitted member;
    std::string genesis;
    Instant now = store::testing::now;

    Place place() const;
    Mirror open() const { return Mirror(place()); }
    std::filesystem::path mirror() const { return home / "mirror.git"; }
    std::filesystem::path key() const { return home / "keys" / device; }
    std::string branch() const;

    /// Fetches, sends, and ends.
    Delivered send(const std::vector<Batch>& batches) const;
    Fetched fetch() const;
    /// The texts of all batches that another machine's branch has.
    std::string records_of(const Machine& other, const std::string& since = {}) const;
};

/// A host that has a group's log, which anna organizes, and beth shares; each has one machine. Nobody has sent records
/// yet, and beth's machine has never fetched.
class World {
public:
    World();

    const std::filesystem::path& folder() const { return folder_.path(); }
    std::filesystem::path host() const { return folder() / "host.git"; }

    /// A machine that nobody has let in.
    Machine machine(const std::string& device, const Admitted& member) const;
    /// Lets a machine of a member in, as anna does; `member` too, where they are new.
    void admit(const Machine& machine) const;
    /// The roster as anna's machine has it, changed and sent by her.
    void change_roster(const std::function<void(Roster&)>& change) const;

    /// Does what git does on the host.
    std::string on_host(const std::vector<std::string>& words, const std::string& input = {}) const {
        return git_in(host(), words, input);
    }
    /// The commit of a branch on the host; empty where it has none.
    std::string tip(const std::string& branch) const;
    /// Puts a commit onto a branch of the host, which follows `parent` (if any), has `bytes` as file `path`, besides
    /// what the parent has, and is signed with the key in the file `key` (if any).
    std::string forge(const std::string& branch, const std::string& parent, const std::string& path,
                      const std::string& bytes, const std::filesystem::path& key, const std::string& message) const;

private:
    struct Empty {};
    explicit World(Empty);
    void begin();

    store::testing::TemporaryFolder folder_;
    test::BrokenPipesIgnored ignored_;
    std::string genesis_;

public:
    Machine anna;
    Machine beth;
};

/// A member whose uid is sixteen times `number`.
Admitted member(std::uint8_t number, const std::string& handle, Role role = Role::member);

/// The number of the only alarm; shows all where it is another number of them.
std::string alarm(const Fetched& fetched);

} // namespace runlog::share::testing
