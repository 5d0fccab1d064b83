#!/usr/bin/env bash
# The completion in a real zsh, typed into a pseudo-terminal: zsh_test.sh RUNLOG COMPLETIONS
source "$(dirname "$0")/common.sh"
mkdir "$folder/functions"
cp "$completions/_runlog" "$folder/functions/_runlog"

# An interactive zsh is asked to complete the line, and writes down what compadd was given that fits the word.
cat >"$folder/ask.zsh" <<'EOF'
zmodload zsh/zpty
zpty shell 'zsh -f -i'
zpty -w shell "PROMPT= ; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D
compadd() {
  local -a kept
  [[ \${@[(I)-(O|A|D)]} -gt 0 ]] && { builtin compadd \"\$@\"; return; }
  builtin compadd -O kept \"\$@\"
  print -rl -- \$IPREFIX\$^kept >>$2
  builtin compadd \"\$@\"
}
bindkey '^I' complete-word
print -r -- rea''dy"
zpty -r shell reply '*ready*'
zpty -w -n shell "$3"$'\t'
sleep 0.1
zpty -w -n shell $'\x15print -r -- do''ne\n'
zpty -r shell reply '*done*'
zpty -d shell
EOF

offers() {
    : >"$folder/offered"
    timeout 20 zsh -f "$folder/ask.zsh" "$folder/functions" "$folder/offered" "$1" >/dev/null 2>&1
    sort -u "$folder/offered"
}
check_all offers
exit $failed
