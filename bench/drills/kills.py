"""D1 and D2: web workers and database back ends are killed while eight people write."""

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.drills.cluster import Cluster
from bench.drills.site import filled, serving
from bench.drills.writing import Ledger, Writers
from bench.place import Place

WRITES, KILLS = 1000, 20
PAUSE = 1.0
LONGEST = 200
RECOVERED_WITHIN = 30


def web_workers(place: Place) -> dict[str, Any]:
    """D1: ``kill -9`` of web workers."""
    filled(place, actions=20)
    with serving(place) as site:
        writers = Writers(site)
        with writers as ledger:
            kills = _until_enough(ledger, site.kill_a_worker)
        return _said("D1 web workers killed", place, ledger, writers, kills)


def back_ends(folder: Path) -> dict[str, Any]:
    """D2: connections cut, back ends killed with ``kill -9``, and the server restarted without a word, on our own cluster."""
    with Cluster(folder / "cluster") as cluster:
        place = Place("gt_faults", folder / "D2", cluster.address)
        filled(place, actions=20)
        with serving(place) as site:
            writers, turns = Writers(site), iter([_cut, _cut, _cut, _kill_back_end, _cut, _cut, Cluster.restart] * 100)
            with writers as ledger:
                kills = _until_enough(ledger, lambda: next(turns)(cluster))
                time.sleep(2)
            said = _said("D2 database killed", place, ledger, writers, kills)
            said["longest_wait_s"] = round(ledger.longest_wait, 1)
            said["held"] = said["held"] and ledger.longest_wait <= RECOVERED_WITHIN
            return said


def connections(place: Place) -> dict[str, Any]:
    """D2 where no cluster of our own can be started: only connections are cut, those of our own database."""
    filled(place, actions=20)
    with serving(place) as site:
        writers = Writers(site)
        with writers as ledger:
            kills = _until_enough(ledger, lambda: _cut(place))
        return _said("D2 connections cut", place, ledger, writers, kills)


def _until_enough(ledger: Ledger, kill: Any) -> int:
    began, kills = time.monotonic(), 0
    while (ledger.count < WRITES or kills < KILLS) and time.monotonic() - began < LONGEST:
        time.sleep(PAUSE * random.uniform(0.5, 1.5))
        kill()
        kills += 1
    return kills


def _cut(server: Cluster | Place) -> None:
    with psycopg.connect(server.address, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'gt_faults' ORDER BY random() LIMIT 3"
        )


def _kill_back_end(cluster: Cluster) -> None:
    with psycopg.connect(cluster.address) as admin:
        row = admin.execute("SELECT pid FROM pg_stat_activity WHERE datname = 'gt_faults' ORDER BY random()").fetchone()
    if row:
        os.kill(row[0], signal.SIGKILL)
        cluster.wait()


def _said(drill: str, place: Place, ledger: Ledger, writers: Writers, kills: int) -> dict[str, Any]:
    found = writers.compared()
    enough = ledger.count >= WRITES and kills >= KILLS
    return {
        "drill": drill, "engine": place.engine, "acknowledged": ledger.count, **found, "kills": kills,
        "interrupted": ledger.interrupted, "told_to_try_again": ledger.told_to_try_again, "ugly": ledger.ugly,
        "held": enough and not any(found.values()) and not ledger.ugly,
    }  # fmt: skip
