"""Deadline day: hundreds of returns that save themselves, and others that are handed in, all at the same time.

    .venv/bin/python bench/deadline.py --seconds 300

Starts a server of its own on the loopback, on a made-up region, and ends by itself. Every save that was acknowledged is
in a ledger, which is compared with the answers and their history at the end. Latency is counted from the moment at
which a request was due, so that whoever must wait in a queue is not forgotten.
"""

import argparse
import heapq
import http.client
import json
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import cpu
from bench.client import Browser
from bench.drills.writing import token
from bench.measure import percentile
from bench.place import Place
from bench.servers import Server, ours

ORGANISATIONS, STANDARDS = 600, 120
EVERY_S = 10
P95_MS, MEMORY_MB, P99_OF_EIGHT_MS = 500, 1024, 100
CLIENTS = 24
"""Threads that send; a request that finds none free is late, and counts as late."""


@dataclass
class Ledger:
    """What was acknowledged, by sheet, in this order; and every wait."""

    saved: dict[str, list[str]] = field(default_factory=dict)
    handed_in: list[str] = field(default_factory=list)
    waits: dict[str, list[float]] = field(default_factory=lambda: {"save": [], "submit": []})
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, kind: str, due: float, problem: str = "") -> None:
        with self.lock:
            self.waits[kind].append((time.monotonic() - due) * 1000)
            if problem:
                self.errors.append(problem)


class Writer:
    """Somebody who has a section of ten standards open and writes why they gave one level."""

    def __init__(self, server: Server, known: dict[str, str], ledger: Ledger) -> None:
        self.browser, self.ledger, self.sheet = Browser(server.port, known["session"]), ledger, known["sheet"]
        self.path = f"/self-assessments/{known['ref']}/{known['sheet']}/section-{random.randint(1, 12)}/"
        self.fields: dict[str, str] = {}
        self.lock = threading.Lock()
        """A page sends one thing at a time."""

    def open(self) -> None:
        self.fields = self.browser.form(self.path)
        self.box = next(name for name in self.fields if name.startswith("c-"))

    def save(self, due: float) -> None:
        with self.lock:
            self._save(due)

    def _save(self, due: float) -> None:
        word = token()
        self.fields[self.box] = f"The board heard about {word} in spring."
        problem = ""
        try:
            answer = self.browser.post(self.path, self.fields, X_Autosave="1")
            said = json.loads(answer.body) if answer.status == 200 else {}
            if "saved_at" in said and "Not yet" not in said["saved_at"]:
                self.fields["version"] = said["version"]
                self.ledger.saved.setdefault(self.sheet, []).append(word)
            else:
                problem = f"save: {answer.status} {answer.body[:200]!r}"
        except (OSError, http.client.HTTPException, ValueError) as error:
            problem = f"save: {error!r}"
        self.ledger.note("save", due, problem)


def hand_in(server: Server, known: dict[str, str], csrf: str, slug: str, ledger: Ledger, due: float) -> None:
    browser = Browser(server.port, known["session"])
    browser.cookies["csrf"] = csrf
    problem = ""
    try:
        answer = browser.post(f"/self-assessments/{known['ref']}/submit/", {"share_with": slug, "until": ""})
        if answer.status == 302:
            ledger.handed_in.append(known["ref"])
        else:
            problem = f"submit: {answer.status} {answer.body[:200]!r}"
    except (OSError, http.client.HTTPException) as error:
        problem = f"submit: {error!r}"
    browser.line.close()
    ledger.note("submit", due, problem)


Turn = tuple[float, int, Callable[[float], None], float]
"""When it is due, a number, what to do, and after how many seconds it is due again (nothing: once)."""


def played(turns: list[Turn], seconds: float) -> None:
    """Each at its time; what is due again is put back, until the time is over."""
    heapq.heapify(turns)
    end = time.monotonic() + seconds
    with ThreadPoolExecutor(CLIENTS) as pool:
        while turns and turns[0][0] < end:
            due, number, do, again = heapq.heappop(turns)
            time.sleep(max(0, due - time.monotonic()))
            pool.submit(do, due)
            if again:
                heapq.heappush(turns, (due + again, number, do, again))


