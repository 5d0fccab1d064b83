#!/usr/bin/env bash
# Programs in folders with blanks in their names, and a crontab that its user may not use. odd_places_test.sh RUNLOG
set -u
runlog=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/my tools" "$folder/home"
export HOME=$folder/home PATH="$folder/bin:$folder/my tools:/usr/bin:/bin" TZ=UTC LOGNAME=sam LC_ALL=C
export RUNLOG_NOW=2026-11-22T19:00 RUNLOG_SENDMAIL=$folder/bin/mailer
unset XDG_DATA_HOME XDG_CONFIG_HOME RUNLOG_DB
failed=0
trouble() {
    echo "$*"
    failed=1
}
for day in 20 21; do "$runlog" add 5k --on 2026-11-$day >/dev/null 2>&1 || exit 2; done
printf '#!/bin/sh\nexit 0\n' | tee "$folder/bin/systemctl" "$folder/bin/mailer" >"$folder/my tools/bot"
printf '#!/bin/sh\necho "You (sam) are not allowed to use this program (crontab)" >&2\nexit 1\n' >"$folder/bin/crontab"
chmod +x "$folder/bin"/* "$folder/my tools/bot"

# A program in a folder with a blank in its name.
command=$("$runlog" remind install --exec 'bot --room x' --print | sed -nE '2s/^([^ ]+ ){5}//p')
sh -c "$command" 2>"$folder/said" || trouble "the installed command fails: $(cat "$folder/said")"

# Who may not use cron at all can do everything else.
"$runlog" remind status >"$folder/said" 2>&1 || trouble "status: $(cat "$folder/said")"
"$runlog" doctor >"$folder/said" 2>&1
grep -q fine "$folder/said" || trouble "doctor: $(cat "$folder/said")"
"$runlog" remind install --systemd --mail >"$folder/said" 2>&1 || trouble "--systemd: $(cat "$folder/said")"
"$runlog" remind uninstall >"$folder/said" 2>&1
[[ -z $(find "$HOME/.config" -type f) ]] || trouble "the timer cannot be uninstalled: $(cat "$folder/said")"
exit $failed
