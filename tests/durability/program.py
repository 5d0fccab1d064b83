"""The program under test: where it lives, and how it is called."""

import os
import subprocess

LOG = ".local/share/runlog/runlog.db"  # below its home
NOW = "2026-11-21T06:58"


class Runlog:
    """Runlog in a home of its own, which is its working folder too."""

    def __init__(self, binary, home, now=NOW, **surroundings):
        self.binary, self.home = binary, home
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LOGNAME": "sam", "TZ": "UTC",
                            "LC_ALL": "C.UTF-8", "RUNLOG_NOW": now, **surroundings}

    @property
    def log(self):
        return self.home / LOG

    def start(self, *words, out=subprocess.PIPE):
        return subprocess.Popen([self.binary, *words], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL,
                                stdout=out, stderr=subprocess.PIPE)

    def run(self, *words, out=subprocess.PIPE):
        """A command to its end, whatever that is; returns its status and what it said on both streams."""
        process = self.start(*words, out=out)
        said, complained = process.communicate(timeout=120)
        return process.returncode, (said or b"").decode(), complained.decode()

    def must(self, *words):
        """A command that cannot fail unless the test is wrong; returns what it said."""
        status, said, complained = self.run(*words)
        if status != 0:
            raise SystemExit(f"runlog {' '.join(words)}\n  status {status}: {complained or said}")
        return said
