"""What a document says, without a word about the format it is written in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

ALLOWED_LINKS = ("https://", "http://", "mailto:")
WIDTH = 100
"""Characters of a table that fit beside each other on a page."""
SHORT = 12
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class WritingError(Exception):
    """The document could not be made. Its text is a sentence that can be shown to a person."""


@dataclass(frozen=True, slots=True)
class Link:
    """The text of a table cell that leads somewhere; ``url`` is a whole address."""

    text: str
    url: str

    def __post_init__(self) -> None:
        if not self.url.lower().startswith(ALLOWED_LINKS):
            raise ValueError(f"A link in a document starts with one of {ALLOWED_LINKS}, not {self.url!r}.")


Number = int | float | Decimal
Value = str | date | Number | Link | None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Literal["text", "date", "number"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many values as there are columns, and no two columns have the same title."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]

    def __post_init__(self) -> None:
        titles = {column.title.casefold() for column in self.columns}
        if not self.columns or "" in titles or len(titles) < len(self.columns):
            raise ValueError(f"The columns of {self.caption!r} need titles that differ.")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"A row of {self.caption!r} does not fit its columns.")

    def column_shares(self) -> list[float]:
        """Percentages of the width by how much each column holds. (A renderer would be slow to find out.)"""
        titles = [column.title for column in self.columns]
        columns = [[as_text(value) for value in values] for values in zip(titles, *self.rows, strict=True)]
        least = [_least(texts) for texts in columns]
        more = [max(min(_average(texts), 60) - each, 1) for texts, each in zip(columns, least, strict=True)]
        spare = max(WIDTH - sum(least), 0) / sum(more)
        widths = [each + spare * wish for each, wish in zip(least, more, strict=True)]
        return [round(100 * width / sum(widths), 2) for width in widths]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG. ``alt`` says in words what it shows, for whoever cannot see it."""

    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark set apart from the text."""

    text: str


Block = str | Note | Table | Figure
"""A plain string is a paragraph."""


@dataclass(frozen=True, slots=True)
class Section:
    """``level`` 1 stands directly under the title, 2 under the last section of level 1, and so on."""

    heading: str
    level: int = 1
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG that passed the gate."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose document it is. ``colour`` as #rrggbb; it is only ever used for lines, never behind text.

    ``template`` is its own Word template (``template.py``).
    """

    name: str
    colour: str = "#0b0c0c"
    logo: Picture | None = None
    template: bytes | None = None

    def __post_init__(self) -> None:
        if not re.fullmatch("#[0-9a-fA-F]{6}", self.colour):
            raise ValueError(f"A colour looks like #1d70b8, not {self.colour!r}.")


@dataclass(frozen=True, slots=True)
class Report:
    """``as_at`` is the whole sentence of the banner, empty where the document shows the present. With ``cover`` the
    organisation's name, colour and logo have a page of their own."""

    title: str
    organisation: Organisation
    sections: Sequence[Section] = field(default_factory=tuple)
    subtitle: str = ""
    as_at: str = ""
    footer: str = ""
    licence: str = ""
    """Under which data may be used; a column of a CSV file, and a line above an Excel sheet."""
    language: str = "en-GB"
    cover: bool = False

    def tables(self) -> Iterator[Table]:
        return (block for section in self.sections for block in section.blocks if isinstance(block, Table))


def as_text(value: Value) -> str:
    """How a value reads in running text. Characters that no document may hold are left out."""
    if isinstance(value, Link):
        value = value.text
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return clean("" if value is None else str(value))


def clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _least(texts: Sequence[str]) -> float:
    """Room for the longest word, a short text such as a date in one line, and the space beside it."""
    pieces = (piece for text in texts for piece in ([text] if len(text) <= SHORT else text.split()))
    return min(max(map(len, pieces), default=1), 20) * 1.1 + 2


def _average(texts: Sequence[str]) -> float:
    """Of what stands there: a column with few long texts needs room for them too."""
    return sum(map(len, texts)) / max(sum(map(bool, texts)), 1)
