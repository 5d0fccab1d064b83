"""What may be left of a command that was disturbed: a few whole states of the disk, and nothing in between."""

import contextlib
import json
import pathlib
import shutil
import tempfile

from contents import contents, told
from program import LOG, Runlog


@contextlib.contextmanager
def copy_of(runlog):
    """The same program in a copy of its home, which goes again."""
    with tempfile.TemporaryDirectory(prefix="durability.") as folder:
        shutil.copytree(runlog.home, folder, dirs_exist_ok=True)
        yield Runlog(runlog.binary, pathlib.Path(folder))


def brought_up_to_date(runlog):
    """What stands in the home once somebody has looked at its log, which may be of an older version."""
    with copy_of(runlog) as other:
        other.run("list")
        return contents(other.home)


def stages(before, looked_at, after):
    """A copy is kept before the log changes, and an old log is brought up to date before it is written to."""
    found = [before]
    if LOG in before and LOG in after:
        found.append({**after, LOG: before[LOG]})
    if looked_at != before:
        found.append(looked_at)
    return [*found, after]


def complaints(runlog, allowed):
    """What is wrong with what stands in the home, where only these stages may."""
    found = contents(runlog.home)
    if found not in allowed:
        yield f"there is {told(found)}, not {' or '.join(dict.fromkeys(map(told, allowed)))}"
    elif LOG in found and "damage" not in found[LOG]:
        yield from still_works(runlog, found[LOG])


def still_works(runlog, content):
    """The program must see what we see, and be able to go on, and nobody may keep others from reading."""
    if content["journal_mode"] != [("wal",)]:
        yield "whoever writes keeps readers away: the log has no write-ahead journal"
    status, said, complained = runlog.run("list", "--json", "--limit", "100000")
    if status != 0 or len(json.loads(said)["runs"]) != len(content["runs"]):
        yield f"list sees something else: {status} {complained}"
    status, _, complained = runlog.run("add", "1k")
    if status != 0:
        yield f"nothing can be added any more: {complained}"
