"""The kinds of mail. Each app registers its own when the application starts: ``kinds.register("reminder", ...)``."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goldenthread.notifications.models import Mail


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes
    mimetype: str


@dataclass(frozen=True, slots=True)
class Kind:
    label: str
    why: str
    """Ends the sentence "You get this because", at the foot of the mail."""
    may_open: Callable[[Mail], bool]
    """Whether the recipient may open what the mail is about, asked at the moment of sending."""
    lists: Callable[[Mail], str | None] | None = None
    """What follows the words, made at the moment of sending; ``None`` where nothing is left to tell: no mail then."""
    always: str = "It tells you of something that you need to know at once."
    """Why nobody can switch it off; empty where one can."""
    attaches: Callable[[Mail], list[Attachment]] | None = None
    """Files that go with it, such as a meeting for the calendar; made at the moment of sending as well."""


KINDS: dict[str, Kind] = {}


def register(name: str, label: str, **facts: Any) -> None:
    """``facts`` are those of ``Kind``; ``why`` and ``may_open`` must be told."""
    KINDS[name] = Kind(label, **facts)


def choices() -> list[tuple[str, str]]:
    return [(name, kind.label) for name, kind in KINDS.items()]
