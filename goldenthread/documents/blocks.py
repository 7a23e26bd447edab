"""What every reader of a file hands on: a document as a flat list of blocks in reading order.

A reader (text, Markdown, HTML, DOCX, PDF, XLSX, CSV) keeps the words as they stand and says where each
came from. It draws no conclusion about what the words mean; that is the business of whoever asked for them.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source something stands. Numbers start at 1; None where the format has no such thing."""

    page: int | None = None
    sheet: str | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        parts = [
            ("page", self.page),
            ("sheet", self.sheet),
            ("table", self.table),
            ("row", self.row),
            ("column", self.column),
            ("line", self.line),
        ]
        return ", ".join(f"{name} {value}" for name, value in parts if value is not None)


@dataclass(slots=True)
class Line:
    """One paragraph, heading or list item; also the pieces that a table cell is made of.

    ``level`` is 1-6 for a heading and 0 otherwise. ``marker`` is the printed or automatic number or bullet
    of a list item ("1.", "(a)", "•"), without which it is a plain paragraph. ``depth`` is the depth of
    indentation of a list item, from 0. ``bold`` is true where the whole of it is bold.
    """

    text: str
    place: Place = field(default_factory=Place)
    level: int = 0
    marker: str = ""
    depth: int = 0
    bold: bool = False


@dataclass(slots=True)
class Cell:
    """A table cell: its lines in order. ``colspan`` and ``rowspan`` as in HTML; a merged cell stands once,
    at its top left corner, and the places it covers hold ``None`` in the row."""

    lines: list[Line] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1
    place: Place = field(default_factory=Place)
    fill: str = ""
    """Background colour as RRGGBB in lower case, where the source gives one (a RAG cell may carry no word)."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Table:
    """Rows of equal length. ``header_rows`` counts the rows that the source itself marks as heading."""

    rows: list[list[Cell | None]] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    header_rows: int = 0
    name: str = ""
    """Caption, or the name of the sheet."""


Block = Line | Table


@dataclass(slots=True)
class Document:
    """A source file as blocks. ``title`` and ``meta`` are what the file says of itself (properties, not text)."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    pages: int | None = None
    meta: dict[str, Any] = field(default_factory=dict)
