"""What a deadline's printed words mean: the period they bound, the part the preposition gives it, when it is late.

``find`` reads a sentence, where most dates belong to something else; ``find_in_column`` reads a cell that is there to
say when. Both return every date they believe in, the headline first.
"""

import re
from datetime import date, timedelta

from . import rhythms
from .dates import Doubt, Period, month_bounds, periods
from .deadline import Calendar, Deadline
from .headline import headline_first
from .prepositions import Lead, just_before
from .undated import undated
from .words import plain, quoted

__all__ = ["Calendar", "Deadline", "find", "find_in_column", "unread"]

# No action is longer; what is would cost more time than it can be worth.
LONGEST = 4000

_SUPERSEDED = re.compile(
    r"\b(?:(?:revised|changed|moved|extended|slipped) from|was|previously|originally)[:\s]*$", re.IGNORECASE
)
_OVERTAKEN = re.compile(
    r"[\s,(]*(?:(?:now )?(?:extended|revised|changed|moved|slipped|amended|put back)(?: date)?(?: to|:)|now:?)\s+(?=.*\d)",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s*(?:,\s*)?(?:and\s+)?(?:onwards?\b|\+)", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:-|to|until|till|/|and|through to|up to)\s*(?:the\s+)?(?:end\s+of\s+|end\s+)?(?:the\s+)?$", re.IGNORECASE
)
_ENDS = re.compile(
    r"\s*(?:$|[.;:,)\]([&]|-\s|\s-|(?:and|to|for|in order|with|then|at the latest|subject|followed|so that|or)\b)",
    re.IGNORECASE,
)
_OPENS = re.compile(r"(?:^|[-(\[,;:]\s*)$")


def find(text: str, calendar: Calendar) -> list[Deadline]:
    """The deadlines of an action's sentence or sentences."""
    text = text[:LONGEST]
    found = _dated(text, calendar, column=False) + undated(text, calendar, column=False)
    return headline_first(text, found)


def find_in_column(text: str, calendar: Calendar, role: str = "in") -> list[Deadline]:
    """The deadlines of a date cell; ``role`` is what its heading ("By when", "Timescale") says of a bare date."""
    text = text[:LONGEST]
    found = _dated(text, calendar, column=True, role=role) + undated(text, calendar, column=True)
    return headline_first(text, found)


def unread(text: str) -> Deadline:
    """No deadline, with the words of the cell that gives none, and why."""
    deadline = Deadline(None, note=text or None)
    if rhythms.says_nothing(text):
        if text.strip(" -.?"):
            deadline.doubts.append(("deadline_open", f"The date is still open: {quoted(text)}."))
    else:
        deadline.doubts.append(("deadline_unread", f"The words {quoted(text)} could not be read as a date."))
    return deadline


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
        same_sort = first.kind == second.kind == "quarter"
        if first.year is None and second.year is not None and (same_sort or between in ("and", ",", "&", "or")):
            first.year = second.year


def _is_range(text: str, first: Period, second: Period) -> bool:
    between = text[first.at[1] : second.at[0]]
    if not _LINK.fullmatch(between):
        return False
    link = between.strip().lower()
    if link == "and":
        return bool(re.search(r"\bbetween\s+(?:the\s+)?$", just_before(text, first.at[0]), re.IGNORECASE))
    if link == "-" and first.year and second.year and first.kind == second.kind == "date":
        return True
    return first.year is None or second.year is None or (first.year, first.kind) <= (second.year, "z")


def _deadline(
    text: str, flat: str, group: list[Period], calendar: Calendar, *, column: bool, role: str
) -> Deadline | None:
    first, last = group[0], group[-1]
    if _SUPERSEDED.search(just_before(flat, first.at[0])) or (column and _OVERTAKEN.match(flat, last.at[1])):
        return None
    words = Lead.before(flat, first.at[0])
    onwards = _ONWARDS.match(flat, last.at[1])
    if not column and not _believed(flat, group, words, bool(onwards)):
        return None
    if column and first.open_year and first.kind == "year" and _belongs_to_words(flat, first, words):
        return None
    since = column and re.search(r"\bsince $", just_before(flat, first.at[0]), re.IGNORECASE)
    start = first.at[0] if words.role == "not" else first.at[0] - words.length
    end = onwards.end() if onwards else last.at[1]
    if flat[start:end].count(")") > flat[start:end].count("("):
        end = start + flat[start:end].rindex(")")
    doubts = [doubt for period in group for doubt in period.doubts]
    bounds = _bounds(group, calendar, doubts, text[start:end])
    if bounds is None:
        return None
    made_role = _role(words, group, bool(onwards or since), column=column, column_role=role)
    kind = first.kind if len(group) == 1 else "range"
    deadline = Deadline(
        text[start:end].strip(), kind, made_role, *bounds, note=first.note, at=(start, end), doubts=doubts
    )
    _apply_part(deadline, words, whole_year=group[-1].kind == "year" and first is last)
    _apply_role(deadline, words)
    if _is_background(deadline, calendar, column=column):
        return None
    return deadline


def _believed(text: str, group: list[Period], lead: Lead, onwards: bool) -> bool:
    """Whether a date in a sentence is a deadline: it has a preposition, or stands alone behind a dash or at the end."""
    if (
        lead.role == "not"
        or dates_a_title(text, group[0].at[0], group[-1].at[1])
        or _tells_of_the_past(text, group, lead)
    ):
        return False
    if lead.role or onwards:
        return _has_place(text, group, lead)
    if lead.part:
        return True
    first, last = group[0], group[-1]
    if len(group) > 1 and last.year and _closes_with_range(text, group):
        return True
    if (first.open_year or first.year is None) and _closes_behind_bracket(text, group):
        return True
    if first.open_year or (first.year is None and first.kind != "date") or first.kind == "year":
        return False
    alone = _ENDS.match(text, last.at[1])
    rest = text[last.at[1] :].strip(" .;)]")
    return bool(alone and (not rest or _OPENS.search(just_before(text, first.at[0]))))


