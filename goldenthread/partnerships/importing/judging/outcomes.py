"""What came out for a row, and what is asked of every row."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from goldenthread.partnerships.importing.columns import Line
from goldenthread.partnerships.models import (
    MemberKind,
    OrganisationKind,
)


class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"
    CONFLICT = "conflict"
    ERROR = "error"


@dataclass(slots=True)
class Judged:
    number: int
    title: str
    outcome: Outcome
    sentence: str = ""
    step: str = ""
    """Which step of ``operations.importing`` does it."""
    values: dict[str, Any] = field(default_factory=dict)


def days(line: Line) -> tuple[date | None, date | None]:
    first, last = line.day("starts_on"), line.day("ends_on")
    if first and last and last < first:
        raise ValidationError("The last day is before the first day.")
    return first, last


def needed(line: Line, key: str, words: str) -> str:
    if not line.text(key):
        raise ValidationError(f"{words} is missing.")
    return line.text(key)


def address(line: Line) -> str:
    email = needed(line, "email", "The e-mail address").lower()
    try:
        validate_email(email)
    except ValidationError:
        raise ValidationError(f"“{email}” is not an e-mail address.") from None
    return email


def in_words(differing: dict[str, tuple[Any, Any]]) -> str:
    """ "Short name is MP here and MPD in the file." """
    said = [
        f"{words} is {_shown(here)} here and {_shown(there)} in the file" for words, (here, there) in differing.items()
    ]
    return "; ".join(said) + "."


def _shown(value: Any) -> str:
    return f"{value:%-d %B %Y}" if isinstance(value, date) else "empty" if value in {None, ""} else str(value)


class Twins:
    """Finds rows that say of the same thing twice."""

    def __init__(self) -> None:
        self._seen: dict[Any, int] = {}

    def refuse(self, key: Any, number: int) -> None:
        if key in self._seen:
            raise ValidationError(f"Row {self._seen[key]} is about the same. Leave one of them out.")
        self._seen[key] = number


KINDS: dict[Any, Any] = {**dict(MemberKind.choices), **dict(OrganisationKind.choices)}
PART_WORDS = {"kind": "The part", "starts_on": "The first day", "ends_on": "The last day"}


def differences(record: Any, given: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What the row says and the record does not; what the row leaves empty is no difference."""
    return {
        key: (getattr(record, key), value) for key, value in given.items() if value and getattr(record, key) != value
    }
