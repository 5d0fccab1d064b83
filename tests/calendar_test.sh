#!/usr/bin/env bash
# A group's calendar, read by libical, has the sessions that `session list` tells of for a year, across both clock
# changes, in four zones; moved and cancelled ones too. calendar_test.sh RUNLOG READ_CALENDAR
set -u
runlog=$(realpath "$1")
read_calendar=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder LOGNAME=sam RUNLOG_NOW=2026-09-01T08:00
unset XDG_DATA_HOME RUNLOG_DB
failed=0

# What `session list` says, in the words of read_calendar.
listed() {
    "$runlog" session list momma --since 2026-09-01 --until 2027-08-31 --json | python3 -c '
import datetime, json, sys
def utc(text):
    return datetime.datetime.fromisoformat(text).astimezone(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
for one in json.load(sys.stdin)["sessions"]:
    status = "CANCELLED" if one["state"] == "cancelled" else "CONFIRMED"
    print(utc(one["start"]), utc(one["end"]), status, sep="\t")' | sort
}

compare() { # ZONE
    rm -rf "$folder/.local"
    export TZ=$1
    {
        "$runlog" add 5k
        "$runlog" group add momma --title 'Run; Momma, "Run" \ Ünï'
        "$runlog" group join momma me
        "$runlog" session add momma 'Trail run' --every tue,sat --at 6:00 --length 90m --place 'Forest Park; east, gate' \
            --purpose hills
        "$runlog" session add momma 'Night, and clocks' --every sun --at 2:30 --length 2h
        "$runlog" session add momma 'Over midnight' --every 'first fri' --at 23:15 --length 3h --zone Asia/Kolkata
        "$runlog" session move momma/2026-10-24 --to '2026-10-25 7:00' --why flood
        "$runlog" session cancel momma/2026-11-28 --why ice
    } >/dev/null 2>&1
    "$runlog" export --ics momma --since 2026-09-01 --until 2027-08-31 >"$folder/momma.ics" || failed=1
    "$read_calendar" "$folder/momma.ics" >"$folder/read" || failed=1
    cut -f1-3 "$folder/read" | sort >"$folder/calendar"
    listed >"$folder/list"
    local count
    count=$(wc -l <"$folder/list")
    ((count > 160)) || { echo "$1: only $count sessions"; failed=1; }
    diff -u "$folder/list" "$folder/calendar" || failed=1
    [[ $(cut -f4 "$folder/read" | sort -u | wc -l) == "$count" ]] || { echo "$1: uids are not one each"; failed=1; }
    grep -q 'CANCELLED' "$folder/calendar" || { echo "$1: none is cancelled"; failed=1; }
    "$runlog" export --ics momma --since 2026-09-01 --until 2027-08-31 | cmp - "$folder/momma.ics" || failed=1
    ! grep -qv $'\r$' "$folder/momma.ics" || { echo "$1: a line without CRLF"; failed=1; }
}

for zone in Europe/Berlin America/New_York Australia/Sydney UTC; do compare "$zone"; done
exit $failed
