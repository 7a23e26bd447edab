"""What all readers do to a paragraph: tidy its spaces, and set its printed number or bullet apart."""

import re
from dataclasses import replace

from goldenthread.documents.blocks import Block, Line, Place

SPACES = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
CONTROLS = dict.fromkeys([*range(0x09), *range(0x0E, 0x20), 0x7F])
SYMBOL_FONT = dict.fromkeys(range(0xF020, 0xF100), "•") | {0xF0FC: "✓", 0xF0FB: "✗"}
LETTERS = SPACES | INVISIBLE | CONTROLS | SYMBOL_FONT | {0x0B: "\n", 0x2028: "\n", 0x2029: "\n"}

BULLETS = "•●○◦▪▫■□‣⁃∙·►▶➢➤✓✔✗–—*-"  # noqa: RUF001
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
    """ "1. Publish it" is the marker "1." and the words "Publish it"; a number or dash alone is words."""
    match = MARKER.match(text)
    return (match["marker"], text[match.end() :]) if match and match.end() < len(text) else ("", text)


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
    """ "1. One 2. Two 3. Three" as three texts; only where the numbers count on from the first one."""
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


def flatten(blocks: list[Block]) -> list[Line]:
    """The lines of blocks, and of the tables among them row by row."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
        else:
            lines.extend(line for row in block.rows for cell in row if cell for line in cell.lines)
    return lines
