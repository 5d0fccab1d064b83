#!/usr/bin/env bash
# How long it takes to say who of a group of five hundred was missed, beside the sqlite3 shell: sessions.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

told_by_runlog() {
    "$runlog" --db "$log" missed --group g01 --all --json |
        "$here/rows.py" member expected attended missed in_a_row | sort
}

log=$(group_log)
query=(".read $here/sql/sheet.sql" ".read $here/sql/missed.sql")
check_same 'who was missed' "$(told_by_runlog)" \
    "$("${sqlite[@]}" -separator ' ' "$log" "${query[@]}" | cut -d ' ' -f 1-5 | sort)"
compare "missed in a group of 500, $runs runs" 1.0 12 \
    -n 'runlog missed --group g01' "$(command_of "$runlog" --db "$log" missed --group g01)" \
    -n 'runlog missed --group g01 --all' "$(command_of "$runlog" --db "$log" missed --group g01 --all)" \
    -n 'sqlite3: the same' "$(command_of "${sqlite[@]}" "$log" "${query[@]}")"
