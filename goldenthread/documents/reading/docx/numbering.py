"""Automatic numbers: what Word would print before a paragraph."""

import re
from dataclasses import dataclass, field

from goldenthread.documents.reading.counting import format_number
from goldenthread.documents.reading.docx.styles import Styles
from goldenthread.documents.reading.docx.xml import Element, is_on, number, value, w

LEVELS = 9


@dataclass(slots=True)
class Level:
    style: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class List:
    """A ``w:num``: its levels, and whose counters it goes on with."""

    abstract_id: str
    levels: dict[int, Level] = field(default_factory=dict)
    overrides: dict[int, int] = field(default_factory=dict)


class Numbering:
    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts = {} if root is None else {n.get(w("abstractNumId")): n for n in root.iter(w("abstractNum"))}
        self._nums = {} if root is None else {n.get(w("numId")): n for n in root.iter(w("num"))}
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def marker(self, num_id: str | None, level: int) -> str:
        """Counts one paragraph and returns its number or bullet; empty where there is none."""
        found = self._list(num_id) if num_id and num_id != "0" else None
        shape = found.levels.get(level) if found else None
        if not found or not shape or num_id is None:
            return ""
        counters = self._counters.setdefault(found.abstract_id, {})
        self._start_anew(num_id, found, level, counters)
        counters[level] = counters[level] + 1 if level in counters else shape.start
        for deeper in [key for key in counters if key > level and _restarts(found.levels.get(key), level)]:
            del counters[deeper]
        if shape.style == "bullet":
            return "•"
        return self._print(found, shape, counters)

    def _start_anew(self, num_id: str, found: List, level: int, counters: dict[int, int]) -> None:
        """A list that says where it starts does so once, at its first paragraph."""
        if (num_id, level) not in self._started and level in found.overrides:
            counters[level] = found.overrides[level] - 1
        self._started.add((num_id, level))

    def _print(self, found: List, shape: Level, counters: dict[int, int]) -> str:
        def one(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            level = found.levels.get(index, Level())
            return format_number(counters.get(index, level.start), "decimal" if shape.legal else level.style)

        return re.sub(r"%(\d)", one, shape.text).strip()

    def _list(self, num_id: str) -> List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read(num_id)
        return self._lists[num_id]

    def _read(self, num_id: str, linked: bool = False) -> List | None:
        node = self._nums.get(num_id)
        abstract_id = value(node, "abstractNumId") or ""
        abstract = self._abstracts.get(abstract_id)
        if abstract is None or node is None:
            return None
        if (style := value(abstract, "numStyleLink")) and not linked:
            return self._read(self._styles.num_id_of(style) or "", linked=True)
        found = List(abstract_id, {number(n.get(w("ilvl"))): _level(n) for n in abstract.findall(w("lvl"))})
        for override in node.findall(w("lvlOverride")):
            index = number(override.get(w("ilvl")))
            if (own := override.find(w("lvl"))) is not None:
                found.levels[index] = _level(own)
            if (start := value(override, "startOverride")) is not None:
                found.overrides[index] = number(start, 1)
        return found


def _level(node: Element) -> Level:
    restart = value(node, "lvlRestart")
    return Level(
        style=value(node, "numFmt") or "decimal",
        text=value(node, "lvlText") or "",
        start=number(value(node, "start"), 1),
        restart=None if restart is None else number(restart),
        legal=bool(is_on(node, "isLgl")),
    )


def _restarts(deeper: Level | None, level: int) -> bool:
    """Whether a deeper level begins again after a paragraph of this level; ``restart`` counts levels from 1."""
    if deeper is None or deeper.restart is None:
        return True
    return deeper.restart != 0 and level < deeper.restart
