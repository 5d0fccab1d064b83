#!/usr/bin/python3
"""Commands killed at random moments: what was confirmed stays, and nothing is there by half.

kill_test.py RUNLOG [--kills N] [--seed S] [--only DEED]
"""

import argparse
import collections
import os
import pathlib
import random
import signal
import sys
import tempfile
import time

from contents import drafts
from deeds import DEEDS
from rehearsal import Rehearsal
from stages import complaints

BEYOND = 1.2  # times the usual duration: some end before they are killed


class Kills:
    def __init__(self, rehearsal, dice):
        self.rehearsal, self.dice = rehearsal, dice
        self.count = collections.Counter()

    def one(self):
        """Returns what is wrong after a kill."""
        delay = self.dice.uniform(0, BEYOND * self.rehearsal.usual_time)
        with self.rehearsal.performance() as runlog:
            process = runlog.start(*self.rehearsal.deed.words)
            time.sleep(delay)
            process.kill()
            said, _ = process.communicate()
            confirmed = self.rehearsal.is_confirmed(process.returncode, said.decode())
            self.count["kills"] += 1
            self.count["alive"] += process.returncode == -signal.SIGKILL
            self.count["alive and confirmed"] += process.returncode == -signal.SIGKILL and confirmed
            self.count["drafts left"] += len(drafts(runlog.home))
            if process.returncode not in (0, -signal.SIGKILL):
                yield f"killed after {delay * 1000:.1f} ms, it ended with {process.returncode}"
            for complaint in complaints(runlog, self.rehearsal.allowed(confirmed)):
                yield f"killed after {delay * 1000:.1f} ms, {'' if confirmed else 'un'}confirmed: {complaint}"

    def report(self):
        usual = self.rehearsal.usual_time * 1000
        return ", ".join(f"{number} {what}" for what, number in self.count.items()) + f" (usually {usual:.0f} ms)"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("--kills", type=int, default=150, help="of all deeds together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=3000, help="of an import")
    parser.add_argument("--only", choices=DEEDS, help="one deed alone")
    wanted = parser.parse_args()
    deeds = [DEEDS[wanted.only]] if wanted.only else list(DEEDS.values())
    failures = 0
    with tempfile.TemporaryDirectory(prefix="kill_test.") as folder:
        for number, deed in enumerate(deeds):
            rehearsal = Rehearsal(wanted.runlog, deed, pathlib.Path(folder) / str(number), wanted.rows)
            kills = Kills(rehearsal, random.Random(f"{wanted.seed} {deed.name}"))
            for _ in range(-(-wanted.kills // len(deeds))):
                for complaint in kills.one():
                    failures += 1
                    print(f"{deed.name} {complaint}")
            print(f"{deed.name}: {kills.report()}", flush=True)
    print(f"{failures} failures")
    return failures > 0


if __name__ == "__main__":
    sys.exit(main())
