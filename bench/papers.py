"""Making papers: a report of forty pages as tagged PDF, and a pack of three hundred pages bound from fifteen parts."""

import json
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import measure
from bench.place import Place

WRITE = """
import io, json, resource, sys, time
from random import Random
import pikepdf
from goldenthread.documents.writing.pdf import bind_pdfs, write_pdf
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table
rng = Random(1)
WORDS = "the group met and agreed who does what by summer so that children are seen sooner and heard more often".split()
def sentence(): return " ".join(rng.choices(WORDS, k=16)).capitalize() + "."
def report(sections):
    columns = [Column(title) for title in ("No.", "Action", "Owner", "Rating", "What was done")]
    tables = [Table(f"Part {n + 1}", columns, [[str(r + 1), sentence(), "Sub-group 3", "On track", sentence()] for r in range(24)])
              for n in range(sections)]
    return Report("Yearly report", Organisation("Made-up partnership"), [Section(table.caption, blocks=[table]) for table in tables])
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
def timed(make):
    began, before = time.perf_counter(), spent()
    made = make()
    return made, time.perf_counter() - began, spent() - before
content, took, cpu = timed(lambda: write_pdf(report(int(sys.argv[1]))))
with pikepdf.open(io.BytesIO(content)) as pdf:
    pages, tagged = len(pdf.pages), bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root
parts = [(content, f"Paper {n + 1}", 1) for n in range(-(-300 // pages))]
(bound, count), bind_took, bind_cpu = timed(lambda: bind_pdfs(parts, title="Pack", stamp="For one reader"))
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(json.dumps({"pages": pages, "tagged": tagged, "seconds": took, "cpu": cpu,
                  "bound": count, "bind_seconds": bind_took, "bind_cpu": bind_cpu, "memory_mb": memory}))
"""
SECTIONS, PAGES = 23, 40
WRITE_S, BIND_S, MEMORY_MB = 4, 60, 400


def lines(folder: Path, rounds: int) -> Iterator[dict[str, Any]]:
    place = Place("gt_bench_papers", folder / "papers")
    found = [json.loads(place.python("-c", WRITE, str(SECTIONS)).stdout) for _ in range(min(rounds, 3))]
    first = found[0]
    fits = first["tagged"] and first["pages"] >= PAGES and first["bound"] >= 300
    yield _line(f"write {first['pages']} pages as tagged PDF", [each["seconds"] for each in found], WRITE_S, fits,
                [each["cpu"] for each in found])  # fmt: skip
    memory = max(each["memory_mb"] for each in found)
    yield _line(f"bind {first['bound']} pages, {memory:.0f} MB", [each["bind_seconds"] for each in found], BIND_S,
                fits and memory <= MEMORY_MB, [each["bind_cpu"] for each in found])  # fmt: skip


def _line(job: str, walls: list[float], goal: float, fits: bool, cpu: list[float]) -> dict[str, Any]:
    """By the clock, as people wait for it; unknown where it waited itself for a machine that others used."""
    waited = [1 - spent / wall for spent, wall in zip(cpu, walls, strict=True)]
    verdict = measure.judged(walls, goal, waited) if fits else "missed"
    return {
        "job": job, "size": 1, "engine": "none", "p50_ms": round(statistics.median(walls) * 1000), "goal": goal * 1000,
        "p99_ms": round(max(walls) * 1000), "cpu_ms": round(statistics.median(cpu) * 1000), "verdict": verdict,
        "rounds": [round(wall, 2) for wall in walls],
    }  # fmt: skip
