"""How a command that met with trouble must answer: done, or one sentence that says what, where and what next."""

from program import LOG

VAGUE = ("Something went wrong", "Please report", "has trouble:", "See: runlog doctor")
DENIALS = ("Nothing was", "was left as it is")
ADMISSION = "runlog history"  # shows what was recorded


def complaints_about(status, complained, found, stages):
    """What is wrong with the answer of a command that has left this behind."""
    if status not in (0, 2):
        yield f"it ended with {status}"
    if status == 2:
        yield from complaints_about_words(complained)
        yield from complaints_about_truth(complained, found, stages)


def complaints_about_words(complained):
    sentence, *hints = complained.splitlines() or [""]
    if not sentence.startswith("runlog: ") or not sentence.endswith("."):
        yield f"no sentence: {complained!r}"
    elif any(words in complained for words in VAGUE):
        yield f"a vague sentence: {complained!r}"
    elif not hints or not all(hint.startswith("        ") for hint in hints):
        yield f"a sentence that does not say what to do: {complained!r}"


def complaints_about_truth(complained, found, stages):
    if not is_done(found, stages):
        return
    if any(words in complained for words in DENIALS):
        yield f"the log is changed, and it says otherwise: {complained!r}"
    elif ADMISSION not in complained:
        yield f"the log is changed, and it does not say so: {complained!r}"


def is_done(found, stages):
    """Whether the log is what the command makes of it; a log that was only brought up to date is not."""
    return found.get(LOG) == stages[-1].get(LOG) != stages[0].get(LOG)
