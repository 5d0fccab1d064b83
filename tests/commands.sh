#!/usr/bin/env bash
# Every command there is, a line each, as help lists them: commands.sh RUNLOG
listed() { # WORDS...: what help lists below these words
    "$@" --help | sed '/^Example/,$d' | sed -n '/^[A-Z].*:$/,/^$/s/^  \([a-z]\+\) .*/\1/p'
}

runlog=$1
for name in $(listed "$runlog"); do
    verbs=$(listed "$runlog" "$name")
    if [[ -z $verbs ]]; then
        echo "$name"
    else
        printf "$name %s\n" $verbs
    fi
done
