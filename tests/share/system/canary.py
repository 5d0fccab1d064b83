"""What must not leave a machine, looked for wherever it could have gone."""

import subprocess


def word_of(machine):
    """What somebody writes in notes, reasons and places that nobody else shall read."""
    return f"canary.{machine.name}"


def objects_of(repository):
    """All that a repository holds or ever held, in one piece."""
    return subprocess.run(["git", "--git-dir", repository, "cat-file", "--batch-all-objects", "--batch", "--buffer"],
                          capture_output=True, check=True).stdout


def escapes(machines, repository):
    """Where a word is found that belongs to somebody else's machine alone."""
    everything = objects_of(repository)
    for machine in machines:
        word = word_of(machine).encode()
        if word in everything:
            yield f"{word.decode()} is in the repository"
        for other in machines:
            if other is not machine and any(word in path.read_bytes() for path in other.log.parent.glob("runlog.db*")):
                yield f"{word.decode()} is in the log of {other.name}"
        if not any(word in path.read_bytes() for path in machine.log.parent.glob("runlog.db*")):
            yield f"{word.decode()} is not even where it was written: it proves nothing"
