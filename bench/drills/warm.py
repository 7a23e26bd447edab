"""Our end of ``bench/forking.py``: start a piece of work in a process of its own, and kill it."""

import json
import os
import select
import signal
import subprocess
from typing import Self

from bench.place import PYTHON, ROOT, Place


class Warm:
    """``with Warm(place) as warm: warm.start("send"); warm.kill()``. One piece of work at a time."""

    def __init__(self, place: Place) -> None:
        self.place, self.pid = place, 0

    def __enter__(self) -> Self:
        with (self.place.folder / "warm.log").open("ab") as log:
            self.process = subprocess.Popen(
                [PYTHON, "-m", "bench.forking"], cwd=ROOT, env=self.place.environment, text=True, stderr=log,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1,
            )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(60)

    def start(self, what: str, **given: str) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": what, **given}) + "\n")
        self.pid = int(self.process.stdout.readline())

    def has_ended(self, within: float = 0) -> bool:
        """The answer is there, which ``end`` reads."""
        assert self.process.stdout
        return bool(select.select([self.process.stdout], [], [], within)[0])

    def end(self) -> int:
        """How it ended; below nothing if it was killed."""
        assert self.process.stdout
        return int(self.process.stdout.readline())

    def kill(self) -> bool:
        """True where it was not over yet."""
        if not self.has_ended():
            os.kill(self.pid, signal.SIGKILL)
        return self.end() < 0

    def run(self, what: str, **given: str) -> int:
        self.start(what, **given)
        return self.end()
