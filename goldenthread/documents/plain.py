"""A document as plain words, for screening; and as pieces to be set anew on pages of ours. Runs in the sandbox."""

from typing import Any

from goldenthread.documents.blocks import Document, Line, Table


def words(document: Document) -> str:
    """Everything that can be read in it, a line a block, with what the file says of itself."""
    lines = [document.title, *(str(value) for value in document.meta.values())]
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines += [cell.text for row in block.rows for cell in row if cell is not None]
    return "\n".join(line for line in lines if line)


def pieces(document: Document) -> list[dict[str, Any]]:
    """Headings, paragraphs, lists and tables in reading order; pictures and looks are left out."""
    told: list[dict[str, Any]] = []
    for block in document.blocks:
        if isinstance(block, Table):
            told.append({"kind": "table", "rows": _rows(block)})
        elif block.marker:
            line = f"{block.marker} {block.text}" if block.marker[:1].isalnum() else block.text
            if told and told[-1]["kind"] == "list":
                told[-1]["lines"].append(line)
            else:
                told.append({"kind": "list", "lines": [line]})
        elif block.level:
            told.append({"kind": "heading", "level": block.level, "text": block.text})
        elif block.text:
            told.append({"kind": "text", "text": block.text})
    return told


def _rows(table: Table) -> list[list[str]]:
    return [[cell.text if cell is not None else "" for cell in row] for row in table.rows]
