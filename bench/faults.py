"""``make faults``: kills processes, fills the disk, presses twice, and compares what was promised with what is there.

One JSON object a drill: what was acknowledged, lost, doubled and half. Fails when any drill did not hold.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench import deadline
from bench.drills import cluster, copies, dates, flaky, full_disk, kills, mails, moving, statements, twice
from bench.place import Place

SHORT_DAY = {"seconds": 30, "returns": 300, "submits": 20}
"""Of five minutes; ``bench/deadline.py`` runs all of it."""
Drill = tuple[str, Callable[[], dict[str, Any]] | str]
"""A name, and what to run, or why it is skipped."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--only", default="", help="only drills whose name begins so, for example D6")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="goldenthread-faults-"))
    folder.chmod(0o755)
    held = True
    try:
        for name, run in _drills(folder, options.engine):
            if not name.startswith(options.only):
                continue
            if isinstance(run, str):
                print(json.dumps({"drill": name, "skipped": run}), flush=True)
                continue
            began = time.monotonic()
            said = run()
            print(json.dumps({**said, "took_s": round(time.monotonic() - began)}), flush=True)
            held = held and said["held"]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(not held)


def _drills(folder: Path, only: str | None) -> Iterator[Drill]:
    for address in addresses(only):
        engine = "postgresql" if address else "sqlite"
        place = Place("gt_faults", folder / engine, address)
        yield "D1", lambda place=place: kills.web_workers(place)  # type: ignore[misc]
        if address:
            own = cluster.missing()
            yield "D2", (lambda: kills.back_ends(folder)) if not own else (lambda place=place: kills.connections(place))  # type: ignore[misc]
        yield "D3", lambda place=place: mails.worker_killed(place)  # type: ignore[misc]
        yield "D3 night", lambda place=place: mails.planned_twice(place)  # type: ignore[misc]
        reason = full_disk.missing() or (cluster.missing() if address else "")
        yield "D4", reason or (lambda address=address: (full_disk.postgresql if address else full_disk.sqlite)(folder))  # type: ignore[misc]
        yield "D5", lambda place=place: statements.failed(place)  # type: ignore[misc]
        yield "D6", lambda place=place: twice.pressed_twice(place)  # type: ignore[misc]
        yield "D6 meetings", lambda place=place: twice.meetings_pressed_twice(place)  # type: ignore[misc]
        yield "D7", lambda place=place: twice.raced(place)  # type: ignore[misc]
        yield "D7 meetings", lambda place=place: twice.minuted_by_two(place)  # type: ignore[misc]
        yield "D8", flaky.missing() or (lambda place=place: flaky.typed(place))  # type: ignore[misc]
        yield "D9", lambda address=address, engine=engine: copies.restored(folder / f"{engine}-copies", address)  # type: ignore[misc]
        yield "D12", lambda place=place: dates.told_once_and_in_time(place)  # type: ignore[misc]
        yield "D13", lambda address=address, engine=engine: moving.loaded(folder / f"{engine}-moving", address)  # type: ignore[misc]
        yield "D15", lambda place=place: deadline.day(place, **SHORT_DAY)  # type: ignore[misc]


def addresses(only: str | None) -> list[str]:
    """Nothing for SQLite, and the address of a PostgreSQL server where one is named and answers."""
    server = os.environ.get("BENCH_POSTGRES_URL") or os.environ.get("TEST_POSTGRES_URL", "")
    found = [""] if only != "postgresql" else []
    if not server or only == "sqlite":
        return found
    try:
        psycopg.connect(server, connect_timeout=3).close()
    except psycopg.OperationalError as error:
        print(json.dumps({"drill": "postgresql", "skipped": str(error).splitlines()[0]}), flush=True)
        return found
    return [*found, server]


if __name__ == "__main__":
    main()
