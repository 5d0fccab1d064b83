#!/usr/bin/env bash
# Plays the commands of a transcript and compares what they print: run.sh RUNLOG TRANSCRIPT [--accept]
#
# A transcript is text. Lines that begin with "$ " are typed into one shell, in a home of their own, on the morning of
# Saturday 21 November 2026; the lines below each are what it answers, a status other than 0 as "[2]". Lines that begin
# with "# " tell the story. --accept writes down what is answered now.
# In a Markdown file only its ```console blocks are played.
set -u
runlog=$(realpath "$1")
transcript=$(realpath "$2")
accept=${3-}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/home"
ln -s "$runlog" "$folder/bin/runlog"

commands_of() {
    case $1 in
    *.md) sed -n '/^```console$/,/^```$/p' "$1" | grep -v '^```' ;;
    *) cat "$1" ;;
    esac
}

play() {
    cd "$folder/home" || exit 2
    export HOME=$folder/home PATH=$folder/bin:/usr/bin:/bin RUNLOG_NOW=2026-11-21T06:58 TZ=UTC LC_ALL=C.UTF-8 LOGNAME=sam
    unset XDG_DATA_HOME RUNLOG_DB NO_COLOR COLUMNS
    local line status
    while IFS= read -r line <&3; do
        case $line in
        '$ '*)
            printf '%s\n' "$line"
            eval "${line#'$ '}" >"$folder/answer" 2>&1 </dev/null
            status=$?
            sed "s|$folder/home|~|g" "$folder/answer"
            ((status == 0)) || printf '[%d]\n' "$status"
            ;;
        '# '* | '#') printf '%s\n' "$line" ;;
        esac
    done 3< <(commands_of "$transcript")
}

play >"$folder/played"
if [[ $accept == --accept ]]; then
    cp "$folder/played" "$transcript"
    exit 0
fi
commands_of "$transcript" >"$folder/expected"
diff -u --label "expected: $(basename "$transcript")" --label played "$folder/expected" "$folder/played"
