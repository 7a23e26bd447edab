"""The words of a document, for screening. Runs in the sandbox."""

from goldenthread.documents.blocks import Document, Line


def words(document: Document) -> str:
    """Everything that can be read in it, a line a block, with what the file says of itself."""
    lines = [document.title, *(str(value) for value in document.meta.values())]
    for block in document.blocks:
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines += [cell.text for row in block.rows for cell in row if cell is not None]
    return "\n".join(line for line in lines if line)
