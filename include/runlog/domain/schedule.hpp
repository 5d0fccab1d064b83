#pragma once

#include "runlog/domain/calendar.hpp"
#include "runlog/domain/id.hpp"
#include "runlog/domain/uid.hpp"
#include "runlog/domain/zone.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// When a group meets: rules make sessions, and single sessions are cancelled or moved (DESIGN §2).
namespace runlog {

/// On which days a rule's sessions fall.
struct Pattern {
    enum class Kind {
        once,    ///< on the one day of the rule
        weekly,  ///< on some weekdays of every week, or of every second, third … one
        monthly, ///< on the first, third or last such weekday of a month
    };
    static constexpr int last = -1;

    Kind kind = Kind::once;
    std::vector<date::weekday> weekdays; ///< Monday first; empty with `once`, a single one with `monthly`
    int weeks = 1;                       ///< weekly: 1 to 8, the week that holds the rule's anchor being one
    std::vector<int> ordinals;           ///< monthly: 1 to 5, or `last`

    bool operator==(const Pattern&) const = default;
};

/// Reads `sat`, `tue,thu`, `day`, `other sat`, `3 weeks on sat`, `first sun`, `first,third sat of the month`, and
/// `once`. Throws Error for anything else; `second sat` is refused, since it means two things.
Pattern parse_pattern(std::string_view text);
/// What parse_pattern reads back as the same.
std::string to_text(const Pattern& pattern);

/// How long one session may take.
inline constexpr date::days longest_session{3};

/// What makes sessions, from a day until a day (DESIGN §2). A change closes one and opens the next.
struct Rule {
    Uid uid; ///< zeros until it is kept
    std::string title;
    Pattern pattern;
    std::chrono::seconds starts{0};                     ///< since midnight by the clocks of `zone`
    std::chrono::seconds length{std::chrono::hours{1}}; ///< more than zero
    std::string zone;
    std::optional<std::string> place;
    std::optional<std::string> purpose;
    std::optional<std::string> note;
    Day anchor; ///< a day of a week that counts, where not every week does; stays when the rule changes
    DayRange when;

    bool operator==(const Rule&) const = default;
};

/// Whether a session of the rule falls on `day`, in the rule's own zone.
bool falls_on(const Rule& rule, Day day);

/// The first day on or after `from` with a session of the rule; nothing where none comes within two years.
std::optional<Day> next_day(const Rule& rule, Day from);

/// One session that does not take place as the rules have it.
struct SessionChange {
    Uid uid;
    LocalTime session; ///< the start by the rules, which is its name
    std::optional<LocalTime> moved_to;
    bool cancelled = false; ///< a session that was moved can be cancelled too
    std::string reason;     ///< may be empty
    Instant announced;
};

/// One scheduled outing of a group. Points into the Schedule that it came from.
struct Session {
    const Rule* rule = nullptr; ///< never null
    LocalTime planned;          ///< the start by the rule: what the session is named by, even once it is moved
    Placed start;               ///< the start that holds
    Instant end;
    const SessionChange* change = nullptr;

    Day day() const { return date::floor<date::days>(start.local); }
    Day planned_day() const { return date::floor<date::days>(planned); }
    /// Which day it is at a moment by the clocks that the session goes by.
    Day day_at(Instant moment) const {
        return date::floor<date::days>(LocalTime{moment.time_since_epoch() + start.offset});
    }
    bool cancelled() const { return change && change->cancelled; }
    bool moved() const { return change && change->moved_to; }
    bool operator==(const Session& other) const { return planned == other.planned; }
};

/// Finds a zone by its name; throws Error where there is none (system/zones.hpp).
using Zones = std::function<Zone(const std::string&)>;

/// All that one group has planned. Two rules that yield a session at one and the same minute yield one: the one that
/// happens once stands, else the one that began first.
class Schedule {
public:
    Schedule(std::vector<Rule> rules, std::vector<SessionChange> changes, Zones zones);
    Schedule(const Schedule&) = delete; // sessions point into it
    Schedule& operator=(const Schedule&) = delete;

    const std::vector<Rule>& rules() const { return rules_; }
    const std::vector<SessionChange>& changes() const { return changes_; }

    /// The sessions whose day, moved or not, lies in the range, the earliest first; cancelled ones too.
    std::vector<Session> between(Day first, Day last) const;

    /// The sessions that `name` can mean: planned for that day (and time, where there is one), else moved to it.
    std::vector<Session> called(const When& name) const;

    /// `2026-11-21`, or `2026-11-21T06:00` where the rules plan two for that day.
    std::string name(const Session& session) const;

    /// The first day that any rule can yield a session on; nothing without rules.
    std::optional<Day> first_day() const;

private:
    std::vector<Session> planned_on(Day day) const;
    Session made_by(const Rule& rule, LocalTime planned) const;
    const Zone& zone(const std::string& name) const;

    std::vector<Rule> rules_;
    std::vector<SessionChange> changes_;
    Zones find_zone_;
    mutable std::vector<Zone> zones_;
};

/// `2026-11-21T06:00`: how a session is kept.
std::string session_text(LocalTime planned);

/// Reads `2026-11-21T06:00` or `2026-11-21`; nothing for anything else.
std::optional<When> parse_session_text(std::string_view text);

/// Whether a session kept as `tag` can be `session`: by its minute, or by its day where the tag knows no minute.
bool names(const When& tag, const Session& session);

/// A day on which two rules meet.
struct Clash {
    Day day;
    const Rule* other;
};

/// The first day from `from` on, within two years, on which a session of `rule` and one of `others` overlap by their
/// clocks; nothing where none do.
std::optional<Clash> first_clash(const Rule& rule, std::span<const Rule> others, Day from);

/// The session that a run belongs to which began at `start`: one that is not cancelled and lies between 30 minutes
/// before its start and its end, the nearest start where there are two (DESIGN §4.5).
const Session* session_around(std::span<const Session> sessions, Instant start);

} // namespace runlog
