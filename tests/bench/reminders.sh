#!/usr/bin/env bash
# Measures `remind` with nothing due beside the sqlite3 shell, on 25,000 runs: of one runner, and of fifty in two groups.
# reminders.sh BUILD_DIR. The files are made in $RUNLOG_BENCH_DIR, else $TMPDIR, else /var/tmp.
set -euo pipefail

runs=25000
members=50
export RUNLOG_NOW=2026-11-21T12:00:00+01:00 TZ=Europe/Berlin NO_COLOR=1

# shellcheck source=measure.sh
. "$(dirname "$0")/measure.sh"

[ $# -ge 1 ] || die 'name the build folder: reminders.sh BUILD_DIR'
find_programs "$1"
folder=$(mktemp -d "${RUNLOG_BENCH_DIR:-${TMPDIR:-/var/tmp}}/runlog-bench-XXXXXX")
trap 'rm -rf "$folder"' EXIT
log=$folder/groups.db
alone=$folder/alone.db
"$generate" "$log" "$runs" "$members" 2 >/dev/null
"$generate" "$alone" "$runs" 1 0 >/dev/null

# What is due is handed over, so that nothing is.
for file in "$log" "$alone"; do
    "$runlog" --db "$file" remind >/dev/null
    [ -z "$("$runlog" --db "$file" remind)" ] || die 'something is still due'
done

facts
measure reminders 200 -n 'remind: one runner' "$(command_of "$runlog" --db "$alone" remind)" \
    -n 'remind: fifty in two groups' "$(command_of "$runlog" --db "$log" remind)" \
    -n 'runlog --version' "$(command_of "$runlog" --version)" \
    -n 'sqlite3: select 1' "$(command_of "${sqlite[@]}" "$log" 'select 1')"
printf '%-44s %9s %9s %8s\n' 'command' 'median ms' 'least ms' 'ratio'
table reminders
