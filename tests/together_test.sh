#!/usr/bin/env bash
# Several at once: nobody is turned away, and nothing that was confirmed is lost. together_test.sh RUNLOG
set -u
runlog=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder RUNLOG_NOW=2026-11-21T06:58 TZ=UTC LOGNAME=sam
unset XDG_DATA_HOME RUNLOG_DB
failed=0

for round in 1 2 3; do
    rm -rf "$folder/.local"
    pids=()
    for _ in 1 2 3 4 5 6; do
        "$runlog" add 1k >/dev/null 2>>"$folder/said" &
        pids+=($!)
    done
    for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
    kept=$("$runlog" list --json --last 1d | grep -c '"id"')
    [[ $kept == 6 ]] || { echo "round $round: 6 first runs were confirmed, $kept are kept"; failed=1; }
done
((failed == 0)) || cat "$folder/said"

# While backups come back over the log, every confirmed run is in the log or in what restore says it kept.
"$runlog" backup "$folder/backup.db" >/dev/null
confirmed=()
(for second in 1 2 3; do RUNLOG_NOW=2026-11-21T07:00:0$second "$runlog" restore "$folder/backup.db" --replace >/dev/null; done) &
restoring=$!
for ((i = 0; i < 60; ++i)); do
    "$runlog" add 1k --note "n$i." >/dev/null 2>&1 && confirmed+=("n$i.")
done
wait "$restoring"
for log in "$folder"/.local/share/runlog/runlog.db*; do
    case $log in *-wal | *-shm) continue ;; esac
    "$runlog" --db "$log" export --since 2026-11-21 >>"$folder/kept.csv"
done
for note in "${confirmed[@]}"; do
    grep -qF ",$note," "$folder/kept.csv" || { echo "$note was confirmed and is nowhere"; failed=1; }
done
echo "${#confirmed[@]} runs were confirmed beside three restores"
exit $failed
