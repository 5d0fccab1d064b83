"""What the shim writes down of a program's dealings with the disk."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Event:
    """`make` a file or a `folder`, `write`, `size`, `sync`, `link`, `rename`, `unlink`; what was said; a fault struck."""

    what: str
    inode: int = 0
    offset: int = 0
    name: str = ""
    other_name: str = ""
    data: bytes = b""


def watching(home, record, fault=""):
    """The surroundings in which the shim does its work."""
    return {"DISK_WATCHED": str(home), "DISK_RECORD": str(record), "DISK_FAULT": fault}


def events(record, home, begin=0):
    """The events from a place in the file on, names being relative to the home."""
    def within(path):
        return path.removeprefix(str(home)).lstrip("/")
    with open(record, "rb") as file:
        file.seek(begin)
        while line := file.readline():
            what, inode, offset, length, name, other_name = line.decode().rstrip("\n").split("\t")
            yield Event(what, int(inode), int(offset), within(name), within(other_name), file.read(int(length)))
