#!/usr/bin/env bash
# Whether what looks back over some weeks takes longer where more lies before them: growth.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

small=$(small_log)
huge=$(huge_log)

rows_of() {
    "$runlog" --db "$@" --json | "$here/rows.py"
}

same_on_both() {
    check_same "$*, on both logs" "$(rows_of "$huge" "$@")" "$(rows_of "$small" "$@")"
}

on_both() {
    compare "$*" 1.2 40 \
        -n "on $((10 * runs)) runs" "$(command_of "$runlog" --db "$huge" "$@")" \
        -n 'on 10000 runs' "$(command_of "$runlog" --db "$small" "$@")"
}

for words in 'list --last 4w' 'missed --group g01' 'streak --group g01'; do
    read -ra command <<<"$words"
    same_on_both "${command[@]}"
    on_both "${command[@]}"
done

# Told once, nothing is due again: what cron finds nearly always.
same_on_both remind --again
for log in "$small" "$huge"; do
    [ -z "$("$runlog" --db "$log" remind)" ] || die 'something is still due'
done
on_both remind
