"""Readers: the bytes of a checked file to blocks, one module for each kind.

A reader and its libraries are imported only when a file of its kind comes. Files of strangers are read
in a process of their own (``goldenthread.documents.sandbox``), not here in the web server.
"""

from collections.abc import Callable
from importlib import import_module

from goldenthread.documents.blocks import Document

READERS = {
    "text": "goldenthread.documents.reading.text",
    "markdown": "goldenthread.documents.reading.markdown",
    "html": "goldenthread.documents.reading.html",
    "docx": "goldenthread.documents.reading.docx",
    "pdf": "goldenthread.documents.reading.pdf",
    "xlsx": "goldenthread.documents.reading.xlsx",
    "csv": "goldenthread.documents.reading.csv",
}


def reader_for(kind: str) -> Callable[[bytes], Document]:
    reader: Callable[[bytes], Document] = import_module(READERS[kind]).read
    return reader


def read(content: bytes, kind: str) -> Document:
    return reader_for(kind)(content)
