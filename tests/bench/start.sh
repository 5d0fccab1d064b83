#!/usr/bin/env bash
# How long it takes to start, as a shell prompt and a completion do: start.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine
begin "$@"

few=$(few_log)
large=$(large_log)
compare 'Starting' '1.5' 100 \
    -n 'runlog --version' "$(command_of "$runlog" --version)" \
    -n 'runlog --help' "$(command_of "$runlog" --help)" \
    -n 'runlog _complete -- streak a, 12 members' "$(command_of "$runlog" --db "$few" _complete -- streak a)" \
    -n 'the same, 1000 members' "$(command_of "$runlog" --db "$large" _complete -- streak a)" \
    -n "sqlite3 :memory: 'select 1'" "$(command_of "${sqlite[@]}" :memory: 'select 1')"
