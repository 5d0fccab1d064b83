# shellcheck shell=bash
# What the measuring scripts share; to be sourced.
# Files are made in $RUNLOG_BENCH_DIR, else $TMPDIR, else /var/tmp: name a folder on the disk that is in question. Logs
# stay in a folder that RUNLOG_BENCH_DIR names, for the next script. RUNLOG_BENCH_RUNS and RUNLOG_BENCH_ROUNDS make
# short work of it, to try a script.

export RUNLOG_NOW=2026-11-21T12:00:00+01:00 TZ=Europe/Berlin NO_COLOR=1 LC_ALL=C.UTF-8
unset RUNLOG_DB
runs=${RUNLOG_BENCH_RUNS:-1000000}
rounds=${RUNLOG_BENCH_ROUNDS:-5}
here=$(dirname "$0")

# The shell without anybody's settings.
# shellcheck disable=SC2034
sqlite=(sqlite3 -batch -init /dev/null)

die() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 2
}

# need PROGRAM...: says what to install where one is missing.
need() {
    local -A package=([task]=taskwarrior [timew]=timewarrior)
    local program missing=()
    for program; do
        type -P "$program" >/dev/null || missing+=("${package[$program]:-$program}")
    done
    [ ${#missing[@]} -eq 0 ] || die "this needs: apt-get install ${missing[*]}"
}

# begin BUILD_DIR: sets runlog, generate, logs, where they stay, and folder, which goes away at the end.
begin() {
    [ $# -eq 1 ] || die "name the build folder: $(basename "$0") BUILD_DIR"
    local build base=${RUNLOG_BENCH_DIR:-${TMPDIR:-/var/tmp}}
    build=$(cd "$1" 2>/dev/null && pwd) || die "there is no folder $1"
    runlog=$build/src/runlog
    generate=$build/tests/runlog-bench-log
    [[ -x $runlog && -x $generate ]] || die "$build holds no build: cmake --workflow --preset bench"
    need sqlite3
    mkdir -p "$base"
    folder=$(mktemp -d "$base/runlog-bench-XXXXXX")
    trap 'rm -rf "$folder"' EXIT
    logs=${RUNLOG_BENCH_DIR:-$folder}
    facts
}

# What the numbers depend on; once, where several scripts run one after the other.
facts() {
    [ -z "${facts_told:-}" ] || return 0
    export facts_told=yes
    printf 'Processors: %s x %s\n' "$(nproc)" "$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)"
    printf 'Memory: %s MiB; system: %s, files on %s; load: %s\n' \
        "$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)" "$(uname -sr)" \
        "$(df --output=fstype "$folder" | tail -n 1)" "$(cut -d ' ' -f 1 /proc/loadavg)"
    printf 'Versions: %s; sqlite3 %s\n' "$("$runlog" --version | head -n 1)" "$(sqlite3 --version | cut -d ' ' -f 1)"
}

# log_of NAME=NUMBER...: the path of a log of such a club (generate.cpp), made where it is not there yet.
log_of() {
    local log
    log=$logs/$(tr ' ' , <<<"$*").db
    if [ ! -e "$log" ]; then
        rm -f "$log.part"*
        "$generate" "$log.part" "$@" || die "no log was made of $*"
        mv "$log.part" "$log"
    fi
    printf '%s\n' "$log"
}

# club_of RUNS MEMBERS: a log of which only the thirty of group g01 still run, the same whatever came before them.
club_of() {
    log_of runs="$1" members="$2" groups="$((($2 + 49) / 50))" active=30
}

small_log() { club_of 10000 30; }
large_log() { club_of "$runs" 1000; }
huge_log() { club_of "$((10 * runs))" 5000; }

# A log with a large group, g01, all of which runs.
group_log() { log_of runs="$runs" members=1000 groups=2 size=500; }

# A log of a few, of whom m05 has two thousand runs.
few_log() { log_of runs=20000 members=12 groups=0; }

# A log of one runner, not older than other programs can tell the time.
solo_log() { log_of runs=25000 members=1 groups=0 daily=3; }

# Words as one command for hyperfine -N, which knows double quotes; none of these words holds one, `$` or `\`.
command_of() {
    printf '"%s" ' "$@"
}

# What a script has to do before each round, where it defines this anew.
before_round() { :; }

# compare TITLE GOAL RUNS -n WORDS COMMAND...: the last command is the measure of the others. All of them run in every
# round, so that a noisy moment hits them all.
compare() {
    local title=$1 goal=$2 count=$3 round
    shift 3
    for ((round = 1; round <= rounds; ++round)); do
        before_round
        hyperfine -N --style none --warmup "${warmup:-2}" --runs "$count" --export-json "$folder/round-$round.json" "$@" \
            >/dev/null 2>"$folder/trouble" || die "$(cat "$folder/trouble")"
    done
    printf '\n%-54s %9s %9s %8s  (goal: %s)\n' "$title" 'median ms' 'least ms' 'ratio' "$goal"
    "$here/medians.py" "$folder"/round-*.json
    rm "$folder"/round-*.json
}

# check_same TITLE OURS THEIRS: that both sides gave the same answer.
check_same() {
    [ -n "$2" ] || die "$1: runlog answers nothing"
    [ "$2" = "$3" ] || die "$1: they do not agree: $(diff <(printf '%s\n' "$2") <(printf '%s\n' "$3") | head -n 20)"
    printf '\nBoth answer the same: %s (%s lines)\n' "$1" "$(wc -l <<<"$2")"
}
