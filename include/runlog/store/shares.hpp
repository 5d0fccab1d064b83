#pragma once

#include "runlog/domain/id.hpp"
#include "runlog/domain/uid.hpp"
#include "runlog/store/journal.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a log keeps of the groups that it shares with other machines (SHARING). Nothing here is a change that could be
/// taken back: take_in (journal.hpp) gives the writer.
namespace runlog::store {

/// How this log shares one group.
struct Share {
    GroupId group;
    std::string handle;                ///< the group's, here
    std::string url;                   ///< of the host
    std::string genesis;               ///< the roster's first commit; empty until it is known
    std::string mirror;                ///< the folder with what the host has, among those of this log
    std::string device;                ///< this machine, among the group's
    std::optional<Uid> me;             ///< the log's owner, among the group's members; nothing until they are let in
    bool all_runs = false;             ///< the owner's own runs too, not only those at the group's sessions
    bool reasons = false;              ///< why they are away
    bool notes = false;                ///< what they note on runs
    bool keeper = false;               ///< whether this machine speaks for the group
    std::optional<ChangeId> looked_at; ///< the newest change searched for something to tell
    int vocabulary = 0;                ///< what the program that took in the records could understand
    std::string roster;                ///< the newest one, as text; empty until there is one
    std::optional<Instant> synced;
};

/// All that is shared, by the groups' handles.
std::vector<Share> shares(const Log& log);
std::optional<Share> share_of(const Log& log, GroupId group);

/// Keeps a share, or what has changed of it; `share.handle` is not read.
void set_share(Writer& writer, const Share& share);

/// Forgets all that was kept for sharing a group. The group's own rows stay.
void remove_share(Writer& writer, GroupId group);

/// Throws Error where the group is shared and this machine does not speak for it. `what` is what was to be changed:
/// `its schedule`.
void check_keeper(const Log& log, GroupId group, std::string_view what);

/// The group's members by their names among its machines.
std::vector<std::pair<Uid, MemberId>> shared_members(const Log& log, GroupId group);
std::optional<Uid> shared_uid(const Log& log, GroupId group, MemberId member);
std::optional<MemberId> shared_member(const Log& log, GroupId group, const Uid& uid);
void set_shared_member(Writer& writer, GroupId group, const Uid& uid, MemberId member);

/// A group that is met on a host: the one that was shared before, or a new one, by another handle where that one is
/// taken.
GroupId add_shared_group(Writer& writer, const Uid& uid, const std::string& handle);

/// A member that a group brings: one who is known from another group, or a new one, by another handle where that one
/// is taken.
MemberId add_shared_member(Writer& writer, const Uid& uid, const std::string& handle);

/// One device's record as it was said.
struct Record {
    std::string device;
    std::int64_t number = 0;
    std::string thing; ///< its name
    Uid maker;         ///< zeros where it has none
    std::string line;
};

enum class Kept { now, before, otherwise };

/// Keeps a record. Returns whether it is new, was kept before, or had been kept with other words, which then stand.
Kept add_record(Writer& writer, GroupId group, const Record& record);

/// Keeps what a record is about, where that was not understood before.
void set_record_thing(Writer& writer, GroupId group, const Record& record);

/// All records about one thing; those that are not understood are about the one without name and maker.
std::vector<Record> records_about(const Log& log, GroupId group, const std::string& thing, const Uid& maker);

/// A device's records after number `after`, in order.
void each_record(const Log& log, GroupId group, const std::string& device, std::int64_t after,
                 const std::function<void(const Record&)>& visit);

/// Every thing there are records about, with its maker.
std::vector<std::pair<std::string, Uid>> things_recorded(const Log& log, GroupId group);

/// A device's record with this number.
std::optional<Record> find_record(const Log& log, GroupId group, const std::string& device, std::int64_t number);

/// The newest of a device's records; nothing where there is none.
std::optional<Record> newest_record(const Log& log, GroupId group, const std::string& device);

/// Forgets a device's records from number `first` on.
void remove_records(Writer& writer, GroupId group, const std::string& device, std::int64_t first);

/// How far a device was listened to.
struct Heard {
    std::string device;
    std::string tip;       ///< the last commit whose records were taken in
    std::int64_t last = 0; ///< the last number up to there
    Instant at;            ///< when something new came from it last
};
std::vector<Heard> heard(const Log& log, GroupId group);
std::optional<Heard> heard(const Log& log, GroupId group, const std::string& device);
void set_heard(Writer& writer, GroupId group, const Heard& heard);
void forget_heard(Writer& writer, GroupId group, const std::string& device);

/// A line that could not be understood, kept with its place.
struct Aside {
    std::string place;
    std::string why;
    std::string line;
};
std::vector<Aside> asides(const Log& log, GroupId group);
void add_aside(Writer& writer, GroupId group, const Aside& aside);

/// What was not believed of the host when it was last asked.
struct Alarm {
    std::string what;
    Instant since;
};
std::vector<Alarm> alarms(const Log& log, GroupId group);
/// Replaces them; what was alarming before keeps the moment since when.
void set_alarms(Writer& writer, GroupId group, const std::vector<std::string>& alarms);

} // namespace runlog::store
