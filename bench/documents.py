"""Reading a plan of forty pages: gate, sandbox, parser and understanding, beside a process that only parses."""

import json
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import cpu, measure
from bench.place import Place

READ = """
import json, resource, sys, time
from pathlib import Path
from goldenthread.documents.gate import check_file
from goldenthread.documents.sandbox import run_in_sandbox
path = Path(sys.argv[1])
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
before, began = spent(), time.perf_counter()
read = run_in_sandbox("goldenthread.plan.reading.read", file=check_file(path, path.name))
print(json.dumps([spent() - before, time.perf_counter() - began, read["counts"]["actions"]]))
"""
"""As the worker does it, which is running already: its start is not counted, that of the sandbox is."""

PARSERS = {
    "docx": """
import sys, docx
words = 0
word = docx.Document(sys.argv[1])
for part in word.iter_inner_content():
    if hasattr(part, "rows"):
        words += sum(len(cell.text) for row in part.rows for cell in row.cells)
    else:
        words += len(part.text)
assert words > 10_000
""",
    "pdf": """
import sys, pdfplumber
words = 0
with pdfplumber.open(sys.argv[1]) as pdf:
    for page in pdf.pages:
        words += len(page.extract_words()) + len(page.extract_tables())
        page.close()
assert words > 2_000
""",
}
"""What the libraries' own manuals show: every paragraph and cell; every word and table."""

GOALS = {"docx": 4.0, "pdf": 1.5}


def lines(folder: Path, rounds: int) -> Iterator[dict[str, Any]]:
    place = Place("gt_bench_documents", folder / "documents")
    place.python("-m", "tests.corpus.builders.long_plan", str(place.folder))
    for kind, goal in GOALS.items():
        file = place.folder / f"long-plan.{kind}"
        yield _line(kind, goal, [_round(place, kind, file) for _ in range(min(rounds, 3))])


def _round(place: Place, kind: str, file: Path) -> tuple[float, float, float, float]:
    """CPU and wall of ours, CPU of the parser, and how busy the machine was with others."""
    began, before = time.perf_counter(), cpu.busy_seconds()
    said = json.loads(place.python("-c", READ, str(file)).stdout)
    parsed, _ = _cpu_of(lambda: place.python("-c", PARSERS[kind], str(file)))
    others = cpu.busy_seconds() - before - said[0] - parsed
    return said[0], said[1], parsed, max(others, 0) / (time.perf_counter() - began) / cpu.CORES


def _cpu_of(work: Callable[[], subprocess.CompletedProcess[str]]) -> tuple[float, float]:
    def spent() -> float:
        return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])

    before, began = spent(), time.perf_counter()
    work()
    return spent() - before, time.perf_counter() - began


def _line(kind: str, goal: float, found: list[tuple[float, float, float, float]]) -> dict[str, Any]:
    mine, walls, parser, busy = (list(column) for column in zip(*found, strict=True))
    values = [a / b for a, b in zip(mine, parser, strict=True)]
    verdict = measure.judged(values, goal, busy)
    return {
        "job": f"read a plan of 40 pages, {kind}", "size": 1, "engine": "none", "p50_ms": round(statistics.median(walls) * 1000),
        "p99_ms": round(max(walls) * 1000), "cpu_ms": round(statistics.median(mine) * 1000), "queries": 0,
        "limit_cpu_ms": round(statistics.median(parser) * 1000), "ratio": round(statistics.median(values), 2), "goal": goal,
        "verdict": verdict, "busy": round(statistics.median(busy), 2), "rounds": [round(value, 2) for value in values],
    }  # fmt: skip
