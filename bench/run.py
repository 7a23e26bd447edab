"""``make bench``: measures every job beside its limit, prints one JSON object a line. ``bench/README.md`` explains."""

import argparse
import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import psycopg

from bench import documents, installation, measure, papers, report
from bench.client import Browser
from bench.jobs import FLAT, JOBS, Job
from bench.measure import Side
from bench.place import ROOT, Place
from bench.region.jobs import JOBS as REGION_JOBS
from bench.servers import Server, limit, ours

Line = dict[str, Any]
KEPT = ROOT / "bench" / "results"


@dataclass(frozen=True)
class Family:
    """Jobs that run in databases filled alike."""

    name: str
    prefix: str
    jobs: list[Job]
    seed: str
    slug: str
    framed_by: str
    largest: int = 0
    """So many partnerships make the larger size; nothing: as many as were asked for."""

    def sizes(self, scale: int) -> list[int]:
        return sorted({1, (self.largest or scale) if scale > 1 else 1})


FAMILIES = [
    Family("pages", "", JOBS, "seed_load", "load-", "periods/"),
    Family("region", "region_", REGION_JOBS, "seed_region", "region-", "rounds/", largest=14),
]


def main() -> None:
    options = _options()
    folder = Path(options.folder or tempfile.mkdtemp(prefix="goldenthread-bench-")).resolve()
    if options.fill:
        for address in _engines(options.engine):
            for family in FAMILIES:
                for size in family.sizes(options.scale) if options.only in {None, family.name} else ():
                    _filled(family, folder, address, size, again=True)
        return
    lines: list[Line] = []
    try:
        for line in _lines(options, folder):
            print(json.dumps(line), flush=True)
            lines.append(line)
    finally:
        if not options.folder:
            shutil.rmtree(folder, ignore_errors=True)
    kept = _keep(lines)
    print(report.table(kept), file=sys.stderr)
    sys.exit(any(line["verdict"] == "missed" for line in lines))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1, help="also measure with so many partnerships")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], help="only this one")
    parser.add_argument("--only", choices=["pages", "region", "documents", "installation", "mailing", "papers"])
    parser.add_argument("--job", help="only jobs with this in their name")
    parser.add_argument("--folder", help="keep databases here and use them again")
    parser.add_argument("--fill", action="store_true", help="only fill the databases in the folder")
    return parser.parse_args()


def _lines(options: argparse.Namespace, folder: Path) -> Iterator[Line]:
    if options.only in {None, "installation"} and not options.job:
        yield from installation.lines(folder)
    for family in FAMILIES:
        if options.only in {None, family.name}:
            for address in _engines(options.engine):
                yield from _pages(family, options, folder, address)
    if options.only in {None, "mailing"} and not options.job:
        for address in _engines(options.engine):
            yield _mailing(folder, address)
    if options.only in {None, "documents"} and not options.job:
        yield from documents.lines(folder, options.rounds)
    if options.only in {None, "papers"} and not options.job:
        yield from papers.lines(folder, options.rounds)


def _mailing(folder: Path, address: str) -> Line:
    """``bench/mailing.py``, in a database of its own."""
    place = Place("gt_bench_mailing", folder / f"mailing-{'postgresql' if address else 'sqlite'}", address)
    place.empty()
    place.manage("migrate", "-v0")
    line: Line = json.loads(place.python("-m", "bench.mailing").stdout.splitlines()[-1])
    return line


def _engines(only: str | None) -> list[str]:
    """Nothing for SQLite; the address of a PostgreSQL server where one was named and answers."""
    server = os.environ.get("BENCH_POSTGRES_URL") or os.environ.get("TEST_POSTGRES_URL", "")
    if server and only != "sqlite":
        try:
            psycopg.connect(server, connect_timeout=3).close()
        except psycopg.OperationalError as error:
            print(f"PostgreSQL is left out: {error}", file=sys.stderr)
            server = ""
    elif only == "postgresql":
        raise SystemExit("Name a server of this machine in BENCH_POSTGRES_URL, as postgres://user@host:port/database.")
    return [
        each for each, wanted in (("", only != "postgresql"), (server, bool(server) and only != "sqlite")) if wanted
    ]


def _pages(family: Family, options: argparse.Namespace, folder: Path, address: str) -> Iterator[Line]:
    servers: list[Server] = []
    try:
        sides: dict[int, tuple[Side, Side]] = {}
        for size in family.sizes(options.scale):
            place = _filled(family, folder, address, size, again=bool(options.folder))
            if family.name == "region" and (not options.job or options.job in "exact recount"):
                yield {**json.loads(place.python("-m", "bench.region.recounting", str(options.rounds)).stdout.splitlines()[-1]), "size": size}  # fmt: skip
            sides[size] = _sides(family, place, size, folder, servers)
        for job in family.jobs:
            if not options.job or options.job in job.name:
                yield from _measured(job, sides, options.rounds)
    finally:
        for server in servers:
            server.stop()


def _filled(family: Family, folder: Path, address: str, size: int, *, again: bool) -> Place:
    engine = "postgresql" if address else "sqlite"
    place = Place(f"gt_bench_{family.prefix}{size}", folder / f"{engine}-{family.prefix}{size}", address)
    tables = _tables()
    if again and (place.folder / "filled").exists() and (place.folder / "filled").read_text() == tables:
        return place
    place.empty()
    place.manage("migrate", "-v0")
    place.manage("createcachetable")
    place.manage("collectstatic", "--noinput", "-v0")
    print(place.manage(family.seed, "--partnerships", str(size)).strip(), f"({engine})", file=sys.stderr)
    (place.folder / "filled").write_text(tables)
    return place


