"""D13: a whole partnership is loaded, killed on the way, loaded by two at once, and loaded again: all of it once."""

import sys
from pathlib import Path
from typing import Any

from bench.drills.site import SLUG, filled
from bench.drills.warm import Warm
from bench.place import Place

FEWEST = 5
LONGER = 1.3
"""Each try is killed so many times later than the one before, until one gets through."""
DONE, REFUSED = 0, 3


def loaded(folder: Path, address: str) -> dict[str, Any]:
    place, empty = Place("gt_faults", folder / "from", address), Place("gt_faults_moved", folder / "to", address)
    filled(place, actions=100, returns=10)
    archive = folder / "partnership.zip"
    archive.unlink(missing_ok=True)
    place.manage("export_partnership", SLUG, str(archive))
    _begin(empty)
    with Warm(empty) as one:
        kills = _killed_until_through(one, archive)
        refused = one.run("load_archive", file=str(archive))
    half = _differs(empty, archive)
    _begin(empty)
    with Warm(empty) as one, Warm(empty) as other:
        for warm in (one, other):
            warm.start("load_archive", file=str(archive))
        ended = sorted([one.end(), other.end()])
    different = _differs(empty, archive)
    return {
        "drill": "D13 loading killed, doubled and repeated", "engine": place.engine, "acknowledged": 1, "lost": different,
        "doubled": empty.inside("partnerships") - 1, "half": half, "kills": kills, "ended": ended, "again": refused,
        "held": not (different or half) and ended == [DONE, REFUSED] and refused == REFUSED and kills >= FEWEST,
    }  # fmt: skip


def _killed_until_through(warm: Warm, archive: Path) -> int:
    """Load, killed ever later, until it is there: before the kill, or in the instant between commit and end."""
    kills, pause = 0, 0.05
    while True:
        warm.start("load_archive", file=str(archive))
        if warm.has_ended(pause):
            if (ended := warm.end()) != DONE:
                raise SystemExit(f"Loading ended with {ended}: see warm.log in {warm.place.folder}.")
            return kills
        kills, pause = kills + warm.kill(), pause * LONGER
        if warm.run("count_partnerships"):
            return kills


def _differs(place: Place, archive: Path) -> int:
    """1 where what was loaded, written into a file again, is not equal to what it was loaded from."""
    again = archive.with_name("again.zip")
    again.unlink(missing_ok=True)
    place.manage("export_partnership", SLUG, str(again))
    place.manage("verify_history")
    try:
        place.manage("compare_partnerships", str(archive), str(again))
    except SystemExit as said:
        print(said, file=sys.stderr)
        return 1
    return 0


def _begin(place: Place) -> None:
    place.empty()
    place.manage("migrate", "-v0")
    place.manage("createcachetable")
