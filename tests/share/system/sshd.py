"""A real ssh server of the test's own, which ends with it."""

import getpass
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

SKIPPED = 77
LONGEST = 1800  # seconds after which it ends whatever became of the test
WAIT = 20  # seconds for it to answer

SERVER = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 500
MaxSessions 500
LogLevel ERROR
"""

CLIENT = """\
Host *
    User {user}
    Port {port}
    IdentityFile {folder}/user
    IdentitiesOnly yes
    IdentityAgent none
    UserKnownHostsFile {folder}/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
    BatchMode yes
    ControlPath none
    KexAlgorithms curve25519-sha256
"""


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


class Sshd:
    """Listens on a port of this machine that was free, and lets in who has the key it made."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.program = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
        if not self.program or not shutil.which("ssh-keygen"):
            skip("there is no sshd here: apt-get install openssh-server")
        self.folder.mkdir(mode=0o700)
        self.port = free_port()
        self.log = self.folder / "log"
        self.listener = None

    def __enter__(self):
        self.settle()
        self.start()
        try:
            self.wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def address(self, path):
        return f"ssh://127.0.0.1:{self.port}{path}"

    @property
    def client(self):
        """The settings by which git's ssh comes in. ssh looks for a user's own where the system says that home is."""
        return {"GIT_SSH_COMMAND": f"ssh -F {self.folder / 'client'}"}

    def settle(self):
        for name in ("host", "user"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", self.folder / name],
                           check=True)
        facts = {"folder": self.folder, "port": self.port, "user": getpass.getuser()}
        (self.folder / "server").write_text(SERVER.format(**facts))
        (self.folder / "client").write_text(CLIENT.format(**facts))
        public = (self.folder / "host.pub").read_text()
        (self.folder / "known_hosts").write_text(f"[127.0.0.1]:{self.port} {public}")

    def start(self):
        if os.geteuid() == 0:
            os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # where it locks up who has not come in yet
        with open(self.log, "wb") as log:
            self.listener = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "timeout", "--kill-after=5", str(LONGEST), self.program, "-D", "-e",
                 "-f", self.folder / "server"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def wait(self):
        end = time.monotonic() + WAIT
        while time.monotonic() < end and self.listener.poll() is None:
            if self.lets_in():
                return
            time.sleep(0.1)
        skip(f"sshd does not let us in: {self.log.read_text().strip() or 'it does not say why'}")

    def lets_in(self):
        asked = subprocess.run(["ssh", "-F", self.folder / "client", "127.0.0.1", "true"], stdin=subprocess.DEVNULL,
                               capture_output=True, timeout=WAIT, check=False)
        return asked.returncode == 0

    def stop(self):
        self.listener.terminate()  # which timeout hands on
        self.listener.wait(timeout=WAIT)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
