#!/usr/bin/python3
"""A crowd at one log: no write is lost, nobody is turned away, and no reader sees the past.

crowd_test.py RUNLOG [--seconds 20] [--writers 20] [--readers 20]
"""

import argparse
import collections
import json
import os
import pathlib
import sys
import tempfile
import threading
import time

from contents import content_of
from program import Runlog


class Crowd:
    def __init__(self, runlog, seconds):
        self.runlog, self.end = runlog, time.monotonic() + seconds
        self.confirmed = {"the first"}
        self.failures, self.waits = [], collections.defaultdict(list)

    def timed(self, who, *words):
        """A command's status and what it said; how long it took is kept."""
        began = time.monotonic()
        status, said, complained = self.runlog.run(*words)
        took = time.monotonic() - began
        self.waits[who].append(took)
        if status != 0:
            self.failures.append(f"{who} turned away after {took:.1f} s: status {status}, {complained.strip()}")
        return status, said

    def write(self, name):
        count = 0
        while time.monotonic() < self.end:
            note, count = f"{name}.{count}", count + 1
            status, _ = self.timed("writer", "add", "1k", "--note", note)
            if status == 0:
                self.confirmed.add(note)

    def read(self):
        seen = set()
        while time.monotonic() < self.end:
            expected = seen | self.confirmed.copy()
            status, said = self.timed("reader", "list", "--json", "--limit", "1000000")
            if status != 0:
                continue
            seen = {run["note"] for run in json.loads(said)["runs"]}
            if expected - seen:
                self.failures.append(f"a reader misses {sorted(expected - seen)[:5]}, which were there before it began")

    def watch_disk(self):
        """How long the disk alone lets somebody wait: who waits longer has waited for others."""
        with open(self.runlog.home / "probe", "wb") as file:
            while time.monotonic() < self.end:
                began = time.monotonic()
                file.write(b"x")
                file.flush()
                os.fdatasync(file.fileno())
                self.waits["sync of the disk"].append(time.monotonic() - began)
                time.sleep(0.1)

    def gather(self, writers, readers):
        threads = [threading.Thread(target=self.write, args=[f"w{n}"]) for n in range(writers)]
        threads.append(threading.Thread(target=self.watch_disk))
        threads += [threading.Thread(target=self.read) for _ in range(readers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def look_back(self):
        content = content_of(self.runlog.log)
        if "damage" in content:
            self.failures.append(f"the log is damaged: {content['damage']}")
        runs = json.loads(self.runlog.must("list", "--json", "--limit", "1000000"))["runs"]
        notes = collections.Counter(run["note"] for run in runs)
        for note in self.confirmed - set(notes):
            self.failures.append(f"{note} was confirmed and is lost")
        for note in set(notes) - self.confirmed:
            self.failures.append(f"{note} was refused and is there")
        for note, times in notes.items():
            if times > 1:
                self.failures.append(f"{note} is there {times} times")

    def report(self):
        for failure in self.failures[:40]:
            print(failure)
        for who, waits in sorted(self.waits.items()):
            waits.sort()
            print(f"{who}: {len(waits)} times, median {waits[len(waits) // 2]:.2f} s, "
                  f"99 of 100 within {waits[len(waits) * 99 // 100]:.2f} s, longest {waits[-1]:.2f} s")
        print(f"{len(self.confirmed)} runs confirmed, {len(self.failures)} failures")
        return bool(self.failures)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--readers", type=int, default=20)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="crowd_test.") as home:
        runlog = Runlog(wanted.runlog, pathlib.Path(home))
        runlog.must("add", "1k", "--note", "the first")
        crowd = Crowd(runlog, wanted.seconds)
        crowd.gather(wanted.writers, wanted.readers)
        crowd.look_back()
    return crowd.report()


if __name__ == "__main__":
    sys.exit(main())
