"""Dates, times and numbers in the words that pages, papers and mails use."""

from datetime import date, datetime

from django.utils import timezone

from goldenthread.core import clock


def _local(value: date | datetime) -> date | datetime:
    aware = isinstance(value, datetime) and value.tzinfo is not None
    return value.astimezone(timezone.get_default_timezone()) if aware else value  # type: ignore[union-attr]


def day(value: date | datetime | None) -> str:
    """31 March 2022"""
    return f"{_local(value):%-d %B %Y}" if value else ""


def short_day(value: date | datetime | None) -> str:
    """31 Mar 2022"""
    return f"{_local(value):%-d %b %Y}" if value else ""


def whole_day(value: date | datetime | None) -> str:
    """31 Mar 2022, never broken over two lines."""
    return short_day(value).replace(" ", "\N{NO-BREAK SPACE}")


def time(value: datetime | None) -> str:
    """10:42am"""
    return f"{_local(value):%-I:%M%p}".lower() if value else ""


def moment(value: datetime | None) -> str:
    """31 March 2022 at 10:42am"""
    return f"{day(value)} at {time(value)}" if value else ""


def number(value: float) -> str:
    """20,000"""
    return f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """1 action, 20,000 actions"""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def sentence(text: str) -> str:
    """A text that ends as a sentence, whether or not whoever typed it ended it."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def days(count: int) -> str:
    """63 days"""
    return plural(count, "day")


def ago(value: date | datetime | None) -> str:
    """63 days ago, today, in 5 days"""
    if not value:
        return ""
    local = _local(value)
    count = (clock.today() - (local.date() if isinstance(local, datetime) else local)).days
    if -1 <= count <= 1:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[count]
    return f"{days(count)} ago" if count > 0 else f"in {days(-count)}"


def initial_cap(text: str) -> str:
    """The first letter large, the others as they are: "section 11 audit" becomes "Section 11 audit"."""
    return text[:1].upper() + text[1:]
