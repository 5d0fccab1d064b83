#!/usr/bin/env bash
# Measures runlog beside the sqlite3 shell doing the same work: compare.sh BUILD_DIR
# The files are made in $RUNLOG_BENCH_DIR, else $TMPDIR, else /var/tmp: name a folder on the disk that is in question.
set -euo pipefail

members=12
runs=25000
member=m05
today=2026-11-21
export RUNLOG_NOW=${today}T12:00:00+01:00 TZ=Europe/Berlin NO_COLOR=1

# shellcheck source=measure.sh
. "$(dirname "$0")/measure.sh"

[ $# -eq 1 ] || die 'name the build folder: compare.sh BUILD_DIR'
find_programs "$1"
folder=$(mktemp -d "${RUNLOG_BENCH_DIR:-${TMPDIR:-/var/tmp}}/runlog-bench-XXXXXX")
trap 'rm -rf "$folder"' EXIT
log=$folder/read.db
plain=$folder/plain.db

# A file as durable as a log, with the same runs and the same indexes, to insert one row into.
make_plain() {
    "${sqlite[@]}" "$plain" >/dev/null <<SQL
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
ATTACH '$log' AS log;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, uid BLOB NOT NULL UNIQUE, member_id INTEGER NOT NULL, day TEXT NOT NULL,
    start TEXT, zone TEXT NOT NULL, distance_m INTEGER, duration_s INTEGER) STRICT;
INSERT INTO runs
    SELECT r.id, r.uid, min(m.member_id), r.day, r.start, r.zone, r.distance_m, r.duration_s
    FROM log.runs AS r JOIN log.run_members AS m ON m.run_id = r.id GROUP BY r.id;
CREATE INDEX runs_by_day ON runs (day);
CREATE INDEX runs_by_member ON runs (member_id, day, id);
SQL
}

insert="PRAGMA synchronous = FULL;
INSERT INTO runs (uid, member_id, day, start, zone, distance_m, duration_s)
VALUES (randomblob(16), 1, '$today', NULL, 'Europe/Berlin', 5000, 1800);"

# The day streak and the week streak of a member, every run counting and one a week being enough.
streaks="WITH
days AS (SELECT DISTINCT day FROM run_members
         WHERE member_id = (SELECT id FROM members WHERE handle = '$member') AND day <= '$today'),
weeks AS (SELECT DISTINCT date(day, 'weekday 0', '-6 days') AS week FROM days),
day_islands AS (SELECT day, julianday(day) + row_number() OVER (ORDER BY day DESC) AS island FROM days),
week_islands AS (SELECT week, julianday(week) / 7 + row_number() OVER (ORDER BY week DESC) AS island FROM weeks)
SELECT 'day', count(*) FROM day_islands
WHERE island = (SELECT julianday(max(day)) + 1 FROM days WHERE day >= date('$today', '-1 day'))
UNION ALL
SELECT 'week', count(*) FROM week_islands
WHERE round(island) = (SELECT round(julianday(max(week)) / 7 + 1) FROM weeks
                       WHERE week >= date('$today', 'weekday 0', '-13 days'));"

# The two lengths as runlog tells them, `day N` and `week N`.
told_by_runlog() {
    "$runlog" streak "$member" --json | tr -d ' \n' | grep -o '"by":"[a-z]*"[^{}]*"length":[0-9]*' |
        sed 's/"by":"\([a-z]*\)".*"length":\([0-9]*\)/\1 \2/' | grep -E '^(day|week) '
}

check_same_answer() {
    local ours theirs
    ours=$(told_by_runlog) || die "'runlog streak $member --json' tells no streaks"
    theirs=$("${sqlite[@]}" -separator ' ' "$log" "$streaks")
    [ "$ours" = "$theirs" ] || die "the two do not answer the same: runlog '$ours', sqlite3 '$theirs'"
    printf 'Both say of %s: %s\n' "$member" "$(printf '%s' "$ours" | paste -sd, -)"
}

"$generate" "$log" "$runs" "$members"
make_plain
cp "$log" "$folder/add.db"

export RUNLOG_DB=$log
facts
check_same_answer

measure add 200 \
    -n 'runlog add 5k 30:00' "$(command_of "$runlog" --db "$folder/add.db" add 5k 30:00)" \
    -n 'sqlite3: one INSERT' "$(command_of "${sqlite[@]}" "$plain" "$insert")"
measure streak 300 \
    -n "runlog streak $member" "$(command_of "$runlog" streak "$member")" \
    -n 'sqlite3: the same by gaps and islands' "$(command_of "${sqlite[@]}" "$log" "$streaks")"
measure start 500 \
    -n 'runlog _complete -- streak a' "$(command_of "$runlog" _complete -- streak a)" \
    -n 'runlog --version' "$(command_of "$runlog" --version)" \
    -n "sqlite3 :memory: 'select 1'" "$(command_of "${sqlite[@]}" :memory: 'select 1')"

printf '\n%-44s %9s %9s %8s\n' '' 'median ms' 'least ms' 'ratio'
for name in add streak start; do
    table "$name"
done
