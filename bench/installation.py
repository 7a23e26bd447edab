"""What somebody meets who installs it: migration of an empty database, the second start of ``./run``, memory."""

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import cpu
from bench.place import ROOT, Place
from bench.servers import free_port

MIGRATION_S, SECOND_START_S, MEMORY_MB = 15, 8, 600


def lines(folder: Path) -> Iterator[dict[str, Any]]:
    place = Place("gt_bench_installation", folder / "installation")
    place.empty()
    yield _line("migrate an empty database", _timed(place), MIGRATION_S)
    place.empty()
    port = free_port()
    _stop(*_started(place, port))
    run, took = _started(place, port)
    yield _line("second start of ./run", took, SECOND_START_S)
    for path in ("/account/login/", "/health/ready", "/help/") * 20:
        urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30).read()
    used = cpu.memory_mb(run.pid)
    _stop(run, took)
    yield {"job": "memory of web and worker, MB", "size": 1, "engine": "sqlite", "mb": round(used), "goal": MEMORY_MB,
           "verdict": "met" if used <= MEMORY_MB else "missed"}  # fmt: skip


def _timed(place: Place) -> float:
    began = time.monotonic()
    place.manage("migrate", "-v0")
    return time.monotonic() - began


def _started(place: Place, port: int) -> tuple["subprocess.Popen[bytes]", float]:
    """``./run`` until it is ready, and how long that took. Its own settings: a demonstration on SQLite."""
    environment = {
        name: value for name, value in place.environment.items() if name not in {"DATABASE_URL", "PYTHONPATH"}
    }
    began = time.monotonic()
    with (place.folder / "run.log").open("ab") as log:
        run = subprocess.Popen(["./run"], cwd=ROOT, env={**environment, "PORT": str(port)}, stdout=log, stderr=log, start_new_session=True)  # fmt: skip
    while time.monotonic() - began < 300 and run.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5):
                return run, time.monotonic() - began
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"./run did not start:\n{(place.folder / 'run.log').read_text()[-3000:]}")


def _stop(run: "subprocess.Popen[bytes]", _: float) -> None:
    os.kill(run.pid, signal.SIGTERM)
    run.wait(60)


def _line(job: str, seconds: float, goal: float) -> dict[str, Any]:
    return {"job": job, "size": 1, "engine": "sqlite", "p50_ms": round(seconds * 1000), "goal": goal * 1000,
            "verdict": "met" if seconds <= goal else "missed"}  # fmt: skip
