#!/usr/bin/env bash
# The instructions of what must not grow with the log, on a small and on a large one; they do not depend on how busy the
# machine is: instructions.sh BUILD_DIR
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=measure.sh
. "$(dirname "$0")/measure.sh"
need valgrind
begin "$@"

# instructions_of LOG WORDS...: on a copy, since some of it writes; what was due before was told.
instructions_of() {
    cp "$1" "$folder/log.db"
    "$runlog" --db "$folder/log.db" remind >/dev/null
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$runlog" --db "$folder/log.db" "${@:2}" \
        2>&1 >/dev/null | awk '/Collected/ { print $NF }'
    rm -f "$folder/log.db"*
}

small=$(small_log)
large=$(large_log)

printf '\n%-34s %14s %14s %8s\n' Instructions 'on 10000 runs' "on $runs" 'ratio'
while read -ra words; do
    few=$(instructions_of "$small" "${words[@]}")
    many=$(instructions_of "$large" "${words[@]}")
    [[ -n $few && -n $many ]] || die "${words[*]} was not measured"
    printf '%-34s %14s %14s %8s\n' "${words[*]}" "$few" "$many" "$(awk "BEGIN { printf \"%.2f\", $many / $few }")"
done <<'EOT'
--version
--help
_complete -- streak a
add 5k 30:00
list --last 4w
streak
streak --group g01
missed --group g01
remind
remind --again
EOT
