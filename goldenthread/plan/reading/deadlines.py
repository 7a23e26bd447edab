"""What a deadline's printed words mean: the period they bound, the part the preposition gives it, when it is late.

``find`` reads a sentence, where most dates belong to something else; ``find_in_column`` reads a cell that is there to
say when. Both return every date they believe in, the headline first.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from . import rhythms
from .dates import MONTHS, Doubt, Period, month_bounds, periods
from .words import number, plain, quoted


@dataclass(frozen=True, slots=True)
class Calendar:
    """What is known of the plan's own time. ``publication`` is the first and the last day on which it may be."""

    start: date | None = None
    end: date | None = None
    publication: tuple[date, date] | None = None


@dataclass(slots=True)
class Deadline:
    text: str | None
    kind: str = "none"
    role: str | None = None
    start: date | None = None
    end: date | None = None
    due: date | None = None
    rrule: str | None = None
    note: str | None = None
    at: tuple[int, int] = (0, 0)
    doubts: list[Doubt] = field(default_factory=list)


_BY = (
    r"(?:by|before|prior to|no(?:t)? later than|until|till|up to|due(?: by| on| in)?|deadline:?|target date:?"
    r"|complete by|completed by|ahead of)"
)
_FROM = (
    r"(?:(?:from|starting|commencing|beginning|effective|wef|w\.e\.f\.?)(?: from| in| on| with effect from)?"
    r"|with effect from|to (?:start|begin|commence)(?: in| on| from)?|start(?:s|ing)? (?:in|on|from)"
    r"|start(?: date)?:)"
)
_IN = r"(?:in|during|throughout|within|over|across|for completion in|for delivery in|around|circa|between)"
_NOT = (
    r"(?:since|after|following|as at|as of|dated|in force since|established in|published in|launched in|held in"
    r"|issued in|introduced in|agreed in|inspection (?:in|of)|adopted in|undertaken in|carried out in|(?:review"
    r"|revision|version|edition|data|figures|guidance|census|strategy|plan|report)s? (?:of|for|from)|for|of)"
)
_PART = (
    r"(?:(?:the )?(?P<part>end|close|start|beginning|middle|mid|early|late|latest|last day|first half|second half)"
    r"(?:[\s-]+(?:of|in|part of))?(?: the)?[\s-]+)?"
)
_LEAD = re.compile(
    rf"(?:(?<![\w-])(?:(?P<not>{_NOT})|(?P<by>{_BY})|(?P<from>{_FROM})|(?P<in>{_IN})|(?P<on>on|at))\s+)?"
    rf"(?:the\s+)?(?:(?:financial|academic|school)\s+year\s+)?{_PART}(?:(?:month|week|summer holidays"
    rf"|of)\s+of\s+|the\s+)?$",
    re.IGNORECASE,
)
_BY_GLUED = re.compile(r"(?<![\w-])(?P<by>by|in|from|on)$", re.IGNORECASE)
_SUPERSEDED = re.compile(
    r"\b(?:(?:revised|changed|moved|extended|slipped) from|was|previously|originally)[:\s]*$", re.IGNORECASE
)
_ONWARDS = re.compile(r"\s*(?:,\s*)?(?:and\s+)?(?:onwards?\b|\+)", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:-|to|until|till|/|and|through to|up to)\s*(?:the\s+)?(?:end\s+of\s+|end\s+)?(?:the\s+)?$", re.IGNORECASE
)
_ENDS = re.compile(
    r"\s*(?:$|[.;:,)\]([]|-\s|\s-|(?:and|to|for|in order|with|then|at the latest|subject|followed|so that|or)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[-(\[,;:]\s*)$")
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


def find(text: str, calendar: Calendar) -> list[Deadline]:
    """The deadlines of an action's sentence or sentences."""
    found = _dated(text, calendar, column=False) + _undated(text, calendar, column=False)
    return _headline_first(text, found)


def find_in_column(text: str, calendar: Calendar, role: str = "in") -> list[Deadline]:
    """The deadlines of a date cell; ``role`` is what its heading ("By when", "Timescale") says of a bare date."""
    found = _dated(text, calendar, column=True, role=role) + _undated(text, calendar, column=True)
    return _headline_first(text, found)


def unread(text: str) -> Deadline:
    """No deadline, with the words of the cell that gives none, and why."""
    deadline = Deadline(None, note=text or None)
    if rhythms.says_nothing(text):
        if text.strip(" -.?"):
            deadline.doubts.append(("deadline_open", f"The date is still open: {quoted(text)}."))
    else:
        deadline.doubts.append(("deadline_unread", f"The words {quoted(text)} could not be read as a date."))
    return deadline


