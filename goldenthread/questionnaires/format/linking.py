"""Which questions of two questionnaires belong together: said outright, or by way of a third.

Along a way the weakest hop decides, and where nothing follows the way ends: what is a part of one thing says nothing of
another part of it. Read backwards, "part" becomes "whole".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from goldenthread.questionnaires.format.things import Mapping

MOST_HOPS = 3
BACKWARDS = {"equal": "equal", "part": "whole", "whole": "part", "overlap": "overlap"}
FOLLOWS = {
    ("part", "part"): "part",
    ("whole", "whole"): "whole",
    ("whole", "part"): "overlap",
    ("whole", "overlap"): "overlap",
    ("overlap", "part"): "overlap",
}
"""What follows from two hops; "equal" changes nothing, and of what is not here nothing follows."""
STRENGTH = {"overlap": 1, "part": 2, "whole": 3, "equal": 4}


@dataclass(frozen=True, slots=True)
class Hop:
    """From a question of one set to one of another, as a mapping says it or read backwards."""

    mapping: Mapping
    one: tuple[str, str]
    other: tuple[str, str]
    how: str
    reason: str


@dataclass(frozen=True, slots=True)
class Link:
    """``how`` is the first question to the last: equal, part, whole or overlap."""

    how: str
    hops: tuple[Hop, ...]

    @property
    def one(self) -> str:
        return self.hops[0].one[1]

    @property
    def other(self) -> str:
        return self.hops[-1].other[1]


def followed(first: str, second: str) -> str | None:
    if "equal" in (first, second):
        return second if first == "equal" else first
    return FOLLOWS.get((first, second))


def links(mappings: Iterable[Mapping], one: str, other: str, most_hops: int = MOST_HOPS) -> list[Link]:
    """The best link between each two questions of the sets: the strongest, of those the shortest."""
    hops: dict[tuple[str, str], list[Hop]] = {}
    for hop in _hops(mappings):
        hops.setdefault(hop.one, []).append(hop)
    best: dict[tuple[str, str], Link] = {}
    for start in [place for place in hops if place[0] == one]:
        for link in _ways(hops, start, other, most_hops):
            known = best.get((link.one, link.other))
            if known is None or _rank(link) > _rank(known):
                best[link.one, link.other] = link
    return list(best.values())


def _hops(mappings: Iterable[Mapping]) -> Iterator[Hop]:
    for mapping in mappings:
        for pair in mapping.pairs:
            one, other = (mapping.one[0], pair.one), (mapping.other[0], pair.other)
            yield Hop(mapping, one, other, pair.how, pair.reason)
            yield Hop(mapping, other, one, BACKWARDS[pair.how], pair.reason)


def _ways(hops: dict[tuple[str, str], list[Hop]], start: tuple[str, str], to: str, most_hops: int) -> Iterator[Link]:
    """No set is passed through twice."""
    waiting: list[Link] = [Link(hop.how, (hop,)) for hop in hops[start]]
    while waiting:
        link = waiting.pop()
        end = link.hops[-1].other
        if end[0] == to:
            yield link
            continue
        passed = {start[0], *(hop.other[0] for hop in link.hops)}
        for hop in hops.get(end, []):
            how = followed(link.how, hop.how)
            if how and hop.other[0] not in passed and len(link.hops) < most_hops:
                waiting.append(Link(how, (*link.hops, hop)))


def _rank(link: Link) -> tuple[int, int]:
    return STRENGTH[link.how], -len(link.hops)
