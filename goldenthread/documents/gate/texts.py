"""Plain text, Markdown, CSV and web pages. Their content does not tell them apart, so the name may."""

import re

from goldenthread.documents.decoding import MARKS, decode
from goldenthread.documents.errors import Refused
from goldenthread.documents.gate.kinds import EXTENSIONS

KINDS = frozenset(["text", "markdown", "csv", "html"])
NOT_TEXT = "This is not a document we can read. Send Word (.docx), PDF, Excel (.xlsx) or plain text."
OTHER_NAME = "Text files are known by their name: end it with .txt, .md, .csv or .html and send it again."
ENTITIES = "This file defines XML entities, which documents have no use for. Save it again as plain text or DOCX."
DRAWING = "This is a drawing (SVG), not a document. Send the document itself, or a PDF with text that can be selected."
XML = "This is an XML file, not a document. Send Word (.docx), PDF, HTML or plain text."
COMMAND = "A cell of this file starts another program when it is opened (DDE). Take that formula out and send it again."

HTML_START = re.compile(r"\s*(?:<!--.{0,5000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<(?:p|div|table|h[1-6]|ul|ol|li|body|td|span|br|section|main)\b", re.IGNORECASE)
DDE = re.compile(r"""(?:^|[,;\t\n"])\s*[=+@-][^\n,;\t"]{0,200}?\|[^\n]{0,500}!""")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def check(content: bytes, extension: str) -> str:
    if b"\0" in content and not content.startswith(tuple(mark for mark, _ in MARKS[1:])):
        raise Refused(NOT_TEXT)
    text = decode(content)
    if CONTROLS.search(text):
        raise Refused(NOT_TEXT)
    head = text[:10_000].lstrip("\ufeff \t\r\n")
    refuse_xml(text, head)
    kind = EXTENSIONS.get(extension, "text")
    if HTML_START.match(head):
        kind = "html"
    elif kind == "html" and not TAG.search(text):
        kind = "text"
    if kind == "csv" and DDE.search(text):
        raise Refused(COMMAND)
    if extension and extension not in EXTENSIONS:
        raise Refused(OTHER_NAME)
    return kind if kind in KINDS else "text"


def refuse_xml(text: str, head: str) -> None:
    if "<!ENTITY" in text:
        raise Refused(ENTITIES)
    if re.match(r"<svg\b", head, re.IGNORECASE) or (head.startswith("<?xml") and "<svg" in head):
        raise Refused(DRAWING)
    if head.startswith("<?xml") and not re.search(r"<html\b", head):
        raise Refused(XML)
