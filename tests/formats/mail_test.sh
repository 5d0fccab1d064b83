#!/usr/bin/env bash
# Reminders that are mailed: another program reads each message as it was meant, and one that fails harms no other.
# mail_test.sh RUNLOG
set -u
runlog=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/home" "$folder/mails"
export HOME=$folder/home RUNLOG_DB=$folder/runlog.db RUNLOG_NOW=2026-11-22T19:00 TZ=Europe/Berlin LOGNAME=sam LC_ALL=C
export RUNLOG_SENDMAIL=$folder/mailer MAILS=$folder/mails
unset XDG_DATA_HOME XDG_CONFIG_HOME
failed=0

# A mailer that keeps what it takes; it fails for the address in FAILS.
cat >"$RUNLOG_SENDMAIL" <<'SCRIPT'
#!/bin/sh
[ "$*" = '-t -i' ] || { echo "called with $*" >&2; exit 64; }
mail=$(mktemp "$MAILS/new.XXXXXX")
cat >"$mail"
if [ -n "$FAILS" ] && grep -q "<$FAILS>" "$mail"; then
    rm "$mail"
    echo 'mailbox full' >&2
    exit 75
fi
SCRIPT
chmod +x "$RUNLOG_SENDMAIL"
export FAILS=''

trouble() {
    echo "$*"
    failed=1
}
try() { "$runlog" "$@" >"$folder/said" 2>&1 || { cat "$folder/said"; exit 2; }; }
try member edit me --name 'Säm, "the coach"' --email sam@example.org
try member add anna --name 'Анна "Speedy" Иванова \ 2' --email anna@example.org
try member add beth --name 'Smith, Beth <eve@example.org>' --email o\'beth+run@mail.example.org
try member add cleo --name '走る 🏃' --email cleo@example.org --zone Asia/Kolkata
try member add dora --name "Dora$(printf ' Maria van der Long%.0s' 1 2 3 4 5)" --email dora@example.org \
    --zone America/St_Johns
try member add nobody --name 'Without an address'
for day in 20 21; do try add 5k --on 2026-11-$day --with me,anna,beth,cleo,dora,nobody; done
cp "$RUNLOG_DB" "$folder/fresh.db"

