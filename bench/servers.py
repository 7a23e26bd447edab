"""Servers on free ports of the loopback: the application and the limit, both as gunicorn runs them in earnest."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from bench.place import PYTHON, ROOT, Place

LOWEST_PORT = 8301


def free_port() -> int:
    for port in range(LOWEST_PORT, 9000):
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit("No free port between 8301 and 9000.")


class Server:
    """A gunicorn with two processes of four threads; ``gunicorn.conf.py`` says the rest."""

    def __init__(self, application: str, environment: Mapping[str, str], log: Path) -> None:
        self.port, self.log = free_port(), log
        self.environment = {
            **environment,
            "PORT": str(self.port),
            "GOLDENTHREAD_ADDRESS": f"http://127.0.0.1:{self.port}",
        }
        self.application = application
        self.start()

    def start(self) -> None:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [PYTHON, "-m", "gunicorn", self.application], cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def wait(self, path: str, seconds: float = 60) -> float:
        """Until it answers; how long that took."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5).close()
                return time.monotonic() - began
            except urllib.error.HTTPError:
                return time.monotonic() - began
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{self.application} does not answer:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def ours(place: Place, log: Path | None = None) -> Server:
    environment = {**place.environment, "DATABASE_URL": _named(place, "bench-ours")}
    return Server("goldenthread.wsgi", environment, log or place.folder / "ours.log")


def limit(place: Place, frame: Path) -> Server:
    environment = {**place.environment, "LIMIT_DATABASE_URL": _named(place, "bench-limit"), "LIMIT_FRAME": str(frame)}
    return Server("bench.limit.wsgi", environment, place.folder / "limit.log")


def _named(place: Place, name: str) -> str:
    """PostgreSQL's back ends carry the name, so that their CPU can be told apart."""
    return f"{place.database}?application_name={name}" if place.address else place.database
