"""D4: the disk fills up while people write. They are told, nothing acknowledged is lost, reading goes on, and it recovers."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.drills.cluster import Cluster
from bench.drills.site import SLUG, Site, filled, serving
from bench.drills.writing import Ledger, Writers
from bench.place import Place

SIZES_MB = {"sqlite": 24, "postgresql": 200}
LEFT_MB = {"sqlite": 1, "postgresql": 3}
REFUSED, LONGEST = 20, 60


def missing() -> str:
    """Why this cannot be tried here; nothing if it can."""
    return "" if os.geteuid() == 0 and shutil.which("mount") else "only root can mount a small disk"


@contextmanager
def small_disk(folder: Path, size_mb: int) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    _do("mount", "-t", "tmpfs", "-o", f"size={size_mb}m,mode=0755", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _do("umount", "-l", str(folder))


def sqlite(folder: Path) -> dict[str, Any]:
    with small_disk(folder / "small-disk", SIZES_MB["sqlite"]) as disk:
        return _filled_up(Place("gt_faults", disk / "data"), disk, folder)


def postgresql(folder: Path) -> dict[str, Any]:
    """Only the cluster's own disk is small."""
    settings = ("max_wal_size=8MB", "min_wal_size=2MB", "shared_buffers=32MB")
    with (
        small_disk(folder / "small-disk", SIZES_MB["postgresql"]) as disk,
        Cluster(disk / "cluster", *settings) as cluster,
    ):
        return _filled_up(Place("gt_faults", folder / "D4", cluster.address), disk, folder, cluster)


def _filled_up(place: Place, disk: Path, folder: Path, cluster: Cluster | None = None) -> dict[str, Any]:
    filled(place, actions=20, fresh=bool(place.address))
    with serving(place, log=folder / "full-disk.log") as site:
        writers = Writers(site)
        with writers as ledger:
            time.sleep(2)
            filler = _fill(disk, place.engine)
            refused = _wait(ledger, lambda: ledger.told_to_try_again >= REFUSED)
            reads = _reads(site)
            before = ledger.count
            filler.unlink()
            if cluster:
                cluster.start_again()
            again = _wait(ledger, lambda: ledger.count >= before + 20)
        found = writers.compared()
        return {
            "drill": "D4 disk full", "engine": place.engine, "acknowledged": ledger.count, **found, "refused": ledger.told_to_try_again,
            "ugly": ledger.ugly, "reads_go_on": reads, "recovered": again,
            "held": refused and again and reads and not ledger.ugly and not any(found.values()),
        }  # fmt: skip


def _fill(disk: Path, engine: str) -> Path:
    """A file that leaves next to nothing."""
    filler = disk / "filler"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize - LEFT_MB[engine] * 2**20
    with filler.open("wb") as file:
        file.write(b"\0" * max(free, 0))
    return filler


def _wait(ledger: Ledger, done: Any) -> bool:
    until = time.monotonic() + LONGEST
    while not done() and time.monotonic() < until:
        time.sleep(0.1)
    return bool(done())


def _reads(site: Site) -> bool:
    """PostgreSQL may be starting anew just then; it must answer within half a minute."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if site.browser().get(f"/p/{SLUG}/").status == 200:
            return True
        time.sleep(0.5)
    return False


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
