"""Measuring one job on several servers in turn, and what follows from the rounds."""

import math
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg

from bench import cpu
from bench.client import Answer, Browser
from bench.jobs import Job, Targets
from bench.place import Place
from bench.servers import Server

CPU_SECONDS = 0.8
"""Each round asks often enough for so much CPU time: the kernel counts in hundredths of a second."""
TOO_BUSY = 0.7
"""A round in which others took more than this share of the machine says nothing."""


@dataclass
class Side:
    """A server under measurement: ours or the limit, on one size of data."""

    name: str
    place: Place
    server: Server
    session: str
    targets: Targets
    request: Callable[[], Answer] = field(init=False)
    times: int = 0
    cpu_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    bytes: int = 0

    def begin(self, job: Job) -> None:
        self.cpu_ms, self.wall_ms, self.busy = [], [], []
        self.request = job.request(Browser(self.server.port, self.session), self.targets)
        for _ in range(10):
            self._once()
        spent, _ = self._measured(10)
        self.times = min(max(math.ceil(CPU_SECONDS / max(spent / 10, 0.0005)), 10), 400)

    def counted(self, job: Job) -> int:
        """Statements, in a process of its own and outside the windows in which CPU is measured."""
        return int(self.place.inside("counted", job=job.name, session=self.session, targets=self.targets))

    def round(self) -> None:
        began, before = time.perf_counter(), cpu.busy_seconds()
        own = time.process_time()
        spent, walls = self._measured(self.times)
        took, others = time.perf_counter() - began, cpu.busy_seconds() - before - spent - (time.process_time() - own)
        self.cpu_ms.append(spent * 1000 / self.times)
        self.wall_ms += walls
        self.busy.append(max(others, 0) / took / cpu.CORES)

    def _measured(self, times: int) -> tuple[float, list[float]]:
        """CPU seconds of the server and of its back ends for so many requests, and how long each took."""
        backends, tree = self._backends(), cpu.of_tree(self.server.pid)
        walls = [self._once() for _ in range(times)]
        spent = cpu.of_tree(self.server.pid) - tree
        spent += sum(value - backends.get(pid, 0) for pid, value in self._backends().items())
        return spent, walls

    def _backends(self) -> dict[int, float]:
        if not self.place.address:
            return {}
        name = "bench-ours" if self.session else "bench-limit"
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND application_name = %s"
        with psycopg.connect(self.place.address) as server:
            return cpu.of_each(row[0] for row in server.execute(asked, [self.place.name, name]))

    def _once(self) -> float:
        answer = self.request()
        if answer.status not in {200, 302}:
            page = answer.body.decode(errors="replace")
            raise SystemExit(f"{self.name} answered {answer.status}:\n{page[page.find('<main') :][:3000]}")
        self.bytes = len(answer.body)
        return answer.ms


def run(job: Job, sides: list[Side], rounds: int) -> None:
    for side in sides:
        side.begin(job)
    for _ in range(rounds):
        for side in random.sample(sides, len(sides)):
            side.round()


def ratios(one: Side, other: Side) -> list[float]:
    """Round by round, since neighbours in time saw the same machine."""
    return [a / b for a, b in zip(one.cpu_ms, other.cpu_ms, strict=True)]


def verdict(values: list[float], goal: float, *sides: Side) -> str:
    return judged(values, goal, [busy for side in sides for busy in side.busy])


def judged(values: list[float], goal: float, busy: list[float]) -> str:
    """``met`` or ``missed`` where three quarters of the rounds say so on a machine that was ours."""
    low, _, high = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
    if statistics.median(busy) > TOO_BUSY:
        return "unknown"
    return "met" if high <= goal else "missed" if low > goal else "unknown"


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
