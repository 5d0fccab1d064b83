"""Single calls to the disk that fail, one by one."""

import collections
import dataclasses
import signal

from answers import complaints_about
from contents import contents, drafts
from program import Runlog
from record import events, watching
from stages import complaints

KINDS = ("EIO once", "EIO on", "ENOSPC once", "ENOSPC on", "EROFS once", "EROFS on", "short once", "short on", "kill once")
NEVER = 10**9


@dataclasses.dataclass(frozen=True)
class Fault:
    call: int
    kind: str

    def __str__(self):
        return f"{self.call} {self.kind}"


class Spoiler:
    """Does a deed on a disk that fails."""

    def __init__(self, rehearsal, shim, record):
        self.rehearsal, self.shim, self.record = rehearsal, shim, record
        self.tried, self.left = collections.Counter(), collections.Counter()

    def all_faults(self):
        return [Fault(call, kind) for kind in KINDS for call in range(1, self.calls(kind) + 1)]

    def calls(self, kind):
        with self.rehearsal.performance() as runlog:
            self.do(runlog, Fault(NEVER, kind))
        return max(event.offset for event in self.events() if event.what == "calls")

    def do(self, runlog, fault):
        self.record.unlink(missing_ok=True)
        spoilt = Runlog(runlog.binary, runlog.home, LD_PRELOAD=str(self.shim),
                        **watching(runlog.home, self.record, str(fault)))
        return spoilt.run(*self.rehearsal.deed.words)

    def events(self):
        return events(self.record, "")

    def spoil(self, fault):
        """Yields the fault with what is wrong after it."""
        with self.rehearsal.performance() as runlog:
            status, said, complained = self.do(runlog, fault)
            struck = next((event.name for event in self.events() if event.what == "fault"), "nothing")
            self.tried[fault.kind] += 1
            for complaint in self.complaints(runlog, fault, struck, status, said, complained):
                yield f"{fault} ({struck})", complaint.replace(str(runlog.home), "~")

    def complaints(self, runlog, fault, struck, status, said, complained):
        confirmed = self.rehearsal.is_confirmed(status, said)
        found = contents(runlog.home)
        if fault.kind == "kill once":
            status = 0 if status == -signal.SIGKILL else status
        elif drafts(runlog.home):
            self.left[fault.kind] += 1
            if fault.kind.endswith("once") and struck != "unlink":
                yield "drafts left behind"
        yield from complaints_about(status, complained, found, self.rehearsal.stages)
        yield from complaints(runlog, self.rehearsal.allowed(confirmed))