def day(place: Place, *, seconds: int, returns: int, submits: int, eight_for: int = 0) -> dict[str, Any]:
    """The whole day in a place that is made for it; what came of it."""
    slugs = _filled(place, returns + submits * seconds)
    per_place = -(-(returns + submits * seconds) // len(slugs))
    writing, signed = [], []
    for slug in slugs:
        some = per_place * returns // (returns + submits * seconds)
        writing += place.inside("leads", partnership=slug, count=some, state="in_progress")
        rest = place.inside("leads", partnership=slug, count=per_place - some, state="signed_off", skip=some)
        signed += [(slug, each) for each in rest]
    server, ledger = ours(place), Ledger()
    try:
        server.wait("/health/live")
        writers = [Writer(server, known, ledger) for known in writing]
        for each in writers:
            each.open()
        told = _eight_at_once(writers[:8], eight_for)
        csrf, start, busy, own = writers[0].browser.token, time.monotonic() + 0.2, cpu.busy_seconds(), _used(server)
        turns: list[Turn] = [
            (start + EVERY_S * number / len(writers), number, each.save, EVERY_S) for number, each in enumerate(writers)
        ]
        turns += [
            (start + (number + 0.5) / submits, len(writers) + number, _handing(server, *one, csrf, ledger), 0)
            for number, one in enumerate(signed)
        ]
        memory = Highest(server)
        played(turns, seconds)
        took, used = time.monotonic() - start, _used(server) - own
        others = max(cpu.busy_seconds() - busy - used, 0) / took / cpu.CORES
        found = place.inside("deadline_compared", saved=ledger.saved, handed_in=ledger.handed_in)
    finally:
        server.stop()
    waits = [wait for each in ledger.waits.values() for wait in each]
    p95 = percentile(waits, 0.95)
    whole = not (ledger.errors or any(found.values()))
    return {
        "drill": "D15 deadline day", "engine": place.engine, "seconds": seconds, "returns": len(writers),
        "acknowledged": sum(map(len, ledger.saved.values())) + len(ledger.handed_in), **found,
        "saves": len(ledger.waits["save"]), "submits": len(ledger.waits["submit"]), "errors": len(ledger.errors),
        "first_errors": ledger.errors[:3], "p50_ms": round(statistics.median(waits)), "p95_ms": round(p95),
        "p95_save_ms": round(percentile(ledger.waits["save"], 0.95)),
        "p95_submit_ms": round(percentile(ledger.waits["submit"], 0.95)), "longest_ms": round(max(waits)),
        "memory_mb": round(memory.stop()), "cores_used": round(used / took, 2), "others": round(others, 2),
        **told, "held": whole and p95 <= P95_MS and memory.most <= MEMORY_MB,
    }  # fmt: skip


def _handing(server: Server, slug: str, known: dict[str, str], csrf: str, ledger: Ledger) -> Callable[[float], None]:
    return lambda due: hand_in(server, known, csrf, slug, ledger, due)


def _used(server: Server) -> float:
    return cpu.of_tree(server.pid) + time.process_time()


def _eight_at_once(writers: list[Writer], seconds: int) -> dict[str, Any]:
    """Eight who save without a pause, one after the other each."""
    if not seconds:
        return {}
    end = time.monotonic() + seconds

    def write(writer: Writer) -> None:
        while (now := time.monotonic()) < end:
            writer.save(now)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, writers))
    waits = writers[0].ledger.waits["save"]
    said = {"eight_saves": len(waits), "eight_p50_ms": round(statistics.median(waits)),
            "eight_p99_ms": round(percentile(waits, 0.99)), "eight_goal_ms": P99_OF_EIGHT_MS}  # fmt: skip
    waits.clear()
    return said


class Highest(threading.Thread):
    """The most memory that the server's processes had, looked at every second."""

    def __init__(self, server: Server) -> None:
        super().__init__(daemon=True)
        self.server, self.most, self.done = server, 0.0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.is_set():
            self.most = max(self.most, cpu.memory_mb(self.server.pid))
            self.done.wait(1)

    def stop(self) -> float:
        self.done.set()
        return self.most


def _filled(place: Place, wanted: int) -> list[str]:
    """A region with so many organisations besides the police; its partnerships."""
    partnerships = -(-wanted // (ORGANISATIONS - 1))
    organisations = min(ORGANISATIONS, wanted + 1)
    place.empty()
    place.manage("migrate", "-v0")
    place.manage("createcachetable")
    place.manage("collectstatic", "--noinput", "-v0")
    size = {"partnerships": partnerships, "organisations": organisations, "standards": STANDARDS, "rounds": 1}
    place.manage("seed_region", *(part for name, value in size.items() for part in (f"--{name}", str(value))))
    place.settle()
    return [f"region-{number}" for number in range(1, partnerships + 1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--returns", type=int, default=300, help="open, each saving itself every ten seconds")
    parser.add_argument("--submits", type=int, default=20, help="a second")
    parser.add_argument("--eight-for", type=int, default=10, help="so many seconds eight people save without a pause")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    options = parser.parse_args()
    from bench.faults import addresses

    held = True
    for address in addresses(options.engine):
        folder = Path(tempfile.mkdtemp(prefix="goldenthread-deadline-"))
        try:
            said = day(
                Place("gt_deadline", folder, address), seconds=options.seconds, returns=options.returns,
                submits=options.submits, eight_for=options.eight_for,
            )  # fmt: skip
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        print(json.dumps(said), flush=True)
        held = held and said["held"]
    sys.exit(not held)


if __name__ == "__main__":
    main()