# begin: nothing was handed over, and nothing was mailed
begin() {
    rm -f "$MAILS"/* "$RUNLOG_DB"*
    cp "$folder/fresh.db" "$RUNLOG_DB"
}
# remind STATUS WORDS...
remind() {
    local wanted=$1 status=0
    shift
    "$runlog" remind "$@" >"$folder/said" 2>&1 || status=$?
    ((status == wanted)) || trouble "remind $*: status $status instead of $wanted: $(cat "$folder/said")"
}
# reached ADDRESS...: exactly these have got a message, whose every part is in order
reached() {
    python3 "$folder/read.py" "$MAILS" >"$folder/addresses" || failed=1
    [[ $(sort "$folder/addresses" | xargs -d '\n') == $(printf '%s\n' "$@" | sort | xargs -d '\n') ]] ||
        trouble "reached: $(xargs -d '\n' <"$folder/addresses"), instead of: $*"
}
cat >"$folder/read.py" <<'PYTHON'
import email
import email.header
import email.policy
import email.utils
import glob
import sys

NAMES = {
    "sam@example.org": 'Säm, "the coach"',
    "anna@example.org": 'Анна "Speedy" Иванова \\ 2',
    "o'beth+run@mail.example.org": "Smith, Beth <eve@example.org>",
    "cleo@example.org": "走る 🏃",
    "dora@example.org": "Dora" + " Maria van der Long" * 5,
}
DATES = {"cleo@example.org": "2026-11-22T23:30:00+05:30", "dora@example.org": "2026-11-22T14:30:00-03:30"}
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
           "Content-Transfer-Encoding"]
ids = set()
wrong = []


def check(is_right, what):
    if not is_right:
        wrong.append(f"{path}: {what}")


def name_in(header):
    # The newer parser of some Pythons puts blanks between encoded words.
    name = email.utils.parseaddr(header)[0]
    return str(email.header.make_header(email.header.decode_header(name)))


for path in glob.glob(sys.argv[1] + "/*"):
    raw = open(path, "rb").read()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    check(message.keys() == HEADERS, message.keys())
    check(not message.defects, message.defects)
    for name, value in message.items():
        check(not value.defects, f"{name}: {value.defects}")
    to, sender = message["To"].addresses, message["From"].addresses
    check(len(to) == 1 and len(sender) == 1, f"{to}, {sender}")
    address = to[0].addr_spec
    print(address)
    older = email.message_from_bytes(raw)
    check(name_in(older["To"]) == NAMES.get(address), older["To"])
    check((sender[0].display_name, sender[0].addr_spec) == (NAMES["sam@example.org"], "sam@example.org"), sender)
    check(message["Subject"] == "Run today: it keeps your streak of 2 days.", message["Subject"])
    check(message["Date"].datetime.isoformat() == DATES.get(address, "2026-11-22T19:00:00+01:00"), message["Date"])
    check(message["Message-ID"] not in ids, "two messages have one ID")
    ids.add(message["Message-ID"])
    text = message.get_content()
    check(message.get_content_type() == "text/plain" and message.get_content_charset() == "utf-8", "what is it?")
    check(text.startswith("Run today: it keeps your streak of 2 days.\n"), text)
    closing = text.split("\n-- \n")[-1]
    check("runlog remind off" in closing if address == "sam@example.org" else NAMES["sam@example.org"] in closing, text)
    head, body = raw.split(b"\n\n", 1)
    check(head.isascii() and body.isascii() and b"\r" not in raw, "not plain")
    lines = [line for line in raw.split(b"\n") if not line.startswith(b"Message-ID: ")]
    check(all(len(line) <= 78 for line in lines), "a line is too long")
if wrong:
    sys.exit("\n".join(map(str, wrong)))
PYTHON
everybody=(sam@example.org anna@example.org "o'beth+run@mail.example.org" cleo@example.org dora@example.org)

begin
remind 0 --mail
reached "${everybody[@]}"
[[ ! -s $folder/said ]] || trouble "it was not silent: $(cat "$folder/said")"
rm "$MAILS"/*
remind 0 --mail
reached
remind 0 --mail --again --member cleo
reached cleo@example.org

# One whose mailbox is full keeps the others from nothing, and is tried again.
begin
FAILS=cleo@example.org remind 2 --mail
reached sam@example.org anna@example.org "o'beth+run@mail.example.org" dora@example.org
grep -q 'mailbox full' "$folder/said" || trouble "it was not said why: $(cat "$folder/said")"
rm "$MAILS"/*
FAILS=cleo@example.org remind 2 --mail
reached
remind 0 --mail
reached cleo@example.org
rm "$MAILS"/*
remind 0 --mail
reached

# Addresses that could name others never reach the mailer; they came past runlog into the log.
for address in "anna@example.org'||char(10)||'Bcc: eve@example.org" 'anna@example.org, eve@example.org' \
    'root,anna@example.org' '-oQ/tmp/eve@example.org' 'Eve <eve@example.org>' "anna@example.org'||char(13,10,13,10)||'eve" ''; do
    begin
    sqlite3 "$RUNLOG_DB" "UPDATE members SET email = '$address' WHERE handle = 'anna'" || exit 2
    remind 2 --mail
    reached sam@example.org "o'beth+run@mail.example.org" cleo@example.org dora@example.org
    grep -q 'is not an address' "$folder/said" || trouble "'$address': $(cat "$folder/said")"
done

# A name that came past runlog adds nobody.
begin
sqlite3 "$RUNLOG_DB" "UPDATE members SET name = 'Anna'||char(10)||'Bcc: eve@example.org'||char(10, 10)
    WHERE handle = 'anna'" || exit 2
remind 0 --mail --member anna
[[ $(grep -ic '^bcc' "$MAILS"/*) == 0 ]] || trouble 'a name became a header'
[[ $(grep -c '^$' "$MAILS"/*) == 1 ]] || trouble 'a name ended the headers'

# Without a mailer nothing counts as handed over.
begin
RUNLOG_SENDMAIL=$folder/nothing remind 2 --mail
remind 2 --mail --member nobody
remind 0 --mail
reached "${everybody[@]}"
exit $failed
