"""Documents as short Python values, so that a test can say the whole of what it expects."""

from goldenthread.documents.blocks import Cell, Document, Line, Table


def lines(document: Document) -> list[str]:
    return [show(block) for block in document.blocks if isinstance(block, Line)]


def show(line: Line) -> str:
    """ "# Title", "1. Item", "  • Deeper item"."""
    parts = ["#" * line.level, "  " * line.depth + line.marker, line.text]
    return " ".join(part for part in parts if part)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cells(table: Table) -> list[list[str | None]]:
    return [[None if cell is None else content(cell) for cell in row] for row in table.rows]


def content(cell: Cell) -> str:
    return " / ".join(show(line) for line in cell.lines)
