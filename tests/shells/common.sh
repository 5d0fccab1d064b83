# Shared by the tests of the completions: a home with a small log, and what each shell ought to offer.
# Needs $1, the program, and $2, the folder of the completions.
set -u
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
runlog=$(realpath "$1")
completions=$(realpath "$2")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/home"
ln -s "$runlog" "$folder/bin/runlog"
export HOME=$folder/home PATH=$folder/bin:/usr/bin:/bin RUNLOG_NOW=2026-11-21T06:58 TZ=UTC LC_ALL=C.UTF-8 LOGNAME=sam
unset XDG_DATA_HOME RUNLOG_DB
cd "$HOME" || exit 2

fill_log() {
    runlog add 5k 30:00 --tag dark
    runlog member add anna --name "Anna Smith"
    runlog member add andrea
    runlog group add momma
    runlog add 10k --with anna --tag rain
}
fill_log >/dev/null 2>&1
mkdir -p elsewhere && touch elsewhere/runs.csv

failed=0
# expect NAME EXPECTED GOT: the same words in any order
expect() {
    local wanted got
    wanted=$(tr ' ' '\n' <<<"$2" | sed '/^$/d' | sort)
    got=$(tr ' ' '\n' <<<"$3" | sed '/^$/d' | sort)
    [[ $wanted == "$got" ]] && return
    printf '%s\n  wanted: %s\n  got:    %s\n' "$1" "$(tr '\n' ' ' <<<"$wanted")" "$(tr '\n' ' ' <<<"$got")"
    failed=1
}

# The words after each line that the shell is asked to complete. What help shows is what must be offered.
commands=$("$here/../commands.sh" runlog | cut -d ' ' -f 1 | uniq | tr '\n' ' ')
options_of() { # COMMAND...: its long options
    runlog "$@" --help | grep -oE '^  (-h,)?--[a-z-]+' | grep -oE -- '--[a-z-]+' | tr '\n' ' '
}

# check_all OFFERS: OFFERS LINE prints the words that the shell offers at the end of LINE
check_all() {
    local offers=$1 name
    expect 'the commands' "$commands" "$($offers 'runlog ')"
    expect 'a command begun' 'edit excuse export' "$($offers 'runlog e')"
    while IFS= read -r name; do
        # shellcheck disable=SC2086
        expect "the options of $name" "$(options_of $name) --db --version" "$($offers "runlog $name --" </dev/null)"
    done < <("$here/../commands.sh" runlog)
    expect 'verbs of a noun' 'add list show edit remove' "$($offers 'runlog member ')"
    expect 'members' 'anna andrea' "$($offers 'runlog streak an')"
    expect 'a list of members' 'anna,andrea anna,anna' "$($offers 'runlog add 5k --with anna,an')"
    expect 'a group' 'momma' "$($offers 'runlog list --group m')"
    expect 'tags' 'dark rain' "$($offers 'runlog list --tag ')"
    expect 'runs' '1 2' "$($offers 'runlog show ')"
    expect 'words of an option' 'csv jsonl' "$($offers 'runlog export --format ')"
    expect 'members of another log' '' "$($offers 'runlog --db other.db streak an')"
    expect 'files' 'runs.csv' "$($offers 'runlog import elsewhere/r' | sed 's|.*/||')"
    rm -rf "$HOME/.local/share/runlog"
    expect 'no log' '' "$($offers 'runlog streak a')"
    [[ ! -e $HOME/.local/share/runlog ]] || { echo 'completing made a log'; failed=1; }
}
