"""Tables whose cells stand one below the other, a line each, as they come when a table is copied as plain text.

The lines of the heading say what the columns are. The lines below are shared out among them in the order of reading,
so that each column holds what it should; a cell may be empty or take several lines.
"""

import re
from collections.abc import Sequence

from goldenthread.documents.blocks import Block, Cell, Line, Table

from . import columns, wordings
from .evidence import sorts_of
from .items import continues
from .priorities import named
from .words import tidy

_MOST_COLUMNS, _MOST_LINES = 12, 400
_LABELLED = re.compile(r"\W*(?P<label>[A-Z][^:]{1,60}?)\s*\??:\s*\S")
_FITS, _STRANGE, _EMPTY, _MORE = 2.0, -2.0, -1.0, -1.5
_SHORT = {"deadline": 60, "owner": 120, "status": 40, "ref": 12}


def gathered(blocks: Sequence[Block], furniture: set[int]) -> list[Block]:
    """The blocks, each such run of lines as a table."""
    found: list[Block] = []
    index = 0
    while index < len(blocks):
        heading = _heading(blocks, index)
        if heading is None:
            found.append(blocks[index])
            index += 1
            continue
        roles, body = heading, _body(blocks, index + len(heading), furniture)
        rows = _rows([line for line in body if id(line) not in furniture], roles)
        if not rows:
            found.append(blocks[index])
            index += 1
            continue
        head = [line for line in blocks[index : index + len(roles)] if isinstance(line, Line)]
        places = {id(line): place for place, line in enumerate(body)}
        last = max(places[id(line)] for cell in rows[-1] for line in cell)
        found.append(Table([[Cell([line], place=line.place) for line in head], *map(_cells, rows)], head[0].place, 1))
        found += [line for line in body[:last] if id(line) in furniture]
        index += len(roles) + last + 1
    return found


def _cells(row: list[list[Line]]) -> list[Cell | None]:
    return [Cell(lines, place=lines[0].place) if lines else Cell() for lines in row]


def _heading(blocks: Sequence[Block], start: int) -> columns.Roles | None:
    """The roles of lines that would make a heading row side by side; of such runs the longest."""
    run: list[Cell | None] = []
    for block in blocks[start : start + _MOST_COLUMNS]:
        if not isinstance(block, Line) or block.marker or len(block.text) > 60 or not wordings.role_of(block.text):
            break
        run.append(Cell([block]))
    roles = columns.heading_roles(run) if len(run) > 2 else None
    if roles is None or "action" not in roles or not {"owner", "deadline", "owner_date"} & set(roles):
        return None
    return roles


def _body(blocks: Sequence[Block], start: int, furniture: set[int]) -> list[Line]:
    found: list[Line] = []
    for index in range(start, min(len(blocks), start + _MOST_LINES)):
        block = blocks[index]
        if not isinstance(block, Line) or block.level or _heading(blocks, index):
            break
        label = _LABELLED.match(block.text)
        if wordings.AFTER.fullmatch(tidy(block.text).strip(" :")):
            break
        if id(block) not in furniture and (named(block.text) or (label and wordings.role_of(label["label"]))):
            break
        found.append(block)
    return found


def _rows(lines: Sequence[Line], roles: columns.Roles) -> list[list[list[Line]]]:
    """The best way to share the lines out: for each line and column the best score and the column before."""
    width = len(roles)
    best: list[list[tuple[float, int]]] = []
    for at, line in enumerate(lines):
        here = []
        for column, role in enumerate(roles):
            before = (
                [(-_EMPTY * -column, -1)]
                if not at
                else [(best[at - 1][one][0] + _step(one, column, width, line), one) for one in range(width)]
            )
            score, come_from = max(before)
            here.append((score + _fit(line, role), come_from))
        best.append(here)
    if not best:
        return []
    column = max(range(width), key=lambda one: best[-1][one][0] + _EMPTY * (width - 1 - one))
    taken = [column]
    for at in range(len(lines) - 1, 0, -1):
        column = best[at][column][1]
        taken.append(column)
    return _sure(lines, taken[::-1], roles)


def _step(before: int, column: int, width: int, line: Line) -> float:
    if column > before:
        return _EMPTY * (column - before - 1)
    if column == before:
        more = -0.2 if continues(tidy(line.text)) or line.marker else _MORE
        return max(more, _EMPTY * (width - 1))
    return _EMPTY * (width - 1 - before + column)


def _fit(line: Line, role: str | None) -> float:
    text = tidy(line.text)
    sorts = sorts_of(text)
    if role == "status" and re.fullmatch(r"[A-Z]", text):
        return _FITS
    if role in _SHORT:
        return _FITS if role in sorts else _STRANGE if len(text) > _SHORT[role] or sorts else -0.5
    if role == "action":
        return _STRANGE if sorts & {"deadline", "ref", "status"} else _FITS / 2 if "owner" in sorts else _FITS
    return -1.0 if sorts & {"ref", "status"} else 0.0


def _sure(lines: Sequence[Line], taken: Sequence[int], roles: columns.Roles) -> list[list[list[Line]]]:
    """The rows, without the lines at the end that fit no longer; none where most lines do not."""
    rows: list[list[list[Line]]] = []
    before = len(roles)
    for line, column in zip(lines, taken, strict=True):
        goes_on = (
            column == before and rows and (continues(tidy(line.text)) or line.marker or roles[column] != "deadline")
        )
        if column < before or not rows or (column == before and not goes_on):
            rows.append([[] for _ in roles])
        rows[-1][column].append(line)
        before = column
    action = roles.index("action")
    while rows and (not rows[-1][action] or sum(bool(cell) for cell in rows[-1]) < 2):
        rows.pop()
    told = [row for row in rows if row[action] and sum(bool(cell) for cell in row) > 1]
    return rows if len(told) * 4 >= len(rows) * 3 else []
