"""Names of bodies that hold "and", "&" or a comma themselves, as the document at hand shows them.

"Performance and Impact Group" in a glossary, or "DI Missing and Exploitation" alone in a cell, is one name wherever it
stands.
"""

import re
from collections.abc import Iterable

from goldenthread.documents.blocks import Document, Line, Table

from .bodies import is_body
from .words import plain, tidy

_JOINED = re.compile(r"\s(?:and|&)\s|,\s")
_SMALL = frozenset(["and", "of", "for", "the", "in", "&", "with", "to", "on"])
_MOST = 80


class ShortForms(dict[str, str]):
    """What a document's short forms stand for; ``whole`` finds the names that are never to be parted."""

    whole: re.Pattern[str] | None = None


def learn(document: Document, entries: dict[str, str]) -> ShortForms:
    found = ShortForms(entries)
    names = {tidy(long) for long in entries.values() if _JOINED.search(long) and is_body(long, entries)}
    names |= {text for text in _texts(document) if _is_one(text, entries)}
    names = {name for name in names if len(name.split()) < 10 and not name.endswith(".")}
    patterns = [_pattern(name) for name in sorted(names, key=len, reverse=True)[:_MOST]]
    found.whole = re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None
    return found


def _texts(document: Document) -> Iterable[str]:
    """Short texts that stand alone: list items and the lines of cells."""
    for block in document.blocks:
        lines = [block] if isinstance(block, Line) and block.marker else []
        if isinstance(block, Table):
            lines = [line for row in block.rows for cell in row if cell and len(cell.lines) == 1 for line in cell.lines]
        yield from {tidy(line.text) for line in lines if len(line.text) < 70 and "\n" not in line.text}


def _is_one(text: str, entries: dict[str, str]) -> bool:
    """A post or body and behind "and" something that is none by itself: the field it works in."""
    parts = re.split(r"\s(?:and|&)\s", plain(text))
    if len(parts) != 2 or not all(word[:1].isupper() or word in _SMALL for word in plain(text).split()):
        return False
    first, second = parts
    return len(second.split()) < 3 and is_body(first, entries, acronyms=False) and not is_body(second, entries)


def _pattern(name: str) -> str:
    return re.sub(r"\\?\s(?:and|\\?&)\\?\s", r"\\s(?:and|&)\\s", re.escape(plain(name)))
