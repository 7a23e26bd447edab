"""An installation to be mistreated: a small partnership, a running server, people who are signed in."""

import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import cpu, servers
from bench.client import Browser
from bench.place import Place

SLUG = "load-1"
MANAGER = f"manager@{SLUG}.example"


@dataclass
class Site:
    place: Place
    server: servers.Server
    session: str

    def browser(self, session: str = "") -> Browser:
        return Browser(self.server.port, session or self.session)

    def ask(self, what: str, **given: Any) -> Any:
        return self.place.inside(what, **given)

    def kill_a_worker(self) -> None:
        workers = cpu.tree(self.server.pid)[1:]
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)


def filled(place: Place, actions: int, returns: int = 1, *, fresh: bool = True) -> None:
    if fresh:
        place.empty()
    place.manage("migrate", "-v0")
    place.manage("createcachetable")
    place.manage("collectstatic", "--noinput", "-v0")
    size = ("--actions", str(actions), "--returns-per-action", str(returns))
    place.manage("seed_load", "--partnerships", "1", *size)


@contextmanager
def serving(place: Place, log: Path | None = None, as_person: str = MANAGER) -> Iterator[Site]:
    server = servers.ours(place, log)
    try:
        server.wait("/health/live")
        yield Site(place, server, place.inside("sign_in", email=as_person))
    finally:
        server.stop()
