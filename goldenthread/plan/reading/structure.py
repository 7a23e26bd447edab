"""From a document's blocks to priorities with their outcomes and actions."""

from goldenthread.documents.blocks import Document, Line, Table

from .builder import Builder
from .flow import FlowReader, listed_titles
from .items import numbered_text
from .priorities import closed, keyword_of, same_title
from .tables import TableReader


def build(document: Document) -> Builder:
    builder = Builder(keyword_of(document))
    flow = FlowReader(builder, document.blocks, listed_titles(document.blocks) if builder.keyword is None else set())
    tables = TableReader(builder)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            tables.read(block)
        else:
            flow.read(index)
    _number_from_lists(builder, document)
    return builder


def _number_from_lists(builder: Builder, document: Document) -> None:
    """A priority whose heading has no number takes the one that a list of the priorities gives it."""
    bare = [priority for priority in builder.priorities.all if priority.number is None and priority.title]
    for block in document.blocks if bare else ():
        number, text = numbered_text(block) if isinstance(block, Line) else (None, "")
        for priority in bare if number and len(text) < 160 else ():
            if priority.number is None and same_title(priority.title, closed(text)):
                priority.number = number
