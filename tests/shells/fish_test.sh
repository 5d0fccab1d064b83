#!/usr/bin/env bash
# The completion in a real fish: fish_test.sh RUNLOG COMPLETIONS
source "$(dirname "$0")/common.sh"
mkdir -p "$HOME/.config/fish/completions"
cp "$completions/runlog.fish" "$HOME/.config/fish/completions/runlog.fish"

offers() {
    fish -c "complete -C '$1'" 2>&1 | cut -f 1
}
check_all offers
exit $failed