# Dates


def _dated(text: str, calendar: Calendar, *, column: bool, role: str = "in") -> list[Deadline]:
    flat = plain(text)
    found: list[Deadline] = []
    for group in _ranges(flat, periods(flat)):
        linked = found and re.fullmatch(r"\s*(?:,|and|&|,\s*and)\s*", flat[found[-1].at[1] : group[0].at[0]])
        deadline = _deadline(text, flat, group, calendar, column=column or bool(linked), role=role)
        if deadline and linked and found[-1].role in ("by", "from"):
            deadline.role = found[-1].role
        if deadline:
            found.append(deadline)
    return found


def _ranges(text: str, found: list[Period]) -> list[list[Period]]:
    """Neighbours that a dash or "to" joins become one range: "April - June 2024", "between X and Y"."""
    groups: list[list[Period]] = []
    _lend_years(text, found)
    for period in found:
        before = groups[-1][-1] if groups else None
        if before and len(groups[-1]) == 1 and _is_range(text, before, period):
            groups[-1].append(period)
        else:
            groups.append([period])
    return groups


def _lend_years(text: str, found: list[Period]) -> None:
    """ "in June and October 2024": the year is printed once."""
    for first, second in zip(found[-2::-1], found[:0:-1], strict=True):
        between = text[first.at[1] : second.at[0]].strip().lower()
        if first.year is None and second.year is not None and between in ("and", ",", "&", "or"):
            first.year = second.year


def _is_range(text: str, first: Period, second: Period) -> bool:
    between = text[first.at[1] : second.at[0]]
    if not _LINK.fullmatch(between):
        return False
    link = between.strip().lower()
    if link == "and":
        return bool(re.search(r"\bbetween\s+(?:the\s+)?$", text[: first.at[0]], re.IGNORECASE))
    if link == "-" and first.year and second.year and first.kind == second.kind == "date":
        return True
    return first.year is None or second.year is None or (first.year, first.kind) <= (second.year, "z")


def _deadline(
    text: str, flat: str, group: list[Period], calendar: Calendar, *, column: bool, role: str
) -> Deadline | None:
    first, last = group[0], group[-1]
    if _SUPERSEDED.search(flat[: first.at[0]]):
        return None
    lead = _LEAD.search(flat[: first.at[0]]) or _BY_GLUED.search(flat[: first.at[0]])
    onwards = _ONWARDS.match(flat, last.at[1])
    words = _Lead.of(lead)
    if not column and not _believed(flat, group, words, bool(onwards)):
        return None
    start = first.at[0] if words.role == "not" else words.begins(first.at[0])
    end = onwards.end() if onwards else last.at[1]
    if flat[start:end].count(")") > flat[start:end].count("("):
        end = start + flat[start:end].rindex(")")
    doubts = [doubt for period in group for doubt in period.doubts]
    bounds = _bounds(group, calendar, doubts, text[start:end])
    if bounds is None:
        return None
    made_role = _role(words, group, bool(onwards), column=column, column_role=role)
    kind = first.kind if len(group) == 1 else "range"
    deadline = Deadline(
        text[start:end].strip(), kind, made_role, *bounds, note=first.note, at=(start, end), doubts=doubts
    )
    _apply_part(deadline, words, whole_year=group[-1].kind == "year" and first is last)
    _apply_role(deadline, words)
    if _is_background(deadline, calendar, column=column):
        return None
    return deadline


@dataclass(frozen=True, slots=True)
class _Lead:
    """The preposition before a date and the part of the period it picks out ("by the end of")."""

    role: str = ""
    part: str = ""
    strict: bool = False
    whole: bool = False
    start: int | None = None

    @classmethod
    def of(cls, match: re.Match[str] | None) -> "_Lead":
        if match is None:
            return cls()
        groups = match.groupdict()
        role = next((name for name in ("not", "by", "from", "in", "on") if groups.get(name)), "")
        word = (groups.get("by") or "").lower()
        if match.re is _BY_GLUED:
            role = word
        text = match[0]
        start = match.start() + (len(text) - len(text.lstrip())) if text.strip() else None
        strict = word.startswith(("before", "prior", "ahead"))
        whole = (groups.get("in") or "").lower() in ("during", "throughout", "over", "across", "between")
        if role == "from" and "start" in text.lower() and text.strip().lower().endswith(" on"):
            role = "on"
        return cls(role, (groups.get("part") or "").lower(), strict, whole, start)

    def begins(self, otherwise: int) -> int:
        return otherwise if self.start is None else self.start


