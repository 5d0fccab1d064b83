"""Answers that nobody gets: standard output is full, closed, or read no more."""

import os

from answers import ADMISSION, is_done
from contents import contents
from stages import complaints


def told_nobody(rehearsal):
    for name, listener in (("a full standard output", full), ("a reader that is gone", gone)):
        with rehearsal.performance() as runlog:
            with listener() as out:
                status, _, complained = runlog.run(*rehearsal.deed.words, out=out)
            for complaint in complaints_about_answer(rehearsal, listener, status, complained, contents(runlog.home)):
                yield name, complaint
            for complaint in complaints(runlog, rehearsal.allowed(not rehearsal.deed.told_first)):
                yield name, complaint


def full():
    return open("/dev/full", "wb")


def gone():
    reading, writing = os.pipe()
    os.close(reading)
    return os.fdopen(writing, "wb")


def complaints_about_answer(rehearsal, listener, status, complained, found):
    """A reader that went away has heard enough; one that cannot be told must learn of it some other way."""
    if listener is gone:
        if status != 0:
            yield f"status {status}, {complained!r}"
    elif status != 2:
        yield f"status {status}, {complained!r}"
    elif is_done(found, rehearsal.stages) and ADMISSION not in complained:
        yield f"the log is changed, and it does not say so: {complained!r}"
