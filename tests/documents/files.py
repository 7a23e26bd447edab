"""Small honest files, made when a test asks for them."""

import io
import warnings
import zipfile
from collections.abc import Mapping
from functools import cache

import docx
import openpyxl
import pikepdf


def word_bytes(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def plain_docx() -> bytes:
    document = docx.Document()
    document.add_paragraph("Publish the yearly report by July 2025.")
    return word_bytes(document)


def book_bytes(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def plain_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Action", "Lead"])
    return book_bytes(book)


def pdf_bytes(pdf: pikepdf.Pdf, **options: object) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, **options)
    return stream.getvalue()


def blank_pdf(pages: int = 1) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    return pdf


@cache
def plain_pdf(text: str = "Publish the yearly report by July 2025.") -> bytes:
    return pdf_bytes(written_pdf(text.encode()))


def written_pdf(text: bytes) -> pikepdf.Pdf:
    pdf = blank_pdf()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 72 720 Td (" + text + b") Tj ET")
    return pdf


def repack(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The archive with parts replaced, added, or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return stream.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def replace_in_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    before = part(content, name)
    assert old in before
    return repack(content, {name: before.replace(old, new)})


def archive(entries: list[tuple[zipfile.ZipInfo | str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")
        for entry, data in entries:
            made.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def with_entry(content: bytes, entry: zipfile.ZipInfo | str, data: bytes = b"x") -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        return archive([*((name, old.read(name)) for name in old.namelist()), (entry, data)])
