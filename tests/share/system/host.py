"""Where a group's log can be kept: an empty repository, in a folder or behind ssh."""

import contextlib
import pathlib
import subprocess
import tempfile
import typing

from sshd import Sshd


class Host(typing.NamedTuple):
    folder: pathlib.Path  # for the machines too
    repository: pathlib.Path
    address: str
    client: dict  # the variables by which machines come in


@contextlib.contextmanager
def empty_host(kind, prefix):
    with contextlib.ExitStack() as stack:
        folder = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix)))
        repository = folder / "momma.git"
        subprocess.run(["git", "init", "--quiet", "--bare", repository], check=True)
        if kind == "ssh":
            sshd = stack.enter_context(Sshd(folder / "sshd"))
            yield Host(folder, repository, sshd.address(repository), sshd.client)
        else:
            yield Host(folder, repository, str(repository), {})
