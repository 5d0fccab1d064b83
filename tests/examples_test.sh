#!/usr/bin/env bash
# Every example in the help of every command does what it says without trouble. examples_test.sh RUNLOG
set -u
here=$(dirname "$(realpath "$0")")
runlog=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin"
ln -s "$runlog" "$folder/bin/runlog"
export PATH=$folder/bin:$PATH RUNLOG_NOW=2026-11-21T06:58 TZ=UTC LOGNAME=sam
export HOME=$folder/home
unset XDG_DATA_HOME RUNLOG_DB
failed=0
count=0

# What every example needs is made once and copied.
begin() {
    mkdir "$HOME"
    cd "$HOME" || exit 2
    runlog add 5k --on 2026-11-01
    runlog import - <<<$'day,distance_m\n2026-11-02,5000'
    for ((i = 0; i < 40; ++i)); do runlog add 1k --on 2026-10-01; done
    for name in beth srtt; do runlog member add $name; done
    printf 'day,distance_m,members\n2026-11-03,5000,cleo\n' >runs.csv
    printf '{"day":"2026-11-03","distance_m":5000}\n' >runs.jsonl
    python3 -m zipfile -c export_1234.zip runs.csv
    mkdir watch
    printf '<gpx><trk><trkseg><trkpt lat="45" lon="9"><time>2026-11-05T06:00:00Z</time></trkpt><trkpt lat="45.01" lon="9">%s' \
        '<time>2026-11-05T06:06:00Z</time></trkpt></trkseg></trk></gpx>' >watch/1.gpx
}

# A log in which everything exists that the example speaks of.
prepare() {
    cd "$folder" || exit 2
    rm -rf "$HOME"
    cp -a "$folder/begun" "$HOME"
    cd "$HOME" || exit 2
    [[ $1 == *zip* ]] && runlog member add cleo
    [[ $1 == 'runlog member add'* ]] || runlog member add anna
    [[ $1 == 'runlog group add'* ]] || runlog group add momma
    [[ $1 == 'runlog group leave'* ]] && runlog group join momma anna
    [[ $1 == 'runlog away --back'* ]] && runlog away today tomorrow
    [[ $1 == 'runlog restore'* ]] && runlog backup runlog-november.db
    [[ $1 == 'runlog group remove'* || $1 == 'runlog group add'* || $1 == 'runlog undo'* ]] && return
    runlog group join momma me
    [[ $1 == 'runlog session add'* ]] || runlog session add momma 'Trail run' --every sat --at 6:00 --from 2026-11-01
    if [[ $1 == 'runlog goal '* && $1 != 'runlog goal add'* ]]; then
        runlog goal add 'Half marathon' --on 2027-04-11 --distance half
        runlog goal add 'River relay' --on 2027-06-19 --group momma --legs 8k,5k
    fi
    [[ $1 == *'--for anna'* || $1 == 'runlog share '* || $1 == 'runlog board '* ]] && runlog group join momma anna
    [[ $1 == 'runlog share '* ]] && share "$1"
}

# Momma is shared; where the example speaks of anna's machine she has one.
share() {
    git init --quiet --bare "$HOME/momma.git"
    [[ $1 == 'runlog share init'* ]] && return
    runlog share init momma "$HOME/momma.git"
    [[ $1 == *anna* ]] || return
    mkdir "$HOME/anna"
    local code
    # shellcheck disable=SC2046 # the line is two words
    code=$(HOME=$HOME/anna runlog share join $(runlog share invite | sed -n 's/^  runlog share join //p'))
    runlog share admit "$(grep -oE '[0-9A-Z]{4}(-[0-9A-Z]{4}){2}' <<<"$code" | head -n 1)" --as anna
}

begin >/dev/null 2>&1
mv "$HOME" "$folder/begun"
while IFS= read -r command; do
    while IFS= read -r example; do
        count=$((count + 1))
        prepare "$example" >/dev/null 2>&1
        eval "$example" >"$folder/answer" 2>&1 || { printf '%s\n' "$example"; cat "$folder/answer"; failed=1; }
    done < <(eval "runlog $command --help" | sed -n '/^Example/,$s/^  \(runlog .*\)/\1/p')
done < <("$here/commands.sh" "$runlog")
((count > 30)) || { echo "only $count examples were found"; failed=1; }
exit $failed
