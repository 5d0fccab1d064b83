"""The logs whose pages are looked at: a small group whom somebody wishes ill, a large one, and real runs."""

import csv
import datetime as dt
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "durability"))
from program import Runlog  # pylint: disable=wrong-import-position

NOW = "2026-11-21T09:00"
EVIL = {"beth": "<script>alert(1)</script>", "cleo": '"><img src=x onerror=alert(2)>'}
EVIL_TITLE = "Momma </title><script>alert(3)</script>"
EVIL_PLACE = "<svg onload=alert(4)>"
EVIL_PURPOSE = "'\"><iframe src=javascript:alert(5)>"
EVIL_URL = "javascript:alert(6)"
MARKED = ("*a* _b_ `c` ~~d~~ **e** [f](http://evil.example) ![g](http://evil.example/h.png) <http://i.example>",
          "- # 1. > + www.evil.example http://evil.example/ &lt;j&gt; \\* \\", "k | l || m")
SECRETS = ("knee-secret", "note-secret", "mail-secret", "Private Penny")


def hostile_group(runlog):
    """Everything that a page can show, by people who would like to show more."""
    must = runlog.must
    must("add", "5k", "30:00", "--on", "2026-10-01", "--note", "note-secret")
    for handle, name in {"anna": "Anna Smith", "dora": "Dora", "penny": "Private Penny", **EVIL}.items():
        must("member", "add", handle, "--name", name, "--email", f"{handle}.mail-secret@example.org")
    must("group", "add", "momma", "--title", EVIL_TITLE, "--about", "Twelve women on a trail, at six.", "--url", EVIL_URL,
         "--place", EVIL_PLACE)
    must("group", "join", "momma", "me", "anna", "beth", "cleo", "dora", "--from", "2026-01-01")
    must("session", "add", "momma", "Trail <b>run", "--every", "sat", "--at", "6:00", "--length", "90m", "--place",
         EVIL_PLACE, "--purpose", EVIL_PURPOSE, "--note", "note-secret", "--from", "2026-01-01")
    must("session", "add", "momma", "Track", "--every", "tue", "--at", "18:30", "--from", "2026-10-01")
    for day in ("2026-10-24", "2026-10-31", "2026-11-07", "2026-11-14"):
        must("add", "10k", "58:00", "--on", f"{day} 06:00", "--with", "anna,beth", "--note", "note-secret")
    must("add", "8k", "40:00", "--on", "2026-11-17 18:30", "--with", "cleo")
    must("add", "8k", "40:00", "--on", "2026-11-10 18:30", "--for", "penny", "--group", "momma", "--private")
    must("session", "cancel", "momma/2026-11-24", "--why", "<i>ice</i>")
    must("session", "move", "momma/2026-12-01", "--to", "2026-12-02 18:30", "--why", "the track is closed")
    must("promise", "momma/2026-11-28", "--for", "anna,beth")
    must("away", "2026-11-01", "2026-12-10", "--why", "knee-secret", "--for", "dora")
    must("excuse", "momma/2026-11-21", "--why", "knee-secret", "--for", "cleo")
    for kind, name, detail in (("coach", "Kelly <b>", "kelly@example.org"), ("physio", "Dr. Kim", "555 123 456"),
                               ("dietitian", "Lee", "javascript:alert(7)")):
        must("group", "contact", "momma", kind, name, "--detail", detail)
    return "momma"


def runs_of(path, lines):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    return str(path)


def large_group(runlog, size=500):
    """Everybody was at some of the last sessions, nobody at all of them."""
    handles = [f"m{number:03}" for number in range(size)]
    days = [dt.date(2026, 11, 14) - dt.timedelta(weeks=week) for week in range(8)]
    lines = [("start", "zone", "distance_m", "members", "group")]
    lines += [(f"{day}T06:00:00", "UTC", 5000 + number, handle, "big") for week, day in enumerate(days)
              for number, handle in enumerate(handles) if (number + week) % 4]
    runlog.must("group", "add", "big", "--title", "Everybody runs", "--zone", "UTC")
    runlog.must("session", "add", "big", "Trail run", "--every", "sat", "--at", "6:00", "--from", "2026-01-01")
    runlog.must("import", runs_of(runlog.home / "runs.csv", lines), "--create-members")
    runlog.must("group", "join", "big", *handles, "--from", "2026-01-01")
    return "big"


def saturdays(runlog, data):
    """The real group of a file of events, whose oracle says who joined when and which Saturdays there were none."""
    oracle = [sys.executable, str(pathlib.Path(__file__).parents[1] / "attendance_oracle.py"), str(data)]
    facts = [line.split("\t") for line in
             subprocess.run([*oracle, "--setup"], check=True, capture_output=True, text=True).stdout.splitlines()]
    runs = subprocess.run([*oracle, "--csv"], check=True, capture_output=True, text=True).stdout
    (runlog.home / "runs.csv").write_text(runs, encoding="utf-8")
    first = min(fact[1] for fact in facts if fact[0] == "saturday")
    runlog.must("group", "add", "konstanz", "--title", "Saturday 5k", "--zone", "Europe/Berlin")
    runlog.must("session", "add", "konstanz", "Saturday 5k", "--every", "sat", "--at", "9:00", "--from", first)
    for fact in facts:
        if fact[0] == "extra":
            runlog.must("session", "add", "konstanz", "Extra", "--on", fact[1], "--at", "9:00")
        if fact[0] == "cancelled":
            runlog.must("session", "cancel", f"konstanz/{fact[1]}")
    runlog.must("import", str(runlog.home / "runs.csv"), "--create-members")
    joined = {}
    for fact in facts:
        if fact[0] == "joined":
            joined.setdefault(fact[2], []).append(fact[1])
    for day, names in sorted(joined.items()):
        runlog.must("group", "join", "konstanz", *names, "--from", day)
    return "konstanz"


def alone(runlog, data):
    """A real runner, who is a group of one."""
    with open(data, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lines = [("start", "distance_m", "duration_s")]
    lines += [(row["start_local"], *(number if float(number) > 0 else "" for number in (row["distance_m"],
                                                                                      row["moving_s"]))) for row in rows]
    runlog.must("import", runs_of(runlog.home / "runs.csv", lines))
    runlog.must("group", "add", "solo", "--title", "Alone, and still here")
    runlog.must("group", "join", "solo", "me", "--from", "2017-02-01")
    return "solo"


def new_home(binary, folder, name, now=NOW, zone="UTC"):
    home = folder / name
    home.mkdir()
    return Runlog(binary, home, now, TZ=zone)
