"""Who carries our messages. ``notifications`` stands above us, so it registers itself here at the start."""

from collections.abc import Callable
from typing import Any

from goldenthread.accounts.models import User

messengers: list[Callable[..., Any]] = []
"""Each is called as ``deliver(person, *, key, kind, subject, text, about, partnership)``, inside our transaction."""

completions: dict[str, Callable[[str, str], str | None]] = {}
"""By kind of message: what turns its key and its text as it is kept into the text as it is sent, or into ``None`` where
it must no longer be sent. So a secret, such as the link of an invitation, is never kept."""


def send(person: User, **message: Any) -> None:
    for deliver in messengers:
        deliver(person, **message)


def completed(*, kind: str, key: str, text: str) -> str | None:
    """The text to send, asked for at the moment of sending."""
    return completions[kind](key, text) if kind in completions else text
