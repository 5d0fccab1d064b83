#include "schema_versions.hpp"

#include <array>

namespace runlog::store {

namespace {

// A version that was released is never edited: a new one is added behind it.
//
// Days are text, `2026-11-21`, so that the log can be read without this program; `until_day` is the first day on which
// the row no longer holds. handle_key is what handles have in common that read the same (handle_key in people.hpp).
// run_members repeats its run's day and distance so that a streak is one walk along one index.
constexpr const char* version_1 = R"sql(
CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    handle TEXT NOT NULL,
    handle_key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT,
    zone TEXT
) STRICT;

CREATE TABLE owner (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    member_id INTEGER NOT NULL REFERENCES members (id)
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    handle TEXT NOT NULL,
    handle_key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    about TEXT,
    url TEXT,
    place TEXT,
    scope TEXT NOT NULL CHECK (scope IN ('local', 'national')),
    parent_id INTEGER REFERENCES groups (id),
    zone TEXT,
    makeup TEXT CHECK (makeup IN ('none', 'day', 'week')),
    grace_h INTEGER CHECK (grace_h >= 0),
    quorum INTEGER CHECK (quorum >= 1)
) STRICT;

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    detail TEXT
) STRICT;
CREATE INDEX contacts_by_group ON contacts (group_id);

CREATE TABLE memberships (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    role TEXT NOT NULL CHECK (role IN ('member', 'coach', 'organizer')),
    remote INTEGER NOT NULL CHECK (remote IN (0, 1)),
    commitment TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT CHECK (until_day > from_day)
) STRICT;
CREATE INDEX memberships_by_group ON memberships (group_id, member_id, from_day);
CREATE INDEX memberships_by_member ON memberships (member_id, group_id, from_day);

CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES members (id),
    days_per_week INTEGER NOT NULL CHECK (days_per_week BETWEEN 1 AND 7),
    least_m INTEGER CHECK (least_m > 0),
    from_day TEXT NOT NULL,
    until_day TEXT CHECK (until_day > from_day)
) STRICT;
CREATE INDEX plans_by_member ON plans (member_id, from_day);

CREATE TABLE leaves (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    member_id INTEGER NOT NULL REFERENCES members (id),
    group_id INTEGER REFERENCES groups (id),
    from_day TEXT NOT NULL,
    until_day TEXT CHECK (until_day > from_day),
    reason TEXT NOT NULL,
    announced_at TEXT NOT NULL,
    recorded_by INTEGER REFERENCES members (id)
) STRICT;
CREATE INDEX leaves_by_member ON leaves (member_id, from_day);
CREATE INDEX leaves_by_group ON leaves (group_id) WHERE group_id IS NOT NULL;

CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    title TEXT NOT NULL,
    pattern TEXT NOT NULL,
    start_time TEXT NOT NULL,
    length_s INTEGER NOT NULL CHECK (length_s > 0),
    zone TEXT NOT NULL,
    place TEXT,
    purpose TEXT,
    note TEXT,
    from_day TEXT NOT NULL,
    until_day TEXT CHECK (until_day > from_day)
) STRICT;
CREATE INDEX rules_by_group ON rules (group_id, from_day);

CREATE TABLE session_changes (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    session TEXT NOT NULL,
    moved_to TEXT,
    reason TEXT NOT NULL,
    announced_at TEXT NOT NULL,
    recorded_by INTEGER REFERENCES members (id)
) STRICT;
CREATE UNIQUE INDEX session_changes_by_session ON session_changes (group_id, session);

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    session TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL CHECK (kind IN ('promise', 'excuse')),
    reason TEXT,
    announced_at TEXT NOT NULL,
    withdrawn_at TEXT,
    recorded_by INTEGER REFERENCES members (id)
) STRICT;
CREATE INDEX answers_by_session ON answers (group_id, session, member_id);
CREATE INDEX answers_by_member ON answers (member_id);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uid BLOB NOT NULL UNIQUE,
    day TEXT NOT NULL,
    start TEXT,
    zone TEXT NOT NULL,
    distance_m INTEGER CHECK (distance_m > 0),
    duration_s INTEGER CHECK (duration_s > 0),
    group_id INTEGER REFERENCES groups (id),
    session TEXT,
    place TEXT,
    note TEXT,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    remote INTEGER NOT NULL CHECK (remote IN (0, 1)),
    source TEXT,
    CHECK (distance_m IS NOT NULL OR duration_s IS NOT NULL),
    CHECK (session IS NULL OR group_id IS NOT NULL)
) STRICT;
CREATE INDEX runs_by_day ON runs (day);
CREATE INDEX runs_by_group ON runs (group_id, day) WHERE group_id IS NOT NULL;
CREATE UNIQUE INDEX runs_by_source ON runs (source) WHERE source IS NOT NULL;

