"""The program under test, started, killed, and listened to."""

import datetime as dt
import json
import os
import subprocess
import time

from world import GROUP_ZONE, utc

# It takes whole lines only: a killed sender leaves a torn one. Built-ins only: it is started some ten thousand times.
RECEIVER = """#!/bin/sh
cd "${0%/*}" || exit 2
IFS= read -r line || exit 1
read -r refused < refused
case $line in *"$refused"*) exit 1 ;; esac
printf '%s\\n' "$line" >> accepted
"""
REFUSE_NOBODY = "no line has this"


class Runlog:
    def __init__(self, binary, home):
        self.binary, self.home, self.commands = binary, home, 0
        self.receiver, self.refused = home / "receiver", home / "refused"
        self.accepted = home / "accepted"
        self.receiver.write_text(RECEIVER)
        self.receiver.chmod(0o700)
        self.accepted.touch()
        self.refuse(REFUSE_NOBODY)
        self.read_up_to = 0

    def start(self, now, *words):
        self.commands += 1
        self.alive, held = os.pipe()  # its end is reached when the program and its receiver are gone
        environment = {"HOME": str(self.home), "PATH": os.environ["PATH"], "TZ": GROUP_ZONE.key, "LC_ALL": "C.UTF-8",
                       "RUNLOG_NOW": now.astimezone(dt.timezone.utc).isoformat(timespec="seconds")}
        process = subprocess.Popen([self.binary, *words], env=environment, stdin=subprocess.DEVNULL, pass_fds=[held],
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        os.close(held)
        return process

    def finish(self, process):
        """What it said. A killed one leaves a receiver at work: the answer counts when that is done, too."""
        said, _ = process.communicate()
        os.read(self.alive, 1)
        os.close(self.alive)
        return said

    def run(self, now, *words, expect=(0,)):
        """A command to its end; returns its status and what it said."""
        process = self.start(now, *words)
        said = self.finish(process)
        if process.returncode not in expect:
            raise SystemExit(f"{now.isoformat()}: runlog {' '.join(words)}\n  status {process.returncode}: {said}")
        return process.returncode, said

    def refuse(self, pattern):
        self.refused.write_text(pattern + "\n")

    def remind(self, now, *words):
        return self.run(now, "remind", *words, "--exec", str(self.receiver), expect=(0, 1, 2))

    def remind_and_kill(self, now, seconds):
        """Whether it was killed before it ended."""
        process = self.start(now, "remind", "--exec", str(self.receiver))
        time.sleep(seconds)
        process.kill()
        self.finish(process)
        return process.returncode != 0

    def newly_accepted(self):
        with self.accepted.open(encoding="utf-8") as file:
            file.seek(self.read_up_to)
            lines = file.readlines()
            self.read_up_to = file.tell()
        return [json.loads(line) for line in lines]


def meaning_of(reminder):
    """A reminder as the model names it."""
    about = reminder["missed"] or ""
    if reminder["kind"] == "streak_at_risk":
        about = "day" if "/day/" in reminder["key"] else "week"
    due = utc(dt.datetime.fromisoformat(reminder["due"]))
    return reminder["kind"], reminder["member"], about, reminder["session"] or "", due
