#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/id.hpp"
#include "runlog/domain/uid.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace runlog {

/// A named person (DESIGN §2). Texts are kept as typed; whoever prints them makes them safe.
struct Member {
    MemberId id;
    Uid uid;
    std::string handle;
    std::string name; ///< may be empty: then the handle stands for it
    std::optional<std::string> email;
    std::optional<std::string> zone;
};

/// How the runs of a day or week may stand in for a session that was missed (DESIGN §4.5).
enum class Makeup { none, day, week };

enum class Scope { local, national };

/// Whom reminders tell that somebody was missed, besides the one who should call: the coach, or the whole group.
enum class Callouts { coach, group };

/// Members who run together; a chapter is a group inside another (DESIGN §2).
struct Group {
    GroupId id;
    Uid uid;
    std::string handle;
    std::string title; ///< may be empty: then the handle stands for it
    std::optional<std::string> about;
    std::optional<std::string> url;
    std::optional<std::string> place;
    Scope scope = Scope::local;
    std::optional<std::string> inside; ///< handle of the group this one is a chapter of
    std::optional<std::string> zone;   ///< of new sessions, where they do not say
    Callouts callouts = Callouts::coach;
};

/// Somebody a group wants at hand: its coach, physio, dietitian, childcare (DESIGN §5).
struct Contact {
    Uid uid; ///< zeros until it is kept
    std::string kind;
    std::string name;
    std::optional<std::string> detail; ///< a number, an address
};

enum class Role { member, coach, organizer };

/// What a member promised a group: `all` sessions, `N/week` of them, or only those `promised` one by one.
struct Commitment {
    enum class Kind { all, per_week, promised };
    Kind kind = Kind::all;
    int per_week = 0; ///< 1 to 7 with Kind::per_week, 0 otherwise

    bool operator==(const Commitment&) const = default;
};

/// A member's time in a group, as it stood during `when`; a change closes one and opens the next (DESIGN §2).
struct Membership {
    Uid uid; ///< zeros until it is kept
    std::string group;
    std::string member;
    Role role = Role::member;
    bool remote = false;
    Commitment commitment;
    DayRange when;
};

/// Throws Error unless `handle` can be typed in a list and in a session's name: 1 to 40 letters, digits, `-`, `_` or
/// `.`, letters of any script, beginning with a letter or digit, and not a word with a meaning (`me`).
void check_handle(std::string_view handle);

/// What two handles share that read the same: letters of any script without their case, accents written either way.
std::string handle_key(std::string_view handle);

/// Turns `text` into something `check_handle` accepts, for a login name; `runner` where nothing is left of it.
std::string handle_from(std::string_view text);

/// Reads `all`, `2/week`, `promised`. Throws Error for anything else.
Commitment parse_commitment(std::string_view text);
std::string to_text(const Commitment& commitment);

/// Reads `3/week` or `3`: 1 to 7. Throws Error for anything else.
int parse_per_week(std::string_view text);

/// Reads and writes the words of the tables; parsing throws Error and names the words that are known.
Role parse_role(std::string_view text);
std::string_view to_text(Role role);
Makeup parse_makeup(std::string_view text);
std::string_view to_text(Makeup makeup);
Scope parse_scope(std::string_view text);
std::string_view to_text(Scope scope);
Callouts parse_callouts(std::string_view text);
std::string_view to_text(Callouts callouts);

} // namespace runlog
