"""D5: the Nth statement of an operation fails, for every N (``bench/failing.py``)."""

import json
from typing import Any

from bench.drills.site import filled
from bench.place import Place

FEWEST = 5
"""An operation that could be failed fewer times was not the one that was meant."""


def failed(place: Place) -> dict[str, Any]:
    filled(place, actions=20)
    said = json.loads(place.python("-m", "bench.failing").stdout.splitlines()[-1])
    each = said["operations"].values()
    lost, half = (sum(found[what] for found in each) for what in ("lost", "half"))
    enough = all(found["statements"] >= FEWEST for found in each)
    return {
        "drill": "D5 each statement fails", "engine": place.engine, "acknowledged": sum(found["statements"] for found in each),
        "lost": lost, "doubled": 0, "half": half + said["broken_chains"], **said, "held": enough and not (lost or half),
    }  # fmt: skip
