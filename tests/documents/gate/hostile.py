"""Files meant to do harm, and files that people send by mistake, each with the sentence it is answered with."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from goldenthread.documents import sandbox
from goldenthread.documents.gate import TOO_LARGE, archives, kinds, names, office, pdfs, pictures, texts
from goldenthread.documents.gate.kinds import EVIDENCE, READABLE, UNWANTED
from goldenthread.documents.reading import pdf as pdf_reader
from goldenthread.documents.reading import sheets
from tests.documents.files import (
    archive,
    blank_pdf,
    pdf_bytes,
    plain_docx,
    plain_pdf,
    plain_xlsx,
    repack,
    replace_in_part,
    with_entry,
    written_pdf,
)


@dataclass(frozen=True)
class Hostile:
    label: str
    name: str
    build: Callable[[], bytes]
    sentence: str
    allowed: frozenset[str] = READABLE


EMPTY = "This file is empty. Check that you chose the right one and send it again."
UNREADABLE_TEXT = "This text is in an encoding we cannot read. Save it again as UTF-8 and send that."
PROTECTED_OFFICE, OLD_OFFICE, RICH_TEXT = (unwanted.sentence for unwanted in UNWANTED[:3])
JAVASCRIPT, LAUNCH = pdfs.RUNS[b"JavaScript"], pdfs.RUNS[b"Launch"]
DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
RELATIONS = "word/_rels/document.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"


def document_with(xml: bytes) -> bytes:
    """A Word document with this inside its first paragraph."""
    return replace_in_part(plain_docx(), "word/document.xml", b"<w:r>", xml + b"<w:r>")


def relation(kind: str, target: str) -> bytes:
    link = (
        f'<Relationship Id="rId99" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return replace_in_part(plain_docx(), RELATIONS, b"</Relationships>", link.encode())


def types_say(content: bytes, old: bytes, new: bytes) -> bytes:
    return replace_in_part(content, "[Content_Types].xml", old, new)


def symlink() -> bytes:
    entry = zipfile.ZipInfo("word/link")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return with_entry(plain_docx(), entry, b"/etc/passwd")


def encrypted_zip() -> bytes:
    content = bytearray(plain_docx())
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    return bytes(content)


def broken_checksum() -> bytes:
    content = bytearray(plain_docx())
    place = content.index(b"PK\x01\x02")
    content[place + 16] ^= 0xFF
    local = content.index(b"PK\x03\x04")
    content[local + 14] ^= 0xFF
    return bytes(content)


def lying_size() -> bytes:
    """Says that a part of a million letters has ten."""
    content = bytearray(archive([("[Content_Types].xml", b" " * 1_000_000)]))
    place = content.index(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def doubled_zip(levels: int) -> bytes:
    content = plain_xlsx()
    for _ in range(levels):
        content = with_entry(plain_docx(), "word/embeddings/inner.xlsx", content)
    return content


def pdf_with(root: dict[str, object], **options: object) -> bytes:
    pdf = written_pdf(b"A plan")
    for name, value in root.items():
        pdf.Root[name] = value
    return pdf_bytes(pdf, **options)


def action(kind: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name("/" + kind), JS=pikepdf.String("app.alert(1)"))


def javascript(**options: object) -> bytes:
    return pdf_with({"/OpenAction": action("JavaScript")}, **options)


def packed_javascript() -> bytes:
    content = javascript(object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert b"JavaScript" not in content
    return content


def attached() -> bytes:
    pdf = written_pdf(b"A plan")
    pdf.attachments["inner.exe"] = b"MZ"
    return pdf_bytes(pdf)


def protected(owner: str, user: str) -> bytes:
    return pdf_bytes(written_pdf(b"A plan"), encryption=pikepdf.Encryption(owner=owner, user=user))


def pdf_bomb() -> bytes:
    """A page that takes more memory than there is, in a third of a megabyte."""
    pdf = blank_pdf()
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(320)) + packer.flush()
    pdf.pages[0].Contents = pikepdf.Stream(pdf, data, Filter=pikepdf.Name.FlateDecode)
    return pdf_bytes(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)


def scanned() -> bytes:
    pdf = blank_pdf()
    image = pdf.make_stream(b"\xff" * 100)
    for name, value in {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}.items():
        image[name] = pikepdf.Name(value)
    image["/Width"], image["/Height"], image["/BitsPerComponent"] = 10, 10, 8
    pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    pdf.pages[0].Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
    return pdf_bytes(pdf)


def png(width: int = 10, height: int = 10) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 110)) + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 10, 10, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + frame + b"\xff\xda\x00\x02data\xff\xd9"


def many_cells() -> bytes:
    rows = b"".join(
        b"<row>" + b"".join(b"<c ><v>%d</v></c>" % (n * m % 9973) for n in range(1000)) + b"</row>" for m in range(301)
    )
    return replace_in_part(plain_xlsx(), SHEET, b"<sheetData>", b"<sheetData>" + rows)


def formula(text: bytes) -> bytes:
    return replace_in_part(
        plain_xlsx(), SHEET, b"<sheetData>", b'<sheetData><row><c r="A9"><f>' + text + b"</f></c></row>"
    )


def run(words: bytes) -> bytes:
    return b"<w:r><w:instrText>" + words + b"</w:instrText></w:r>"


BEGIN = b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
OLE_FILE = kinds.OLE + bytes(600)
WORD_MAIN, SHEET_MAIN = b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"

ARCHIVES = [
    Hostile("zip bomb", "a.docx", lambda: with_entry(plain_docx(), "word/b.xml", bytes(100 << 20)), archives.BOMB),
    Hostile("too many entries", "a.docx", lambda: archive([(f"e{n}", b"") for n in range(2500)]), archives.BOMB),
    Hostile("nested archive", "a.docx", lambda: with_entry(plain_docx(), "word/m.bin", plain_docx()), archives.NESTED),
    Hostile("archives two deep", "a.docx", lambda: doubled_zip(2), archives.NESTED),
    Hostile("path slip", "a.docx", lambda: with_entry(plain_docx(), "../../etc/cron.d/x"), archives.UNSAFE),
    Hostile("absolute path", "a.docx", lambda: with_entry(plain_docx(), "/etc/passwd"), archives.UNSAFE),
    Hostile("path with backslashes", "a.docx", lambda: with_entry(plain_docx(), "..\\x.exe"), archives.UNSAFE),
    Hostile("path with a drive", "a.docx", lambda: with_entry(plain_docx(), "C:/x.exe"), archives.UNSAFE),
    Hostile("symbolic link", "a.docx", symlink, archives.UNSAFE),
    Hostile("one entry twice", "a.docx", lambda: with_entry(plain_docx(), "Word/document.xml"), archives.UNSAFE),
    Hostile("encrypted entry", "a.docx", encrypted_zip, archives.PROTECTED),
    Hostile("cut short", "a.docx", lambda: plain_docx()[:-400], archives.DAMAGED),
    Hostile("broken checksum", "a.docx", broken_checksum, archives.DAMAGED),
    Hostile("lying size", "a.docx", lying_size, archives.DAMAGED),
    Hostile("script behind the end", "a.docx", lambda: plain_docx() + b"<script>", archives.TWO_FILES),
    Hostile("program inside", "a.docx", lambda: with_entry(plain_docx(), "word/m.png", b"MZ\x90"), archives.PROGRAM),
    Hostile("plain archive", "a.docx", lambda: archive([("plan.txt", b"Plan")]), kinds.PACKED),
    Hostile("empty archive", "a.zip", lambda: archive([]), kinds.PACKED),
    Hostile("gzip", "a.gz", lambda: b"\x1f\x8b\x08" + bytes(30), kinds.PACKED),
    Hostile("7z", "a.7z", lambda: b"7z\xbc\xaf'\x1c" + bytes(30), kinds.PACKED),
    Hostile("rar", "a.rar", lambda: b"Rar!\x1a\x07\x01\x00", kinds.PACKED),
]

OFFICE = [
    Hostile(
        "external entity",
        "a.docx",
        lambda: repack(plain_docx(), {"word/document.xml": DOCTYPE + b"<x/>"}),
        office.ENTITIES,
    ),
    Hostile("billion laughs", "a.docx", lambda: repack(plain_docx(), {"word/styles.xml": LAUGHS}), office.ENTITIES),
    Hostile("entities in links", "a.docx", lambda: repack(plain_docx(), {RELATIONS: LAUGHS}), office.ENTITIES),
    Hostile(
        "entities in a part of another name",
        "a.docx",
        lambda: with_entry(plain_docx(), "word/x.bin", LAUGHS),
        office.ENTITIES,
    ),
    Hostile("entities in a workbook", "a.xlsx", lambda: repack(plain_xlsx(), {SHEET: LAUGHS}), office.ENTITIES),
    Hostile(
        "entities in UTF-16",
        "a.docx",
        lambda: repack(plain_docx(), {"word/styles.xml": LAUGHS.decode().encode("utf-16")}),
        office.ENCODING,
    ),
    Hostile(
        "unusual encoding",
        "a.docx",
        lambda: repack(plain_docx(), {"word/styles.xml": b'<?xml version="1.0" encoding="utf-7"?><x/>'}),
        office.ENCODING,
    ),
    Hostile(
        "macro document under another name",
        "a.docx",
        lambda: types_say(
            plain_docx(),
            b"application/vnd.openxmlformats-officedocument." + WORD_MAIN,
            b"application/vnd.ms-word.document.macroEnabled.main",
        ),
        office.MACROS,
    ),
    Hostile(
        "macro workbook under another name",
        "a.xlsx",
        lambda: types_say(
            plain_xlsx(),
            b"application/vnd.openxmlformats-officedocument." + SHEET_MAIN,
            b"application/vnd.ms-excel.sheet.macroEnabled.main",
        ),
        office.MACROS,
    ),
    Hostile(
        "macro project", "a.docx", lambda: with_entry(plain_docx(), "word/vbaProject.bin", OLE_FILE), office.MACROS
    ),
    Hostile(
        "Excel 4 macros",
        "a.xlsx",
        lambda: with_entry(plain_xlsx(), "xl/macrosheets/sheet1.xml", b"<x/>"),
        office.MACROS,
    ),
    Hostile("ActiveX", "a.docx", lambda: with_entry(plain_docx(), "word/activeX/activeX1.bin"), office.MACROS),
    Hostile(
        "embedded object",
        "a.docx",
        lambda: with_entry(plain_docx(), "word/embeddings/o.bin", OLE_FILE),
        archives.OBJECT,
    ),
    Hostile(
        "template from the web",
        "a.docx",
        lambda: relation("attachedTemplate", "https://evil.example/t.dotm"),
        office.FETCHES,
    ),
    Hostile(
        "template from a server",
        "a.docx",
        lambda: relation("attachedTemplate", r"file://\\evil.example\t"),
        office.FETCHES,
    ),
    Hostile("picture from the web", "a.docx", lambda: relation("image", "http://evil.example/p.png"), office.FETCHES),
    Hostile("linked object", "a.docx", lambda: relation("oleObject", "local.xls"), office.FETCHES),
    Hostile("DDE field", "a.docx", lambda: document_with(BEGIN + run(b"DDE cmd x")), office.COMMAND),
    Hostile(
        "DDE field in pieces", "a.docx", lambda: document_with(BEGIN + run(b" DD") + run(b"EAUTO cmd")), office.COMMAND
    ),
    Hostile(
        "DDE simple field",
        "a.docx",
        lambda: document_with(b'<w:fldSimple w:instr="&#68;DEAUTO cmd"/>'),
        office.COMMAND,
    ),
    Hostile("DDE formula", "a.xlsx", lambda: formula(b"cmd|'/c calc'!A0"), office.COMMAND),
    Hostile(
        "DDE link",
        "a.xlsx",
        lambda: with_entry(plain_xlsx(), "xl/externalLinks/e1.xml", b"<x><ddeLink/></x>"),
        office.COMMAND,
    ),
    Hostile(
        "template",
        "a.docx",
        lambda: types_say(plain_docx(), WORD_MAIN, b"wordprocessingml.template.main"),
        office.TEMPLATE,
    ),
    Hostile(
        "strict Open XML",
        "a.docx",
        lambda: replace_in_part(
            plain_docx(),
            "_rels/.rels",
            b"http://schemas.openxmlformats.org/officeDocument",
            b"http://purl.oclc.org/ooxml/officeDocument",
        ),
        office.STRICT,
    ),
    Hostile(
        "binary workbook",
        "a.xlsx",
        lambda: types_say(
            plain_xlsx(), b"openxmlformats-officedocument." + SHEET_MAIN, b"ms-excel.sheet.binary.macroEnabled.main"
        ),
        office.BINARY,
    ),
    Hostile(
        "OpenDocument",
        "a.odt",
        lambda: archive([("mimetype", b"application/vnd.oasis.opendocument.text")]),
        office.OPEN_DOCUMENT,
    ),
    Hostile("million cells", "a.xlsx", many_cells, sheets.TOO_LARGE),
]

PDFS = [
    Hostile("password", "a.pdf", lambda: protected("secret", "secret"), pdfs.PROTECTED),
    Hostile("limits on copying", "a.pdf", lambda: protected("secret", ""), pdfs.PROTECTED),
    Hostile("JavaScript", "a.pdf", javascript, JAVASCRIPT),
    Hostile(
        "JavaScript, name in code", "a.pdf", lambda: javascript().replace(b"/JavaScript", b"/J#61vaScript"), JAVASCRIPT
    ),
    Hostile("JavaScript in packed objects", "a.pdf", packed_javascript, JAVASCRIPT),
    Hostile("launch", "a.pdf", lambda: pdf_with({"/OpenAction": action("Launch")}), LAUNCH),
    Hostile("files inside", "a.pdf", attached, pdfs.RUNS[b"EmbeddedFiles"]),
    Hostile(
        "Adobe form",
        "a.pdf",
        lambda: pdf_with({"/AcroForm": pikepdf.Dictionary(XFA=pikepdf.String("x"))}),
        pdfs.RUNS[b"XFA"],
    ),
    Hostile("cut short", "a.pdf", lambda: plain_pdf()[:-200], pdfs.CUT_SHORT),
    Hostile("archive behind the end", "a.pdf", lambda: plain_pdf() + archive([("x", b"x")]), pdfs.TWO_FILES),
    Hostile("page behind the end", "a.pdf", lambda: plain_pdf() + b"<script>" + b"x" * 5000, pdfs.TWO_FILES),
    Hostile(
        "something before the start",
        "a.pdf",
        lambda: b"<script>x</script>" + plain_pdf(),
        "This PDF begins with something that is not PDF. Open it, save it again as PDF and send that.",
    ),
    Hostile("scan", "a.pdf", scanned, pdf_reader.SCANNED),
    Hostile("blank page", "a.pdf", lambda: pdf_bytes(blank_pdf()), pdf_reader.SCANNED),
    Hostile("too many pages", "a.pdf", lambda: pdf_bytes(blank_pdf(501)), pdf_reader.TOO_LONG),
    Hostile("page that unpacks to 320 MB", "a.pdf", pdf_bomb, sandbox.FAILED),
    Hostile("no objects", "a.pdf", lambda: b"%PDF-1.7\nnothing\n%%EOF", pdf_reader.DAMAGED),
]

OTHERS = [
    Hostile("empty", "a.txt", lambda: b"", EMPTY),
    Hostile("only spaces", "a.txt", lambda: b"\xef\xbb\xbf \r\n\t\n", EMPTY),
    Hostile("too large", "a.txt", lambda: b"a" * (25 * 1024 * 1024 + 1), TOO_LARGE),
    Hostile("old Word", "a.doc", lambda: OLE_FILE, OLD_OFFICE),
    Hostile("password on Word", "a.docx", lambda: OLE_FILE + kinds.ENCRYPTED_PACKAGE, PROTECTED_OFFICE),
    Hostile("rich text", "a.rtf", lambda: rb"{\rtf1 Plan}", RICH_TEXT),
    Hostile("Windows program", "plan.docx", lambda: b"MZ\x90\0" + bytes(200), kinds.PROGRAM),
    Hostile("Linux program", "plan.pdf", lambda: b"\x7fELF" + bytes(200), kinds.PROGRAM),
    Hostile("tables in tables", "a.html", lambda: b"<html>" + b"<table><tr><td>" * 2_000, sandbox.FAILED),
    Hostile("shell script", "plan.txt", lambda: b"#!/bin/sh\nrm -rf /\n", kinds.PROGRAM),
    Hostile("GIF", "a.gif", lambda: b"GIF89a" + bytes(30), kinds.PICTURE),
    Hostile("GIF that is an archive", "a.gif", lambda: b"GIF89a" + plain_docx(), kinds.PICTURE),
    Hostile("drawing with script", "a.svg", lambda: b"<svg onload='x()'><script>x</script></svg>", texts.DRAWING),
    Hostile("drawing called text", "a.txt", lambda: b"<?xml version='1.0'?>\n<svg/>", texts.DRAWING),
    Hostile("XML with entities", "a.txt", lambda: LAUGHS, texts.ENTITIES),
    Hostile("XML", "a.xml", lambda: b"<?xml version='1.0'?><plan/>", texts.XML),
    Hostile("null bytes", "a.txt", lambda: b"Plan\0Plan", texts.NOT_TEXT),
    Hostile("control characters", "a.txt", lambda: b"Plan\x01\x02\x03", texts.NOT_TEXT),
    Hostile("no known encoding", "a.txt", lambda: b"Plan \x81\x8d", UNREADABLE_TEXT),
    Hostile("script by name", "plan.js", lambda: b"alert(1)", texts.OTHER_NAME),
    Hostile("DDE in CSV", "a.csv", lambda: b"Action,Lead\n=cmd|' /C calc'!A0,Police\n", texts.COMMAND),
    Hostile("name read backwards", "plan\u202excod.exe", plain_docx, names.HIDDEN),
    Hostile("null in the name", "plan.docx\0.exe", plain_docx, names.HIDDEN),
    Hostile(
        "PDF called DOCX",
        "plan.docx",
        plain_pdf,
        "This file is named .docx but is a PDF. Change the end of its name to .pdf and send it again.",
    ),
    Hostile(
        "DOCX called PDF",
        "plan.pdf",
        plain_docx,
        "This file is named .pdf but is a Word document. Change the end of its name to .docx and send it again.",
    ),
    Hostile(
        "text called DOCX",
        "plan.docx",
        lambda: b"Our plan",
        "This file is named .docx but is a plain text. Change the end of its name to .txt and send it again.",
    ),
    Hostile(
        "picture as a plan",
        "plan.png",
        png,
        "A picture cannot be used here. Send Word (.docx), PDF, Excel (.xlsx), CSV, HTML, Markdown or plain text.",
    ),
    Hostile(
        "web page as evidence",
        "page.html",
        lambda: b"<html><script>x()</script><p>Hello</p>",
        "A web page cannot be used here. "
        "Send Word (.docx), PDF, Excel (.xlsx), PowerPoint (.pptx), CSV, plain text, PNG or JPEG.",
        EVIDENCE,
    ),
    Hostile("picture of 50,000 by 50,000", "a.png", lambda: png(50_000, 50_000), pictures.TOO_LARGE, EVIDENCE),
    Hostile("picture cut short", "a.png", lambda: png()[:40], pictures.DAMAGED, EVIDENCE),
    Hostile("picture with an archive", "a.jpg", lambda: jpeg() + archive([("x", b"x")]), pictures.TWO_FILES, EVIDENCE),
    Hostile("picture with a script", "a.png", lambda: png() + b"<script>x()</script>", pictures.TWO_FILES, EVIDENCE),
]

HOSTILE = [*ARCHIVES, *OFFICE, *PDFS, *OTHERS]