_TAKES_IN = re.compile(
    r"(?:respond|implement|embed|apply|reflect|comply|align|act on|consider|disseminate|learn|build|compare|use|update"
    r"|map|test|measure|review|analyse|check|assess|revisit|evaluate|follow up|repeat|sample|audit|examine)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:[A-Z][\w'-]+ (?:(?:[A-Z][\w'-]+|in|of|to|and|the|for|on|with) )*[A-Z][\w'-]+)\s*\($")


def dates_a_title(text: str, start: int, end: int) -> bool:
    """ "Respond to Keeping Children Safe (September 2024)": the bracket says which edition is meant."""
    title = _TITLE.search(text[:start])
    closed = text[end:].lstrip().startswith(")")
    return bool(title and closed and len(re.findall(r"\b[A-Z]", title[0])) > 2 and _TAKES_IN.match(text))


_PAST_CLAUSE = re.compile(
    r"\b(?:that|which|who) (?:ran|took|was|were|had|began|started|opened|closed|went|came|met)\b[^,;.]*$", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|baseline|up from|down from)\b[^,;.]{0,30}$"
    r"|\b(?:than|against)(?: (?:the|that|those|[\d.,]+%?|figures?|levels?|rates?|data|results?|position|in|of|for))*\s*$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?<!be )(?<!is )(?<!are )\b(?:\w{2,}ed|taken|held|made|given|begun|written|seen)\s*$", re.IGNORECASE
)


def _tells_of_the_past(text: str, group: list[Period], lead: Lead) -> bool:
    """ "Evaluate the pilot that ran from …", "Review cases opened between …", "compared with 60% in 2023/24"."""
    if lead.role == "by":
        return False
    before = text[: group[0].at[0] - lead.length]
    if _PAST_CLAUSE.search(before) or _COMPARED.search(before):
        return True
    return lead.role != "from" and bool(_TAKES_IN.match(text) and _PARTICIPLE.search(before))


def _belongs_to_words(text: str, period: Period, lead: Lead) -> bool:
    """ "Contract round 2024" names a round; only "by 2024" and "2024" name the year, and so does "2024/25"."""
    before = text[: period.at[0]].rstrip()
    is_plain = re.fullmatch(r"20\d\d", text[slice(*period.at)]) is not None
    if is_plain and re.match(r"\s+[a-z]{4,} (?!and\b|at\b|to\b)[a-z]{4,}", text[period.at[1] :]):
        return True
    return is_plain and not lead.role and not lead.part and bool(re.search(r"[a-z]{3,}$", before))


def _closes_behind_bracket(text: str, group: list[Period]) -> bool:
    """ "… (Quality Group) - 2025/26", and nothing after."""
    before = just_before(text, group[0].at[0])
    after = text[group[-1].at[1] :].strip(" .")
    in_bracket = re.search(r"[(\[][^()\[\]]*[,;]\s*$", before) and after in (")", "]")
    return bool(in_bracket) or (bool(re.search(r"\)\s*-\s*$", before)) and not after)


def _closes_with_range(text: str, group: list[Period]) -> bool:
    """ "Winter school for 80 practitioners, January to March 2024"."""
    before = just_before(text, group[0].at[0])
    months = all(period.kind in ("date", "month", "season", "quarter") for period in group)
    return months and bool(re.search(r"[,(–-]\s*$", before)) and not text[group[-1].at[1] :].strip(" .;)]")


def _has_place(text: str, group: list[Period], lead: Lead) -> bool:
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
    if calendar.current:
        start = max(start, calendar.current)
    if calendar.publication and (calendar.end is None or start < calendar.publication[0] < calendar.end):
        start = max(start, calendar.publication[0])
    year = start.year - 1
    while period.bounds(year)[1] < start:
        year += 1
    doubts.append(("year_supplied", f"{quoted(words)} has no year; {year} is supplied from the plan's period."))
    return year


def _role(lead: Lead, group: list[Period], onwards: bool, *, column: bool, column_role: str) -> str:
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


def _apply_part(deadline: Deadline, lead: Lead, *, whole_year: bool) -> None:
    if whole_year and lead.part in ("first half", "second half") and deadline.start and deadline.end:
        first = deadline.start.month + (6 if lead.part == "second half" else 0)
        deadline.start, deadline.end = month_bounds(deadline.start.year, first, first + 5)
        deadline.due, deadline.kind = deadline.end, "range"
    elif lead.part in ("mid", "middle", "early", "late", "start", "beginning", "first half", "second half"):
        deadline.doubts.append(("vague", f"{quoted(deadline.text or '')} is read as the whole of that period."))


def _apply_role(deadline: Deadline, lead: Lead) -> None:
    if deadline.role == "from":
        deadline.end = deadline.due = None
    elif lead.opening and deadline.start and deadline.kind in ("year", "range", "season"):
        deadline.due = deadline.start - timedelta(days=lead.opening == "before")
    elif lead.strict and deadline.start and deadline.kind != "date":
        deadline.due = deadline.start - timedelta(days=1)


def _is_background(deadline: Deadline, calendar: Calendar, *, column: bool) -> bool:
    """A date in a sentence that was over before the plan began tells of the past: "the inspection in May 2019"."""
    if column or calendar.start is None or deadline.role == "by":
        return False
    if deadline.role == "from":
        return deadline.kind == "year" and deadline.start is not None and deadline.start.year + 1 < calendar.start.year
    return deadline.end is not None and deadline.end < calendar.start - timedelta(days=31)
