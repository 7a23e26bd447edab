"""From a document's blocks to priorities with their outcomes and actions."""

from goldenthread.documents.blocks import Document, Table

from .builder import Builder
from .flow import FlowReader, listed_titles
from .priorities import keyword_of
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
    return builder
