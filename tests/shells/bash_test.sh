#!/usr/bin/env bash
# The completion in a real bash, loaded as bash-completion loads it: bash_test.sh RUNLOG COMPLETIONS
source "$(dirname "$0")/common.sh"
mkdir -p "$folder/share/bash-completion/completions"
cp "$completions/runlog.bash" "$folder/share/bash-completion/completions/runlog"
export XDG_DATA_DIRS=$folder/share

offers() {
    LINE=$1 bash --norc --noprofile -c '
        source /usr/share/bash-completion/bash_completion
        _completion_loader runlog
        COMP_LINE=$LINE COMP_POINT=${#LINE}
        read -ra COMP_WORDS <<<"$LINE"
        [[ $LINE == *" " ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        function=$(complete -p runlog | sed -E "s/.*-F ([^ ]+).*/\1/")
        "$function" runlog "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
        printf "%s\n" "${COMPREPLY[@]}"' 2>&1
}
check_all offers
exit $failed
