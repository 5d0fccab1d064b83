#!/usr/bin/env bash
# What bringing in a history costs, beside the `.import` of the sqlite3 shell into a table with the same indexes, and
# how much memory it takes; also that of an Apple Health export of two gigabytes: import.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine time python3
begin "$@"

memory_goal=65536 # kB
rounds=1
warmup=0

ours=$folder/ours.db
theirs=$folder/theirs.db
rows=$folder/runs.csv
"$runlog" --db "$(group_log)" export --private >"$rows"

cat >"$folder/import.sql" <<SQL
CREATE TABLE runs (
    day TEXT, start TEXT, zone TEXT, distance_m INTEGER, duration_s INTEGER, members TEXT, "group" TEXT, session TEXT,
    place TEXT, tags TEXT, note TEXT, private INTEGER, remote INTEGER, source TEXT, also TEXT, uid TEXT UNIQUE);
CREATE INDEX runs_by_day ON runs (day);
CREATE INDEX runs_by_group ON runs ("group", day) WHERE "group" <> '';
CREATE UNIQUE INDEX runs_by_source ON runs (source) WHERE source <> '';
CREATE INDEX runs_by_member ON runs (members, day);
CREATE INDEX runs_by_tag ON runs (tags);
.import --csv --skip 1 "$rows" runs
SQL

import=("$runlog" --db "$ours" import "$rows" --create-members)
sqlite_import=("${sqlite[@]}" "$theirs" ".read $folder/import.sql")

"${import[@]}" >/dev/null 2>&1
"${sqlite_import[@]}"
check_same 'runs and their metres' \
    "$("${sqlite[@]}" "$ours" 'SELECT count(*), sum(distance_m) FROM runs')" \
    "$("${sqlite[@]}" "$theirs" 'SELECT count(*), sum(distance_m) FROM runs')"

compare "import of $(($(wc -l <"$rows") - 1)) lines into a new log" 3 3 \
    --prepare "rm -f $(command_of "$ours" "$ours-wal" "$ours-shm" "$theirs")" \
    -n 'runlog import' "$(command_of "${import[@]}")" \
    -n 'sqlite3: .import' "$(command_of "${sqlite_import[@]}")"

# peak TITLE COMMAND...: tells its peak memory; complains beyond the goal.
peak() {
    local title=$1 kilobytes
    shift
    rm -f "$ours"*
    command time -f %M -o "$folder/peak" "$@" >/dev/null 2>&1
    kilobytes=$(tail -n 1 "$folder/peak")
    printf '%-54s %9s kB\n' "$title" "$kilobytes"
    ((kilobytes <= memory_goal)) || status=2
}

status=0
printf '\n%-54s %12s\n' 'Memory' 'peak'
peak 'runlog import, CSV' "${import[@]}"
for megabytes in 20 2000; do
    # shellcheck disable=SC2016
    peak "runlog import, Apple Health of $megabytes MB" bash -c '"$1" "$2" | "$3" --db "$4" import -' - \
        "$here/apple_export.py" "$megabytes" "$runlog" "$ours"
done
exit "$status"
