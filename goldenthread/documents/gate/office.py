"""What an Office document is and holds: its kind, macros, links that fetch, fields that start programs."""

import html
import re
from collections.abc import Callable
from xml.parsers import expat

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate.kinds import PACKED

MAIN_PARTS = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
MACROS = (
    "This file carries macros. Save it without them, as an ordinary Word document (.docx) or Excel workbook (.xlsx), "
    "and send that."
)
TEMPLATE = "This is a template, not a document. Save it as a document (.docx) or workbook (.xlsx) and send that."
STRICT = "This file is saved as Strict Open XML. Save it as an ordinary .docx or .xlsx file and send that."
OPEN_DOCUMENT = "This is an OpenDocument file. Save it as DOCX, XLSX or PDF and send that."
BINARY = "This is a binary Excel workbook. Save it as an ordinary Excel workbook (.xlsx) and send that."
ENTITIES = "This document defines XML entities, which Office never does. Save it again in Office and send that."
ENCODING = "This document is written in an unusual encoding. Open it in Office, save it again and send that."
FETCHES = "This document fetches something from elsewhere when it is opened. Save it as PDF and send that."
COMMAND = "This document starts another program when it is opened (DDE). Take that field or formula out and send it."
DAMAGED = "This document is damaged. Open it in Office, save it again and send that."

ALLOWED_LINKS = ("/hyperlink", "/externallinkpath", "/externallink", "/xlpathmissing", "/xlstartup")
"""A link that a person follows, and other workbooks, which Excel asks about before it opens them."""
ALWAYS_FETCH = ("/oleobject", "/frame", "/subdocument", "/afchunk")
FAR_AWAY = re.compile(
    r"\s*(?:https?|ftps?|mhtml|ms-[a-z]+)\s*:|\s*(?:file:)?[/\\]{2,5}[^/\\?]*\.[^/\\]*[/\\]", re.IGNORECASE
)
"""A web address, or a file server that is named in full; one without dots stands in the sender's own house."""

FIELD = re.compile(rb"(fldCharType=\"begin\")|instrText[^>]*>([^<]*)<|fldSimple[^>]*?instr=[\"']([^\"']*)", re.DOTALL)
STARTS_PROGRAM = re.compile(r"^\s*\\*\s*DDE(?:AUTO)?\b", re.IGNORECASE | re.MULTILINE)
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
QUOTED = re.compile(rb'"[^"]*"|&quot;.*?&quot;')
DDE_CALL = re.compile(rb"(?<!')\b[\w.:-]+\|")
"""In a formula the upright stroke means nothing but "ask that program"."""
XML_STARTS = (b"<", b"\xfe\xff", b"\xff\xfe", b"\0<", b"\0\0\0<", b"Lo\xa7\x94")
"""The sign "<" in the encodings that parsers guess: UTF-8, UTF-16, UTF-32, EBCDIC."""
XML_ENCODINGS = (None, "utf-8", "us-ascii", "ascii")


def kind_of(names: set[str], read: Callable[[str], bytes]) -> str:
    """The kind, from what the package says of its main part."""
    if "mimetype" in names and read("mimetype").startswith(b"application/vnd.oasis.opendocument"):
        raise Refused(OPEN_DOCUMENT)
    if "[Content_Types].xml" not in names:
        raise Refused(PACKED)
    types = read("[Content_Types].xml").decode("utf-8", "replace")
    refuse_macros(names, types)
    kind = next((kind for part, kind in MAIN_PARTS.items() if part in types), "")
    if not kind:
        raise Refused(TEMPLATE if "template.main+xml" in types else PACKED)
    if "_rels/.rels" not in names:
        raise Refused(DAMAGED)
    if b"purl.oclc.org/ooxml" in read("_rels/.rels"):
        raise Refused(STRICT)
    return kind


def refuse_macros(names: set[str], types: str) -> None:
    lowered = types.lower()
    if "sheet.binary" in lowered:
        raise Refused(BINARY)
    parts = [name.lower() for name in names]
    if "macroenabled" in lowered or "vbaproject" in lowered or "macrosheet" in lowered:
        raise Refused(MACROS)
    if any("vbaproject" in part or "/macrosheets/" in part or "/activex/" in part for part in parts):
        raise Refused(MACROS)


def is_xml(name: str, data: bytes) -> bool:
    """By its name or its first bytes. What is kept for other programs under customXml is read by nobody here."""
    if name.startswith("customXml/") and not name.endswith(".rels"):
        return False
    return name.endswith((".xml", ".rels", ".vml")) or data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(XML_STARTS)


def check_xml(name: str, data: bytes) -> None:
    refuse_entities(data)
    if name.endswith(".rels"):
        refuse_fetching(data)
    elif name.startswith("word/") and (b"instrText" in data or b"fldSimple" in data):
        refuse_commands(data)
    elif name.startswith("xl/") and calls_program(data):
        raise Refused(COMMAND)


def calls_program(data: bytes) -> bool:
    formulas = (QUOTED.sub(b"", formula) for formula in FORMULA.findall(data) if b"|" in formula)
    return b"ddeLink" in data or any(DDE_CALL.search(formula) for formula in formulas)


class Enough(Exception):
    """The first element has begun; no document type can follow."""


def refuse_entities(data: bytes) -> None:
    """Reads no further than the first element. UTF-16 is refused so that searches of bytes cannot miss anything."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")) or b"\0" in data[:200]:
        raise Refused(ENCODING)
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _stop
    try:
        for position in range(0, len(data), 4096):
            parser.Parse(data[position : position + 4096], False)
    except Enough:
        return
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error


def _refuse_encoding(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in XML_ENCODINGS:
        raise Refused(ENCODING)


def _refuse_doctype(*args: object) -> None:
    raise Refused(ENTITIES)


def _stop(name: str, attributes: dict[str, str]) -> None:
    raise Enough


def refuse_fetching(data: bytes) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = _check_relationship
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error


def _check_relationship(name: str, attributes: dict[str, str]) -> None:
    kind, target = attributes.get("Type", "").lower(), attributes.get("Target", "")
    is_external = attributes.get("TargetMode", "").lower() == "external" and not kind.endswith(ALLOWED_LINKS)
    if is_external and (FAR_AWAY.match(target) or kind.endswith(ALWAYS_FETCH)):
        raise Refused(FETCHES)


def refuse_commands(data: bytes) -> None:
    """The words of each field put together, for they may be spread over many runs."""
    text = "".join("\n" if begin else html.unescape((run or simple).decode("utf-8", "replace"))
                   for begin, run, simple in FIELD.findall(data))  # fmt: skip
    if STARTS_PROGRAM.search(text):
        raise Refused(COMMAND)
