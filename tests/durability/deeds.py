"""The commands that change something on the disk, each with a home in which there is something to do."""

import dataclasses
import itertools
import pathlib
import shutil
from typing import Callable

SAMPLES = pathlib.Path(__file__).parent.parent / "samples"


@dataclasses.dataclass(frozen=True)
class Deed:
    name: str
    prepare: Callable  # (runlog, rows): makes the home ready; an import has so many rows
    words: tuple
    told_first: bool = False  # it says what it has to say before it remembers that, so that only its end confirms it


def nothing(runlog, rows):
    pass


def a_group(runlog, rows):
    """A log in use: people, a group with a session ahead, some runs, a change that was taken back."""
    runlog.must("add", "5k", "30:00", "--note", "the first")
    live(runlog)


def live(runlog):
    say = runlog.must
    for name in ("anna", "beth"):
        say("member", "add", name, "--name", name.title())
    say("group", "add", "momma")
    say("group", "join", "momma", "me", "anna", "beth", "--commit", "promised")
    say("session", "add", "momma", "Trail run", "--on", "2026-11-21", "--at", "9:00")
    say("promise", "momma/2026-11-21")
    for number in range(6):
        say("add", f"{number + 3}k", f"{20 + number}:00", "--with", "anna", "--on", f"2026-11-1{number}")
    say("remove", "3")
    say("undo")


def a_file_of_runs(runlog, rows):
    a_group(runlog, rows)
    write_runs(runlog.home / "many.csv", rows)


def write_runs(path, rows):
    days = (f"{year}-{month:02}-{day:02}" for year in range(2000, 2026) for month in range(1, 13)
            for day in range(1, 29))
    lines = [f"{day},{3000 + number},{1200 + number},anna" for number, day in enumerate(itertools.islice(days, rows))]
    path.write_text("\n".join(["day,distance_m,duration_s,members", *lines, ""]))


def an_import(runlog, rows):
    a_file_of_runs(runlog, rows)
    runlog.must("import", "many.csv")


def a_backup(runlog, rows):
    an_import(runlog, rows)
    runlog.must("backup", "copy.db")
    runlog.must("add", "21k", "2:01:00", "--note", "after the backup")


def no_log_but_a_backup(runlog, rows):
    a_backup(runlog, rows)
    shutil.rmtree(runlog.log.parent)


def a_damaged_log(runlog, rows):
    a_backup(runlog, rows)
    runlog.log.write_bytes(b"no log at all\n" * 500)


def an_old_log(version):
    def prepare(runlog, rows):
        runlog.log.parent.mkdir(parents=True)
        shutil.copy(SAMPLES / f"schema-{version}.db", runlog.log)
    return prepare


RESTORE = ("restore", "copy.db", "--replace")
DEEDS = {deed.name: deed for deed in [
    Deed("first add", nothing, ("add", "5k", "30:00", "--note", "the first")),
    Deed("add", a_group, ("add", "10k", "55:00", "--with", "anna,beth", "--tag", "dark,ice", "--note", "one more")),
    Deed("edit", a_group, ("edit", "2", "--distance", "6k", "--with", "beth", "--tag", "rain", "--note", "mended")),
    Deed("import", a_file_of_runs, ("import", "many.csv")),
    Deed("undo", an_import, ("undo",)),
    Deed("migration from 1", an_old_log(1), ("add", "10k", "55:00")),
    Deed("migration from 2", an_old_log(2), ("add", "10k", "55:00")),
    Deed("backup", an_import, ("backup", "copy.db")),
    Deed("restore", a_backup, RESTORE),
    Deed("restore, no log", no_log_but_a_backup, RESTORE),
    Deed("restore, damaged log", a_damaged_log, RESTORE),
    Deed("remind", a_group, ("remind",), told_first=True),
]}
