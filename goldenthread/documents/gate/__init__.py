"""The gate: what may come in, told by content and not by name, before any parser sees it.

Nothing here runs a parser on the content: bytes are searched, archives unpacked piece by piece up to a
ceiling, and XML read only as far as its first element. What needs a parser, such as finding that a PDF has
no text layer, is left to the readers, which run in the sandbox.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.documents.errors import Refused
from goldenthread.documents.gate import archives, pdfs, pictures, texts
from goldenthread.documents.gate.kinds import EXTENSIONS, KINDS, READABLE, UNWANTED, say_kinds
from goldenthread.documents.gate.names import extension, safe_name

MAX_SIZE = 25 * 1024 * 1024
"""Plans full of photographs stay below this, and most mail servers stop here too."""
TOO_LARGE = "This file is larger than 25 MB. Send a smaller one, for example without its pictures."


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that passed the gate. ``name`` is safe to keep and to show."""

    name: str
    kind: str
    media_type: str
    size: int
    sha256: str
    content: bytes = field(repr=False)


def check_file(source: Path | str | bytes, name: str, allowed: frozenset[str] = READABLE) -> CheckedFile:
    """Raises ``Refused`` with one sentence, or says what the file is."""
    file = look_through(source, name)
    refuse_other_kinds(file.kind, allowed)
    return file


def look_through(source: Path | str | bytes, name: str) -> CheckedFile:
    """The same, whatever kind it is."""
    name = safe_name(name)
    content = source if isinstance(source, bytes) else read_up_to_limit(Path(source))
    if len(content) > MAX_SIZE:
        raise Refused(TOO_LARGE)
    if not content.strip(b"\0 \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise Refused("This file is empty. Check that you chose the right one and send it again.")
    kind = kind_of(content, name)
    refuse_wrong_name(kind, name)
    return CheckedFile(name, kind, KINDS[kind].media_type, len(content), hashlib.sha256(content).hexdigest(), content)


def refuse_other_kinds(kind: str, allowed: frozenset[str]) -> None:
    if kind not in allowed:
        raise Refused(f"{KINDS[kind].sentence_name} cannot be used here. Send {say_kinds(allowed)}.")


def read_up_to_limit(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_SIZE + 1)


def kind_of(content: bytes, name: str) -> str:
    """Finds the kind by its first bytes and looks through the file as that kind demands."""
    for start, check in CHECKS:
        if content.startswith(start):
            return check(content)
    for unwanted in UNWANTED:
        if unwanted.matches(content):
            raise Refused(unwanted.sentence)
    if b"%PDF-" in content[:1024]:
        raise Refused("This PDF begins with something that is not PDF. Open it, save it again as PDF and send that.")
    return texts.check(content, extension(name))


CHECKS: list[tuple[bytes, Callable[[bytes], str]]] = [
    (b"%PDF-", pdfs.check),
    (b"PK\x03\x04", archives.check),
    (b"\x89PNG\r\n\x1a\n", pictures.check_png),
    (b"\xff\xd8\xff", pictures.check_jpeg),
]


def refuse_wrong_name(kind: str, name: str) -> None:
    end = extension(name)
    named = EXTENSIONS.get(end, kind)
    if named == kind or (named in texts.KINDS and kind in texts.KINDS):
        return
    raise Refused(
        f"This file is named .{end} but is {KINDS[kind].with_article}. "
        f"Change the end of its name to .{KINDS[kind].extension} and send it again."
    )
