"""Compares what the plan reader made of a document with what a careful person reads out of it.

    python -m tests.corpus.scorer TRUTH.json FILE…

Both are in the form ``scp-plan-truth/1``. A truth may list readings that are not wrong either (``accept``,
``owners_also_accepted``, ``text_accept``, ``title_accept``); those neither gain nor lose anything.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

Read = dict[str, Any]
ALIKE = 85
"""From this likeness on, a text that is not equal counts as the same item, partly found."""


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses of one sort of thing."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.false) if self.hits + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        return (
            2 * self.hits / (2 * self.hits + self.false + self.missed) if self.hits + self.false + self.missed else 1.0
        )


@dataclass(slots=True)
class Score:
    """``exact`` counts whole texts, ``fuzzy`` those that are nearly so."""

    priorities: Tally = field(default_factory=Tally)
    outcomes: Tally = field(default_factory=Tally)
    actions: Tally = field(default_factory=Tally)
    exact_actions: int = 0
    fuzzy_actions: int = 0
    owners: Tally = field(default_factory=Tally)
    deadlines: Tally = field(default_factory=Tally)
    false_deadlines: int = 0
    misplaced_actions: int = 0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def line(self) -> str:
        return (
            f"priorities {self.priorities.f1:.3f}  outcomes {self.outcomes.f1:.3f}  actions {self.actions.f1:.3f}"
            f" ({self.exact_actions} whole, {self.fuzzy_actions} nearly, {self.actions.missed} missed,"
            f" {self.actions.false} extra,"
            f" {self.misplaced_actions} under another priority)"
            f"  owners {self.owners.f1:.3f}  deadlines {self.deadlines.f1:.3f}  false deadlines {self.false_deadlines}"
        )


def normal(text: str | None) -> str:
    text = (text or "").translate(str.maketrans("‘’“”–—‑\u00a0", "''\"\"--- "))
    return re.sub(r"\s+", " ", text).strip(" ;.").lower()


def name_key(name: str) -> str:
    words = re.findall(
        r"[a-z0-9]+", normal(name).replace("&", " and ").replace("'", "").replace("subgroup", "sub group")
    )
    return " ".join(words).removeprefix("the ")


def score(read: Read, truth: Read) -> Score:
    result = Score()
    pairs = _pair(truth["priorities"], read["priorities"], _titles)
    result.priorities = Tally(len(pairs), len(read["priorities"]) - len(pairs), len(truth["priorities"]) - len(pairs))
    home = {id(got): id(wanted) for wanted, got in pairs}
    _score_outcomes(result, read, truth)
    _score_actions(result, read, truth, home)
    return result


def _titles(priority: Read) -> list[str]:
    return [priority["title"], *priority.get("title_accept", [])]


def _texts(item: Read) -> list[str]:
    return [item["text"], *item.get("text_accept", [])]


def _pair(wanted: list[Read], got: list[Read], texts: Callable[[Read], list[str]]) -> list[tuple[Read, Read]]:
    """Each wanted item with the read one that says the same, equal texts first."""
    pairs: list[tuple[Read, Read]] = []
    free = list(got)
    for least in (100, ALIKE):
        taken = [id(one) for one, _ in pairs]
        for want in [one for one in wanted if id(one) not in taken]:
            best = max(free, key=lambda one: _likeness(want, one, texts), default=None)
            if best is not None and _likeness(want, best, texts) >= least:
                pairs.append((want, best))
                free = [one for one in free if one is not best]
    return pairs


def _likeness(want: Read, got: Read, texts: Callable[[Read], list[str]]) -> float:
    mine = normal(texts(got)[0])
    return max(100.0 if normal(text) == mine else min(99.0, fuzz.ratio(normal(text), mine)) for text in texts(want))


def _score_outcomes(result: Score, read: Read, truth: Read) -> None:
    wanted = [outcome for priority in truth["priorities"] for outcome in priority["outcomes"]]
    got = [outcome for priority in read["priorities"] for outcome in priority["outcomes"]]
    accepted = [normal(text) for priority in truth["priorities"] for text in priority.get("outcomes_also_accepted", [])]
    pairs = _pair(wanted, got, _texts)
    taken = [id(one) for _, one in pairs]
    extra = [one for one in got if id(one) not in taken and normal(one["text"]) not in accepted]
    found = [id(one) for one, _ in pairs]
    result.outcomes = Tally(len(pairs), len(extra), len(wanted) - len(pairs))
    result.faults += [f"outcome missed: {one['text']}" for one in wanted if id(one) not in found]
    result.faults += [f"outcome extra: {one['text']}" for one in extra]


def _score_actions(result: Score, read: Read, truth: Read, home: dict[int, int]) -> None:
    wanted = [(priority, action) for priority in truth["priorities"] for action in priority["actions"]]
    got = [(priority, action) for priority in read["priorities"] for action in priority["actions"]]
    pairs = _pair([action for _, action in wanted], [action for _, action in got], _texts)
    result.actions = Tally(len(pairs), len(got) - len(pairs), len(wanted) - len(pairs))
    result.exact_actions = sum(_likeness(want, one, _texts) == 100 for want, one in pairs)
    result.fuzzy_actions = len(pairs) - result.exact_actions
    where = {id(action): id(priority) for priority, action in wanted}
    where_read = {id(action): home.get(id(priority)) for priority, action in got}
    result.misplaced_actions = sum(where[id(want)] != where_read[id(one)] for want, one in pairs)
    names = Names(truth)
    for want, one in pairs:
        if _likeness(want, one, _texts) < 100:
            result.faults.append(f"text: {want['text']!r} read as {one['text']!r}")
        _score_owners(result, want, one, names)
        _score_deadline(result, want, one)
    _score_lone(result, wanted, got, pairs)


def _score_lone(
    result: Score, wanted: list[tuple[Read, Read]], got: list[tuple[Read, Read]], pairs: list[tuple[Read, Read]]
) -> None:
    found, taken = [id(want) for want, _ in pairs], [id(one) for _, one in pairs]
    for _, want in wanted:
        if id(want) not in found:
            result.faults.append(f"action missed: {want['text']}")
            result.owners.missed += len(want["owners"])
            result.deadlines.missed += want["deadline"]["kind"] != "none"
    for _, one in got:
        if id(one) not in taken:
            result.faults.append(f"action extra: {one['text']}")
            result.owners.false += len(one["owners"])
            result.deadlines.false += one["deadline"]["kind"] != "none"


class Names:
    """Every spelling of a body that the truth lists, and the name it stands for."""

    def __init__(self, truth: Read) -> None:
        self.canonical: dict[str, str] = {}
        for body in truth["bodies"]:
            for spelling in [body["name"], *body["aliases"]]:
                self.canonical.setdefault(name_key(spelling), name_key(body["name"]))

    def of(self, name: str) -> str:
        return self.canonical.get(name_key(name), name_key(name))


def _score_owners(result: Score, want: Read, got: Read, names: Names) -> None:
    left = {names.of(owner["name"]) for owner in got["owners"]}
    for owner in want["owners"]:
        answers = {names.of(name) for name in [owner["name"], *owner.get("accept", [])]}
        hit = left & answers
        result.owners.hits += bool(hit)
        result.owners.missed += not hit
        if not hit:
            result.faults.append(
                f"owner missed: {owner['name']} — read {[one['name'] for one in got['owners']]} in"
                f" {want['text'][:90]!r}"
            )
        left -= hit
    left -= {names.of(name) for name in want.get("owners_also_accepted", [])}
    result.owners.false += len(left)
    if left:
        result.faults.append(f"owner false: {sorted(left)} in {want['text'][:90]!r}")


def _score_deadline(result: Score, want: Read, got: Read) -> None:
    wanted, found = want["deadline"], got["deadline"]
    readings = [wanted, *({**wanted, **other} for other in wanted.get("accept", []))]
    right = any(_same_deadline(found, reading) for reading in readings)
    none_wanted, none_found = wanted["kind"] == "none", found["kind"] == "none"
    if right:
        result.deadlines.hits += not none_wanted and not none_found
        return
    result.deadlines.missed += not none_wanted
    result.deadlines.false += not none_found
    result.false_deadlines += none_wanted and not none_found
    result.faults.append(f"deadline: {_shown(found)} instead of {_shown(wanted)} in {want['text'][:90]!r}")


def _same_deadline(found: Read, wanted: Read) -> bool:
    if (found["kind"] == "none") != (wanted["kind"] == "none"):
        return False
    if wanted["kind"] == "none":
        return True
    keys: Iterable[str] = ("start", "end", "due", "role")
    if wanted["kind"] in ("recurring", "ongoing"):
        keys = ("kind", "role", "rrule")
    elif wanted["kind"] == "relative" and not wanted["due"]:
        keys = ("due",)
    return all(found.get(name) == wanted.get(name) for name in keys)


def _shown(deadline: Read) -> str:
    parts = [deadline.get(name) for name in ("text", "kind", "role", "start", "due", "rrule")]
    return " ".join(str(part) for part in parts if part)


def main(arguments: list[str]) -> None:
    from goldenthread.documents.reading import read as read_blocks
    from goldenthread.plan.reading import read

    kinds = {".txt": "text", ".md": "markdown", ".htm": "html"}
    truth = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    for name in arguments[1:]:
        path = Path(name)
        document = read_blocks(path.read_bytes(), kinds.get(path.suffix, path.suffix[1:]))
        result = score(read(document), truth)
        print(f"{path.parent.name}/{path.name}: {result.line()}")
        for fault in result.faults:
            print(f"    {fault}")


if __name__ == "__main__":
    main(sys.argv[1:])
