"""The kinds of files we know, and those that people send by mistake."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    with_article: str
    extension: str
    media_type: str
    short: str

    @property
    def sentence_name(self) -> str:
        return self.with_article[0].upper() + self.with_article[1:]


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = {
    "docx": Kind("a Word document", "docx", OFFICE + "wordprocessingml.document", "Word (.docx)"),
    "pdf": Kind("a PDF", "pdf", "application/pdf", "PDF"),
    "xlsx": Kind("an Excel workbook", "xlsx", OFFICE + "spreadsheetml.sheet", "Excel (.xlsx)"),
    "pptx": Kind("a PowerPoint presentation", "pptx", OFFICE + "presentationml.presentation", "PowerPoint (.pptx)"),
    "csv": Kind("a CSV file", "csv", "text/csv", "CSV"),
    "html": Kind("a web page", "html", "text/html", "HTML"),
    "markdown": Kind("a Markdown text", "md", "text/markdown", "Markdown"),
    "text": Kind("a plain text", "txt", "text/plain", "plain text"),
    "png": Kind("a picture", "png", "image/png", "PNG"),
    "jpeg": Kind("a picture", "jpg", "image/jpeg", "JPEG"),
}
READABLE = frozenset(["text", "markdown", "html", "docx", "pdf", "xlsx", "csv"])
"""What a plan can be read from."""
EVIDENCE = frozenset(["pdf", "docx", "xlsx", "pptx", "csv", "text", "png", "jpeg"])
"""What can be kept as evidence: nothing that a browser would run."""

EXTENSIONS = {kind.extension: name for name, kind in KINDS.items()} | {
    "jpeg": "jpeg",
    "text": "text",
    "markdown": "markdown",
    "htm": "html",
    "tsv": "csv",
    "docm": "Word document with macros",
    "xlsm": "Excel workbook with macros",
    "doc": "old Word document",
    "xls": "old Excel workbook",
}


def say_kinds(kinds: Iterable[str]) -> str:
    """ "Word (.docx), PDF or plain text", in the order of the list above."""
    names = [kind.short for name, kind in KINDS.items() if name in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Files known by their first bytes, with what to do instead."""

    starts: tuple[bytes, ...]
    sentence: str
    within: bytes = b""
    """Bytes that must follow somewhere near the start."""

    def matches(self, content: bytes) -> bool:
        return content.startswith(self.starts) and self.within in content[:4096]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PICTURE = "This is a picture, not a document. Send the document itself, or a PDF with text that can be selected."
PACKED = "This is a packed archive. Unpack it and send the document inside."
PROGRAM = "This is a program, not a document. Check that you chose the right file and send the document."


class EncryptedOffice(Unwanted):
    def matches(self, content: bytes) -> bool:
        return content.startswith(OLE) and ENCRYPTED_PACKAGE in content


UNWANTED: list[Unwanted] = [
    EncryptedOffice((OLE,), "This file is protected with a password. Save a copy without the password and send that."),
    Unwanted((OLE,), "This file is in an old Office format. Open it, save it as DOCX, XLSX or PDF and send that."),
    Unwanted((b"{\\rtf",), "This is a rich text (RTF) file. Open it in Word, save it as DOCX and send that."),
    Unwanted((b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\0\0\1\0"), PICTURE),
    Unwanted((b"RIFF",), PICTURE, b"WEBP"),
    Unwanted((b"\0\0\0",), PICTURE, b"ftyp"),
    Unwanted((b"\x1f\x8b", b"7z\xbc\xaf'\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"PK\x05\x06", b"PK\x07\x08"), PACKED),
    Unwanted((b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!"), PROGRAM),
]
