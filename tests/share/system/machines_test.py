#!/usr/bin/python3
"""Four machines of one group, killed in the middle of their syncs: all logs come to agree, and nothing is lost or told.

machines_test.py RUNLOG [--steps 500] [--kills 100] [--seed 1] [--host ssh|folder]
"""

import argparse
import collections
import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import threading
import time

from agreement import disagreements, losses
from canary import escapes
from host import empty_host
from machine import Machine, family, invitation_of, join, kill_all
from steps import GROUP, Member

# How wrong each clock is: that of the second is a day late.
CLOCKS = {"tanya": dt.timedelta(), "anna": dt.timedelta(days=-1), "beth": dt.timedelta(minutes=40),
          "cora": dt.timedelta(days=1)}
MOST_ROUNDS = 10
SYNCS = 0.2  # of the steps, besides those that are killed


class Life:
    """A member's steps, with kills among them."""

    def __init__(self, member, dice, steps, kills):
        self.member, self.dice = member, dice
        self.killed_steps = set(dice.sample(range(steps), kills))
        self.steps = steps
        self.count, self.times, self.failures = collections.Counter(), [], []
        self.reach = 0  # how long after its beginning a sync is killed at the latest, in seconds

    def live(self):
        try:
            for step in range(self.steps):
                if step in self.killed_steps:
                    self.be_killed()
                elif self.dice.random() < SYNCS:
                    self.sync("a sync")
                else:
                    self.member.act()
                self.count["steps"] += 1
        except (SystemExit, Exception) as trouble:  # pylint: disable=broad-exception-caught
            self.fail(f"could not go on: {trouble!r}")

    def fail(self, what):
        self.failures.append(f"{self.member.machine.name} {what}")

    def sync(self, which):
        began = time.monotonic()
        status, _, complained = self.member.machine.run("share", "sync")
        self.times.append(time.monotonic() - began)
        self.count["syncs"] += 1
        if status != 0 or complained:
            self.fail(f"{which} ended with {status}: {complained.strip()}")

    def be_killed(self):
        """With something to send; again, until a kill finds a sync at work."""
        self.member.run_with_group()
        while not self.one_kill():
            pass
        self.sync("the sync after a kill")

    def one_kill(self):
        process = self.member.machine.start("share", "sync", out=subprocess.DEVNULL)
        self.reach = self.reach or statistics.median(self.times)
        time.sleep(self.dice.uniform(0, self.reach))
        everybody = self.dice.random() < 0.5
        doing = what_goes_on(process.pid)
        process.kill()
        if everybody:
            kill_all(process.pid)
        _, complained = process.communicate()
        self.count["kills"] += 1
        if process.returncode >= 0:
            if process.returncode != 0:
                self.fail(f"a sync after a kill ended with {process.returncode}: {complained.decode().strip()}")
            self.reach *= 0.8  # it had ended: a machine that was busy a while ago is quicker now
            return False
        self.reach *= 1.1
        self.count["kills that hit"] += 1
        self.count[f"hit during {doing}"] += 1
        self.count["hits with all children"] += everybody
        return True


def what_goes_on(session):
    for _, words in family(session):
        for deed in ("fetch", "push", "commit-tree", "gc"):
            if deed in words:
                return deed
    return "other work"


def begin(organizer):
    """A group that meets on Saturdays."""
    organizer.must("group", "add", GROUP, "--title", "Run Momma Run")
    organizer.must("group", "join", GROUP, "me", "--role", "organizer", "--from", "2026-09-01")
    organizer.must("session", "add", GROUP, "Trail run", "--every", "sat", "--at", "6:00", "--length", "90m", "--from",
                   "2026-09-01")


def share(machines, address):
    """The first lets in all others."""
    organizer, *others = machines
    organizer.must("share", "init", GROUP, address)
    invitation = invitation_of(organizer)
    for machine in others:
        machine.must("plan", "3/week")
        organizer.must("member", "add", machine.name)
        organizer.must("group", "join", GROUP, machine.name, "--from", "2026-09-01")
        organizer.must("share", "admit", join(machine, invitation), "--as", machine.name)
    for machine in machines * 2:
        machine.sync()


def come_to_rest(machines):
    """Returns after how many rounds nothing comes or goes any more, or nothing if it never does."""
    for number in range(MOST_ROUNDS):
        said = [machine.sync()[0] for machine in machines]
        if not any(one["sent"] or one["taken_in"] for one in said):
            return number
    return None


def lives_of(machines, seed, steps, kills):
    lives = []
    for number, machine in enumerate(machines):
        dice = random.Random(f"{seed} {machine.name}")
        others = [other.name for other in machines if other is not machine]
        member = Member(machine, dice, others, number == 0)
        lives.append(Life(member, dice, -(-steps // len(machines)), -(-kills // len(machines))))
    return lives


def live_all(lives):
    for life in lives:
        life.sync("the first sync")
    threads = [threading.Thread(target=life.live) for life in lives]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def look_back(lives, repository):
    """Everything that is wrong in the end."""
    members = [life.member for life in lives]
    machines = [member.machine for member in members]
    for life in lives:
        yield from life.failures
    rounds = come_to_rest(machines)
    if rounds is None:
        yield f"after {MOST_ROUNDS} rounds there is still something new"
    yield from losses(members)
    yield from escapes(machines, repository)
    for member in members:
        member.give_up_secrets()
    yield from disagreements(members)


def report(lives, seconds):
    count = sum((life.count for life in lives), collections.Counter())
    times = [spent for life in lives for spent in life.times]
    print(", ".join(f"{number} {what}" for what, number in count.items()))
    print(f"{seconds:.0f} s; a sync took {statistics.mean(times):.2f} s on the mean, {max(times):.2f} s at most")
    shared = sum(run.shared for life in lives for run in life.member.runs.values())
    print(f"{shared} runs with the group, {sum(len(life.member.runs) for life in lives) - shared} of one's own, "
          f"{sum(len(life.member.removed) for life in lives)} removed")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("--steps", type=int, default=500, help="of all four together")
    parser.add_argument("--kills", type=int, default=100, help="that hit a sync at work")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--host", choices=["ssh", "folder"], default="ssh")
    wanted = parser.parse_args()
    with empty_host(wanted.host, "machines_test.") as host:
        machines = [Machine(wanted.runlog, host.folder, name, clock, **host.client) for name, clock in CLOCKS.items()]
        begin(machines[0])
        share(machines, host.address)
        lives = lives_of(machines, wanted.seed, wanted.steps, wanted.kills)
        began = time.monotonic()
        live_all(lives)
        failures = list(look_back(lives, host.repository))
        report(lives, time.monotonic() - began)
    for failure in failures[:40]:
        print(failure)
    print(f"{len(failures)} failures")
    return len(failures) > 0


if __name__ == "__main__":
    sys.exit(main())
