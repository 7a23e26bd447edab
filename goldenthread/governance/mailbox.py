"""The mailbox to which calendars send their answers, read over IMAP."""

import imaplib
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import unquote, urlparse

AT_ONCE = 100
SECONDS = 20


def read_mailbox(address: str, take: Callable[[bytes], bool]) -> tuple[int, int]:
    """Hand each unread mail to ``take``, delete what it took and mark the rest as read: how many, and how many taken.

    ``address``: ``imaps://user:password@host:port/folder``.
    """
    place = urlparse(address)
    kind = imaplib.IMAP4_SSL if place.scheme == "imaps" else imaplib.IMAP4
    box = kind(place.hostname or "", place.port or (993 if place.scheme == "imaps" else 143), timeout=SECONDS)
    try:
        box.login(unquote(place.username or ""), unquote(place.password or ""))
        box.select(unquote(place.path.strip("/")) or "INBOX")
        numbers = box.search(None, "UNSEEN")[1][0].split()[:AT_ONCE]
        taken = sum(_one(box, number.decode(), take) for number in numbers)
        box.expunge()
        return len(numbers), taken
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            box.logout()


def _one(box: imaplib.IMAP4, number: str, take: Callable[[bytes], bool]) -> bool:
    found = box.fetch(number, "(BODY.PEEK[])")[1]
    content = next((part[1] for part in found if isinstance(part, tuple)), b"")
    taken = take(content)
    box.store(number, "+FLAGS", r"(\Seen \Deleted)" if taken else r"(\Seen)")
    return taken
