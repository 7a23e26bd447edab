"""What a bracket at the end of a sentence says of an action: "(Quality Group – June 2024)", "[Q1 18/19]"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .deadlines import LONGEST, Calendar, Deadline, dates_a_title, find, find_in_column
from .evidence import is_date
from .items import is_instruction
from .words import plain

_CLOSING = re.compile(r"(?P<open>[(\[])(?P<words>[^()\[\]]{2,160})[)\]](?=\s*[.;]?\s*$|\s*[.;]\s+[A-Z]|\.$)")
# "(for the budget of 2022/23)" says what is meant, not when.
_OF_SOMETHING = re.compile(
    r"(?:for|of|since|introduced|published|following|agreed|reviewed|dated|first)\b", re.IGNORECASE
)
_DIVIDER = re.compile(r"\s[–—-]\s|\s*[;|]\s*|,\s+|\s*/\s*(?=[A-Za-z])")


def find_with_tail(text: str, calendar: Calendar) -> list[Deadline]:
    """The deadlines of a sentence; a bracket that is there to say when leads."""
    text = text[:LONGEST]
    found = find(text, calendar)
    for start, words in (*_dated(plain(text)), *_behind_dash(plain(text))):
        printed = text[start : start + len(words)]
        inside = [replace(one, at=(one.at[0] + start, one.at[1] + start)) for one in find_in_column(printed, calendar)]
        if inside:
            outside = [one for one in found if one.at[1] <= start or one.at[0] >= start + len(words)]
            return [*inside, *(one for one in outside if not any(_same(one, other) for other in inside))]
    return found


_DASHED = re.compile(r"(?:\s[-|]\s+|\s*\|\s*)(?P<words>[^|()\[\]]{2,60}?)\.?$")


def _last_piece(text: str) -> re.Match[str] | None:
    last = _DASHED.search(text)
    while last and (inner := _DASHED.search(text, last.start("words"))):
        last = inner
    return last


def _behind_dash(text: str) -> Iterable[tuple[int, str]]:
    """ "… - Homelessness Partnership - 2024-25", "… | Quality Group | Annually": the last piece says when."""
    last = _last_piece(text)
    if last is None or not is_date(last["words"], 0):
        return
    before = _last_piece(text[: last.start()])
    if before and is_date(before["words"], 0):
        yield before.start("words"), text[before.start("words") : last.end("words")]
        return
    bare = re.fullmatch(r"\D{0,4}(?:20)?\d\d(?:[/-](?:20)?\d\d)?\s*", last["words"])
    if not bare or (before and not is_instruction(before["words"]) and before["words"][:1].isupper()):
        yield last.start("words"), last["words"]


def _same(one: Deadline, other: Deadline) -> bool:
    return (one.due, one.rrule) == (other.due, other.rrule)


def _dated(text: str) -> Iterable[tuple[int, str]]:
    """Where such a bracket's words about time begin, and those words; a bare year in round brackets dates a title."""
    for match in reversed(list(_CLOSING.finditer(text))):
        words = match["words"]
        if (
            is_date(words)
            and not _OF_SOMETHING.match(words)
            and not dates_a_title(text, match.start("words"), match.end("words"))
            and (match["open"] == "[" or not re.fullmatch(r"\D{0,4}(?:20)?\d\d(?:[/-](?:20)?\d\d)?\s*", words))
        ):
            yield match.start("words"), words
            return
        pieces = list(_pieces(words))
        if len(pieces) > 1:
            for offset, piece in reversed(pieces):
                if is_date(piece):
                    start = min((at for at, one in pieces if at < offset and is_date(words[at : offset + len(piece)], 0)),
                                default=offset)  # fmt: skip
                    yield match.start("words") + start, words[start : offset + len(piece)]
                    return


def _pieces(words: str) -> Iterable[tuple[int, str]]:
    start = 0
    for match in _DIVIDER.finditer(words):
        yield start, words[start : match.start()]
        start = match.end()
    yield start, words[start:]