def _tables() -> str:
    """What the migrations and the maker of rows look like: databases that were filled by others are filled anew."""
    makers = [*ROOT.glob("goldenthread/plan/synthetic/*.py"), *ROOT.glob("goldenthread/*/synthetic.py")]
    sources = [*ROOT.glob("goldenthread/*/migrations/*.py"), *makers]
    return sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()


def _sides(family: Family, place: Place, size: int, folder: Path, servers: list[Server]) -> tuple[Side, Side]:
    """Ours and the limit, running; the limit's pages stand in the frame of ours."""
    slug = f"{family.slug}{size // 2 + 1}"
    session = place.inside("sign_in", email=f"manager@{slug}.example")
    targets = place.inside("region_targets", partnership=slug, database=place.database) if family.name == "region" else place.inside("targets", partnership=slug)  # fmt: skip
    place.inside("log_tables")
    servers.append(ours(place))
    servers[-1].wait("/health/live")
    frame = folder / f"frame-{place.engine}-{family.prefix}{size}"
    frame.mkdir(exist_ok=True)
    _keep_frame(Browser(servers[-1].port, session).get(f"/p/{slug}/{family.framed_by}").body.decode(), frame, "frame")
    if family.name == "region":
        _keep_frame(
            Browser(servers[-1].port, targets["police"]).get("/self-assessments/").body.decode(), frame, "agency"
        )
    servers.append(limit(place, frame))
    servers[-1].wait("/")
    mine, theirs = servers[-2:]
    others = {name: targets.get(f"limit_{name}", value) for name, value in targets.items()}
    return Side(f"ours at {size}", place, mine, session, targets), Side(f"limit at {size}", place, theirs, "", others)


def _keep_frame(page: str, folder: Path, name: str) -> None:
    top, _, rest = page.partition("<h1")
    (folder / f"{name}-top.html").write_text(f"{{% verbatim %}}{top.rpartition('<div')[0]}{{% endverbatim %}}")
    (folder / f"{name}-bottom.html").write_text(
        f"{{% verbatim %}}</div></div>{rest[rest.index('</main>') :]}{{% endverbatim %}}"
    )


def _measured(job: Job, sides: dict[int, tuple[Side, Side]], rounds: int) -> Iterator[Line]:
    measure.run(job, [side for pair in sides.values() for side in pair], rounds)
    counted = {size: mine.counted(job) for size, (mine, _) in sides.items()}
    for size, (mine, theirs) in sides.items():
        values = measure.ratios(mine, theirs)
        verdict = measure.verdict(values, job.goal, mine, theirs)
        yield {
            "job": job.name, "size": size, "engine": mine.place.engine, "p50_ms": round(statistics.median(mine.wall_ms), 1),
            "p99_ms": round(measure.percentile(mine.wall_ms, 0.99), 1), "cpu_ms": round(statistics.median(mine.cpu_ms), 2),
            "queries": counted[size], "limit_cpu_ms": round(statistics.median(theirs.cpu_ms), 2),
            "ratio": round(statistics.median(values), 2), "goal": job.goal,
            "verdict": "missed" if counted[size] > job.most_queries else verdict,
            "bytes": mine.bytes, "limit_bytes": theirs.bytes, "requests": mine.times * rounds,
            "busy": round(statistics.median(mine.busy + theirs.busy), 2), "rounds": [round(value, 2) for value in values],
        }  # fmt: skip
    smallest, largest = min(sides), max(sides)
    if smallest != largest:
        yield _growth(job, sides[smallest][0], sides[largest][0], counted[smallest], counted[largest])


def _growth(job: Job, small: Side, large: Side, before: int, after: int) -> Line:
    """The same job on both sizes: its "limit" is itself on the smaller one."""
    values = measure.ratios(large, small)
    verdict = measure.verdict(values, FLAT, small, large)
    return {
        "job": f"growth: {job.name}", "size": int(large.name.split()[-1]),
        "engine": large.place.engine, "p50_ms": round(statistics.median(large.wall_ms), 1),
        "p99_ms": round(measure.percentile(large.wall_ms, 0.99), 1), "cpu_ms": round(statistics.median(large.cpu_ms), 2),
        "queries": after, "limit_cpu_ms": round(statistics.median(small.cpu_ms), 2), "ratio": round(statistics.median(values), 2),
        "goal": FLAT, "verdict": verdict if before == after else "missed", "busy": round(statistics.median(small.busy + large.busy), 2),
        "rounds": [round(value, 2) for value in values],
    }  # fmt: skip


def _keep(lines: list[Line]) -> Line:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True
    ).stdout.strip()
    now = datetime.datetime.now(datetime.UTC)
    kept = {"at": now.isoformat(timespec="minutes"), "commit": commit, "python": platform.python_version(),
            "machine": f"{os.cpu_count()} cores, {platform.system()}", "lines": lines}  # fmt: skip
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{now:%Y-%m-%d-%H%M}.json").write_text(json.dumps(kept, indent=1) + "\n")
    return kept


if __name__ == "__main__":
    main()
