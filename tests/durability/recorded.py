"""A program whose dealings with the disk are written down, command by command."""

import dataclasses
import os

from contents import contents
from disk import FORGOTTEN, Disk
from program import Runlog
from record import Event, events, watching
from stages import brought_up_to_date, stages


@dataclasses.dataclass
class Step:
    """One command: its place among the events, and what may be left of it."""

    words: tuple
    begin: int
    end: int
    stages: list

    def said(self, events):
        """The first place at which the command has told its answer."""
        return next((place + 1 for place in range(self.begin, self.end) if events[place].what == "say"), self.end + 1)


class Recorded(Runlog):
    def __init__(self, binary, home, shim, record, fault=""):
        super().__init__(binary, home, LD_PRELOAD=str(shim), **watching(home, record, fault))
        self.record, self.read_up_to = record, 0
        self.disk = Disk("strict", home)  # as the program sees it, to know that nothing is missed
        self.events, self.steps = [], []

    def run(self, *words, **how):
        self.notice_others()
        before, looked_at = contents(self.home), brought_up_to_date(self)
        begin = len(self.events)
        answer = super().run(*words, **how)
        self.take(events(self.record, self.home, self.read_up_to))
        self.read_up_to = os.path.getsize(self.record)
        self.check(words)
        self.steps.append(Step(words, begin, len(self.events), stages(before, looked_at, contents(self.home))))
        return answer

    def take(self, more):
        for event in more:
            self.events.append(event)
            self.disk.take(event)

    def there(self):
        """What stands in the home: the bytes of files, None for folders."""
        return {str(path.relative_to(self.home)): path.read_bytes() if path.is_file() else None
                for path in sorted(self.home.rglob("*")) if not path.name.endswith(FORGOTTEN)}

    def notice_others(self):
        """What somebody else did since the last command counts as done long ago."""
        there, known = self.there(), self.disk.seen()
        self.take(Event("gone", name=name) for name in known if name not in there)
        self.take(Event("found", os.stat(self.home / name).st_ino, 0, name, "folder" if data is None else "file",
                        data or b"") for name, data in there.items() if name not in known or known[name] != data)

    def check(self, words):
        there, known = self.there(), self.disk.seen()
        missed = [name for name in {*there, *known} if there.get(name, 0) != known.get(name, 0)]
        if missed:
            raise SystemExit(f"runlog {' '.join(words)}: the record does not tell how {missed} came to be")
