#!/usr/bin/env bash
# The peak memory of every command but import, on a large log with a large group: memory.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need time
begin "$@"

goal=16384 # kB
log=$folder/log.db
cp "$(group_log)" "$log"

# In an order in which each has something to do.
commands=(
    'add 5k 30:00'
    'undo'
    'history'
    'list --last 4w'
    'list --last 1y --json'
    'show 5000'
    'edit 5000 --distance 6k'
    'remove 5000'
    'streak'
    'streak --group g01'
    'streak --group g01 --json'
    'missed --group g01'
    'missed --group g01 --all --json'
    'attendance g01'
    'attendance g01 --last 1y --json'
    'report g01'
    "report g01 --callouts --html $folder/page.html"
    'session list g01'
    'session show g01/2026-11-17'
    'session cancel g01/2026-11-24 --why ice'
    'promise g01/2026-11-28'
    'excuse g01/2026-12-01 --why travel'
    'plan 4/week'
    'away 2026-12-19 2026-12-25'
    'remind'
    'remind --check --again'
    'member list'
    'member show m05'
    'group list'
    'group show g01'
    'export'
    'export --format jsonl'
    'export --ics g01'
    'config'
    'doctor'
    "backup $folder/copy.db"
    "restore $folder/copy.db --replace"
    '_complete -- streak a'
    '--version'
)

# A new command is measured too.
for verb in $("$runlog" --help | awk '/^[A-Z].*:$/ { listed = !/^Options/ } listed && /^  [a-z]/ { print $1 }'); do
    [ "$verb" = import ] || printf '%s\n' "${commands[@]}" | grep -q "^$verb\b" || die "no words are known for $verb"
done

printf '\n%-54s %9s  (goal: %s)\n' "Peak memory on $runs runs" 'kB' "$goal"
export RUNLOG_DB=$log
for command in "${commands[@]}"; do
    read -ra words <<<"$command"
    command time -f %M -o "$folder/peak" "$runlog" "${words[@]}" >/dev/null 2>"$folder/trouble" ||
        [ "${words[1]:-}" = --check ] || die "$command: $(cat "$folder/trouble")"
    peak=$(tail -n 1 "$folder/peak")
    printf '%-54s %9s%s\n' "${command/"$folder/"/}" "$peak" "$([ "$peak" -le $goal ] || echo '  more')"
done
