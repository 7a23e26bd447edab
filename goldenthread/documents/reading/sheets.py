"""What spreadsheets and CSV files share: titles above the table, empty rows and columns."""

from goldenthread.documents.blocks import Block, Cell, Place, Table

MAX_CELLS = 80_000
"""An action log of 1,000 rows has 15,000 cells; this many take 200 MB to read."""

TOO_LARGE = "This spreadsheet has too many cells to be a plan. Send the sheet with the plan as a file of its own."
Rows = list[list[Cell | None]]


def sheet_blocks(rows: Rows, place: Place, *, name: str = "", header_row: int = 0) -> list[Block]:
    """Rows above the table that hold a single cell become lines; ``header_row`` is the sheet's own, from 1."""
    rows = without_empty(rows)
    first = next((number for number, row in enumerate(rows) if count(row) > 1), len(rows))
    blocks: list[Block] = [line for row in rows[:first] for cell in row if cell for line in cell.lines]
    if table_rows := rows[first:]:
        header_rows = sum(1 for row in table_rows if row_number(row) <= header_row)
        blocks.append(Table(table_rows, place, header_rows, name))
    return blocks


def without_empty(rows: Rows) -> Rows:
    """Rows and columns without a word or a colour say nothing; all rows come out equally long."""
    width = max((len(row) for row in rows), default=0)
    padded = [row + [Cell() for _ in range(width - len(row))] for row in rows]
    covered = {id(row): True for row in padded if any(cell is None for cell in row)}
    kept = [row for row in padded if count(row) or id(row) in covered]
    columns = [column for column in range(width) if any(row[column] is None or is_filled(row[column]) for row in kept)]
    return [[row[column] for column in columns] for row in kept]


def is_filled(cell: Cell | None) -> bool:
    return cell is not None and bool(cell.lines or cell.fill)


def count(row: list[Cell | None]) -> int:
    return sum(bool(cell and cell.lines) for cell in row)


def row_number(row: list[Cell | None]) -> int:
    return next((cell.place.row for cell in row if cell and cell.place.row), 0)
