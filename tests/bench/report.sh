#!/usr/bin/env bash
# What the page of a group takes: of five hundred members, and whether it takes longer where more lies before the window:
# report.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need hyperfine time
begin "$@"

# page LOG: the words for its page.
page() {
    printf '%s\n' "$runlog" --db "$1" report g01 --callouts --html "$folder/page.html"
}

# on_both TITLE LARGE SMALL: the page of two logs that share all that lies in the window.
on_both() {
    local large small log
    check_same "the page of $1" "$("$runlog" --db "$2" report g01 --callouts --html -)" \
        "$("$runlog" --db "$3" report g01 --callouts --html -)"
    mapfile -t large < <(page "$2")
    mapfile -t small < <(page "$3")
    compare "report --html, $1" 1.2 20 \
        -n "on $("${sqlite[@]}" "$2" 'SELECT count(*) FROM runs') runs" "$(command_of "${large[@]}")" \
        -n "on $("${sqlite[@]}" "$3" 'SELECT count(*) FROM runs') runs" "$(command_of "${small[@]}")"
    for log in "$2" "$3"; do
        mapfile -t large < <(page "$log")
        command time -f %M -o "$folder/peak" "${large[@]}" >/dev/null
        printf 'Peak memory on %s: %s kB\n' "$(basename "$log")" "$(tail -n 1 "$folder/peak")"
    done
}

# The small log reaches back far enough for the calendar of a year and the end of every streak.
on_both 'a group of 500' "$(log_of runs="$runs" members=500 groups=1 size=500)" \
    "$(log_of runs="$((runs * 15 / 100))" members=500 groups=1 size=500)"
on_both 'a group of 30' "$(club_of "$runs" 1000)" "$(small_log)"
