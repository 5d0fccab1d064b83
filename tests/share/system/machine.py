"""One member's machine: a home of its own, with a log in it that is shared."""

import datetime as dt
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "durability"))
from program import Runlog  # pylint: disable=wrong-import-position

NOW = dt.datetime(2026, 11, 21, 6, 58)
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


class Machine(Runlog):
    """Whose clock goes on by a minute with every command, from where it stands wrong."""

    def __init__(self, binary, folder, name, clock=dt.timedelta(), **surroundings):
        home = folder / name
        home.mkdir()
        super().__init__(binary, home, LOGNAME=name, **surroundings)
        self.name, self.time = name, NOW + clock

    def start(self, *words, **streams):
        self.time += dt.timedelta(minutes=1)
        return self.start_at(self.time, *words, **streams)

    def start_at(self, moment, *words, out=subprocess.PIPE):
        """In a session of its own, by which all that it starts is known (family)."""
        return subprocess.Popen([self.binary, *words], cwd=self.home, start_new_session=True,
                                env={**self.environment, "RUNLOG_NOW": moment.isoformat()}, stdin=subprocess.DEVNULL,
                                stdout=out, stderr=subprocess.PIPE)

    def answer(self, *words):
        return json.loads(self.must(*words, "--json"))

    def answer_at(self, moment, *words):
        process = self.start_at(moment, *words, "--json")
        said, complained = process.communicate(timeout=120)
        if process.returncode != 0:
            raise SystemExit(f"{self.name}: runlog {' '.join(words)}: {complained.decode()}")
        return json.loads(said)

    def sync(self):
        """What a sync says of its only group, and how long it took."""
        began = time.monotonic()
        said = self.answer("share", "sync")["groups"][0]
        return said, time.monotonic() - began


def family(session):
    """The processes of a session, each with its words: whom a command started, even if it is no more."""
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat") as file:
                facts = file.read().rpartition(")")[2].split()
            with open(f"/proc/{entry}/cmdline") as file:
                words = file.read().split("\0")
        except OSError:
            continue  # it has ended
        if int(facts[3]) == session and facts[0] != "Z":
            yield int(entry), words


def kill_all(session):
    for _ in range(3):  # who is about to start somebody is stopped with them
        for process, _ in family(session):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass


def join(machine, invitation):
    """Asks to be let in; returns the code."""
    return CODE.search(machine.must(*invitation)).group()


def invitation_of(organizer):
    line = next(line for line in organizer.must("share", "invite").splitlines() if "share join" in line)
    return line.split()[1:]
