"""A result as a Markdown table: ``python bench/report.py bench/results/FILE.json``."""

import json
import sys
from pathlib import Path
from typing import Any

HEAD = (
    "Job",
    "Partnerships",
    "Engine",
    "CPU ms",
    "Limit CPU ms",
    "Ratio",
    "Goal",
    "Queries",
    "p50 ms",
    "p99 ms",
    "Verdict",
)
FIELDS = ("job", "size", "engine", "cpu_ms", "limit_cpu_ms", "ratio", "goal", "queries", "p50_ms", "p99_ms", "verdict")


def table(kept: dict[str, Any]) -> str:
    rows = [[_said(line.get(field)) for field in FIELDS] for line in kept["lines"]]
    lines = [HEAD, ["---"] * len(HEAD), *rows]
    head = f"{kept['at']}, commit {kept['commit']}, Python {kept['python']}, {kept['machine']}"
    return "\n".join([head, "", *("| " + " | ".join(line) + " |" for line in lines)])


def _said(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    print(table(json.loads(Path(sys.argv[1]).read_text())))
