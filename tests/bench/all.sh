#!/usr/bin/env bash
# All measurements, one after the other: all.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
begin "$@"

# The same logs for all.
export RUNLOG_BENCH_DIR=$logs
status=0
for name in start add import streaks others sessions reminders report sharing growth memory instructions; do
    "$here/$name.sh" "$1" || status=2
done
exit $status
