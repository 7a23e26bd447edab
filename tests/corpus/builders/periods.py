"""Short notations for calendar periods and deadlines, as the plan files use them, and what they stand for.

A deadline is written `KIND ROLE PERIOD`, for example `month by 2024-03`, `quarter by 2024-Q1`,
`season in spring-2024`, `season by autumn-term-2023`, `year in 2023/24`, `range during 2023-09..2024-03`,
`recurring every quarterly`, `ongoing`, `relative by`, `none`; `due=2024-02-28` at the end sets another last day. With
`from` nothing can be late, so the end and the due day stay empty.
"""

import calendar
import re
from datetime import date, timedelta

Deadline = dict[str, str | None]

QUARTER_MONTH = {"1": (0, 4), "2": (0, 7), "3": (0, 10), "4": (1, 1)}
SEASONS = {"spring": (3, 3), "summer": (6, 3), "autumn": (9, 3), "winter": (12, 3)}
TERMS = {"autumn": (9, 4), "spring": (1, 3), "summer": (4, 4)}
RULES = {
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "six-weekly": "FREQ=WEEKLY;INTERVAL=6",
    "two-monthly": "FREQ=MONTHLY;INTERVAL=2",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "termly": "FREQ=MONTHLY;INTERVAL=4",
    "six-monthly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
    "two-yearly": "FREQ=YEARLY;INTERVAL=2",
}
END = re.compile(r"\b(end|close)\b", re.I)
PREPOSITION = re.compile(
    r"(by|in|on|from|during|before|within|every|each|at|no later than|throughout|between|over|starting|to be)\b", re.I
)


def months(year: int, month: int, length: int) -> tuple[date, date]:
    """The period of some whole months that begins with this one."""
    last = month + length - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, 1), date(last_year, last_month, calendar.monthrange(last_year, last_month)[1])


def period(notation: str) -> tuple[date, date]:
    """First and last day of a period such as 2024-03, 2024-Q1, spring-2024, autumn-term-2023 or 2023/24."""
    if ".." in notation:
        first, last = notation.split("..")
        return period(first)[0], period(last)[1]
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", notation):
        day = date.fromisoformat(notation)
        return day, day
    if match := re.fullmatch(r"(\d{4})-(\d\d)", notation):
        return months(int(match[1]), int(match[2]), 1)
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", notation):
        later, month = QUARTER_MONTH[match[2]]
        return months(int(match[1]) + later, month, 3)
    if match := re.fullmatch(r"(\d{4})/\d\d", notation):
        return months(int(match[1]), 4, 12)
    if match := re.fullmatch(r"school-(\d{4})/\d\d", notation):
        return months(int(match[1]), 9, 12)
    if match := re.fullmatch(r"week-(\d{4}-\d\d-\d\d)", notation):
        monday = date.fromisoformat(match[1])
        return monday, monday + timedelta(days=6)
    if match := re.fullmatch(r"(\w+)-term-(\d{4})", notation):
        month, length = TERMS[match[1]]
        return months(int(match[2]), month, length)
    if match := re.fullmatch(r"(\w+)-(\d{4})", notation):
        month, length = SEASONS[match[1]]
        return months(int(match[2]), month, length)
    return months(int(notation), 1, 12)


def reading(notation: str, plan_period: tuple[date, date]) -> Deadline:
    """What `KIND ROLE PERIOD` stands for, without the printed phrase."""
    notation, _, last_day = notation.partition(" due=")
    kind, *rest = notation.split()
    found: Deadline = {"kind": kind, "role": None, "start": None, "end": None, "due": None, "rrule": None}
    if kind == "none":
        return found
    found["role"] = rest[0] if rest else kind
    if kind in ("recurring", "ongoing"):
        found["start"], found["end"] = (day.isoformat() for day in plan_period)
        found["rrule"] = RULES.get(rest[1], rest[1]) if len(rest) > 1 else None
    elif len(rest) > 1:
        start, end = period(rest[1])
        found["start"] = start.isoformat()
        if found["role"] != "from":
            found["end"] = end.isoformat()
            found["due"] = last_day or found["end"]
    return found


def other_roles(phrase: str, role: str | None) -> set[str]:
    """Without a preposition in the phrase every role is right; `in`, `on` and `during` say the same."""
    bounded = {"in", "on", "during"}
    if not PREPOSITION.match(phrase):
        return (bounded | {"by"}) - {role}
    return bounded - {role} if role in bounded else set()


def deadline(phrase: str | None, notation: str, plan_period: tuple[date, date], others: list[str]) -> Deadline | dict:
    """A printed phrase with its reading; `accept` lists readings that are not wrong either."""
    found: dict = {"text": phrase, **reading(notation, plan_period)}
    accept: list[dict] = [reading(other, plan_period) for other in others]
    accept = [{"text": None, **other} if other["kind"] == "none" else other for other in accept]
    if phrase and found["due"]:
        accept += [
            {**reading(notation, plan_period), "role": role} for role in sorted(other_roles(phrase, found["role"]))
        ]
        if END.search(phrase):
            accept.append({**reading(f"date by {found['due']}", plan_period), "role": found["role"]})
    if found["kind"] in ("recurring", "ongoing"):
        accept += [{**other, "start": None, "end": None} for other in [reading(notation, plan_period), *accept]]
    if accept:
        found["accept"] = accept
    return found