CREATE TABLE run_members (
    member_id INTEGER NOT NULL REFERENCES members (id),
    day TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    distance_m INTEGER,
    PRIMARY KEY (member_id, day, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_members_by_run ON run_members (run_id);

CREATE TABLE run_tags (
    tag TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id),
    PRIMARY KEY (tag, run_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_tags_by_run ON run_tags (run_id);

CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    command TEXT NOT NULL,
    summary TEXT NOT NULL,
    undoes INTEGER REFERENCES changes (id),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    changeset BLOB NOT NULL
) STRICT;
)sql";

// Version 1 drew tables for rules and changes of sessions that no command of it wrote to. What a group agrees on holds
// from a day until a day, as all else does; the columns makeup, grace_h and quorum of groups, never written, stay
// because changes that were recorded before know their table by its columns.
constexpr const char* version_2 = R"sql(
DROP TABLE rules;
DROP TABLE session_changes;
CREATE TABLE rules (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    title TEXT NOT NULL,
    pattern TEXT NOT NULL,
    start_time TEXT NOT NULL,
    length_s INTEGER NOT NULL CHECK (length_s > 0),
    zone TEXT NOT NULL,
    place TEXT,
    purpose TEXT,
    note TEXT,
    anchor_day TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT CHECK (until_day > from_day)
) STRICT;
CREATE INDEX rules_by_group ON rules (group_id, from_day);

CREATE TABLE session_changes (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    session TEXT NOT NULL,
    moved_to TEXT,
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    reason TEXT NOT NULL,
    announced_at TEXT NOT NULL,
    recorded_by INTEGER REFERENCES members (id),
    CHECK (cancelled = 1 OR moved_to IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX session_changes_by_session ON session_changes (group_id, session);

CREATE TABLE group_terms (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    makeup TEXT CHECK (makeup IN ('none', 'day', 'week')),
    grace_h INTEGER NOT NULL CHECK (grace_h >= 0),
    quorum INTEGER NOT NULL CHECK (quorum >= 1),
    from_day TEXT NOT NULL,
    until_day TEXT CHECK (until_day > from_day)
) STRICT;
CREATE INDEX group_terms_by_group ON group_terms (group_id, from_day);
)sql";

// What was handed over is no change of the log: nobody takes it back, and it is kept by a key that is the same on every
// machine. A column that is added has no default: SQLite (3.40) would tell the journal that a row from before has none,
// while the row says otherwise, and its changes could not be taken back.
constexpr const char* version_3 = R"sql(
ALTER TABLE groups ADD COLUMN callouts TEXT CHECK (callouts IN ('coach', 'group'));

CREATE TABLE reminders_off (
    member_id INTEGER NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL,
    PRIMARY KEY (member_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE quiet_hours (
    member_id INTEGER PRIMARY KEY REFERENCES members (id),
    from_time TEXT NOT NULL,
    until_time TEXT NOT NULL
) STRICT;

CREATE TABLE handed_over (
    key TEXT PRIMARY KEY NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// A change of a million rows is kept in pieces that fit into memory one by one; `changes` has the last of them. A run
// that another was merged into goes by the other's names too.
constexpr const char* version_4 = R"sql(
CREATE TABLE change_pieces (
    change_id INTEGER NOT NULL REFERENCES changes (id),
    piece INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    PRIMARY KEY (change_id, piece)
) STRICT;

CREATE TABLE run_aliases (
    alias TEXT PRIMARY KEY NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_aliases_by_run ON run_aliases (run_id);
)sql";

// What a group's machines tell each other is kept as it was said, by device and number, and the log's own rows follow
// from it. `last_change` is the newest change of the log that was searched for something to tell; `vocabulary` is what
// the program that wrote the rows could understand. share_names has the uid of rows whose thing goes by one that
// somebody else's thing has here.
constexpr const char* version_5 = R"sql(
ALTER TABLE runs ADD COLUMN recorded_by INTEGER REFERENCES members (id);

CREATE TABLE shares (
    group_id INTEGER PRIMARY KEY REFERENCES groups (id),
    url TEXT NOT NULL,
    genesis TEXT NOT NULL,
    mirror TEXT NOT NULL,
    device TEXT NOT NULL,
    me BLOB,
    all_runs INTEGER NOT NULL CHECK (all_runs IN (0, 1)),
    reasons INTEGER NOT NULL CHECK (reasons IN (0, 1)),
    notes INTEGER NOT NULL CHECK (notes IN (0, 1)),
    keeper INTEGER NOT NULL CHECK (keeper IN (0, 1)),
    last_change INTEGER,
    vocabulary INTEGER NOT NULL,
    roster TEXT NOT NULL,
    synced_at TEXT
) STRICT;

CREATE TABLE share_members (
    group_id INTEGER NOT NULL REFERENCES shares (group_id),
    uid BLOB NOT NULL,
    member_id INTEGER NOT NULL REFERENCES members (id),
    PRIMARY KEY (group_id, uid)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX share_members_by_member ON share_members (member_id, group_id);

CREATE TABLE share_devices (
    group_id INTEGER NOT NULL REFERENCES shares (group_id),
    device TEXT NOT NULL,
    tip TEXT NOT NULL,
    last INTEGER NOT NULL,
    heard_at TEXT NOT NULL,
    PRIMARY KEY (group_id, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE share_records (
    group_id INTEGER NOT NULL REFERENCES shares (group_id),
    device TEXT NOT NULL,
    number INTEGER NOT NULL,
    thing TEXT NOT NULL,
    maker BLOB NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (group_id, device, number)
) STRICT;
CREATE INDEX share_records_by_thing ON share_records (thing, group_id, maker);

CREATE TABLE share_names (
    kind TEXT NOT NULL,
    name BLOB NOT NULL,
    whose BLOB NOT NULL,
    uid BLOB NOT NULL UNIQUE,
    PRIMARY KEY (kind, name, whose)
) STRICT, WITHOUT ROWID;

CREATE TABLE share_aside (
    group_id INTEGER NOT NULL REFERENCES shares (group_id),
    place TEXT NOT NULL,
    why TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (group_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE share_alarms (
    group_id INTEGER NOT NULL REFERENCES shares (group_id),
    what TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (group_id, what)
) STRICT, WITHOUT ROWID;
)sql";

// A goal with `on_day` is a race, or a relay where it has legs; one with `until_day` is a season.
constexpr const char* version_6 = R"sql(
CREATE TABLE goals (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE,
    title TEXT NOT NULL,
    group_id INTEGER REFERENCES groups (id),
    member_id INTEGER REFERENCES members (id),
    from_day TEXT NOT NULL,
    on_day TEXT CHECK (on_day >= from_day),
    until_day TEXT CHECK (until_day > from_day),
    distance_m INTEGER CHECK (distance_m > 0),
    CHECK (group_id IS NOT NULL OR member_id IS NOT NULL),
    CHECK ((on_day IS NULL) <> (until_day IS NULL))
) STRICT;

CREATE TABLE goal_legs (
    goal_id INTEGER NOT NULL REFERENCES goals (id),
    number INTEGER NOT NULL CHECK (number >= 1),
    distance_m INTEGER NOT NULL CHECK (distance_m > 0),
    member_id INTEGER REFERENCES members (id),
    PRIMARY KEY (goal_id, number)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array versions{version_1, version_2, version_3, version_4, version_5, version_6};

} // namespace

std::span<const char* const> schema_versions() {
    return versions;
}

} // namespace runlog::store
