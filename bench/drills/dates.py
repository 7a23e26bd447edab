"""D12: clock changes, leap days, ends of years, and a clock that is set back (``bench/dates.py``)."""

import json
from typing import Any

from bench.drills.site import filled
from bench.place import Place

CASES = 40


def told_once_and_in_time(place: Place) -> dict[str, Any]:
    filled(place, actions=20)
    said = json.loads(place.python("-m", "bench.dates").stdout.splitlines()[-1])
    wrong = said["an_hour_out"] + said["calendar_an_hour_out"]
    held = not (said["lost"] or said["doubled"] or wrong) and said["cases"] >= CASES and said["people"] > 0
    return {
        "drill": "D12 awkward days",
        "engine": place.engine,
        "acknowledged": said["cases"],
        "half": wrong,
        **said,
        "held": held,
    }
