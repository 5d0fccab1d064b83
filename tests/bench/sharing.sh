#!/usr/bin/env bash
# What taking in 100,000 records of others costs, beside the sqlite3 shell that inserts the very rows which the log has
# afterwards into an equal log with the same indexes: sharing.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine git ssh-keygen python3
begin "$@"

rounds=${RUNLOG_BENCH_ROUNDS:-3}
warmup=0
count=${RUNLOG_BENCH_RECORDS:-100000}
host=$folder/momma.git
before=$folder/before
after=$folder/after
theirs=$folder/theirs.db
rows=$folder/rows.sql

# of NAME COMMAND...: runlog at the machine of a member
of() {
    local name=$1
    shift
    XDG_DATA_HOME=$folder/$name LOGNAME=$name "$runlog" "$@"
}

# The coach brought in COUNT runs, all of which the group sees, and sent them; the runner has taken in none of them.
git init --quiet --bare "$host"
of coach group add momma >/dev/null 2>&1
of coach group join momma me --role organizer >/dev/null
of coach member add runner >/dev/null
of coach group join momma runner >/dev/null
of coach share init momma "$host" >/dev/null
of runner plan 3/week >/dev/null 2>&1
invitation=$(of coach share invite | grep -o 'share join.*')
# shellcheck disable=SC2086
code=$(of runner $invitation | grep -oE '\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b' | head -n 1)
of coach share admit "$code" --as runner >/dev/null
of runner share sync >/dev/null
awk -v count="$count" 'BEGIN {
    print "day,distance_m,duration_s,tags"
    for (n = 0; n < count; ++n)
        printf "%s,%d,%d,%s\n", strftime("%Y-%m-%d", 1763700000 - int(n / 25) * 86400), 3000 + n % 9000,
            1200 + n % 3600, n % 3 ? "" : "dark"
}' >"$folder/runs.csv"
of coach import "$folder/runs.csv" >/dev/null 2>&1
of coach share all momma >/dev/null
of coach share sync
cp -r "$folder/runner" "$before"

# At the place where the sync is done: a mirror is known by its path.
sync=(env "XDG_DATA_HOME=$after" LOGNAME=runner "$runlog" share sync)
cat >"$folder/fresh" <<SH
rm -rf "$after" "$theirs"*
cp -r "$before" "$after"
cp "$before/runlog/runlog.db" "$theirs"
SH
fresh=(sh "$folder/fresh")
"${fresh[@]}"
"${sync[@]}"
log=$after/runlog/runlog.db
"$here/sharing_rows.py" "$before/runlog/runlog.db" "$log" >"$rows"
printf 'Rows to insert: %s\n' "$(grep -c '^INSERT' "$rows")"

sqlite_insert=("${sqlite[@]}" "$theirs" ".read $rows")
"${sqlite_insert[@]}" >/dev/null
tell='SELECT count(*), sum(distance_m), sum(duration_s) FROM runs; SELECT count(*) FROM run_members;
      SELECT count(*) FROM run_tags; SELECT count(*), sum(number) FROM share_records'
check_same 'runs, their members, tags and records' "$("${sqlite[@]}" "$log" "$tell")" \
    "$("${sqlite[@]}" "$theirs" "$tell")"

compare "taking in $count records" 2 1 \
    --prepare "$(command_of "${fresh[@]}")" \
    -n 'runlog share sync' "$(command_of "${sync[@]}")" \
    -n 'sqlite3: INSERT' "$(command_of "${sqlite_insert[@]}")"
