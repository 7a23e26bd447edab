"""Who leads several items of one cell: "Led by the Police:" above some of them, "The council will:" above others."""

import re
from collections.abc import Sequence
from dataclasses import replace

from goldenthread.documents.blocks import Line

from .evidence import is_names
from .words import tidy

_LED = re.compile(
    r"(?:(?:to be )?(?:led|owned|delivered) (?:jointly )?by|(?:joint )?leads?(?: agency| body| group| officer| partner)?\s*:"
    r"|owners?\s*:|responsible\s*:)\s*(?:the )?(?P<who>[^:]{2,110}?)\s*:?",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"(?:the )?(?P<who>[^:]{2,110}?)(?: (?:will|shall|to|is to|are to|agrees? to|commits? to))?\s*:", re.IGNORECASE
)
_INSIDE = re.compile(r"(?<=\S)\s+(?=Led (?:jointly )?by [^:.;]{2,110}:(?:\s|$))")
_FIRST = re.compile(r"(?P<head>Led (?:jointly )?by [^:.;]{2,110}:)\s*(?P<rest>.*)", re.DOTALL)


Part = tuple[str, list[tuple[Line, Line]]]


def by_lead(lines: Sequence[Line], lead: str = "") -> tuple[list[Part], list[Line], str]:
    """The lines with their sources, apart by the lead named above them; the lines that name one; the lead named last."""
    parts: list[Part] = [(lead, [])]
    heads: list[Line] = []
    for line in lines:
        for piece in _cut(line):
            who = lead_of(piece)
            if who:
                parts.append((who, []))
                heads.append(line)
            else:
                parts[-1][1].append((piece, line))
    return [part for part in parts if part[1]], heads, parts[-1][0]


def lead_of(line: Line) -> str:
    """The names where a line does nothing but name who leads what stands below it."""
    text = tidy(line.text)
    led = _LED.fullmatch(text)
    if led:
        return led["who"] if is_names(led["who"]) or _is_name(led["who"]) else ""
    match = _WILL.fullmatch(text) if not line.marker else None
    return match["who"] if match and is_names(match["who"]) else ""


def _is_name(words: str) -> bool:
    return all(word[:1].isupper() or word in ("and", "of", "the", "for", "&") for word in words.split())


def _cut(line: Line) -> list[Line]:
    texts: list[str] = []
    for piece in (piece for part in line.text.split("\n") for piece in _INSIDE.split(part)):
        first = _FIRST.fullmatch(piece)
        texts += [text for text in (first["head"], first["rest"]) if text] if first else [piece]
    if not any(lead_of(replace(line, text=text)) for text in texts) or len(texts) == 1:
        return [line]
    return [replace(line, text=text, marker=line.marker if not index else "") for index, text in enumerate(texts)]