def _believed(text: str, group: list[Period], lead: _Lead, onwards: bool) -> bool:
    """Whether a date in a sentence is a deadline: it has a preposition, or stands alone behind a dash or at the end."""
    if lead.role == "not":
        return False
    if lead.role or onwards:
        return _has_place(text, group, lead)
    if lead.part:
        return True
    first, last = group[0], group[-1]
    if first.open_year and re.search(r"\)\s*-\s*$", text[: first.at[0]]) and not text[last_end(group) :].strip(" ."):
        return True
    if first.open_year or (first.year is None and first.kind != "date") or first.kind == "year":
        return False
    alone = _ENDS.match(text, last.at[1])
    rest = text[last.at[1] :].strip(" .;)]")
    return bool(alone and (not rest or _OPENS.search(text[: first.at[0]])))


def last_end(group: list[Period]) -> int:
    return group[-1].at[1]


def _has_place(text: str, group: list[Period], lead: _Lead) -> bool:
    """ "in May 2021", but not "in March Community School" and not "in 2019 Strategy"."""
    rest = text[group[-1].at[1] :]
    if group[-1].year is None and re.match(r"\s+[A-Z][a-z]", rest):
        return False
    return not (group[0].open_year and re.match(r"\s+(?!at the latest|onward|and |to |for |with )[A-Za-z]", rest))


def _bounds(group: list[Period], calendar: Calendar, doubts: list[Doubt], words: str) -> tuple[date, date, date] | None:
    first, last = group[0], group[-1]
    year = last.year if last.year is not None else _supplied(first, calendar, doubts, words)
    if year is None:
        return None
    end = last.bounds(year)[1]
    if first is last:
        start = last.bounds(year)[0]
    else:
        start = first.bounds(first.year if first.year is not None else year)[0]
        if start > end and first.year is None:
            start = first.bounds(year - 1)[0]
        elif start > end:
            end = last.bounds(year + 1)[1]
    return (start, end, end) if start <= end else None


def _supplied(period: Period, calendar: Calendar, doubts: list[Doubt], words: str) -> int | None:
    """The first year of the plan in which the period has not already ended before the plan begins."""
    if calendar.start is None:
        return None
    start = calendar.start
    if calendar.publication and (calendar.end is None or start < calendar.publication[0] < calendar.end):
        start = max(start, calendar.publication[0])
    year = start.year - 1
    while period.bounds(year)[1] < start:
        year += 1
    doubts.append(("year_supplied", f"{quoted(words)} has no year; {year} is supplied from the plan's period."))
    return year


def _role(lead: _Lead, group: list[Period], onwards: bool, *, column: bool, column_role: str) -> str:
    if onwards:
        return "from"
    if len(group) == 2:
        return "by" if lead.role == "by" else "during"
    if lead.role in ("by", "from"):
        return lead.role
    exact = group[0].kind == "date"
    if lead.role in ("in", "on"):
        return "on" if exact else "during" if lead.whole else "in"
    if lead.part in ("end", "close", "last day", "latest"):
        return "by"
    if column and column_role != "in":
        return column_role
    if exact:
        return "on"
    return "during" if group[0].kind == "range" else "in"


def _apply_part(deadline: Deadline, lead: _Lead, *, whole_year: bool) -> None:
    if whole_year and lead.part in ("first half", "second half") and deadline.start and deadline.end:
        first = deadline.start.month + (6 if lead.part == "second half" else 0)
        deadline.start, deadline.end = month_bounds(deadline.start.year, first, first + 5)
        deadline.due, deadline.kind = deadline.end, "range"
    elif lead.part in ("mid", "middle", "early", "late", "start", "beginning", "first half", "second half"):
        deadline.doubts.append(("vague", f"{quoted(deadline.text or '')} is read as the whole of that period."))


def _apply_role(deadline: Deadline, lead: _Lead) -> None:
    if deadline.role == "from":
        deadline.end = deadline.due = None
    elif lead.strict and deadline.start and deadline.kind != "date":
        deadline.due = deadline.start - timedelta(days=1)


def _is_background(deadline: Deadline, calendar: Calendar, *, column: bool) -> bool:
    """A date in a sentence that was over before the plan began tells of the past: "the inspection in May 2019"."""
    if column or calendar.start is None or deadline.role in ("by", "from"):
        return False
    return deadline.end is not None and deadline.end < calendar.start - timedelta(days=31)


