"""A disk that remembers what has been synced, and what it may look like when the power goes.

What was synced is there. Of what was written to a file since, each sector may be there or not, and the size may be any
that the file had. Of the names that came and went, in the strict model, any may have come or gone that its folder was
not synced for; in the ordered model, that of ext4, changes to names arrive in the order in which they were made, and a
sync that has more than old bytes to write takes all the changes before it along.
"""

import dataclasses
import os

MODELS = ("strict", "ordered")
FORGOTTEN = "-shm"  # no power cut leaves it


class File:
    def __init__(self, content=b""):
        self.sure, self.pending = bytes(content), []  # pending: (offset, data), or (size, None)

    def size_pending(self):
        return any(self.sizes()[0] != size for size in self.sizes())

    def sizes(self):
        """From the synced one on, one after each change."""
        sizes = [len(self.sure)]
        for offset, data in self.pending:
            sizes.append(offset if data is None else max(sizes[-1], offset + len(data)))
        return sizes

    def seen(self):
        return self.left(lambda: True, lambda sizes: len(sizes) - 1, bytes, 1 << 40)

    def possible(self, dice, sector):
        likely = dice.choice([0, 0.1, 0.5, 0.9, 1])
        fill = dice.choice([bytes, dice.randbytes])
        return self.left(lambda: dice.random() < likely, lambda sizes: dice.randrange(len(sizes)), fill, sector)

    def left(self, keeps, choose, fill, sector):
        sizes = self.sizes()
        arrived = choose(sizes)
        content = bytearray(self.sure)
        for number, (offset, data) in enumerate(self.pending, 1):
            if data is None:
                del content[offset if number <= arrived else len(content):]
                continue
            content += fill(max(0, offset + len(data) - len(content)))
            for begin, end in pieces(offset, len(data), sector):
                if keeps():
                    content[begin:end] = data[begin - offset:end - offset]
        content += bytes(max(0, sizes[arrived] - len(content)))
        return bytes(content[:sizes[arrived]])

    def sync(self):
        self.sure, self.pending = self.seen(), []


def pieces(offset, length, sector):
    end = offset + length
    while offset < end:
        border = min(end, (offset // sector + 1) * sector)
        yield offset, border
        offset = border


class Folder:
    pass


@dataclasses.dataclass
class Renaming:
    """Names that come (with what they stand for) and go (None), all at once."""

    names: dict

    def folders(self):
        return {os.path.dirname(name) for name in self.names}


class Disk:
    def __init__(self, model, home):
        root = Folder()
        self.model, self.sure_names, self.pending = model, {"": root}, []
        self.by_inode = {os.stat(home).st_ino: root}

    def names(self):
        return apply(self.sure_names, self.pending)

    def take(self, event):
        getattr(self, "take_" + event.what, lambda event: None)(event)

    def take_found(self, event):
        """Somebody else put a file there, long ago."""
        self.by_inode[event.inode] = self.sure_names[event.name] = (
            File(event.data) if event.other_name == "file" else Folder())

    def take_gone(self, event):
        self.sure_names = {name: file for name, file in self.names().items() if name != event.name}
        self.pending = []

    def take_make(self, event):
        if event.name not in self.names():
            self.come(event, File())

    def take_folder(self, event):
        self.come(event, Folder())

    def come(self, event, thing):
        self.by_inode[event.inode] = thing
        self.pending.append(Renaming({event.name: thing}))

    def take_write(self, event):
        self.by_inode[event.inode].pending.append((event.offset, event.data))

    def take_size(self, event):
        self.by_inode[event.inode].pending.append((event.offset, None))

    def take_link(self, event):
        self.pending.append(Renaming({event.other_name: self.by_inode[event.inode]}))

    def take_rename(self, event):
        self.pending.append(Renaming({event.name: None, event.other_name: self.by_inode[event.inode]}))

    def take_unlink(self, event):
        self.pending.append(Renaming({event.name: None}))

    def take_sync(self, event):
        thing = self.by_inode[event.inode]
        if self.model == "ordered" and self.takes_names_along(thing):
            self.sure_names, self.pending = self.names(), []
        elif isinstance(thing, Folder):
            path = next(name for name, other in self.names().items() if other is thing)
            self.sure_names = apply(self.sure_names, [one for one in self.pending if path in one.folders()])
            self.pending = [one for one in self.pending if path not in one.folders()]
        if isinstance(thing, File):
            thing.sync()

    def takes_names_along(self, thing):
        return isinstance(thing, Folder) or thing.size_pending() or any(
            thing in one.names.values() for one in self.pending)

    def possible_names(self, dice):
        if self.model == "ordered":
            return apply(self.sure_names, self.pending[:dice.randint(0, len(self.pending))])
        likely = dice.choice([0, 0.5, 0.9, 1])
        return apply(self.sure_names, [one for one in self.pending if dice.random() < likely])

    def possible(self, dice):
        """Everything that can be reached after a cut: the bytes of files, None for folders."""
        sector = dice.choice([512, 4096])
        names = self.possible_names(dice)
        return {name: thing.possible(dice, sector) if isinstance(thing, File) else None
                for name, thing in names.items() if is_reached(name, names) and not name.endswith(FORGOTTEN)}

    def seen(self):
        """What the program sees."""
        return {name: thing.seen() if isinstance(thing, File) else None for name, thing in self.names().items()
                if name and not name.endswith(FORGOTTEN)}


def apply(names, renamings):
    names = dict(names)
    for renaming in renamings:
        names.update(renaming.names)
    return {name: thing for name, thing in names.items() if thing is not None}


def is_reached(name, names):
    while name:
        if name not in names:
            return False
        name = os.path.dirname(name)
    return True
