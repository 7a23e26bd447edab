"""Comma-separated values, whatever the separator really is."""

import csv
import io

from goldenthread.documents.blocks import Cell, Document, Place
from goldenthread.documents.decoding import decode
from goldenthread.documents.errors import Refused
from goldenthread.documents.reading.lines import make_lines
from goldenthread.documents.reading.sheets import MAX_CELLS, TOO_LARGE, sheet_blocks

SEPARATORS = ",;\t|"
SAMPLE = 20_000


def read(content: bytes) -> Document:
    text = decode(content)
    rows: list[list[Cell | None]] = []
    cells = 0
    csv.field_size_limit(1_000_000)
    for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)), 1):
        cells += len(record)
        if cells > MAX_CELLS:
            raise Refused(TOO_LARGE)
        rows.append([_cell(value, Place(row=number, column=column)) for column, value in enumerate(record, 1)])
    return Document(sheet_blocks(rows, Place(table=1)))


def separator(text: str) -> str:
    """The candidate that splits most rows of the sample into the same number of columns."""
    sample = text[:SAMPLE]

    def agreement(candidate: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=candidate)]
        wide = [width for width in widths if width > 1]
        return (max((wide.count(width) for width in set(wide)), default=0), -SEPARATORS.index(candidate))

    return max(SEPARATORS, key=agreement)


def _cell(value: str, place: Place) -> Cell:
    return Cell(make_lines(value, place), place=place)
