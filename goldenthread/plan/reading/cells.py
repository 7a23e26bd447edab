"""The cells of a row: what they hold, which cover others, and which rows belong together."""

import re
from collections.abc import Sequence

from goldenthread.documents.blocks import Cell, Line

from .enumerated import pieces
from .items import is_instruction
from .priorities import Action
from .words import joined, tidy


def lone_rows(rows: list[list[Cell | None]]) -> set[int]:
    """The first cells of rows that are otherwise empty, where they read like headings and full rows follow each."""
    filled = [[cell for cell in row if has(cell)] for row in rows]
    lone = [
        index for index, cells in enumerate(filled) if len(cells) == 1 and has(rows[index][0]) and index + 1 < len(rows)
    ]
    texts = [tidy(text_of(rows[index][0])) for index in lone]
    headings = [not is_instruction(text) and len(text.split()) < 13 and not re.search(r"[.;]$", text) for text in texts]
    full = sum(len(cells) > 1 for cells in filled)
    if not lone or not all(headings) or full < 2 * len([i for i in lone if len(filled[i + 1]) > 1]):
        return set()
    return {id(rows[index][0]) for index in lone}


def together(first: Sequence[Cell | None], second: Sequence[Cell | None]) -> list[Cell | None]:
    """Two halves of a row, cell by cell."""
    cells: list[Cell | None] = []
    for one, two in zip(first, second, strict=True):
        if one is None or two is None or not has(one) or not has(two):
            cells.append(one if has(one) else two)
        else:
            cells.append(Cell([*one.lines, *two.lines], one.colspan, one.rowspan, one.place, one.fill or two.fill))
    return cells


def shared_out(cell: Cell, actions: list[Action]) -> list[str]:
    lines = [text for line in cell.lines for text in line.text.split("\n") if text.strip()]
    if len(actions) > 1 and len(lines) == len(actions):
        return lines
    text = joined(joined([line.marker, line.text]) for line in cell.lines)
    numbered = dict(pieces(text, loose=True)) if len(actions) > 1 else {}
    if numbered and all(action.item.number in numbered for action in actions):
        return [numbered[action.item.number] for action in actions]
    return ["\n".join(lines)] * len(actions)


def has(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.text.strip())


def text_of(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return joined(
        joined([line.marker if not line.text.startswith(line.marker) else "", line.text]) for line in cell.lines
    )


def lines_of(row: Sequence[Cell | None]) -> list[Line]:
    return [line for cell in row if cell for line in cell.lines]


def filled_down(row: Sequence[Cell | None], over: dict[int, tuple[Cell, int]]) -> list[Cell | None]:
    """The row with each cell that one above it covers in its place."""
    full: list[Cell | None] = []
    for index, cell in enumerate(row):
        held = over.get(index)
        if cell is None and held and held[1] > 0:
            over[index] = (held[0], held[1] - 1)
            full.append(held[0])
            continue
        if cell is not None:
            over[index] = (cell, cell.rowspan - 1)
        full.append(cell)
    return full
