#!/usr/bin/env bash
# The units that runlog would install are what systemd takes, and where it takes none nothing is left behind.
# systemd_test.sh RUNLOG
set -u
runlog=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -m 700 "$folder/run" "$folder/home" "$folder/bin"
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run RUNLOG_NOW=2026-11-22T19:00 TZ=UTC LOGNAME=sam LC_ALL=C.UTF-8
unset XDG_DATA_HOME XDG_CONFIG_HOME RUNLOG_DB RUNLOG_SENDMAIL DBUS_SESSION_BUS_ADDRESS
units=$HOME/.config/systemd/user
failed=0
trouble() {
    echo "$*"
    failed=1
}
"$runlog" add 5k >/dev/null 2>&1 || exit 2

# A user's systemd that refuses, as it does where nobody is logged in.
printf '#!/bin/sh\necho "Failed to connect to bus: No medium found" >&2\nexit 1\n' >"$folder/bin/systemctl"
chmod +x "$folder/bin/systemctl"
"$runlog" remind install --systemd --mail --print >"$folder/said" || trouble '--print failed'
[[ ! -e $HOME/.config ]] || trouble '--print wrote something'
PATH=$folder/bin:$PATH "$runlog" remind install --systemd --mail >"$folder/said" 2>&1
[[ $? == 2 ]] || trouble 'a systemd that refuses is no trouble'
grep -q 'Failed to connect to bus' "$folder/said" || trouble "it was not said why: $(cat "$folder/said")"
[[ -z $(find "$HOME/.config" -type f) ]] || trouble "this was left behind: $(find "$HOME/.config" -type f)"
"$runlog" remind install --systemd >"$folder/said" 2>&1
[[ $? == 2 ]] || trouble 'reminders would go into the journal'
[[ -z $(find "$HOME/.config" -type f) ]] || trouble 'a refused install left something behind'

command -v systemd-analyze >/dev/null || {
    echo 'skipped: there is no systemd-analyze here to look at units'
    ((failed == 0)) && exit 77
    exit 1
}

# print WORDS...: what would be installed, put into a folder of its own, and looked at by systemd
print() {
    rm -rf "$folder/units"
    mkdir "$folder/units"
    "$runlog" "$@" --print >"$folder/printed" || trouble "runlog $* failed"
    awk -v folder="$folder/units" -v units="# $units/" \
        'index($0, units) == 1 {file = folder "/" substr($0, length(units) + 1); next} {print >file}' "$folder/printed"
    [[ -s $folder/units/runlog-remind.service && -s $folder/units/runlog-remind.timer ]] || trouble "not two units: $*"
    systemd-analyze verify --user "$folder/units/runlog-remind.service" "$folder/units/runlog-remind.timer" \
        >"$folder/said" 2>&1 || trouble "systemd does not take them: $*"
    [[ ! -s $folder/said ]] || trouble "systemd says of $*: $(cat "$folder/said")"
}
# times: when the timer elapses within a day, hours and minutes
times() {
    sed -n 's/^OnCalendar=//p' "$folder/units/runlog-remind.timer" | while IFS= read -r expression; do
        systemd-analyze calendar --base-time='2026-11-21 23:59:59 UTC' --iterations=1500 "$expression" 2>&1
    done | sed -n 's/.*2026-11-22 \([0-9:]*\) UTC.*/\1/p' | sort | uniq
}

# That verify sees anything at all.
mkdir "$folder/wrong"
printf '[Service]\nType=oneshot\nExecStart=/no/such/program\n' >"$folder/wrong/wrong.service"
systemd-analyze verify --user "$folder/wrong/wrong.service" >/dev/null 2>&1 && trouble 'systemd-analyze takes anything'

print remind install --systemd --mail
[[ $(times) == $'07:00:00\n19:00:00' ]] || trouble "no time said is: $(times)"
print remind install --systemd --mail --at 6:30,0:00,23:59
[[ $(times | xargs) == '00:00:00 06:30:00 23:59:00' ]] || trouble "three times are: $(times | xargs)"
for every in 1m 5m 15m 30m hour 60m 2h 8h 12h; do
    print remind install --systemd --mail --every $every
    case $every in hour) minutes=60 ;; *h) minutes=$((60 * ${every%h})) ;; *m) minutes=${every%m} ;; esac
    for ((at = 0; at < 1440; at += minutes)); do printf '%02d:%02d:00\n' $((at / 60)) $((at % 60)); done >"$folder/even"
    times | cmp -s - "$folder/even" || trouble "every $every is: $(times | head -n 5 | xargs)"
done

# Words that would mean something to systemd, in the log's place and in a command.
for place in 'a b' '100%' '%h' '$HOME' '${HOME}' "it's" '"' 'back\slash' '\n' ';' 'zoë 走る'; do
    mkdir -p "$folder/logs/$place"
    log="$folder/logs/$place/run log.db"
    "$runlog" --db "$log" add 5k >/dev/null 2>&1 || exit 2
    print --db "$log" remind install --systemd --exec "cat 100% \$HOME '; a'"
    python3 - "$folder/units/runlog-remind.service" "$log" "cat 100% \$HOME '; a'" <<'PYTHON' || failed=1
import re
import sys

path, log, command = sys.argv[1:]
line = next(line for line in open(path, encoding="utf-8") if line.startswith("ExecStart="))
words = [re.sub(r'\\(["\\])|%(%)|\$(\$)', lambda found: "".join(filter(None, found.groups())), word)
         for word in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
if words[words.index("--db") + 1] != log or not words[words.index("--exec") + 1].endswith(command):
    sys.exit(f"{log} became {words}")
PYTHON
done
exit $failed
