"""The rows of a spreadsheet, with their numbers. Runs in the sandbox."""

from goldenthread.documents.blocks import Document, Table


def cells(document: Document) -> list[tuple[int, list[str]]]:
    """Of the table with the most rows: other sheets say how the list is filled in."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    if not tables:
        return []
    rows = max(tables, key=lambda table: len(table.rows)).rows
    return [
        (
            next((cell.place.row for cell in row if cell and cell.place.row), number),
            [cell.text if cell else "" for cell in row],
        )
        for number, row in enumerate(rows, 1)
    ]
