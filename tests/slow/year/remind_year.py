#!/usr/bin/env python3
"""A year of reminders, hour by hour, against a model of the rules that shares nothing with the program.

A group of 30 lives for a year: it runs, logs late, excuses itself, promises, goes away; sessions are moved and
cancelled. `runlog remind --exec` is called every hour, sleeps for hours or days, is killed in the middle, and meets a
receiver that refuses. After each call the model says what was due at that moment. What came must have been due, and
what was due must have come, once.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import signal
import sys
import tempfile
import time

from life import Life, names
from program import REFUSE_NOBODY, Runlog, meaning_of
from rules import Rules
from world import DAY, GROUP_ZONE, HOUR, KINDS, ZONES, later


class Year:
    def __init__(self, runlog, life, dice):
        self.runlog, self.life, self.dice = runlog, life, dice
        self.luck = random.Random(dice.random())  # of each call, which goes by what a kill left behind: no two runs alike
        self.handed, self.unsure, self.keys = set(), set(), {}
        self.count, self.by_kind = collections.Counter(), collections.Counter()
        self.failures, self.sorts = [], []

    def fail(self, now, what, *which):
        self.sorts.append(f"{what}: {which[0]}" if which else what)
        self.failures.append(f"{now.isoformat(timespec='minutes')} ({now:%a}) {what}: {' '.join(map(str, which))}")

    def live(self, days, step):
        moment, end = self.life.start, later(self.life.start, days * DAY)
        awake_from = moment
        while moment < end:
            now = later(moment, self.dice.choice([0, 0, 30, self.dice.randrange(60)]) * HOUR / 60)
            self.life.live_until(now)
            if moment >= awake_from:
                self.call(now)
                if self.dice.random() < 0.01 * step:
                    awake_from = later(moment, self.dice.uniform(2, 72) * HOUR)
                    self.count["gaps"] += 1
            moment = later(moment, step * HOUR)

    def call(self, now):
        rules = Rules(self.life.members, self.life.sessions, now)
        due = rules.due()
        fresh = due - self.handed
        ways = {self.undisturbed: 80, self.refused: 6, self.ask: 6, self.again: 1, self.killed: 40 if fresh else 4}
        way, = self.luck.choices(list(ways), ways.values())
        self.count["calls"] += 1
        self.count[way.__name__] += 1
        way(now, rules, due)

    def take(self, now, rules, due, again=False):
        """Judge what was just accepted; returns it in its order."""
        came = []
        for reminder in self.runlog.newly_accepted():
            what = meaning_of(reminder)
            came.append(what)
            self.by_kind[what[0]] += 1
            if self.keys.setdefault(reminder["key"], what) != what:
                self.fail(now, "one key for two things", reminder["key"])
            if what not in due and not rules.may_call(what):
                self.fail(now, rules.left_alone(rules.by_name[what[1]], what[0]) or "not due", *what)
            if what in self.unsure:
                self.count["repeats after kills"] += not again
                self.unsure.discard(what)
            elif what in self.handed and not again:
                self.fail(now, "handed over twice", *what)
        if len(set(came)) < len(came):
            self.fail(now, "twice in one call", *came)
        self.handed |= set(came)
        return came

    def expect_all(self, now, due):
        for what in sorted(due - self.handed):
            self.fail(now, "lost", *what)
            self.handed.add(what)  # told once is enough
        self.unsure -= due  # it was due and did not come again: it had been remembered

    def undisturbed(self, now, rules, due):
        status, said = self.runlog.remind(now)
        self.take(now, rules, due)
        self.expect_all(now, due)
        if status != 0 or said:
            self.fail(now, f"status {status}", said)

    def refused(self, now, rules, due):
        pattern = self.luck.choice(["", '"kind":"upcoming"', '"member":"m1'])
        self.runlog.refuse(pattern)
        status, _ = self.runlog.remind(now)
        self.runlog.refuse(REFUSE_NOBODY)
        came = self.take(now, rules, due)
        if not pattern and came:
            self.fail(now, "the receiver is wrong", *came)

    def again(self, now, rules, due):
        self.runlog.remind(now, "--again")
        came = self.take(now, rules, due, again=True)
        for what in sorted(due - set(came)):
            self.fail(now, "not told again", *what)

    def ask(self, now, rules, due):
        status, said = self.runlog.run(now, "remind", "--check", "--json", "--member", names(self.life.members),
                                       expect=(0, 1))
        listed = {meaning_of(r) for r in json.loads(said)["reminders"]}
        for what in sorted((due - self.handed - self.unsure) - listed):
            self.fail(now, "missing in --check --json", *what)
        for what in sorted(listed - due):
            if not rules.may_call(what):
                self.fail(now, "too much in --check --json", *what)
        for what in sorted(listed & self.handed - self.unsure):
            self.fail(now, "handed over, but in --check --json", *what)
        if status != bool(listed):
            self.fail(now, f"--check said {status}", *sorted(listed))
        if self.runlog.newly_accepted():
            self.fail(now, "--check handed something over")

    def killed(self, now, rules, due):
        fresh = due - self.handed
        if not self.runlog.remind_and_kill(now, self.luck.uniform(0.003, 0.02 + 0.005 * len(fresh))):
            self.take(now, rules, due)
            self.expect_all(now, due)
            return
        self.count["kills"] += 1
        came = self.take(now, rules, due)
        self.unsure |= set(came[-1:])  # accepted in the very moment of the kill: it may come once more

    def report(self, seconds):
        for failure in self.failures[:60]:
            print(failure)
        kinds = ", ".join(f"{kind} {self.by_kind[kind]}" for kind in KINDS)
        count = self.count
        print(f"{count['calls']} calls ({count['undisturbed']} undisturbed, {count['refused']} refused, {count['ask']} "
              f"--check, {count['again']} --again), {count['kills']} kills, {count['gaps']} gaps, "
              f"{self.runlog.commands} commands in {seconds:.0f} s; handed over: {kinds}; "
              f"{count['repeats after kills']} repeats after kills; {len(self.failures)} failures")
        for what, times in collections.Counter(self.sorts).most_common():
            print(f"  {times} x {what}")
        return bool(self.failures)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--step", type=int, default=1, metavar="HOURS")
    parser.add_argument("--one-zone", action="store_true", help="everybody lives where the group meets")
    wanted = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaves no folder behind, either
    with tempfile.TemporaryDirectory(prefix="remind_year.") as home:
        runlog = Runlog(wanted.runlog, pathlib.Path(home))
        zones = [GROUP_ZONE.key] if wanted.one_zone else ZONES
        life = Life(runlog, random.Random(wanted.seed), wanted.days, zones)
        life.settle()
        year = Year(runlog, life, random.Random(-wanted.seed))  # of its own: kills never change what people do
        began = time.monotonic()
        year.live(wanted.days, wanted.step)
    return year.report(time.monotonic() - began)


if __name__ == "__main__":
    sys.exit(main())
