"""PDF files with a text layer: lines of words, tables with and without rules, paragraphs.

A page is taken apart once: its letters are shared out to the cells of its tables first, and only then put
together to lines, so that text never runs from one cell into the next.
"""

import io

import pypdfium2
from pdfplumber import open as open_pdf
from pypdfium2 import PdfiumError

from goldenthread.documents.blocks import Document
from goldenthread.documents.errors import Refused
from goldenthread.documents.reading.pdf.assembly import assemble
from goldenthread.documents.reading.pdf.pages import Page, read_page

MAX_PAGES = 500
"""Ten times a long plan; a longer file is something else, or meant to keep us busy."""

FEW_LETTERS = 20
"""A page number and a stray letter do not make a text layer."""

SCANNED = (
    "This PDF is a scan: it holds pictures of pages and no text. Send the document it was made from, "
    "or run text recognition (OCR) over it first."
)
UNREADABLE = "The text of this PDF cannot be copied out of it. Send the document it was made from."
DAMAGED = "This PDF is damaged. Open it, save it again as PDF and send that."
PROTECTED = "This PDF is protected with a password. Save a copy without protection and send that."
TOO_LONG = f"This PDF has more than {MAX_PAGES} pages. Send only the pages that hold the plan."


def read(content: bytes) -> Document:
    look_over(content)
    with open_pdf(io.BytesIO(content)) as pdf:
        pages: list[Page] = []
        for page in pdf.pages:
            pages.append(read_page(page))
            page.close()
        title = str((pdf.metadata or {}).get("Title") or "")
    if sum(page.unmapped for page in pages) > sum(page.letters for page in pages) / 4:
        raise Refused(UNREADABLE)
    document = assemble(pages)
    document.title = title
    return document


def look_over(content: bytes) -> None:
    """What can be told in milliseconds, before each letter is looked at."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except PdfiumError as error:
        raise Refused(PROTECTED if "password" in str(error).lower() else DAMAGED) from error
    try:
        if len(pdf) > MAX_PAGES:
            raise Refused(TOO_LONG)
        letters = 0
        for number in range(len(pdf)):
            page = pdf[number]
            text = page.get_textpage()
            letters += text.count_chars()
            text.close()
            page.close()
        if letters <= FEW_LETTERS:
            raise Refused(SCANNED)
    finally:
        pdf.close()
