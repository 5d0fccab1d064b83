#!/usr/bin/env bash
# How long a streak takes to tell, beside the sqlite3 shell: of a member with two thousand runs, and of everybody in a
# group of five hundred: streaks.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

# Who, by what, and the length, a line for each.
told_by_runlog() {
    "$runlog" --db "$1" streak "${@:2}" --json | "$here/rows.py" member by length | sort
}

told_by_sqlite() {
    "${sqlite[@]}" -separator ' ' "$@" | sort
}

few=$(few_log)
member=(".read $here/sql/streak.sql")
check_same 'the streaks of m05' "$(told_by_runlog "$few" m05)" "$(told_by_sqlite "$few" "${member[@]}")"
count=$("${sqlite[@]}" "$few" 'SELECT count(*) FROM run_members WHERE member_id = 5')
compare "streak of a member, $count runs" 0.8 60 \
    -n 'runlog streak m05' "$(command_of "$runlog" --db "$few" streak m05)" \
    -n 'sqlite3: the same' "$(command_of "${sqlite[@]}" "$few" "${member[@]}")"

log=$(group_log)
group=(".read $here/sql/sheet.sql" ".read $here/sql/group_streaks.sql")
check_same 'the streaks of a group and its members' "$(told_by_runlog "$log" --group g01)" \
    "$(told_by_sqlite "$log" "${group[@]}")"
compare "streak of a group of 500, $runs runs" 1.0 12 \
    -n 'runlog streak --group g01' "$(command_of "$runlog" --db "$log" streak --group g01)" \
    -n 'sqlite3: the same' "$(command_of "${sqlite[@]}" "$log" "${group[@]}")"
