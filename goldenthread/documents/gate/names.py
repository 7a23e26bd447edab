"""File names that people send: made safe to keep, or refused where they are meant to mislead."""

import re
import unicodedata

from goldenthread.documents.errors import Refused

LONGEST = 120
"""Letters; with the ending and in UTF-8 still below the 255 bytes of common file systems for most scripts."""
LONGEST_BYTES = 240
HIDDEN = "The name of this file holds hidden characters that change how it reads. Give it a plain name and send it."


def safe_name(name: str) -> str:
    """The last part of the name, without what file systems and pages may stumble over."""
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name):
        raise Refused(HIDDEN)
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    last = " ".join(re.sub(r'[<>:"|?*]', "-", last).split()).strip(". ")
    return shortened(last) or "document"


def shortened(name: str) -> str:
    end = extension(name)
    stem = name.removesuffix(f".{name.rpartition('.')[2]}") if end else name
    stem = stem[:LONGEST]
    while len(stem.encode()) + len(end) > LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}.{end}" if end else stem


def extension(name: str) -> str:
    """Lower case, without the dot; empty where what follows the last dot is no extension."""
    stem, dot, end = name.rpartition(".")
    return end.lower() if stem and dot and re.fullmatch(r"[A-Za-z0-9]{1,9}", end) else ""
