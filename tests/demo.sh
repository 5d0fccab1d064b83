#!/usr/bin/env bash
# The main job, shown: a small group in a throwaway log, a few weeks of runs, whose streak stands and who was missed.
# demo.sh RUNLOG
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin"
ln -s "$(realpath "$1")" "$folder/bin/runlog"
export PATH=$folder/bin:$PATH HOME=$folder LOGNAME=sam TZ=America/Los_Angeles LC_ALL=C.UTF-8
export RUNLOG_NOW=2026-11-21T06:58
unset XDG_DATA_HOME RUNLOG_DB

show() {
    printf '\n$ %s\n' "$*"
    eval "$*" 2>&1 | sed "s|$folder|~|g"
}
# Weeks that nobody needs to watch being typed.
past() {
    eval "$*" >/dev/null
}

show 'runlog add 5mi 45:10 --on "2026-10-19 06:00"'
show 'runlog member add anna --name "Anna Smith"'
show 'runlog member add tanya --name "Tanya Ruiz"'
show 'runlog group add momma --title "Run Momma Run" --place "Forest Park"'
show 'runlog group join momma me anna tanya --from 2026-10-01'
show 'runlog session add momma "Trail run" --every tue,sat --at 6:00 --length 90m --from 2026-10-20'
show 'runlog plan 3/week --least 1mi --from 2026-10-19'
show 'runlog plan 2/week --for tanya --from 2026-10-19'
for day in 10-21 10-24 10-27 10-29 10-31 11-03 11-05 11-07 11-10 11-12 11-14 11-17 11-19; do
    past "runlog add 5mi 44:30 --on '2026-$day 06:00' --with anna --group momma"
done
for day in 10-20 10-24 10-27 10-31 11-03 11-07 11-10; do
    past "runlog add 3mi 31:00 --for tanya --on '2026-$day 06:10'"
done
show 'runlog away 2026-11-12 2026-11-22 --why "a sprained ankle" --for tanya'
show 'runlog add 6mi 53:20 --with anna --group momma --tag dark,rain --note "ice on the bridge"'
show 'runlog promise momma/tue'
show 'runlog excuse momma/2026-11-24 --why travel --for anna'
show 'runlog session list --until 2026-12-01'
show 'runlog attendance momma'
show 'RUNLOG_NOW=2026-12-02T06:58 runlog missed'
show 'RUNLOG_NOW=2026-11-23T19:00 runlog remind'
show 'runlog streak --group momma'
show 'runlog streak me --by week --why'
show 'runlog list --last 2w'
