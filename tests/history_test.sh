#!/usr/bin/env bash
# A history with another program's count beside each run: the day streak at every day with a run is the same.
# history_test.sh RUNLOG HISTORY
# HISTORY has the columns start_local,distance_m,moving_s,day_streak. Where it is absent, the test is skipped.
set -u
runlog=$(realpath "$1")
history=$2
[[ -f $history ]] || { echo "skipped: there is no $history here"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder RUNLOG_DB=$folder/runlog.db RUNLOG_NOW=2026-11-21T06:58 TZ=Europe/Berlin LOGNAME=sam

awk -F, 'NR == 1 {print "start,distance_m,duration_s"; next} {print $1 "," ($2 > 0 ? $2 : "") "," ($3 > 0 ? $3 : "")}' "$history" >"$folder/runs.csv"
"$runlog" import "$folder/runs.csv" || exit 1
"$runlog" import "$folder/runs.csv" | grep '^0 runs imported' || { echo 'importing again changed something'; exit 1; }

failed=0
compared=0
while IFS=, read -r day expected; do
    got=$("$runlog" streak --by day --as-of "$day" --json | sed 's/.*"length":\([0-9]*\),"state".*/\1/')
    compared=$((compared + 1))
    [[ $got == "$expected" ]] || { echo "$day: expected $expected, got $got"; failed=1; }
done < <(awk -F, 'NR > 1 {print substr($1, 1, 10) "," $4}' "$history" | uniq)
longest=$(awk -F, 'NR > 1 && $4 + 0 > most + 0 {most = $4} END {print most}' "$history")
best=$("$runlog" streak --by day --json | sed 's/.*"best":{"length":\([0-9]*\).*/\1/')
[[ $best == "$longest" ]] || { echo "the best is $best, and the file says $longest"; failed=1; }
echo "$compared days compared; the longest streak is $best"
exit $failed
