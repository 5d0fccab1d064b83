#!/usr/bin/env bash
# Whether what looks back over some weeks takes longer where more lies before them: growth.sh BUILD_DIR
set -euo pipefail

# shellcheck source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

small=$(small_log)
huge=$(huge_log)

rows_of() {
    "$runlog" --db "$@" --json | "$here/rows.py"
}

# compare_logs WORDS...: first, that the command has the same to tell of both.
compare_logs() {
    check_same "$*, on both logs" "$(rows_of "$huge" "$@")" "$(rows_of "$small" "$@")"
    compare "$*" 1.2 40 \
        -n "on $((10 * runs)) runs" "$(command_of "$runlog" --db "$huge" "$@")" \
        -n 'on 10000 runs' "$(command_of "$runlog" --db "$small" "$@")"
}

compare_logs list --last 4w
compare_logs missed --group g01
compare_logs streak --group g01
compare_logs remind --again

for log in "$small" "$huge"; do
    [ -z "$("$runlog" --db "$log" remind)" ] || die 'what was handed over is due again'
done
compare 'remind, with nothing due' 1.2 40 \
    -n "on $((10 * runs)) runs" "$(command_of "$runlog" --db "$huge" remind)" \
    -n 'on 10000 runs' "$(command_of "$runlog" --db "$small" remind)"
