"""Answers that calendars send by mail when somebody accepts or declines an invitation.

Each invitation names an address of its own as the organiser's: it holds the meeting, the person and a seal. Whoever
answers sends it back, so that nobody answers for somebody else without having their invitation. What else a mail holds
is not read.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from icalendar import Calendar

from goldenthread.core.refs import ALPHABET, LENGTH

MOST_BYTES = 256_000
SEAL = 20
REF = f"[{ALPHABET}]{{{LENGTH}}}"


@dataclass(frozen=True, slots=True)
class Reply:
    meeting: str
    person: str
    comes: bool
    sequence: int


def _seal(meeting: str, person: str) -> str:
    return salted_hmac("calendar reply", f"{meeting} {person}", algorithm="sha256").hexdigest()[:SEAL]


def reply_address(meeting: str, person: str) -> str:
    """Where the calendar of the person sends their answer; empty where this installation takes none."""
    box, _, host = settings.REPLIES.partition("@")
    return f"{box}+{meeting}{person}{_seal(meeting, person)}@{host}" if host else ""


def read_reply(content: bytes) -> Reply | None:
    """What a mail answers; ``None`` where it is no answer to an invitation of ours, or says "perhaps"."""
    if len(content) > MOST_BYTES or not settings.REPLIES:
        return None
    message = message_from_bytes(content, policy=policy.default)
    return next(filter(None, map(_read, _calendars(message))), None)  # type: ignore[arg-type]


def _calendars(message: EmailMessage) -> list[str]:
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    return [(part.get_payload(decode=True) or b"").decode(errors="replace") for part in parts]  # type: ignore[union-attr]


def _read(text: str) -> Reply | None:
    """The seal first: nothing else is looked at in what does not bear one."""
    named = _named(re.sub(r"\r?\n[ \t]", "", text))
    if named is None:
        return None
    try:
        calendar = Calendar.from_ical(text)
        event = calendar.walk("VEVENT")[0]
        people = event["ATTENDEE"]
        said = str((people[0] if isinstance(people, list) else people).params.get("PARTSTAT", "")).upper()
        sequence = int(event.get("SEQUENCE", 0))
    except (ValueError, KeyError, IndexError, AttributeError):
        return None
    if str(calendar.get("METHOD", "")).upper() != "REPLY" or said not in {"ACCEPTED", "DECLINED"}:
        return None
    return Reply(*named, said == "ACCEPTED", sequence)


def _named(text: str) -> tuple[str, str] | None:
    """Whose seal holds."""
    box, _, host = settings.REPLIES.partition("@")
    address = rf"{re.escape(box)}\+({REF})({REF})([0-9a-f]{{{SEAL}}})@{re.escape(host)}"
    for meeting, person, seal in re.findall(address, text.lower()):
        if constant_time_compare(seal, _seal(meeting, person)):
            return meeting, person
    return None
