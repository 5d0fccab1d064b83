#!/usr/bin/python3
"""A disk that fills up, and one that turns read-only: real ones, in memory, which only this test sees.

small_disk_test.py RUNLOG [--only DEED]; ends with 77 where it may not mount any.
"""

import argparse
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from answers import complaints_about
from contents import contents
from deeds import DEEDS
from failures import Failures
from program import Runlog
from rehearsal import Rehearsal
from stages import complaints

ROOMS = (0, 4, 8, 16, 32, 36, 40, 64, 96, 128, 192, 224, 256, 288, 384, 448, 512, 640)  # kilobytes left
PLENTY = "size=64m"


@contextlib.contextmanager
def disk_of_its_own(rehearsal):
    """The program on a disk of its own, and how to change that disk."""
    with tempfile.TemporaryDirectory(prefix="small_disk_test.") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", PLENTY, "none", folder], check=True)
        try:
            shutil.copytree(rehearsal.home, folder, dirs_exist_ok=True)
            yield (Runlog(rehearsal.binary, pathlib.Path(folder)),
                   lambda how: subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True))
        finally:
            subprocess.run(["umount", folder], check=True)


def kilobytes_used(folder):
    status = os.statvfs(folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize // 1024


def try_disks(rehearsal):
    """Yields the disk with what went wrong on it."""
    for room in (*ROOMS, None):
        with disk_of_its_own(rehearsal) as (runlog, remount):
            remount("ro" if room is None else f"size={kilobytes_used(runlog.home) + room or 1}k")
            status, said, complained = runlog.run(*rehearsal.deed.words)
            found = contents(runlog.home)
            remount("rw," + PLENTY)
            wrong = [*complaints_about(status, complained, found, rehearsal.stages),
                     *complaints(runlog, rehearsal.allowed(rehearsal.is_confirmed(status, said)))]
            for complaint in wrong:
                yield "read-only" if room is None else f"{room} KB", complaint.replace(str(runlog.home), "~")


def in_a_namespace():
    """Starts the test anew where it may mount disks, or skips it."""
    command = ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        print("skipped: no disk can be mounted here")
        sys.exit(77)
    os.execvp("unshare", [*command, sys.executable, *sys.argv, "--inside"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("runlog", type=os.path.abspath)
    parser.add_argument("--rows", type=int, default=300, help="of an import")
    parser.add_argument("--only", choices=DEEDS, help="one deed alone")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if not wanted.inside:
        in_a_namespace()
    failures = Failures()
    with tempfile.TemporaryDirectory(prefix="small_disk_test.") as folder:
        for deed in [DEEDS[wanted.only]] if wanted.only else DEEDS.values():
            rehearsal = Rehearsal(wanted.runlog, deed, pathlib.Path(folder) / deed.name, wanted.rows, times=1)
            failures.take(deed.name, try_disks(rehearsal))
            print(f"{deed.name}: {len(ROOMS)} full disks and a read-only one", flush=True)
    return failures.report()


if __name__ == "__main__":
    sys.exit(main())
