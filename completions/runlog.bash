# bash completion for runlog. runlog itself knows the words; this only asks it.

_runlog()
{
    local cur words cword
    _get_comp_words_by_ref -n := cur words cword

    local line word
    COMPREPLY=()
    while IFS= read -r line; do
        printf -v word '%q' "${line%%$'\t'*}"
        COMPREPLY+=("${word//\\,/,}")
    done < <(runlog _complete -- "${words[@]:1:cword-1}" "$cur" 2>/dev/null)

    if ((${#COMPREPLY[@]} == 0)) && declare -F _filedir >/dev/null; then
        _filedir
    fi
    __ltrim_colon_completions "$cur"
} && complete -F _runlog runlog
