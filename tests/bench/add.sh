#!/usr/bin/env bash
# What one more run costs, beside an INSERT that is as durable, and beside itself on a small log: add.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

# A file as durable as a log, with the same runs and the same indexes.
make_plain() {
    "${sqlite[@]}" "$plain" >/dev/null <<SQL
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
ATTACH '$large' AS log;
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
VALUES (randomblob(16), 1, '${RUNLOG_NOW%T*}', NULL, 'Europe/Berlin', 5000, 1800);"

newest_run() {
    "${sqlite[@]}" "$1" "PRAGMA journal_mode; SELECT count(*), max(day) FROM runs;
        SELECT distance_m, duration_s FROM runs ORDER BY id DESC LIMIT 1"
}

# A day with hundreds of runs is no day of anybody's, and its streak is longer to read.
before_round() {
    "${sqlite[@]}" "$large" "DELETE FROM run_members WHERE run_id > $runs; DELETE FROM runs WHERE id > $runs"
    "${sqlite[@]}" "$small" "DELETE FROM run_members WHERE run_id > 10000; DELETE FROM runs WHERE id > 10000"
    "${sqlite[@]}" "$plain" "DELETE FROM runs WHERE id > $runs"
}

large=$folder/large.db
small=$folder/small.db
plain=$folder/plain.db
cp "$(large_log)" "$large"
cp "$(small_log)" "$small"
make_plain

"$runlog" --db "$large" add 5k 30:00 >/dev/null
"${sqlite[@]}" "$plain" "$insert"
check_same 'the runs after one more' "$(newest_run "$large")" "$(newest_run "$plain")"

compare "add on $runs runs" 1.3 40 \
    -n 'runlog add 5k 30:00' "$(command_of "$runlog" --db "$large" add 5k 30:00)" \
    -n 'sqlite3: one INSERT' "$(command_of "${sqlite[@]}" "$plain" "${insert//$'\n'/ }")"
compare 'add on more runs' 1.1 40 \
    -n "runlog add 5k 30:00, on $runs runs" "$(command_of "$runlog" --db "$large" add 5k 30:00)" \
    -n 'runlog add 5k 30:00, on 10000 runs' "$(command_of "$runlog" --db "$small" add 5k 30:00)"
