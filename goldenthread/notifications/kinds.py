"""The kinds of mail. Each app registers its own when the application starts: ``kinds.register("reminder", ...)``."""

from collections.abc import Callable
from dataclasses import dataclass

from goldenthread.notifications.models import Mail


@dataclass(frozen=True, slots=True)
class Kind:
    label: str
    why: str
    """Ends the sentence "You get this because", at the foot of the mail."""
    may_open: Callable[[Mail], bool]
    """Whether the recipient may open what the mail is about, asked at the moment of sending."""


KINDS: dict[str, Kind] = {}


def register(name: str, label: str, *, why: str, may_open: Callable[[Mail], bool]) -> None:
    KINDS[name] = Kind(label, why, may_open)
