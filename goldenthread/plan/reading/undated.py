"""Deadlines that name no stretch of the calendar, or one that only the plan's own time can give."""

import re
from datetime import date, timedelta

from . import rhythms
from .dates import MONTHS, Doubt, month_bounds
from .deadline import Calendar, Deadline
from .words import has_any, number, quoted

_PLAN_END = re.compile(
    r"(?:by |at |before )?(?:the )?end of (?:the |this )?(?:business )?plan(?:ning)?(?: period)?\b", re.IGNORECASE
)
_YEAR_END = re.compile(
    r"(?:by |at |before )?(?:the )?(?:end of (?:the |this )?(?:(?P<sort>financial|calendar|academic"
    r"|school) )?year|year[- ]end)\b"
    r"(?! \d)(?! of)",
    re.IGNORECASE,
)
_PLAN_YEAR = re.compile(
    r"(?:(?P<end>(?:by |at )?(?:the )?end of )|(?P<in>in |during |by ))?(?:year|yr) ?(?P<count>[1-5]|one|two"
    r"|three|four|five)\b"
    r"(?! pupils| children| students| group)",
    re.IGNORECASE,
)


def undated(text: str, calendar: Calendar, *, column: bool) -> list[Deadline]:
    """Rhythms, what goes on, what hangs on something else, and ends of the plan or of a year."""
    found = [_recurring(text, rhythm, calendar) for rhythm in rhythms.rhythms(text, column)]
    if has_any(text, ("day", "week", "month", "year", "yr", "end of")):
        found += _counted(text, calendar, column=column)
    match = rhythms.ongoing(text, column)
    if match:
        found.append(Deadline(match[0], "ongoing", "ongoing", calendar.start, calendar.end, at=match.span()))
    found += [_recurring_meeting(match, calendar) for match in rhythms.EACH_MEETING.finditer(text) if column]
    if column and has_any(text, ("next", "month")):
        for pattern in (NEXT_MEETING, _MONTH_OF_PLAN):
            found += [_next_meeting(match) for match in pattern.finditer(text)]
    match = rhythms.immediate(text, column)
    if match:
        found.append(_immediate(match))
    return found


def _counted(text: str, calendar: Calendar, *, column: bool) -> list[Deadline]:
    """So long after something, and ends of the plan or of a year."""
    found = [
        _relative(text, match, calendar) for match in rhythms.WITHIN.finditer(text) if column or _has_anchor(match)
    ]
    for pattern, last_day in ((_PLAN_END, _plan_end), (_YEAR_END, _year_end)):
        found += [last_day(text, match, calendar) for match in pattern.finditer(text)]
    return found + [
        _plan_year(text, m, calendar) for m in _PLAN_YEAR.finditer(text) if column or m["end"] or _closes(text, m)
    ]


_MONTH_OF_PLAN = re.compile(r"\b(?:by |in )?month (?:\d{1,2})\b", re.IGNORECASE)
NEXT_MEETING = re.compile(r"\b(?:by |at )?(?:the )?next (?:[\w-]+ ){0,4}?(?:meeting|Board)\b", re.IGNORECASE)


def _next_meeting(match: re.Match[str]) -> Deadline:
    doubt = ("relative", f"{quoted(match[0])} names no day.")
    return Deadline(match[0].strip(), "relative", "by", at=match.span(), doubts=[doubt])


def _closes(text: str, match: re.Match[str]) -> bool:
    return bool(match["in"]) and not text[match.end() :].strip(" .;)")


def _has_anchor(match: re.Match[str]) -> bool:
    return bool(match["tail"] or match["anchor2"]) or match[0].lower().startswith(("within", "inside"))


def _recurring(text: str, rhythm: rhythms.Rhythm, calendar: Calendar) -> Deadline:
    start, end = rhythm.at
    doubts: list[Doubt] = []
    if re.fullmatch(r"bi-?(?:monthly|annual(?:ly)?)", text[start:end], re.IGNORECASE):
        doubts.append(("rhythm", f"{quoted(text[start:end])} is read as {rhythm.note.split(';')[0]}."))
    return Deadline(
        text[start:end],
        "recurring",
        "every",
        calendar.start,
        calendar.end,
        None,
        rhythm.rrule,
        rhythm.note,
        rhythm.at,
        doubts,
    )


