"""Office documents of today, which are ZIP archives: looked through entry by entry.

``python-docx`` opens external entities, entity bombs, 1000:1 bombs and slipping paths without a word, so
all of that is settled here.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import office
from goldenthread.documents.gate.kinds import OLE

MAX_ENTRIES = 2_000
"""A Word document with 300 pictures has 330 entries."""
MAX_DIRECTORY = 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
"""Five times what may come in; text packs ten to one, and pictures hardly at all."""
MAX_RATIO, RATIO_FROM = 150, 2 * 1024 * 1024
"""An honest sheet of repeated cells packs about fifty to one; small parts may pack better and do no harm."""
MAX_DEPTH = 1
"""A chart in a document brings its workbook along; that workbook brings nothing."""
PIECE = 1 << 16
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError, OverflowError)

DAMAGED = "This file is damaged or cut short. Open it, save it again and send the whole file."
TWO_FILES = "This file holds something before or behind its own content. Open it, save it again and send that."
UNSAFE = "This file holds entries that point outside of it. Open it in Office, save it again and send that."
BOMB = "This file unpacks to far more than its size suggests. Open it in Office, save it again and send that."
PROTECTED = "This file is protected with a password. Save a copy without the password and send that."
NESTED = "This file holds packed archives inside. Send the documents by themselves."
OBJECT = "This document holds an embedded object. Paste it as a picture or leave it out, save again and send that."
PROGRAM = "This document holds a program inside and cannot be taken."


def check(content: bytes, depth: int = 0) -> str:
    check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            check_entries(archive.infolist())
            names = {entry.filename for entry in entries}
            kind = office.kind_of(names, lambda name: unpack(archive, archive.getinfo(name)))
            for entry in entries:
                check_part(archive, entry, depth)
    except BROKEN as error:
        raise Refused(DAMAGED) from error
    return kind


def check_directory(content: bytes) -> None:
    """The list of entries must be of modest size and stand right at the end."""
    end = content.rfind(b"PK\x05\x06", max(0, len(content) - 65_557))
    if end < 0 or end + 22 > len(content):
        raise Refused(DAMAGED)
    count, size, start, comment = struct.unpack("<HIIH", content[end + 10 : end + 22])
    if count > MAX_ENTRIES or size > MAX_DIRECTORY:
        raise Refused(BOMB)
    if end + 22 + comment != len(content) or start + size != end:
        raise Refused(TWO_FILES)


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    total = 0
    for entry in entries:
        name = entry.filename
        if entry.flag_bits & 0x1:
            raise Refused(PROTECTED)
        if is_unsafe(entry) or name.lower() in seen:
            raise Refused(UNSAFE)
        seen.add(name.lower())
        total += entry.file_size
        if entry.file_size > max(RATIO_FROM, entry.compress_size * MAX_RATIO) or total > MAX_UNPACKED:
            raise Refused(BOMB)


def is_unsafe(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename
    parts = re.split(r"[/\\]", name)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or ".." in parts or not parts[0] or "\\" in name or "\0" in name or ":" in parts[0]


def check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> None:
    """Reads the whole part, which also proves its checksum."""
    data = unpack(archive, entry)
    name = entry.filename
    if data.startswith(OLE):
        raise Refused(OBJECT)
    if data.startswith((b"MZ", b"\x7fELF")):
        raise Refused(PROGRAM)
    if data.startswith(b"PK\x03\x04"):
        if depth >= MAX_DEPTH or "/embeddings/" not in name:
            raise Refused(NESTED)
        check(data, depth + 1)
    elif office.is_xml(name, data):
        office.check_xml(name, data)


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    return b"".join(pieces(archive, entry))


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    left = entry.file_size
    with archive.open(entry) as part:
        while piece := part.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise Refused(BOMB)
            yield piece
