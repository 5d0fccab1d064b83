"""A deed as it goes undisturbed."""

import time

from contents import contents
from program import Runlog
from stages import brought_up_to_date, copy_of, stages


class Rehearsal:
    """A home in which the deed can be done, how long it takes, what it says and what it leaves."""

    def __init__(self, binary, deed, home, rows, times=3):
        self.binary, self.deed, self.home = binary, deed, home
        home.mkdir()
        self.runlog = Runlog(binary, home)
        deed.prepare(self.runlog, rows)
        spent = []
        for _ in range(times):
            with self.performance() as runlog:
                began = time.monotonic()
                self.said = runlog.must(*deed.words)
                spent.append(time.monotonic() - began)
                after = contents(runlog.home)
        self.usual_time = sorted(spent)[times // 2]
        self.stages = stages(contents(home), brought_up_to_date(self.runlog), after)

    def performance(self):
        """The program in a fresh copy of the home."""
        return copy_of(self.runlog)

    def is_confirmed(self, status, said):
        first_line = self.said[:self.said.find("\n") + 1]
        return status == 0 or not self.deed.told_first and first_line != "" and said.startswith(first_line)

    def allowed(self, confirmed):
        return self.stages[-1:] if confirmed else self.stages
