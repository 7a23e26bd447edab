"""Lists that were set as tables: a number or a bullet in the first column, words in the second."""

import re
from collections.abc import Sequence

from goldenthread.documents.blocks import Block, Cell, Line, Table

from . import columns, wordings
from .items import unfinished
from .words import joined, tidy

_MARKER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?|\(?[a-z]\)?|\(?[ivx]+\)|\W{0,2})[.)]?")

# A line made here, and the lines of the source it stands for.
Made = tuple[Line, list[Line]]


def unfolded(blocks: Sequence[Block]) -> list[Block | list[Made]]:
    """The blocks, each such table as its lines; beside headed tables of two columns those without heading stay."""
    headed = any(isinstance(block, Table) and _is_headed(block) for block in blocks)
    return [(_unfold(block, headed) if isinstance(block, Table) else None) or block for block in blocks]


def _unfold(table: Table, headed: bool) -> list[Made] | None:
    if table.rows and all(len(row) == 1 for row in table.rows):
        lines = [line for row in table.rows for cell in row if cell for line in cell.lines]
        return [(line, [line]) for line in lines] if _is_labelled(lines) else None
    return None if headed else _lines(table)


def _is_labelled(lines: Sequence[Line]) -> bool:
    """A box whose lines say who and when is part of the text; any other is set apart from it."""
    labels = (match[1] for line in lines if (match := re.match(r"\W*([A-Z][^:]{1,40}):\s", line.text)))
    return len({wordings.role_of(label) for label in labels} & {"owner", "deadline", "action", "owner_date"}) > 1


def _is_headed(table: Table) -> bool:
    return any(len(row) == 2 and columns.heading_roles(row) is not None for row in table.rows[:4])


def _lines(table: Table) -> list[Made] | None:
    rows = [row for row in table.rows if any(cell and cell.text.strip() for cell in row)]
    if len(rows) < 2 or table.header_rows or any(len(row) != 2 for row in rows):
        return None
    listed = [row for row in rows if row[1] is not None]
    if not listed or not all(_MARKER.fullmatch(_words(row[0])) and len(_words(row[1])) > 12 for row in listed):
        return None
    made: list[Made] = []
    for row in rows:
        _append(made, row)
    return made


def _append(made: list[Made], row: Sequence[Cell | None]) -> None:
    sources = [line for cell in row if cell for line in cell.lines]
    if row[1] is None:
        before = made[-1] if made else None
        if before and unfinished(before[0].text):
            before[0].text = joined([before[0].text, _words(row[0])])
            before[1].extend(sources)
        else:
            made.append((Line(_words(row[0]), sources[0].place), sources))
    else:
        made.append((Line(_words(row[1]), row[1].place, marker=_words(row[0])), sources))


def _words(cell: Cell | None) -> str:
    return joined(joined([line.marker, tidy(line.text)]) for line in cell.lines) if cell else ""
