"""The cells of the first table of a document. Runs where strangers' files are read: without settings or database."""

from goldenthread.documents.blocks import Document, Table


def cells(document: Document) -> list[list[str]]:
    """Rows of texts, each led by its number in the file."""
    table = next((block for block in document.blocks if isinstance(block, Table)), None)
    if table is None:
        return []
    return [[_number(row), *(" ".join(cell.text.split()) if cell else "" for cell in row)] for row in table.rows]


def _number(row: list) -> str:  # type: ignore[type-arg]
    return str(next((cell.place.row for cell in row if cell and cell.place.row), ""))
