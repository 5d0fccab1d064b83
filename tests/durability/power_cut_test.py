#!/usr/bin/python3
"""Power cuts: whatever a disk may then hold, what was confirmed is there, and nothing is there by half.

Commands run once while a shim writes down what they do to the disk. The record is cut at random places, and disks are
built that a power cut at that moment could have left.

power_cut_test.py RUNLOG SHIM [--cuts N] [--seed S] [--model strict|ordered] [--unsynced] [--only SESSION]
"""

import argparse
import collections
import os
import pathlib
import random
import subprocess
import sys
import tempfile

from deeds import DEEDS, live, write_runs
from disk import MODELS, Disk
from program import Runlog
from recorded import Recorded
from stages import complaints

SITTER = """import sqlite3, sys
log = sqlite3.connect(sys.argv[1])
log.execute("SELECT count(*) FROM runs").fetchone()
print(flush=True)
sys.stdin.read()"""


def do(deed):
    def session(runlog, rows):
        deed.prepare(runlog, rows)
        runlog.must(*deed.words)
    return session


def company(runlog, rows):
    """Somebody else has the log open all the time, and so its journal stays and is used again and again."""
    runlog.must("add", "5k")
    with subprocess.Popen([sys.executable, "-c", SITTER, runlog.log], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as sitter:
        sitter.stdout.readline()
        live(runlog)
        write_runs(runlog.home / "many.csv", rows * 20)
        runlog.must("import", "many.csv")
        runlog.must("undo")
        runlog.must("edit", "2", "--distance", "6k")
        sitter.stdin.close()


SESSIONS = {**{name: do(deed) for name, deed in DEEDS.items() if not deed.told_first}, "in company": company}


class Cuts:
    def __init__(self, recorded, model, dice):
        self.recorded, self.model, self.dice = recorded, model, dice
        self.kinds = collections.Counter()

    def places(self, number):
        """Random ones: anywhere, right behind what makes a difference, or once a command has told its answer."""
        events, steps = self.recorded.events, self.recorded.steps
        anywhere = range(steps[0].begin + 1, len(events) + 1)
        turning = [place for place in anywhere if events[place - 1].what != "write"]
        told = [place for step in steps for place in range(step.said(events), step.end + 1)] or turning
        return sorted(self.dice.choice(self.dice.choice([anywhere, turning, told])) for _ in range(number))

    def make(self, number):
        """Cuts that often, and says what is wrong after which."""
        disk, done = Disk(self.model, self.recorded.home), 0
        for place in self.places(number):
            for event in self.recorded.events[done:place]:
                disk.take(event)
            done = place
            for complaint in self.after_cut(disk, place):
                self.kinds[self.step_at(place).words[0]] += 1
                yield complaint

    def step_at(self, place):
        return next(step for step in self.recorded.steps if place <= step.end)

    def after_cut(self, disk, place):
        step = self.step_at(place)
        confirmed = place >= step.said(self.recorded.events)
        with tempfile.TemporaryDirectory(prefix="power_cut_test.") as folder:
            runlog = Runlog(self.recorded.binary, pathlib.Path(folder))
            lay_out(disk.possible(self.dice), runlog.home)
            for complaint in complaints(runlog, step.stages[-1:] if confirmed else step.stages):
                yield (f"{place - step.begin} of {step.end - step.begin} into {' '.join(step.words)}, "
                       f"{'' if confirmed else 'un'}confirmed: {complaint}")


def lay_out(found, home):
    for name, data in sorted(found.items()):
        if data is not None:
            (home / name).write_bytes(data)
        elif name:
            (home / name).mkdir(mode=0o700)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("shim", type=os.path.abspath)
    parser.add_argument("--cuts", type=int, default=200, help="of all sessions and models together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=40, help="of an import")
    parser.add_argument("--model", choices=MODELS, help="how names arrive; both if not said")
    parser.add_argument("--unsynced", action="store_true", help="on a disk that only says it syncs: expect failures")
    parser.add_argument("--only", choices=SESSIONS, help="one session alone")
    wanted = parser.parse_args()
    models = [wanted.model] if wanted.model else MODELS
    sessions = [wanted.only] if wanted.only else list(SESSIONS)
    failures = 0
    for name in sessions:
        with tempfile.TemporaryDirectory(prefix="power_cut_test.") as folder:
            folder = pathlib.Path(folder).resolve()
            (folder / "home").mkdir()
            recorded = Recorded(wanted.runlog, folder / "home", wanted.shim, folder / "record",
                                "0 unsynced once" if wanted.unsynced else "")
            SESSIONS[name](recorded, wanted.rows)
            for model in models:
                cuts = Cuts(recorded, model, random.Random(f"{wanted.seed} {name} {model}"))
                number = -(-wanted.cuts // len(sessions) // len(models))
                for complaint in cuts.make(number):
                    failures += 1
                    print(f"{name}, {model}: {complaint}")
                print(f"{name}, {model}: {number} cuts in {len(recorded.events)} events of {len(recorded.steps)} "
                      f"commands, {sum(cuts.kinds.values())} failures {dict(cuts.kinds) or ''}", flush=True)
    print(f"{failures} failures")
    return (failures > 0) != wanted.unsynced


if __name__ == "__main__":
    sys.exit(main())