def _recurring_meeting(match: re.Match[str], calendar: Calendar) -> Deadline:
    doubt = ("rhythm", f"{quoted(match[0])} recurs, but how often it meets is not read from the document.")
    return Deadline(match[0], "recurring", "every", calendar.start, calendar.end, at=match.span(), doubts=[doubt])


def _immediate(match: re.Match[str]) -> Deadline:
    doubt = ("relative", f"{quoted(match[0])} names no day.")
    return Deadline(match[0], "relative", "from", at=match.span(), doubts=[doubt])


def _relative(text: str, match: re.Match[str], calendar: Calendar) -> Deadline:
    count = number(match["count"] or match["count2"]) or 0
    unit = (match["unit"] or match["unit2"]).lower()
    anchor = (match["anchor"] or match["anchor2"] or "").strip().lower()
    words = text[match.start() : match.end()].strip()
    deadline = Deadline(words, "relative", "by", at=match.span())
    known = _anchor(anchor, calendar)
    if known is None:
        what = f"“{anchor}”" if anchor else "its starting point"
        deadline.doubts.append(("relative", f"{quoted(words)} has no date, because {what} has none."))
        return deadline
    deadline.start, deadline.end = known[0], _later(known[1], count, unit)
    deadline.due = deadline.end
    deadline.note = f"counted from {known[1].isoformat()}"
    deadline.doubts.append(("relative", f"{quoted(words)} is counted from {known[1]:%d/%m/%Y}."))
    return deadline


def _anchor(words: str, calendar: Calendar) -> tuple[date, date] | None:
    if re.fullmatch(
        r"(?:the |its )?publi(?:cation|shing)(?: of (?:the|this)(?: business)?(?: improvement)? plan)?|(?:this"
        r"|the) plan being published",
        words,
    ):
        return calendar.publication
    if re.fullmatch(
        r"(?:the )?(?:start|commencement|beginning|launch|adoption) of (?:the|this) (?:business )?plan", words
    ):
        return (calendar.start, calendar.start) if calendar.start else None
    return None


def _later(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    first, last = month_bounds(day.year, day.month + count * (12 if unit == "year" else 1))
    whole_months = day == month_bounds(day.year, day.month)[1]
    return last if whole_months else min(last, first + timedelta(days=day.day - 1))


def _plan_end(text: str, match: re.Match[str], calendar: Calendar) -> Deadline:
    words = text[match.start() : match.end()]
    doubts = [("plan_end", f"{quoted(words)} is read as the last day of the plan's period.")]
    return Deadline(
        words,
        "date" if calendar.end else "relative",
        "by",
        calendar.end,
        calendar.end,
        calendar.end,
        at=match.span(),
        doubts=doubts,
    )


def _year_end(text: str, match: re.Match[str], calendar: Calendar) -> Deadline:
    words = text[match.start() : match.end()]
    first, last = {"calendar": (1, 12), "academic": (9, 20), "school": (9, 20)}.get(
        (match["sort"] or "").lower(), (4, 15)
    )
    deadline = Deadline(words, "year", "by", at=match.span())
    begins = calendar.current or calendar.start
    if begins:
        year = begins.year
        while month_bounds(year, first, last)[1] < begins:
            year += 1
        while month_bounds(year, first, last)[0] > begins and first != 9:
            year -= 1
        deadline.start, deadline.end = month_bounds(year, first, last)
        deadline.due = deadline.end
        months = (
            f"{MONTHS[first - 1].capitalize()} {deadline.start.year} to {MONTHS[(last - 1) % 12].capitalize()}"
            f" {deadline.end.year}"
        )
        deadline.doubts.append(
            ("year_supplied", f"{quoted(words)} has no year; {months} is supplied from the plan's period.")
        )
    return deadline


def _plan_year(text: str, match: re.Match[str], calendar: Calendar) -> Deadline:
    words = text[match.start() : match.end()]
    deadline = Deadline(
        words, "year", "by" if words.lower().startswith(("by", "end", "the end")) else "in", at=match.span()
    )
    if calendar.start:
        year = calendar.start.year + (number(match["count"]) or 1) - 1
        deadline.start, deadline.end = month_bounds(year, calendar.start.month, calendar.start.month + 11)
        deadline.due = deadline.end
    deadline.doubts.append(("year_supplied", f"{quoted(words)} is read as a year of the plan."))
    return deadline
