"""A deed as it goes undisturbed, and what may be left of it when it is disturbed."""

import contextlib
import json
import shutil
import tempfile
import time

from contents import contents, told
from program import LOG, Runlog


class Rehearsal:
    """Knows the stages of a deed: the disk before it, after it, and between the two steps that some consist of."""

    def __init__(self, binary, deed, home, rows, times=3):
        self.binary, self.deed, self.home = binary, deed, home
        home.mkdir()
        self.runlog = Runlog(binary, home)
        deed.prepare(self.runlog, rows)
        before = contents(home)
        spent = []
        for _ in range(times):
            with self.performance() as runlog:
                began = time.monotonic()
                self.said = runlog.must(*deed.words)
                spent.append(time.monotonic() - began)
                after = contents(runlog.home)
        self.usual_time = sorted(spent)[times // 2]
        self.stages = [before, *self.between(before, after), after]

    @contextlib.contextmanager
    def performance(self):
        """The program in a fresh copy of the home."""
        with tempfile.TemporaryDirectory(prefix="durability.") as folder:
            runlog = Runlog(self.binary, self.home.parent / folder)
            shutil.copytree(self.home, runlog.home, dirs_exist_ok=True)
            yield runlog

    def between(self, before, after):
        """A copy is kept before the log changes, and a log is brought up to date before it is written to."""
        if LOG not in before or LOG not in after:
            return
        yield {**after, LOG: before[LOG]}
        if before[LOG].get("version", after[LOG]["version"]) != after[LOG]["version"]:
            with self.performance() as runlog:
                runlog.must("list")
                yield contents(runlog.home)

    def is_confirmed(self, status, said):
        first_line = self.said[:self.said.find("\n") + 1]
        return status == 0 or not self.deed.told_first and first_line != "" and said.startswith(first_line)

    def complaints(self, runlog, confirmed):
        """What is wrong with what stands in the home after the deed was disturbed."""
        found = contents(runlog.home)
        allowed = self.stages[-1:] if confirmed else self.stages
        if found not in allowed:
            yield f"{'confirmed' if confirmed else 'unconfirmed'}, and there is {told(found)}"
        elif "damage" not in found.get(LOG, {"damage": True}):
            yield from still_works(runlog, found[LOG])


def still_works(runlog, content):
    """The program must see what we see, and be able to go on."""
    status, said, complained = runlog.run("list", "--json", "--limit", "100000")
    if status != 0 or len(json.loads(said)["runs"]) != len(content["runs"]):
        yield f"list sees something else: {status} {complained}"
    status, _, complained = runlog.run("add", "1k")
    if status != 0:
        yield f"nothing can be added any more: {complained}"
