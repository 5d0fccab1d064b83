#!/usr/bin/env bash
# A streak beside what other programs answer of the same runs, each its nearest to it: others.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine hledger task timew
begin "$@"

log=$(solo_log)
export TASKRC=$folder/taskrc TIMEWARRIORDB=$folder/timew
"$runlog" --db "$log" export >"$folder/runs.csv"
"$here/others.py" "$folder" <"$folder/runs.csv"
printf 'data.location=%s\nverbose=nothing\ngc=off\nhooks=off\n' "$folder/task" >"$TASKRC"
mkdir "$folder/task"
touch "$TIMEWARRIORDB/timewarrior.cfg"
task import "$folder/tasks.json" >/dev/null 2>&1

count=(task status:completed count)
summary=(timew summary :all)
balance=(hledger -f "$folder/runs.journal" balance runs --no-total)

last_words() {
    "$@" 2>/dev/null | awk 'NF { words = $1 } END { print words }'
}

# All of them know as much as runlog does.
known=$("${sqlite[@]}" "$log" "SELECT count(*) FROM runs")
hours=$("${sqlite[@]}" "$log" "SELECT printf('%d:%02d:%02d', sum(duration_s) / 3600, sum(duration_s) / 60 % 60,
    sum(duration_s) % 60) FROM runs")
check_same 'the runs that Taskwarrior knows' "$known" "$(last_words "${count[@]}")"
check_same 'the time that Timewarrior knows' "$hours" "$(last_words "${summary[@]}")"
check_same 'the runs that hledger knows' "$known" "$(last_words "${balance[@]}")"

# beside RUNS NAME COMMAND...
beside() {
    compare "streak of a runner, $known runs" 0.1 "$1" \
        -n 'runlog streak' "$(command_of "$runlog" --db "$log" streak)" \
        -n "$2" "$(command_of "${@:3}")"
}
beside 20 'task status:completed count' "${count[@]}"
beside 3 'timew summary :all' "${summary[@]}"
beside 6 'hledger balance runs' "${balance[@]}"
