"""What a document is made of, whatever the format it is written in. `**bold**` and `*italic*` work in every text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Heading:
    text: str
    level: int = 1


@dataclass
class Para:
    text: str
    style: str = ""


@dataclass
class Bullets:
    items: list[str]
    numbers: str = ""
    """Empty for bullets, else the pattern of an automatic numbering: `1.`, `1)`, `a)` or `i.`"""
    start: int = 1


@dataclass
class Cell:
    """Lines are paragraphs. A line that begins with `- ` is a bullet; `numbers` makes the lines an automatic list."""

    text: str = ""
    cols: int = 1
    rows: int = 1
    fill: str = ""
    bold: bool = False
    numbers: str = ""
    start: int = 1


@dataclass
class Table:
    rows: list[list[Cell | str]]
    head: int = 1
    """How many of the first rows are the heading that a new page repeats."""
    widths: list[float] = field(default_factory=list)
    css: str = ""


@dataclass
class PageBreak:
    pass


@dataclass
class Contents:
    entries: list[tuple[str, int]]
    title: str = "Contents"


@dataclass
class Picture:
    """Only what a reader of the text sees of it."""

    alt: str


Block = Heading | Para | Bullets | Table | PageBreak | Contents | Picture


@dataclass
class Document:
    title: str
    blocks: list[Block]
    header: str = ""
    footer: str = ""


def runs(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with its style: '', 'b' or 'i'."""
    for piece in re.split(r"(\*\*.+?\*\*|(?<![\w*])\*[^*\s][^*]*\*(?![\w*]))", text):
        if piece.startswith("**") and piece.endswith("**") and len(piece) > 4:
            yield piece[2:-2], "b"
        elif piece.startswith("*") and piece.endswith("*") and len(piece) > 2:
            yield piece[1:-1], "i"
        elif piece:
            yield piece, ""


def plain(text: str) -> str:
    return "".join(piece for piece, _ in runs(text))


def cell(value: Cell | str) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def label(pattern: str, number: int) -> str:
    """The number as the pattern prints it: 2 as `2.`, `2)`, `b)` or `ii.`"""
    roman = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
    shown = {"1": str(number), "a": chr(96 + number), "i": roman[(number - 1) % 12]}[pattern[0]]
    return shown + pattern[1:]


def grid(table: Table) -> list[list[tuple[Cell, bool]]]:
    """The table with every place filled; the flag says whether the cell begins there."""
    width = sum(cell(c).cols for c in table.rows[0])
    places: dict[tuple[int, int], tuple[Cell, bool]] = {}
    for y, row in enumerate(table.rows):
        x = 0
        for value in row:
            while (y, x) in places:
                x += 1
            one = cell(value)
            for dy in range(one.rows):
                for dx in range(one.cols):
                    places[y + dy, x + dx] = (one, dy == dx == 0)
            x += one.cols
    empty = (Cell(), True)
    return [[places.get((y, x), empty) for x in range(width)] for y in range(len(table.rows))]


def lines(one: Cell) -> list[str]:
    """The paragraphs of a cell, with their numbers where the numbering is automatic."""
    found = one.text.split("\n") if one.text else []
    if one.numbers:
        found = [f"{label(one.numbers, one.start + i)} {line}" for i, line in enumerate(found)]
    return found