# What is no date


def _undated(text: str, calendar: Calendar, *, column: bool) -> list[Deadline]:
    found = [_recurring(text, rhythm, calendar) for rhythm in rhythms.rhythms(text, column)]
    found += [
        _relative(text, match, calendar) for match in rhythms.WITHIN.finditer(text) if column or _has_anchor(match)
    ]
    for pattern, last_day in ((_PLAN_END, _plan_end), (_YEAR_END, _year_end)):
        found += [last_day(text, match, calendar) for match in pattern.finditer(text)]
    found += [
        _plan_year(text, m, calendar) for m in _PLAN_YEAR.finditer(text) if column or m["end"] or _closes(text, m)
    ]
    match = rhythms.ongoing(text, column)
    if match:
        found.append(Deadline(match[0], "ongoing", "ongoing", calendar.start, calendar.end, at=match.span()))
    found += [_recurring_meeting(match, calendar) for match in rhythms.EACH_MEETING.finditer(text) if column]
    match = rhythms.immediate(text, column)
    if match:
        found.append(_immediate(match))
    return found


def _closes(text: str, match: re.Match[str]) -> bool:
    return bool(match["in"]) and not text[match.end() :].strip(" .;)")


def _has_anchor(match: re.Match[str]) -> bool:
    return bool(match["tail"] or match["anchor2"]) or match[0].lower().startswith("within")


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
    if calendar.start:
        year = calendar.start.year
        while month_bounds(year, first, last)[1] < calendar.start:
            year += 1
        while month_bounds(year, first, last)[0] > calendar.start and first != 9:
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


# Which one leads


def _in_order(found: list[Deadline]) -> list[Deadline]:
    """Without what stands inside another's words or says the same day again ("Q3 (October to December)")."""
    kept: list[Deadline] = []
    for one in sorted(found, key=lambda one: (one.at[0], -one.at[1])):
        if kept and one.at[0] < kept[-1].at[1]:
            continue
        same = next((other for other in kept if one.due and other.due == one.due), None)
        if same:
            same.doubts = [doubt for doubt in same.doubts if doubt[0] != "year_supplied"]
        else:
            kept.append(one)
    return kept


def _merge_rhythms(text: str, found: list[Deadline]) -> list[Deadline]:
    """ "Quarterly from April 2024" and "monthly until March" are one rhythm with a bound of its own."""
    kept: list[Deadline] = []
    for one in found:
        before = kept[-1] if kept else None
        beside = before is not None and before.kind == "recurring" and not text[before.at[1] : one.at[0]].strip(" ,")
        if before is not None and beside and one.role in ("from", "by") and one.start:
            if one.role == "from":
                before.start = one.start
            else:
                before.end = one.end
            before.at = (before.at[0], one.at[1])
            before.text = text[slice(*before.at)]
            before.doubts += one.doubts
        else:
            kept.append(one)
    return kept


_ASIDE = re.compile(
    r"\b(?:review(?:ed)?|draft(?:ed)?|interim|initial|commenced?|started?)(?: date| due)?:?[\s(-]*$", re.IGNORECASE
)


def _is_rhythm_of_months(found: list[Deadline]) -> bool:
    """ "Quarterly – April, July, October, January" is a rhythm first."""
    supplied = (any(code == "year_supplied" for code, _ in one.doubts) for one in found[1:])
    return found[0].kind == "recurring" and all(supplied)


def _headline_first(text: str, found: list[Deadline]) -> list[Deadline]:
    """The headline is the first that can be late and is no draft or review; then a rhythm; then the rest."""
    found = _merge_rhythms(text, _in_order(found))
    if found and (found[0].kind == "ongoing" or _is_rhythm_of_months(found)):
        return found
    main = [one for one in found if not _ASIDE.search(plain(text)[: one.at[0]])]
    firm = [one for one in main if one.role == "by" or not any(code == "year_supplied" for code, _ in one.doubts)]
    for candidates, wanted in ((firm, "due"), (main, "due"), (found, "due"), (found, "rrule")):
        for one in candidates:
            if getattr(one, wanted):
                return _begun([one, *(other for other in found if other is not one)])
    return found


def _begun(found: list[Deadline]) -> list[Deadline]:
    """A rhythm begins on the day that a "from" elsewhere in the sentence gives."""
    begins = next((one.start for one in found if one.role == "from" and one.start), None)
    if found[0].kind == "recurring" and begins:
        found[0].start = begins
    return found
