"""The words that a corpus document prints, whatever its format, for checking quotations. Not a reader of plans."""

import csv
import html
import re
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pypdfium2
from docx.document import Document
from docx.oxml.ns import qn

BLOCKS = r"</?(?:p|div|li|ul|ol|tr|td|th|table|thead|tbody|h\d|br|dt|dd|dl|section|summary|details|caption)\b[^>]*>"
FORMATS = {
    "mmm-yy": "%b-%y",
    "dd/mm/yyyy": "%d/%m/%Y",
    "d mmm yyyy": "%-d %b %Y",
    "mmmm yyyy": "%B %Y",
    "dd.mm.yy": "%d.%m.%y",
}


def normal(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(text).replace("\u00a0", " ")).strip()


def untagged(text: str) -> str:
    text = re.sub(r"<(style|script|title)\b.*?</\1>", " ", text, flags=re.S)
    return re.sub(r"</?[a-zA-Z][^>]*>", "", re.sub(BLOCKS, " ", text))


def word(document: Document) -> str:
    paragraphs = document.element.body.iter(qn("w:p"))
    return " ".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def shown(value: object, number_format: str) -> str:
    """A cell as Excel shows it."""
    if isinstance(value, datetime):
        return value.strftime(FORMATS[number_format])
    return "" if value is None else str(value)


def sheets(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return " ".join(shown(c.value, c.number_format) for sheet in book for row in sheet.iter_rows() for c in row)


def pdf(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


def printed(path: Path) -> str:
    """All the words of a document in one line."""
    match path.suffix:
        case ".docx":
            return normal(word(docx.Document(str(path))))
        case ".xlsx":
            return normal(sheets(path))
        case ".csv":
            rows = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
            delimiter = ";" if any(row.count(";") > 3 for row in rows) else ","
            return normal(" ".join(cell for row in csv.reader(rows, delimiter=delimiter) for cell in row))
        case ".pdf":
            return normal(pdf(path))
    text = untagged(path.read_text(encoding="utf-8")).replace("**", "").replace("\\|", "|")
    if path.suffix == ".txt":
        text += "\n" + re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", text)
    return normal(text)
