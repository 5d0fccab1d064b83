#!/usr/bin/python3
"""Disks that fail, and nobody to tell: a clear answer, a sound log, and nothing half done.

disk_trouble_test.py RUNLOG SHIM [--faults N] [--seed S] [--only DEED]
"""

import argparse
import os
import pathlib
import random
import sys
import tempfile

from deeds import DEEDS
from deaf import told_nobody
from failures import Failures
from faults import Spoiler
from rehearsal import Rehearsal


def spoil(rehearsal, wanted, share, folder):
    """Fails some of the deed's calls to the disk, or all of them."""
    spoiler = Spoiler(rehearsal, wanted.shim, folder / "record")
    faults = spoiler.all_faults()
    if wanted.faults:
        faults = random.Random(f"{wanted.seed} {rehearsal.deed.name}").sample(faults, min(share, len(faults)))
    for fault in faults:
        yield from spoiler.spoil(fault)
    tried = ", ".join(f"{number} {kind}" for kind, number in sorted(spoiler.tried.items()))
    print(f"{rehearsal.deed.name}: {tried}; drafts left by {dict(spoiler.left) or 'none'}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("shim", type=os.path.abspath)
    parser.add_argument("--faults", type=int, default=360, help="so many, of all that could be; 0 for each of them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=40, help="of an import")
    parser.add_argument("--only", choices=DEEDS, help="one deed alone")
    wanted = parser.parse_args()
    deeds = [DEEDS[wanted.only]] if wanted.only else list(DEEDS.values())
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="disk_trouble_test.") as folder:
        folder = pathlib.Path(folder).resolve()
        for deed in deeds:
            rehearsal = Rehearsal(wanted.runlog, deed, folder / deed.name, wanted.rows, times=1)
            failures.take(deed.name, told_nobody(rehearsal))
            failures.take(deed.name, spoil(rehearsal, wanted, wanted.faults // len(deeds), folder))
    return failures.report()


if __name__ == "__main__":
    sys.exit(main())
