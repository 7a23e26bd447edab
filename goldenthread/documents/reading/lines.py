"""What all readers do to a paragraph: tidy its spaces, and set its printed number or bullet apart."""

import re
from dataclasses import replace

from goldenthread.documents.blocks import Line, Place

SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"), " ")
INVISIBLE = dict.fromkeys([*map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), *range(0x202A, 0x202F)])
CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F])
SYMBOL_FONT = {code: "•" for code in range(0xF020, 0xF100)} | {0xF0FC: "✓", 0xF0FB: "✗"}
LETTERS = SPACES | INVISIBLE | CONTROLS | SYMBOL_FONT | {0x0B: "\n", 0x2028: "\n", 0x2029: "\n"}

BULLETS = "•●○◦▪▫■□‣⁃∙·►▶➢➤✓✔✗–—*-"
MARKER = re.compile(
    rf"""(?P<marker>
        [{BULLETS}]                                     # a bullet
      | o(?=\s+[A-Z])                                   # the bullet of Word's second level
      | \(?(?:\d{{1,3}}|[a-z]|[ivx]{{2,5}})[.)]         # 1.  2)  (a)  iv.
      | \([A-Z]\)                                       # (A)
      | \d{{1,2}}(?:\.\d{{1,2}}){{1,3}}(?:[.)]|(?=\s+[^\sa-z0-9]))  # 1.2  1.2.3.
    )(?:\s+|$)""",
    re.VERBOSE,
)


def tidy(text: str) -> str:
    """Words as they stand, single spaces between them, line breaks kept, no invisible characters."""
    lines = (" ".join(line.split()) for line in re.split(r"\r\n|[\r\n]", text.translate(LETTERS)))
    return "\n".join(line for line in lines if line)


def split_marker(text: str) -> tuple[str, str]:
    """"1. Publish it" is the marker "1." and the words "Publish it"."""
    match = MARKER.match(text)
    return (match["marker"], text[match.end() :]) if match else ("", text)


def make_lines(
    text: str, place: Place, *, level: int = 0, marker: str = "", depth: int = 0, bold: bool = False
) -> list[Line]:
    """A paragraph as lines: one, unless line breaks inside it are used to write a list."""
    text = tidy(text)
    if level:
        text = text.replace("\n", " ")
    if not text:
        return []
    first, *others = _split_list(text)
    printed, words = ("", first) if marker else split_marker(first)
    lines = [Line(words, place, level, marker or printed, depth, bold)]
    for other in others:
        printed, words = split_marker(other)
        lines.append(Line(words, place, 0, printed, depth + bool(marker), bold))
    return [line for line in lines if line.text or line.marker]


def _split_list(text: str) -> list[str]:
    items: list[str] = []
    for piece in text.split("\n"):
        if items and not MARKER.match(piece):
            items[-1] += "\n" + piece
        else:
            items.append(piece)
    return items


def split_run(text: str) -> list[str]:
    """"1. One 2. Two 3. Three" as three texts; only where the numbers count on from the first one."""
    first = re.match(r"\s*(\d{1,2})\.\s", text)
    if not first:
        return [text]
    pieces, number, rest = [], int(first[1]), text
    while found := re.search(rf"(?<=\s){number + 1}\.\s+(?=\S)", rest):
        pieces.append(rest[: found.start()])
        rest, number = rest[found.start() :], number + 1
    return [*pieces, rest]


def at_depth(lines: list[Line], depth: int) -> list[Line]:
    return [replace(line, depth=line.depth + depth) for line in lines]
