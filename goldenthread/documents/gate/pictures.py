"""PNG and JPEG: measured without decoding them."""

import io
import struct
import zipfile

from goldenthread.documents.errors import Refused

MAX_PIXELS = 60_000_000
"""A telephone's largest photograph has 50 million; decoding one more takes over 200 MB."""
DAMAGED = "This picture is damaged or cut short. Open it, save it again and send that."
TOO_LARGE = "This picture has too many pixels. Make it smaller and send it again."
TWO_FILES = "This file is two files in one. Open it, save it again in one format and send that."
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG segments that hold the measures."""


def check_png(content: bytes) -> str:
    if len(content) < 33 or content[12:16] != b"IHDR":
        raise Refused(DAMAGED)
    check_pixels(*struct.unpack(">II", content[16:24]))
    position = 8
    while position + 12 <= len(content):
        length, name = struct.unpack(">I4s", content[position : position + 8])
        position += 12 + length
        if name == b"IEND":
            refuse_second_file(content, position)
            return "png"
    raise Refused(DAMAGED)


def check_jpeg(content: bytes) -> str:
    position = 2
    while position + 9 <= len(content):
        if content[position] != 0xFF:
            break
        marker, length = content[position + 1], struct.unpack(">H", content[position + 2 : position + 4])[0]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            check_pixels(width, height)
            end = content.rfind(b"\xff\xd9")
            if end < position:
                break
            refuse_second_file(content, end + 2)
            return "jpeg"
        position += 1 if marker == 0xFF else 2 + length
    raise Refused(DAMAGED)


def check_pixels(width: int, height: int) -> None:
    if not width or not height:
        raise Refused(DAMAGED)
    if width * height > MAX_PIXELS:
        raise Refused(TOO_LARGE)


def refuse_second_file(content: bytes, end: int) -> None:
    """An archive or a page behind the picture; cameras may leave other bytes there."""
    rest = content[end:].lower()
    if zipfile.is_zipfile(io.BytesIO(content)) or b"%pdf-" in rest or b"<script" in rest or b"<html" in rest:
        raise Refused(TWO_FILES)
