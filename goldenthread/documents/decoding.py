"""Bytes to text. UTF-8, UTF-16 with its mark, and the Windows code page that old Office programs write."""

import codecs

from goldenthread.documents.errors import Refused

MARKS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]
ENCODINGS = ["utf-8", "cp1252"]
UNREADABLE = "This text is in an encoding we cannot read. Save it again as UTF-8 and send that."


def decode(content: bytes) -> str:
    encodings = [name for mark, name in MARKS if content.startswith(mark)] or ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(UNREADABLE)
