"""The two entrances: a text, and the name of a file."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import PurePath

from goldenthread.documents.screening import names, structured
from goldenthread.documents.screening.hits import Hit

LONGEST_NAME = 1000
"""No file system holds a longer one."""


def find_identifiers(text: str, *, known: Collection[str] = ()) -> list[Hit]:
    """Every hit, in the order of the text; no two overlap, and numbers and addresses go before names.

    ``known`` are names of places and bodies, such as the partnership's own, which are not taken for persons.
    """
    forms = _without_overlaps(structured.find(text))
    return _without_overlaps([*forms, *names.find(_without(text, forms), known)])


def screen_name(filename: str) -> list[Hit]:
    """The hits in the name of a file, where words are joined by dashes, underscores and capitals."""
    filename = filename[:LONGEST_NAME]
    spaced = re.sub(r"[_+\-.]", " ", filename)
    forms = _without_overlaps([*structured.find(filename), *structured.find(spaced)])
    stem = _without(spaced, forms)[: len(filename) - len(PurePath(filename).suffix)]
    found = _without_overlaps([*forms, *names.find_in_label(stem)])
    return [replace(hit, text=filename[hit.start : hit.end]) for hit in found]


def _without(text: str, hits: Iterable[Hit]) -> str:
    """The text of the same length with zeros for the hits, so that their letters are not read as words."""
    pieces, position = [], 0
    for hit in hits:
        pieces += [text[position : hit.start], "0" * (hit.end - hit.start)]
        position = hit.end
    return "".join([*pieces, text[position:]])


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Keeps the earlier of the list where two overlap."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in hits:
        if taken.isdisjoint(range(hit.start, hit.end)):
            taken.update(range(hit.start, hit.end))
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)
