"""Outcomes that stand apart from the priorities they belong to: a list of their own, numbers that actions refer to."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from goldenthread.documents.blocks import Block, Table

from . import wordings
from .items import Item, numbered_text
from .priorities import Priority
from .words import joined, key, tidy

_WORD = r"(?:outcomes?|objectives?|goals?|results?|aims?)"
_NUMBER = r"(?:[A-Z]{0,2}\d{1,2}(?:\.\d{1,2})*[a-z]?|[A-H](?!\w))"
_STATED = re.compile(rf"^(?P<word>{_WORD})\s+(?P<number>{_NUMBER})\s*[:.)–—|-]+\s*(?P<text>\S.*)$", re.IGNORECASE)
_ONE = re.compile(rf"{_WORD}\s+{_NUMBER}", re.IGNORECASE)
_REFERENCE = re.compile(
    rf"(?:(?:{_WORD})\s*)?(?:{_NUMBER})(?:(?:\s*[,;/&+\n]\s*|\s+and\s+|\s+)(?:(?:{_WORD})\s*)?(?:{_NUMBER}))*",
    re.IGNORECASE,
)


def catalogue(blocks: Iterable[Block]) -> dict[str, str]:
    """The numbers by which the document calls its outcomes, and their words."""
    found: dict[str, str] = {}
    under = False
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                texts = [joined([line.marker, tidy(line.text)]) for cell in row if cell for line in cell.lines]
                _note(texts, found)
            under = False
            continue
        text = tidy(block.text)
        number, words = numbered_text(block)
        _note([text], found)
        if wordings.role_of(text) == "outcome" and len(text) < 60:
            under = True
        elif under and number and re.fullmatch(_NUMBER, number):
            found.setdefault(number.lower(), words)
        elif block.level:
            under = False
    return found


def _note(texts: list[str], found: dict[str, str]) -> None:
    for index, text in enumerate(texts):
        stated = _STATED.match(text)
        if stated and len(stated["text"].split()) > 2:
            found.setdefault(stated["number"].lower(), stated["text"])
        elif _ONE.fullmatch(text) and index + 1 < len(texts) and len(texts[index + 1].split()) > 2:
            found.setdefault(text.split()[-1].lower(), texts[index + 1])


def references(text: str) -> list[str]:
    """The numbers in a cell that holds nothing but references: "Outcome 2", "O1, O3", "1 and 4"."""
    return re.findall(_NUMBER, text) if _REFERENCE.fullmatch(text.strip(" .")) else []


def home_of(item: Item, priorities: list[Priority], alone: bool) -> tuple[Priority, bool] | None:
    """The priority an outcome belongs to and whether the document says so; ``alone`` where each has one of its own."""
    titled = [one for one in priorities if one.title]
    number = item.number or ""
    head = re.match(r"[A-Za-z]*(\d+)\.", number)
    for wanted in (head[1] if head else None, number if alone else None):
        known = next((one for one in titled if wanted and one.number == wanted), None)
        if known:
            return known, True
    best = max(titled, key=lambda one: fuzz.token_set_ratio(key(one.title), key(item.text)), default=None)
    return (best, False) if best else None
