#!/usr/bin/env bash
# Reminders in a crontab that belongs to somebody: what is installed runs, and nothing else changes.
# crontab_program_test.sh RUNLOG
set -u
runlog=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/bin" "$folder/none" "$folder/home"
export HOME=$folder/home PATH=$folder/bin:/usr/bin:/bin RUNLOG_NOW=2026-11-22T19:00 TZ=UTC LOGNAME=sam LC_ALL=C
export FAKE=$folder/fake RUNLOG_SENDMAIL=$folder/bin/mailer
unset XDG_DATA_HOME XDG_CONFIG_HOME RUNLOG_DB
mkdir "$FAKE"
failed=0

# The crontab program, with its table in a file. It notes each writing; the files in FAKE say how it is to fail.
cat >"$folder/bin/crontab" <<'SCRIPT'
#!/bin/sh
case $* in
-l)
    [ ! -e "$FAKE/refusal" ] || { cat "$FAKE/refusal" >&2; exit 1; }
    [ -e "$FAKE/table" ] || { echo 'no crontab for sam' >&2; exit 1; }
    cat "$FAKE/table"
    [ ! -e "$FAKE/breaks" ] || exit 1
    ;;
-)
    echo written >>"$FAKE/writings"
    cat >"$FAKE/draft"
    [ ! -e "$FAKE/refuses" ] || { echo '"-":1: bad minute' >&2; exit 1; }
    [ ! -e "$FAKE/loses" ] || exit 0
    [ -z "$(tail -c 1 "$FAKE/draft")" ] || { echo 'new crontab file is missing newline before EOF' >&2; exit 1; }
    mv "$FAKE/draft" "$FAKE/table"
    ;;
-r)
    echo removed >>"$FAKE/writings"
    rm "$FAKE/table"
    ;;
