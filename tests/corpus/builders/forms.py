"""What a plan's layout gives back: the files to write."""

import io
import re
from dataclasses import dataclass

from openpyxl import Workbook

from .as_docx import steady


@dataclass
class FromWord:
    """A PDF that LibreOffice makes from this DOCX."""

    docx: str


Forms = dict[str, tuple[str, str | bytes | FromWord]]
"""File name -> (layout in words, content)."""


def workbook(book: Workbook) -> bytes:
    """The saved workbook, the same bytes every time."""
    buffer = io.BytesIO()
    book.save(buffer)
    day = rb"\g<1>2025-01-01T00:00:00Z"
    return steady(buffer.getvalue(), lambda xml: re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]+", day, xml))
