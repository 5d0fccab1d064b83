# What the measuring scripts share; to be sourced.

# The shell without anybody's settings.
sqlite=(sqlite3 -batch -init /dev/null)

die() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 2
}

# find_programs BUILD_DIR: sets build, runlog and generate.
find_programs() {
    build=$(cd "$1" 2>/dev/null && pwd) || die "there is no folder $1"
    for tool in hyperfine sqlite3; do
        command -v "$tool" >/dev/null || die "$tool is needed"
    done
    runlog=$build/src/runlog
    [ -x "$runlog" ] || die "$runlog is not built"
    generate=$(find "$build" -type f -name runlog-bench-log -perm -u+x | head -n 1)
    [ -n "$generate" ] || die "runlog-bench-log is not built in $build"
}

# measure NAME RUNS -n WORDS COMMAND...: one invocation for what is compared, the last command being the measure.
measure() {
    local name=$1 count=$2
    shift 2
    hyperfine -N --style none --warmup 10 --runs "$count" --export-csv "$folder/$name.csv" "$@" >/dev/null
}

# Words as one command for hyperfine -N, which knows double quotes; none of these words holds one, `$` or `\`.
command_of() {
    printf '"%s" ' "$@" | tr '\n' ' '
}

# Medians in milliseconds, each as a multiple of the last one's.
table() {
    awk -F, 'FNR > 1 { name[FNR] = $1; median[FNR] = $4 * 1000; low[FNR] = $7 * 1000; last = FNR }
        END { for (i = 2; i <= last; ++i)
            printf "%-44s %9.2f %9.2f %8.2f\n", name[i], median[i], low[i], median[i] / median[last] }' "$folder/$1.csv"
}

facts() {
    printf 'Processors: %s x %s\n' "$(nproc)" "$(awk -F': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)"
    printf 'System: %s, files on %s\n' "$(uname -sr)" "$(df --output=fstype "$folder" | tail -n 1)"
    printf 'Versions: %s; sqlite3 %s; %s\n' "$("$runlog" --version | head -n 1)" \
        "$(sqlite3 --version | cut -d ' ' -f 1)" "$(hyperfine --version)"
    printf 'Log: %s runs by %s members, %s KiB\n' "$runs" "$members" "$(du -k "$log" | cut -f 1)"
}
