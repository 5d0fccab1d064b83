#!/usr/bin/python3
"""A crowd that syncs to one host at once: nobody is turned away, and nobody needs more than two pushes.

crowd_sync_test.py RUNLOG [--devices 50] [--host folder|ssh]
"""

import argparse
import collections
import concurrent.futures
import os
import shutil
import sys
import time

from host import empty_host
from machine import Machine, invitation_of, join
from steps import GROUP

MOST_PUSHES = 2  # of one device in one sync
GIT = """\
#!/bin/sh
for word; do
    [ "$word" != push ] || echo "$LOGNAME" >>"$GIT_SSH_PUSHES"
done
exec {git} "$@"
"""


class Pushes:
    """Counts them by whose they are: a git stands before the real one and notes them down."""

    def __init__(self, folder):
        self.file = folder / "pushes"
        self.file.touch()
        self.programs = folder / "programs"
        self.programs.mkdir()
        git = self.programs / "git"
        git.write_text(GIT.format(git=shutil.which("git")))
        git.chmod(0o700)

    @property
    def surroundings(self):
        """Of the variables that are git's own, runlog hands on those about ssh alone."""
        return {"PATH": f"{self.programs}:{os.environ['PATH']}", "GIT_SSH_PUSHES": str(self.file)}

    def forget(self):
        self.file.write_text("")

    def by_machine(self):
        return collections.Counter(self.file.read_text().split())


def settle(organizer, others, address):
    """A group whose members all have asked to be let in."""
    organizer.must("group", "add", GROUP)
    organizer.must("group", "join", GROUP, "me", "--role", "organizer")
    for other in others:
        organizer.must("member", "add", other.name)
    organizer.must("group", "join", GROUP, *[other.name for other in others])
    organizer.must("share", "init", GROUP, address)
    invitation = invitation_of(organizer)
    codes = at_once(lambda other: other.must("plan", "3/week") and join(other, invitation), others, 4)
    for other, code in zip(others, codes):
        organizer.must("share", "admit", code, "--as", other.name)


def at_once(deed, machines, most=None):
    with concurrent.futures.ThreadPoolExecutor(most or len(machines)) as pool:
        return list(pool.map(deed, machines))


def one_sync(machine):
    """What was wrong with it, if anything, and how long it took."""
    began = time.monotonic()
    status, _, complained = machine.run("share", "sync")
    trouble = f"{machine.name}: status {status}: {complained.strip()}" if status != 0 or complained else None
    return trouble, time.monotonic() - began


def crowd(machines, pushes, title):
    """All of them at once; returns what was wrong."""
    pushes.forget()
    began = time.monotonic()
    troubles, times = zip(*at_once(one_sync, machines))
    seconds = time.monotonic() - began
    counted = pushes.by_machine()
    print(f"{title}: {len(machines)} devices in {seconds:.1f} s, longest {max(times):.1f} s, "
          f"{sum(counted.values())} pushes, at most {max(counted.values(), default=0)} of one device")
    return [trouble for trouble in troubles if trouble] + [
        f"{title}: {name} pushed {times} times" for name, times in counted.items() if times > MOST_PUSHES]


def look_back(machines):
    """Everybody has everybody's run."""
    for machine in machines:
        runs = machine.answer("list", "--group", GROUP, "--limit", "1000000")["runs"]
        if len(runs) != len(machines):
            yield f"{machine.name} has {len(runs)} runs of {len(machines)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("--devices", type=int, default=50)
    parser.add_argument("--host", choices=["folder", "ssh"], default="folder")
    wanted = parser.parse_args()
    with empty_host(wanted.host, "crowd_sync_test.") as host:
        pushes = Pushes(host.folder)
        surroundings = {**pushes.surroundings, **host.client}
        machines = [Machine(wanted.runlog, host.folder, f"m{number:02}", **surroundings)
                    for number in range(wanted.devices)]
        began = time.monotonic()
        settle(machines[0], machines[1:], host.address)
        print(f"{wanted.devices} machines are let in after {time.monotonic() - began:.1f} s")
        failures = crowd(machines, pushes, "the first sync")
        at_once(lambda machine: machine.must("add", "5k", "--group", GROUP), machines, 4)
        failures += crowd(machines, pushes, "a run each")
        failures += crowd(machines, pushes, "what the others ran")
        failures += look_back(machines)
    for failure in failures[:40]:
        print(failure)
    print(f"{len(failures)} failures")
    return len(failures) > 0


if __name__ == "__main__":
    sys.exit(main())
