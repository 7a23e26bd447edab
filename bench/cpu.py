"""CPU time from /proc: of a tree of processes, of PostgreSQL's back ends, and of everything else on the machine."""

import os
from collections.abc import Iterable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
CORES = os.cpu_count() or 1


def of_process(pid: int) -> float:
    """Seconds of user and system time so far, its finished children's included; nothing for one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(value) for value in fields[11:15]) / TICK


def tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return []
    return [root, *(pid for child in children for pid in tree(int(child)))]


def of_tree(root: int) -> float:
    return sum(of_process(pid) for pid in tree(root))


def of_each(pids: Iterable[int]) -> dict[int, float]:
    return {pid: of_process(pid) for pid in pids}


def busy_seconds() -> float:
    """Of all cores together, since the machine started: everything but idling and waiting for disks."""
    fields = [int(value) for value in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
    return (sum(fields[:8]) - fields[3] - fields[4]) / TICK


def memory_mb(root: int) -> float:
    """Of a tree: each page that several processes share is counted once between them."""
    total = 0
    for pid in tree(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
