"""Cells with their spans to rows of equal length."""

from collections.abc import Callable
from dataclasses import replace

from goldenthread.documents.blocks import Cell, Line, Place, Table

MAX_SPAN = 100
MAX_COLUMNS = 200


class Grid:
    """Takes cells in reading order and finds each one's column, past what merged cells above cover."""

    def __init__(self) -> None:
        self.rows: list[list[Cell | None]] = []
        self._covered: dict[int, int] = {}
        self._free: list[bool] = []

    def start_row(self) -> None:
        self.rows.append([])
        self._still = {column: left - 1 for column, left in self._covered.items() if left > 1}
        self._taken = set(self._covered)
        self._covered = self._still

    def add(self, cell: Cell) -> int:
        """Returns the column, from 0, at which the cell stands."""
        row = self.rows[-1]
        while len(row) in self._taken:
            row.append(None)
        column = len(row)
        cell.colspan = max(1, min(cell.colspan, MAX_SPAN, MAX_COLUMNS - column))
        cell.rowspan = max(1, min(cell.rowspan, 10_000))
        row.extend([cell, *[None] * (cell.colspan - 1)])
        for offset in range(cell.colspan):
            if cell.rowspan > 1:
                self._covered[column + offset] = cell.rowspan - 1
        return column

    def finish(self, place: Place, *, header_rows: int = 0, name: str = "") -> Table:
        width = max((len(row) for row in self.rows), default=0)
        covered: dict[int, int] = {}
        for number, row in enumerate(self.rows):
            for column in range(len(row), width):
                row.append(None if covered.get(column, 0) > number else Cell())
            for column, cell in enumerate(row):
                if cell:
                    cell.rowspan = min(cell.rowspan, len(self.rows) - number)
                    for spanned in range(column, column + cell.colspan):
                        covered[spanned] = number + cell.rowspan
        return Table(self.rows, place, header_rows, name)


def table_of(rows: list[tuple[Place, list[str]]], make_lines: Callable[[str, Place], list[Line]]) -> Table:
    """A table without merged cells, from the words of its cells."""
    grid = Grid()
    for number, (row_place, texts) in enumerate(rows, 1):
        grid.start_row()
        for column, text in enumerate(texts, 1):
            place = replace(row_place, row=number, column=column)
            grid.add(Cell(make_lines(text, place), place=place))
    return grid.finish(rows[0][0])
