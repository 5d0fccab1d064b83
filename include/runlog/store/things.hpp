#pragma once

#include "runlog/domain/statement.hpp"
#include "runlog/store/journal.hpp"

#include <map>
#include <optional>
#include <vector>

namespace runlog::store {

/// The log's rows as facts about things, and back: between what commands write and what machines tell each other. For
/// one shared group; members whom the group does not know of are passed over.
class Things {
public:
    Things(const Log& log, GroupId group);

    /// What the log has of a thing; nothing where it has no such thing. Of a run also `private`.
    std::optional<Facts> facts(const Thing& thing) const;

    /// Makes the log's rows follow from `facts`, as far as they say something; without facts the thing goes.
    /// The facts must stand (statement.hpp), and the members that they name must be known.
    void set(Writer& writer, const Thing& thing, const std::optional<Facts>& facts) const;

    /// Everything of the group that the log has, and the owner's runs outside it where `own_runs` says so.
    std::vector<Thing> all(bool own_runs) const;

    /// What the changes after `since` were about, each with the moment of the newest; also what is gone.
    std::map<Thing, Instant> changed_since(ChangeId since) const;

    /// The runs at the group's sessions that others told the owner was in, and the owner told too.
    std::vector<Thing> told_twice() const;

    /// Takes note of a member of the log as one of the group's.
    void know(const Uid& uid, MemberId member);
    std::optional<MemberId> local(const Uid& member) const;
    std::optional<Uid> shared(MemberId member) const;

private:
    Facts list_keys(const Thing& thing) const;
    std::optional<Facts> list(const Thing& thing) const;
    void set_list(Writer& writer, const Thing& thing, const std::optional<Facts>& facts) const;
    std::optional<std::int64_t> row_of(const Thing& thing) const;
    Uid owner_of(const Thing& thing) const;
    std::optional<Uid> other_uid(const Thing& thing) const;
    Uid uid_for_row(Writer& writer, const Thing& thing) const;
    std::string key_of(const Uid& row) const;
    std::int64_t insert(Writer& writer, const Thing& thing, const Facts& facts) const;
    void update(Writer& writer, const Thing& thing, std::int64_t row, const Facts& facts) const;
    void keep_in_its_group(Writer& writer, std::int64_t run, const Facts& facts, Facts& columns) const;
    void remove(Writer& writer, const Thing& thing, std::int64_t row) const;
    void add_run_facts(std::int64_t run, Facts& facts) const;
    void set_run_facts(Writer& writer, std::int64_t run, const Facts& facts, bool is_new) const;
    std::optional<Thing> thing_in(const std::string& table, const std::map<std::string, Scalar>& row) const;
    std::optional<Thing> run_in(const std::map<std::string, Scalar>& row) const;
    void add_run_things(bool own_runs, std::vector<Thing>& things) const;

    const Log& log_;
    GroupId group_;
    MemberId owner_;
    Uid group_uid_;
    std::map<Uid, MemberId> locals_;
    std::map<MemberId, Uid> shareds_;
};

/// The number of the newest change there is.
ChangeId newest_change_id(const Log& log);

} // namespace runlog::store