*) echo "usage error: $*" >&2; exit 1 ;;
esac
SCRIPT
printf '#!/bin/sh\nexit 0\n' >"$folder/bin/mailer"
chmod +x "$folder"/bin/*

# begin [TABLE]: a crontab as somebody has it, or none
begin() {
    rm -f "$FAKE"/*
    (($# == 0)) || printf %s "$1" >"$FAKE/table"
    printf %s "${1-}" >"$folder/before"
}
# expect STATUS WORDS...: how a command ends; what it says is in said
expect() {
    local wanted=$1 status=0
    shift
    "$runlog" "$@" >"$folder/said" 2>&1 || status=$?
    ((status == wanted)) && return
    echo "runlog $*: status $status instead of $wanted"
    cat "$folder/said"
    failed=1
}
# says TEXT: the last command said so
says() {
    grep -qF -e "$1" "$folder/said" && return
    echo "this was not said: $1"
    cat "$folder/said"
    failed=1
}
trouble() {
    echo "$*"
    failed=1
}
is_unchanged() { cmp -s "$folder/before" "$FAKE/table" || trouble "$1: the crontab changed"; }
never_written() { [[ ! -e $FAKE/writings ]] || trouble "$1: the crontab was written"; }
jobs() { grep -v '^#' "$FAKE/table"; }
# The command of the only job, as cron hands it to the shell.
command_of_job() { jobs | sed -E 's/^([^ ]+ ){5}//; s/\\%/%/g'; }
# as_cron COMMAND: run with nothing but what cron gives, and the time
as_cron() {
    (cd "$folder/none" && env -i HOME="$HOME" LOGNAME=sam PATH=/usr/bin:/bin SHELL=/bin/sh \
        RUNLOG_NOW=2026-11-22T19:00 /bin/sh -c "$1")
}

for day in 20 21; do "$runlog" add 5k --on 2026-11-$day >/dev/null 2>&1 || exit 2; done

begin
expect 0 remind install --at 19:00
[[ $(jobs) == '0 19 * * * '*' remind' ]] || trouble "without a crontab: $(cat "$FAKE/table")"
expect 0 remind install --at 19:00
says 'has it already'
[[ $(wc -l <"$FAKE/writings") == 1 ]] || trouble 'what was installed already was written once more'
expect 0 remind install
[[ $(jobs | cut -d ' ' -f 1,2) == $'0 7\n0 19' ]] || trouble "no time said: $(jobs)"
expect 0 remind install --at 6:30,20:00
[[ $(jobs | cut -d ' ' -f 1,2) == $'30 6\n0 20' ]] || trouble "other times do not replace the first: $(jobs)"
expect 0 remind install --every hour --mail
[[ $(jobs) == '0 * * * * '*' remind --mail' ]] || trouble "--every: $(jobs)"
expect 0 remind status
says '0 * * * *'
cp "$FAKE/table" "$folder/before"
expect 0 remind uninstall --print
says '- 0 * * * *'
expect 0 remind install --print
is_unchanged '--print'
expect 0 remind uninstall
[[ ! -e $FAKE/table ]] || trouble 'an empty crontab was left'
expect 0 remind uninstall
says 'None were installed'

foreign=$'# m h\nMAILTO=sam\n@reboot true\r\n0 3 * * * date +\\%F  \n\n# zoë 走る'
begin "$foreign"$'\n'
for _ in 1 2 3; do
    expect 0 remind install --at 19:00
    expect 0 remind install --at 20:00
    [[ $(grep -c '^# runlog begins' "$FAKE/table") == 1 ]] || trouble 'there is not one block'
    expect 0 remind uninstall
    is_unchanged 'installed and uninstalled'
done
begin "$foreign"
expect 0 remind install
printf '%s\n' "$foreign" | cmp -s - <(head -n 6 "$FAKE/table") || trouble 'a last line without an end was not kept'

begin "$foreign"$'\n'
expect 0 remind install --print
says '0 19 * * * '
expect 0 remind uninstall --print
never_written '--print'
is_unchanged '--print'

# Words that mean no crontab, and all others that crontab may say.
begin "$foreign"$'\n'
while IFS= read -r words; do
    rm -f "$FAKE/writings"
    echo "$words" >"$FAKE/refusal"
    for command in install uninstall; do
        expect 2 remind $command
        says 'The crontab cannot be read'
        [[ -z $words ]] || says "${words##*: }"
        never_written "'$words'"
        is_unchanged "'$words'"
    done
done <<'WORDS'
crontab: permission denied
You (sam) are not allowed to use this program (crontab)

crontabs/sam: Input/output error
WORDS
rm "$FAKE/refusal"
touch "$FAKE/breaks"
expect 2 remind install
never_written 'a crontab that breaks off'

begin "$foreign"$'\n'
touch "$FAKE/refuses"
expect 2 remind install
says 'cron did not take the new crontab'
says 'bad minute'
is_unchanged 'refused'
rm "$FAKE/refuses"
touch "$FAKE/loses"
expect 2 remind install
says 'The crontab is not what was written'
is_unchanged 'lost'

begin
PATH=$folder/none expect 2 remind install
says 'There is no crontab program'
PATH=$folder/none expect 0 remind uninstall
PATH=$folder/none expect 0 remind install --print

# What was installed runs as it is, with the log that it was installed for, wherever that stands.
for place in plain 'a b' "sam's" '100%' '%d %' "it's \"50%\" \$HOME & #1; *" 'zoë 走る' '~' '-n'; do
    for zone in UTC Europe/Berlin ''; do
        begin
        mkdir -p "$folder/logs/$place"
        log="$folder/logs/$place/run log.db"
        rm -f "$log"*
        cp "$HOME/.local/share/runlog/runlog.db" "$log" || exit 2
        rm -f "$HOME/.local/share/runlog/runlog.db-remind"
        if [[ -n $zone ]]; then
            TZ=$zone expect 0 --db "$log" remind install
        else
            (unset TZ && "$runlog" --db "$log" remind install >"$folder/said" 2>&1) || trouble "$place without TZ"
        fi
        command=$(command_of_job)
        [[ $command == *TZ=* ]] && has_zone=1 || has_zone=0
        [[ $has_zone == $((${#zone} > 0)) && ($has_zone == 0 || $command == *"TZ=$zone "*) ]] ||
            trouble "'$zone' as zone became: $command"
        said=$(as_cron "$command" 2>&1) || trouble "$place: $command failed: $said"
        [[ $said == *'streak of 2 days'* ]] || trouble "$place: the job said '$said'"
        [[ -e $log-remind && ! -e $HOME/.local/share/runlog/runlog.db-remind ]] ||
            trouble "$place: another log was used"
        [[ -z $(as_cron "$command" 2>&1) ]] || trouble "$place: the same was said twice"
    done
done

# A program of the user's is found from cron too, and is handed what is due.
printf '#!/bin/sh\ncat >"%s/handed"\nprintf "%%s|" "$@" >"%s/words"\n' "$folder" "$folder" >"$folder/bin/my bot"
chmod +x "$folder/bin/my bot"
begin
rm -f "$HOME/.local/share/runlog/runlog.db-remind"
expect 0 remind install --exec "'my bot' --room \"the 5k, 100%\""
as_cron "$(command_of_job)" || trouble '--exec failed'
grep -q '"kind":"streak_at_risk"' "$folder/handed" || trouble '--exec was handed nothing'
[[ $(cat "$folder/words") == '--room|the 5k, 100%|' ]] || trouble "--exec got $(cat "$folder/words")"

begin
expect 2 remind install --exec no-such-program-anywhere
expect 2 remind install --at 25:00
expect 2 remind install --every 45m
expect 2 remind install --at 6:00 --every hour
expect 2 remind install --member nobody
cp "$HOME/.local/share/runlog/runlog.db" "$folder/back\\slash.db"
expect 2 --db "$folder/back\\slash.db" remind install
says 'a backslash'
never_written 'a mistake'
exit $failed
