"""PDF: protected, cut short, or with something in it that runs."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from goldenthread.documents.errors import Refused

PROTECTED = (
    "This PDF is protected: it asks for a password or limits copying. "
    "Save an unprotected copy, for example by printing it to PDF, and send that."
)
CUT_SHORT = "This PDF is cut short: its end is missing. Download or save it again and send the whole file."
TWO_FILES = "This PDF holds a second file behind its end. Open it, save it again as PDF and send that."
UNUSUAL = "This PDF is built in a way we do not open. Open it, print it to PDF and send that."
RUNS = {
    b"JavaScript": "This PDF holds JavaScript. Print it to PDF, which leaves the script out, and send that.",
    b"Launch": "This PDF starts another program when it is opened. Print it to PDF and send that.",
    b"EmbeddedFile": "This PDF holds other files inside. Send each file by itself.",
    b"EmbeddedFiles": "This PDF holds other files inside. Send each file by itself.",
    b"XFA": "This PDF is a form that only Adobe's program can show. Print it to PDF and send that.",
    b"RichMedia": "This PDF holds film or sound. Print it to PDF and send that.",
}
END_WITHIN = 2048
"""Bytes: programs that sign or stamp a PDF leave little behind its end."""
PIECE = 1 << 16
MAX_UNPACKED = 40 * 1024 * 1024
"""Of the objects that are packed; those of a 500-page document take about 5 MB."""

RUNNING = re.compile(rb"/(" + b"|".join(sorted(RUNS, reverse=True)) + rb")(?![A-Za-z0-9])")
HIDDEN_NAME = re.compile(rb"/[A-Za-z0-9]{0,40}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,60}")
ENCRYPTED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)")
PACKED = re.compile(rb"/Type\s*/ObjStm\b")
STREAM = re.compile(rb"stream\r?\n")


def check(content: bytes) -> str:
    if b"%%EOF" not in content[-END_WITHIN:]:
        raise Refused(TWO_FILES if b"%%EOF" in content and is_followed(content) else CUT_SHORT)
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Refused(TWO_FILES)
    if ENCRYPTED.search(content):
        raise Refused(PROTECTED)
    for part in (content, *packed_objects(content)):
        if name := running_name(part):
            raise Refused(RUNS[name])
    return "pdf"


def is_followed(content: bytes) -> bool:
    """Something other than more PDF stands behind the last end mark."""
    return b"endobj" not in content[content.rindex(b"%%EOF") :]


def running_name(part: bytes) -> bytes | None:
    if match := RUNNING.search(part):
        return match[1]
    for name in HIDDEN_NAME.findall(part):
        plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), name)
        if match := RUNNING.fullmatch(plain):
            return match[1]
        if plain in (b"/ObjStm", b"/Encrypt"):
            raise Refused(UNUSUAL)
    return None


def packed_objects(content: bytes) -> Iterator[bytes]:
    """The objects that stand in compressed streams, unpacked up to a ceiling."""
    left = MAX_UNPACKED
    for found in PACKED.finditer(content):
        head_start = content.rfind(b" obj", 0, found.start())
        stream = STREAM.search(content, found.end(), found.end() + 2000)
        if head_start < 0 or not stream:
            continue
        head = content[head_start : stream.start()]
        if b"/Filter" not in head:
            continue  # not packed: searched with the rest
        if not re.search(rb"/Filter\s*\[?\s*/FlateDecode\s*(?:\]|/|>)", head):
            raise Refused(UNUSUAL)
        data = unpack(content, stream.end(), left)
        left -= len(data)
        if left <= 0:
            raise Refused(UNUSUAL)
        yield data


def unpack(content: bytes, start: int, most: int) -> bytes:
    """In pieces: the end of the stream is where the compression says it is, whatever the file claims."""
    unpacker, data = zlib.decompressobj(), bytearray()
    try:
        for position in range(start, len(content), PIECE):
            data += unpacker.decompress(content[position : position + PIECE], most - len(data) + 1)
            if unpacker.eof or unpacker.unconsumed_tail:
                break
    except zlib.error as error:
        raise Refused(UNUSUAL) from error
    return bytes(data)
