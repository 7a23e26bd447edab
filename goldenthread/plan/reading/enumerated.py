"""Lists that stand in one running text: "1. Map the offer 2. Agree a protocol", "i. …; ii. …", "• Train midwives • Agree …"."""

import re
from collections.abc import Sequence

_MARK = re.compile(r"(?:^|(?<=[\s;.:]))\(?(?P<number>\d{1,2}|[a-z]|[ivx]{2,5})(?P<close>[.)])\s+(?=[A-Z0-9‘“'\"])")
_ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
_LETTERS = [chr(ord("a") + index) for index in range(26)]
_DIGITS = [str(index) for index in range(1, 100)]
_ROWS = (_DIGITS, _ROMAN, _LETTERS)


_LOOSE = re.compile(r"(?:^|(?<=[\s;.:]))\(?(?P<number>\d{1,2}|[a-z]|[ivx]{2,5})(?P<close>[.)])\s+(?=\S)")


def pieces(text: str, after: str | None = None, *, loose: bool = False) -> list[tuple[str | None, str]]:
    """The numbers of such a list and their words; what stands before its first number has none.

    With ``after`` the list may also go on from that number; with ``loose`` an item may begin with a small letter.
    """
    marks = list((_LOOSE if loose else _MARK).finditer(text))
    starts = [(row, 0) for row in _ROWS]
    starts += [(row, row.index(after) + 1) for row in _ROWS if after in row]
    best = max((_chain(marks, row[first:]) for row, first in starts), key=len, default=[])
    if not best or not _begins_list(text, best, after):
        return []
    ends = [mark.start() for mark in best[1:]] + [len(text)]
    before = text[: best[0].start()].strip()
    found: list[tuple[str | None, str]] = [(None, before)] if before else []
    return found + [(mark["number"], text[mark.end() : end].strip()) for mark, end in zip(best, ends, strict=True)]


def _begins_list(text: str, chain: Sequence[re.Match[str]], after: str | None) -> bool:
    """Several numbers; a single one only where it goes on from the number before; and no word that runs into it."""
    goes_on = any(after in row and chain[0]["number"] in row[row.index(after) + 1 :][:1] for row in _ROWS)
    closed = text[: chain[0].start()].rstrip()[-1:] in (*".:;", "")
    return (closed and len(chain) > 1) or (goes_on and (closed or len(chain[0]["number"] + chain[0]["close"]) > 1))


def _chain(marks: Sequence[re.Match[str]], row: Sequence[str]) -> list[re.Match[str]]:
    """The marks that count on from the first of a row, all closed by the same sign."""
    chain: list[re.Match[str]] = []
    for mark in marks:
        same = not chain or mark["close"] == chain[0]["close"]
        if same and len(chain) < len(row) and mark["number"] == row[len(chain)]:
            chain.append(mark)
    return chain
