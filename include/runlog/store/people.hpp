#pragma once

#include "runlog/domain/people.hpp"
#include "runlog/store/journal.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace runlog::store {

/// All members, by handle.
std::vector<Member> members(const Log& log);

/// Those of them whose handles begin with `begun`, in whatever case. Reads no others.
std::vector<Member> members_beginning(const Log& log, std::string_view begun);

/// The member with this handle, in any case of letters.
std::optional<Member> find_member(const Log& log, std::string_view handle);

/// The one this log belongs to.
Member owner(const Log& log);

/// Adds a member and returns its number; `member.id` and `member.uid` are not read. Throws Error where the handle is
/// not one (`check_handle`) or is taken.
MemberId add_member(Writer& writer, const Member& member);

/// Replaces everything but number and uid of the member `member.id`. Throws Error as add_member does.
void update_member(Writer& writer, const Member& member);

/// Removes a member without history. Throws Error where runs, memberships, plans, leave, answers, goals or legs stand
/// in their name, and for the owner.
void remove_member(Writer& writer, const Member& member);

/// All groups, by handle.
std::vector<Group> groups(const Log& log);

std::optional<Group> find_group(const Log& log, std::string_view handle);

/// As for members. `group.inside` must name a group; update_group throws Error where a group would end up inside
/// itself.
GroupId add_group(Writer& writer, const Group& group);
void update_group(Writer& writer, const Group& group);
void remove_group(Writer& writer, const Group& group);

/// Removes a member and all that is recorded of them: goals of their own, runs nobody else ran, and their part in the
/// others. Their legs of relays are nobody's then. Throws Error for the owner.
void purge_member(Writer& writer, const Member& member);

/// Removes a group and all that is recorded of it; runs and single members' goals stay and lose the group, chapters
/// stand on their own.
void purge_group(Writer& writer, const Group& group);

/// Whom a group has at hand, by kind and then by name.
std::vector<Contact> contacts(const Log& log, GroupId group);

/// Replaces the contacts of a group by `contacts`.
void set_contacts(Writer& writer, GroupId group, const std::vector<Contact>& contacts);

/// The group and all chapters below it, each before its own chapters.
std::vector<Group> with_chapters(const Log& log, const Group& group);

/// Every membership there was in a group, by member and then by day.
std::vector<Membership> memberships_of_group(const Log& log, GroupId group);

/// Every membership there was of a member, by group and then by day.
std::vector<Membership> memberships_of_member(const Log& log, MemberId member);

/// Replaces the memberships of `member` in `group` by `rows`, whose handles are not read.
void set_memberships(Writer& writer, GroupId group, MemberId member, const std::vector<Membership>& rows);

} // namespace runlog::store
