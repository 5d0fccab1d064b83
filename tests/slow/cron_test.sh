#!/usr/bin/env bash
# Reminders by the real cron and a real mailer: installed by `remind install`, one arrives in the mailbox, and the next
# minutes bring nothing. Needs root, for users of its own; ends with 77 where that, cron or dma is missing.
# cron_test.sh RUNLOG
set -u
for program in crontab cron dma useradd runuser; do
    command -v "$program" >/dev/null || { echo "skipped: there is no $program here"; exit 77; }
done
[[ $(id -u) == 0 ]] || { echo 'skipped: only root can make the users it needs'; exit 77; }
[[ $(readlink -f /usr/sbin/sendmail) == */dma ]] || { echo 'skipped: sendmail is not dma'; exit 77; }

folder=$(mktemp -d)
chmod 755 "$folder"
install -m 755 "$1" "$folder/runlog"
printed=rl-printed-$$
mailed=rl-mailed-$$
cron=
clean_up() {
    [[ -z $cron ]] || kill "$cron" 2>/dev/null
    for user in "$printed" "$mailed"; do
        crontab -u "$user" -r 2>/dev/null
        userdel --remove "$user" 2>/dev/null
    done
    rm -rf "$folder"
}
trap clean_up EXIT
failed=0

as() { # USER COMMAND...
    local user=$1
    shift
    runuser -u "$user" -- env -i HOME="/home/$user" LOGNAME="$user" PATH=/usr/bin:/bin "$@"
}

# A log in which one thing is due now: a session in two hours that was promised.
begin() { # USER
    useradd --create-home --shell /bin/sh "$1" || exit 2
    {
        as "$1" "$folder/runlog" add 5k --on yesterday
        as "$1" "$folder/runlog" member edit me --email "$1@localhost"
        as "$1" "$folder/runlog" group add momma
        as "$1" "$folder/runlog" group join momma me --commit promised
        as "$1" "$folder/runlog" session add momma 'Trail run' --on "$(date -d '2 hours' +%F)" \
            --at "$(date -d '2 hours' +%H:%M)"
        as "$1" "$folder/runlog" promise momma
    } >/dev/null 2>&1
}

messages() { # USER
    cat "/var/mail/$1" 2>/dev/null | grep -c '^From '
}

arrives() { # USER: waits for a first message
    for ((second = 0; second < 150; ++second)); do
        (($(messages "$1") > 0)) && return 0
        sleep 1
    done
    echo "nothing came for $1"
    return 1
}

begin "$printed"
begin "$mailed"
printf 'MAILTO=%s\n# mine\n@yearly true\n' "$printed" | crontab -u "$printed" -
if ! pgrep -x cron >/dev/null; then
    timeout 400 cron -f &
    cron=$!
fi
sleep 3 # cron tells tables apart by the second in which they changed
as "$printed" "$folder/runlog" remind install --every minute || failed=1
as "$mailed" "$folder/runlog" remind install --every minute --mail || failed=1
crontab -u "$printed" -l | head -n 3 | diff - <(printf 'MAILTO=%s\n# mine\n@yearly true\n' "$printed") || failed=1

arrives "$printed" && arrives "$mailed" || failed=1
sleep 75
for user in "$printed" "$mailed"; do
    count=$(messages "$user")
    [[ $count == 1 ]] || { echo "$user has $count messages"; cat "/var/mail/$user"; failed=1; }
    grep -q 'Trail run' "/var/mail/$user" || { echo 'it does not say what is due'; cat "/var/mail/$user"; failed=1; }
done
grep -q "^To: $mailed@localhost" "/var/mail/$mailed" || { echo 'it is addressed to somebody else'; failed=1; }
as "$mailed" "$folder/runlog" remind status | grep -q '^due now *nothing' || { echo 'status says something waits'; failed=1; }

as "$printed" "$folder/runlog" remind uninstall || failed=1
crontab -u "$printed" -l | diff - <(printf 'MAILTO=%s\n# mine\n@yearly true\n' "$printed") || failed=1
exit $failed
