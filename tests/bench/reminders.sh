#!/usr/bin/env bash
# What `remind` takes with nothing due, as cron finds it, for one runner and in two groups: reminders.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

groups=$(log_of runs=25000 members=50 groups=2)
alone=$(solo_log)
for log in "$groups" "$alone"; do
    "$runlog" --db "$log" remind >/dev/null
    [ -z "$("$runlog" --db "$log" remind)" ] || die 'something is still due'
done

compare 'remind, with nothing due' none 40 \
    -n 'runlog remind: one runner' "$(command_of "$runlog" --db "$alone" remind)" \
    -n 'runlog remind: fifty in two groups' "$(command_of "$runlog" --db "$groups" remind)" \
    -n 'runlog --version' "$(command_of "$runlog" --version)" \
    -n "sqlite3: 'select 1'" "$(command_of "${sqlite[@]}" "$groups" 'select 1')"
