#!/usr/bin/env bash
# A group whose sessions are the events of a file: attendance, session streaks and sessions missed in a row are the
# same that attendance_oracle.py works out by itself.
# attendance_test.sh RUNLOG DATA.csv DAY...
# DATA.csv has the columns event,date,start_local,runner,time. Where it is absent, the test is skipped.
set -u -o pipefail
runlog=$(realpath "$1")
data=$2
shift 2
(($#)) || { echo 'which days?'; exit 2; }
[[ -f $data ]] || { echo "skipped: there is no $data here"; exit 77; }
oracle=$(dirname "$(realpath "$0")")/attendance_oracle.py
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder RUNLOG_DB=$folder/runlog.db RUNLOG_NOW=2026-12-31T12:00 TZ=Europe/Berlin LOGNAME=sam LC_ALL=C
python3 "$oracle" "$data" --setup >"$folder/setup" && python3 "$oracle" "$data" --csv >"$folder/runs.csv" || exit 1

# try WORDS...: a command that has to go well
try() {
    "$runlog" "$@" >"$folder/said" 2>&1 && return
    echo "runlog $* failed:"
    cat "$folder/said"
    exit 1
}
# days KIND...: the days of the setup that are of these kinds, the first one first
days() {
    local kind
    for kind; do awk -F'\t' -v kind="$kind" '$1 == kind {print $2}' "$folder/setup"; done | sort
}
start=$(awk -F, 'NR == 2 {print $3}' "$data")
saturdays=$(days saturday cancelled)

try group add konstanz --zone Europe/Berlin
try session add konstanz "Saturday 5k" --every sat --at "$start" --from "${saturdays%%$'\n'*}" \
    --until "${saturdays##*$'\n'}"
for day in $(days extra); do try session add konstanz Extra --on "$day" --at "$start"; done
# What is cancelled later than a report speaks of is not known to it yet.
for day in $(days cancelled); do RUNLOG_NOW=${day}T07:00 try session cancel "konstanz/$day"; done
try import "$folder/runs.csv" --create-members
while read -r day names; do
    # shellcheck disable=SC2086
    try group join konstanz $names --from "$day"
done < <(awk -F'\t' '$1 == "joined" {names[$3] = names[$3] " " $2}
    END {for (day in names) print day names[day]}' "$folder/setup" | sort)

# What runlog says, in the lines of the oracle. Before they join, nothing is expected of anybody; who was there as a
# guest would be told all the same.
cat >"$folder/lines.py" <<'PYTHON'
import json
import sys

attendance, streaks, missed = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
dates = {session["session"]: session["date"] for session in attendance["groups"][0]["sessions"]}
for member in attendance["groups"][0]["members"]:
    for one in member["sessions"]:
        if one["state"] not in ("cancelled", "not_expected"):
            print("attendance", dates[one["session"]], member["member"], one["state"], sep="\t")
for streak in streaks["streaks"]:
    print("streak", streak["member"], streak["length"], sep="\t")
for member in missed["members"]:
    print("in_a_row", member["member"], member["in_a_row"], sep="\t")
PYTHON

sessions=$(days saturday extra)
failed=0
for day; do
    "$runlog" attendance konstanz --since "${sessions%%$'\n'*}" --as-of "$day" --json >"$folder/attendance.json" &&
        "$runlog" streak --group konstanz --by session --as-of "$day" --json >"$folder/streak.json" &&
        "$runlog" missed --group konstanz --all --as-of "$day" --json >"$folder/missed.json" || exit 1
    python3 "$folder/lines.py" "$folder"/{attendance,streak,missed}.json | sort >"$folder/got" || exit 1
    python3 "$oracle" "$data" "$day" >"$folder/expected" || exit 1
    cut -f1 "$folder/expected" | sort | uniq -c >"$folder/kinds"
    for kind in attendance streak in_a_row; do
        grep -q " $kind$" "$folder/kinds" || { echo "$day: there is no $kind to compare"; failed=1; }
    done
    if cmp -s "$folder/expected" "$folder/got"; then
        echo "$day:$(awk '{printf "%s %s %s", (NR == 1 ? "" : ","), $1, $2}' "$folder/kinds") agree"
    else
        echo "$day: the oracle (<) and runlog (>) disagree:"
        diff "$folder/expected" "$folder/got" | head -n 40
        failed=1
    fi
done
exit $failed
