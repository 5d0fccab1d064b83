#!/usr/bin/env bash
# The man page: nothing to complain about for three readers, and its examples work. man_test.sh RUNLOG PAGE
set -u
runlog=$(realpath "$1")
page=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0

quiet() {
    local said
    said=$("$@" 2>&1 >/dev/null)
    [[ -z $said ]] && return
    printf '%s\n%s\n' "$*" "$said"
    failed=1
}
mandoc -T lint -W style "$page" || failed=1
quiet env LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z "$page"
lexgrog "$page" >/dev/null || { echo 'lexgrog finds no name in it'; failed=1; }

mkdir "$folder/bin"
ln -s "$runlog" "$folder/bin/runlog"
export HOME=$folder PATH=$folder/bin:$PATH RUNLOG_NOW=2026-11-21T06:58 TZ=UTC LOGNAME=sam
unset XDG_DATA_HOME RUNLOG_DB
cd "$folder" || exit 2
examples=$(sed -n '/^\.Sh EXAMPLES/,$p' "$page" | grep '^runlog ')
(($(wc -l <<<"$examples") > 10)) || { echo 'where are the examples?'; failed=1; }
while IFS= read -r example; do
    eval "$example" >"$folder/answer" 2>&1 || { printf '%s\n' "$example"; cat "$folder/answer"; failed=1; }
done <<<"$examples"
exit $failed
