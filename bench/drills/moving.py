"""D13: a whole partnership is loaded, killed on the way, loaded by two at once, and loaded again: all of it once."""

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
    archive, again = folder / "partnership.zip", folder / "again.zip"
    for file in (archive, again):
        file.unlink(missing_ok=True)
    place.manage("export_partnership", SLUG, str(archive))
    _begin(empty)
    kills, half, pause = 0, 0, 0.05
    with Warm(empty) as one:
        while not _is_through(one, archive, pause):
            kills, half, pause = kills + 1, half + one.run("count_partnerships"), pause * LONGER
        refused = one.run("load_archive", file=str(archive))
    _begin(empty)
    with Warm(empty) as one, Warm(empty) as other:
        for warm in (one, other):
            warm.start("load_archive", file=str(archive))
        ended = sorted([one.end(), other.end()])
    empty.manage("export_partnership", SLUG, str(again))
    empty.manage("verify_history")
    different = empty.python("-m", "goldenthread", "compare_partnerships", str(archive), str(again)).returncode
    return {
        "drill": "D13 loading killed, doubled and repeated", "engine": place.engine, "acknowledged": 1, "lost": different,
        "doubled": empty.inside("partnerships") - 1, "half": half, "kills": kills, "ended": ended, "again": refused,
        "held": not (different or half) and ended == [DONE, REFUSED] and refused == REFUSED and kills >= FEWEST,
    }  # fmt: skip


def _begin(place: Place) -> None:
    place.empty()
    place.manage("migrate", "-v0")
    place.manage("createcachetable")


def _is_through(warm: Warm, archive: Path, pause: float) -> bool:
    """Load; kill it after so many seconds, unless it is over by then."""
    warm.start("load_archive", file=str(archive))
    if warm.has_ended(pause):
        return warm.end() == DONE
    return not warm.kill()
