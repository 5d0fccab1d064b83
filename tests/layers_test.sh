#!/usr/bin/env bash
# The arrows of the architecture: who may include whom, and which library is named in which folder alone.
# layers_test.sh SOURCE_DIR
set -u
cd "$1" || exit 2
wrong=0

complain() {
    printf '%s\n' "$1"
    wrong=1
}

# folder: the other folders of runlog it may include
declare -A knows=(
    [domain]=""
    [store]="domain"
    [formats]="domain"
    [system]="domain"
    [share]="domain store formats system"
    [cli]="domain store formats system share"
)

included() { # FILE: the folders of runlog whose headers it includes
    grep -hoE '#include "(runlog/|\.\./)?[a-z]+/[a-z_]+\.hpp"' "$1" | sed -E 's|.*"(runlog/\|\.\./)?([a-z]+)/.*|\2|' | sort -u
}

checked=0
for folder in src/*/ include/runlog/*/; do
    part=$(basename "$folder")
    [[ $part != debian ]] || continue
    [[ -v knows[$part] ]] || complain "$folder is no layer that this test knows"
    for file in "$folder"*; do
        [[ -f $file ]] || continue
        checked=$((checked + 1))
        for other in $(included "$file"); do
            [[ $other == "$part" || " ${knows[$part]} " == *" $other "* ]] ||
                complain "$file includes $other, which $part must not know"
        done
    done
done
((checked > 50)) || complain "only $checked files were looked at: has the layout changed?"

only_in() { # PATTERN FOLDER...: the pattern stands in these folders alone
    local pattern=$1 file
    shift
    while read -r file; do
        local allowed=no
        for folder in "$@"; do [[ $file == src/$folder/* || $file == include/runlog/$folder/* ]] && allowed=yes; done
        [[ $allowed == yes ]] || complain "$file names $pattern, which belongs to $*"
    done < <(grep -rlE "$pattern" src include --include='*.cpp' --include='*.hpp')
}

only_in '#include <(SQLiteCpp|sqlite3)' store
only_in '#include <absl/' system
only_in '#include <CLI/' cli
only_in '#include <csv\.h' formats
only_in '#include <expat\.h' formats
only_in '#include <pugixml\.h' formats
only_in '#include <(csv|zlib)\.h' formats
only_in 'system_clock|steady_clock|std::time\(|getenv' system
only_in '\bSELECT .* FROM\b|INSERT INTO|DELETE FROM' store

exit $wrong
