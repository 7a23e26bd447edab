"""What a plan says of itself: whose it is, its title, its period, when it was published, to whom it reports."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from goldenthread.documents.blocks import Document, Line, Table

from .dates import Doubt, Period, full_year, month_bounds, periods
from .deadlines import Calendar, Deadline, find_in_column
from .rhythms import rhythms
from .words import number, plain, tidy

_PARTNERSHIP = re.compile(
    r"(?P<name>(?:[A-Z][\w'’-]*(?:,)? (?:(?:and|&|of|the|with) )?){1,7}?"
    r"(?:(?:Local )?(?:Safeguarding|Community Safety|Children's Safeguarding"
    r"|Children’s Safeguarding)(?: (?:Children|Adults?|Child|and|&|Assurance|Partnership|Board)(?:'s|s'|’s"
    r"|s’)?)*?"
    r" ?(?:Partnership|Board)|Safeguarding (?:Together|Hub)|L?SCP\b|SCB\b|Children(?:'s|’s) (?:Trust|Partnership)))"
    r"(?: \((?:the )?['\"‘“]?(?P<short>[A-Z][A-Za-z&]{1,8})['\"’”]?\))?"
)
_PLAN = re.compile(
    r"\b(?:plan(?: on a page)?|strategy|priorities|action log|(?:delivery|work) (?:schedule|programme)|schedule)\b",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?:(?P<first>20\d\d)\s?(?:-|to|/)\s?(?P<last>20\d\d|\d\d)\b(?!/))|\b(?P<year>20\d\d)\b")
_BEGINS = re.compile(
    r"(?:commenc\w*|start\w*|begin\w*|in force|effective|runs?|covers?|period|launched|began|takes? effect"
    r"|live)\b[^.]{0,40}?$",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?:date of publication|publication date|published(?: on| in)?|date published|issued?(?: on)?|issue date"
    r"|approved(?: and published)? (?:on|in)|agreed (?:on|in)|adopted(?: by [^.]{3,60})? (?:on|in))\b\s*:?\s*",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"(?:(?:progress|update|report)s?\b[^.]{0,80}\b(?:reported|report|made|given|presented|provided"
    r"|submitted)\b[^.]{0,40}\bto (?:the |each )?(?P<to>[A-Z][^.]*)"
    r"|\breports? (?:on )?progress[^.]{0,40}? to (?:the )?(?P<to2>[A-Z][^.]*)"
    r"|\breports? to (?:the )?(?P<to3>[A-Z][^.]*))",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Frame:
    partnership: str = ""
    abbreviation: str = ""
    area: str = ""
    title: str = ""
    title_line: Line | None = None
    label: str | None = None
    start: date | None = None
    end: date | None = None
    start_basis: str | None = None
    end_basis: str | None = None
    current: date | None = None
    """The first day of the year of the plan that the document is about, where it says so."""
    publication: Deadline | None = None
    reporting: str | None = None
    reporting_to: str = ""
    reporting_rrule: str | None = None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def calendar(self) -> Calendar:
        published = self.publication
        span = (published.start, published.end) if published and published.start and published.end else None
        return Calendar(self.start, self.end, span, self.current)


def read_frame(document: Document, glossary: dict[str, str]) -> Frame:
    frame = Frame()
    lines = [line for line in _lines(document) if line.text.strip()]
    _read_partnership(frame, lines, glossary)
    if not frame.abbreviation and frame.partnership:
        frame.abbreviation = _initials_in_use(frame.partnership, document)
    _read_title(frame, document, lines)
    _read_period(frame, lines)
    _read_publication(frame, lines)
    _read_reporting(frame, lines)
    return frame


def _lines(document: Document) -> Iterable[Line]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows[:3]:
                yield from (line for cell in row if cell and cell.colspan > 1 for line in cell.lines)


def _read_partnership(frame: Frame, lines: list[Line], glossary: dict[str, str]) -> None:
    count: Counter[str] = Counter()
    for index, line in enumerate(lines[:400]):
        text = tidy(line.text)
        for match in _PARTNERSHIP.finditer(_as_title(text) if text.isupper() else text):
            name = re.sub(r"^(?:The|Our|Welcome to(?: the)?|As|In|This|Of|From) ", "", match["name"])
            words = name.split()
            if words[0] in ("Local", "Safeguarding", "Children's", "Community", "Children’s"):
                continue
            whole = len(name) == len(text)
            count[name] += 1 + 3 * (index < 6) + 4 * bool(match["short"]) + 2 * (whole and index < 6)
            if match["short"] and (name not in count or not frame.abbreviation):
                frame.abbreviation = match["short"]
    short = re.compile(r" (?:L?SCP|SCB)$")
    if any(not short.search(name) for name in count):
        count = Counter({name: times for name, times in count.items() if not short.search(name)})
    if count:
        frame.partnership = count.most_common(1)[0][0]
        frame.area = re.split(
            r" (?:Local )?(?:Safeguarding|Community Safety|Children['’]s|L?SCP|SCB)\b", frame.partnership
        )[0]
        shorts = [short for short, long in glossary.items() if long == frame.partnership]
        own = re.search(
            rf"{re.escape(frame.partnership)} \((?:the )?['\"‘“]?([A-Z][A-Za-z&]{{1,8}})",
            " ".join(line.text for line in lines),
        )
        frame.abbreviation = own[1] if own else (shorts[0] if shorts else "")


def _as_title(text: str) -> str:
    """A heading in capitals as names are otherwise written."""
    return (
        re.sub(r"[A-Z]+", lambda match: match[0] if len(match[0]) == 1 else match[0].capitalize(), text)
        .replace(" And ", " and ")
        .replace(" Of ", " of ")
    )


def _initials_in_use(name: str, document: Document) -> str:
    """The initials of the name, where the document uses them without saying so."""
    initials = "".join(word[0] for word in re.findall(r"[A-Z][A-Za-z]*", name))
    used = re.compile(rf"\b{initials}\b")
    cells = (
        cell.text for block in document.blocks if isinstance(block, Table) for row in block.rows for cell in row if cell
    )
    lines = (block.text for block in document.blocks if isinstance(block, Line))
    return initials if len(initials) > 2 and any(used.search(text) for text in (*lines, *cells)) else ""


def _read_title(frame: Frame, document: Document, lines: list[Line]) -> None:
    best, score = None, 0
    for index, line in enumerate(lines[:60]):
        text = tidy(line.text)
        if not _PLAN.search(text) or len(text) > 110 or text.endswith((".", ";", ",")):
            continue
        points = (
            4 * bool(_SPAN.search(text))
            + 3 * bool(re.search(r"\bplan\b", text, re.IGNORECASE))
            + 2 * (line.level == 1)
            + max(0, 3 - index // 4)
        )
        points -= 8 * bool(line.marker) + 2 * bool(re.search(r"\.{4}", text))
        if points > score:
            best, score = line, points
    if best is not None:
        frame.title, frame.title_line = _title(tidy(best.text), frame), best
    elif document.title:
        frame.title = tidy(document.title)


def _title(text: str, frame: Frame) -> str:
    for prefix in (frame.partnership, frame.abbreviation):
        if prefix and text.startswith(prefix) and len(text) > len(prefix) + 6:
            text = text[len(prefix) :].strip(" :–—-'’s|,")
    return text


# The period


def _read_period(frame: Frame, lines: list[Line]) -> None:
    texts = [tidy(line.text) for line in lines]
    _stated_period(frame, texts)
    if frame.start is None:
        _school_years(frame, texts)
    if frame.start is None:
        _stated_start(frame, texts)
    opening = [frame.title, *(text for line, text in zip(lines[:12], texts, strict=False) if not line.marker)]
    _period_of_title(frame, opening)
    _read_year_of_plan(frame, opening)


_SCHOOL_YEARS = re.compile(
    r"(?:school|academic) years? (?P<first>20\d\d)[/-](?:20)?\d\d(?: (?:to|and|until|-) 20\d\d)?[/-](?P<last>20\d\d|\d\d)\b"
)
_YEAR_OF_PLAN = re.compile(
    r"\byear (?P<number>[1-5]|one|two|three|four|five)\b(?! (?:of|pupils|children))", re.IGNORECASE
)


def _school_years(frame: Frame, texts: list[str]) -> None:
    """ "covers the school years 2023/24 to 2025/26"."""
    for text in texts[:60]:
        match = _SCHOOL_YEARS.search(plain(text))
        last = full_year(match["last"]) if match else None
        if match and last and (_PLAN.search(text) or frame.label):
            frame.start, frame.end = date(int(match["first"]), 9, 1), date(last, 8, 31)
            frame.start_basis = frame.end_basis = f"stated ('{match[0]}')"
            return


def _read_year_of_plan(frame: Frame, texts: list[str]) -> None:
    """ "Strategic Plan 2023-2026, Action Plan Year 3": dates without a year belong to its third year."""
    for text in texts:
        match = _YEAR_OF_PLAN.search(text) if _PLAN.search(text) and len(text) < 120 else None
        if match and frame.start and frame.end and (frame.end - frame.start).days > 380:
            frame.current = frame.start.replace(year=frame.start.year + (number(match["number"]) or 1) - 1)
            return


def _stated_period(frame: Frame, texts: list[str]) -> None:
    """ "runs from 1 April 2023 to 31 March 2025", "April 2022 to March 2024"."""
    for text in texts[:150]:
        if not re.search(r"\b20\d\d\b", text):
            continue
        found = periods(text)
        _lend_year(found)
        found = [period for period in found if period.year]
        for first, last in pairwise(found):
            if _is_span(plain(text), first, last):
                frame.start, frame.end = first.bounds(first.year or 0)[0], last.bounds(last.year or 0)[1]
                words = text[first.at[0] : last.at[1]]
                frame.start_basis = frame.end_basis = f"stated ('{words}')"
                frame.label = frame.label or words
                return


def _lend_year(found: list[Period]) -> None:
    """ "between 1 January and 31 December 2025": the year is printed once."""
    for first, last in pairwise(found):
        if first.year is None and last.year and first.kind == last.kind == "date":
            first.year = last.year


_LINKS = ("to", "-", "until", "and", "through to", "and ends on", "and ends in")


def _is_span(text: str, first: Period, last: Period) -> bool:
    """Two dates that bound a plan: about a year or more apart, and said of the plan or with "between"."""
    link = text[first.at[1] : last.at[0]].strip().lower()
    if link not in _LINKS or first.kind not in ("date", "month") or last.kind not in ("date", "month"):
        return False
    days = (last.bounds(last.year or 0)[1] - first.bounds(first.year or 0)[0]).days
    before = text[: first.at[0]]
    said = re.search(r"\bbetween (?:the )?$", before, re.IGNORECASE) or _BEGINS.search(before) or _PLAN.search(text)
    return days > 330 and bool(said)


def _stated_start(frame: Frame, texts: list[str]) -> None:
    for text in texts[:150]:
        for period in periods(text):
            before = plain(text)[: period.at[0]]
            if period.kind in ("date", "month") and period.year and _BEGINS.search(before) and _PLAN.search(before):
                frame.start = period.bounds(period.year)[0]
                frame.start_basis = f"stated ('{text[max(0, period.at[0] - 20) : period.at[1]].strip()}')"
                return


def _period_of_title(frame: Frame, texts: list[str]) -> None:
    for text in texts:
        match = _SPAN.search(plain(text)) if _PLAN.search(text) or text == frame.title else None
        if not match:
            continue
        first, last = full_year(match["first"] or match["year"]), full_year(match["last"])
        if first is None or (last is not None and not first < last <= first + 10):
            continue
        frame.label = frame.label or match[0]
        if frame.start is None:
            frame.start, frame.start_basis = month_bounds(first, 4)[0], f"inferred from '{match[0]}'"
            frame.doubts.append(
                ("period", f"The plan's period is read from “{match[0]}” as beginning on 1 April {first}.")
            )
        if frame.end is None:
            end_year = last or frame.start.year + 1
            frame.end, frame.end_basis = month_bounds(end_year, 3)[1], f"inferred from '{match[0]}'"
            frame.doubts.append(
                ("period", f"The plan's period is read from “{match[0]}” as ending on 31 March {end_year}.")
            )
        return


# Publication and reporting


def _read_publication(frame: Frame, lines: list[Line]) -> None:
    for line in [*lines[:40], *lines[-40:], *lines]:
        text = tidy(line.text)
        match = _PUBLISHED.search(text)
        if not match or len(text) > 400:
            continue
        rest = text[match.end() : match.end() + 40]
        found = [one for one in find_in_column(rest, frame.calendar) if one.kind in ("date", "month", "season")]
        if re.search(r"\b(?:was|were|been|its|first|reviews?|which)\b", text[: match.start()]) or (
            match.start() > 40 and len(text) > 120
        ):
            continue
        at_start = [
            one for one in found if one.at[0] <= 12 and not any(doubt[0] == "year_supplied" for doubt in one.doubts)
        ]
        if at_start and (len(text) < 120 or re.match(r"date of|publication date", match[0], re.IGNORECASE)):
            frame.publication = at_start[0]
            return


def _read_reporting(frame: Frame, lines: list[Line]) -> None:
    for line in lines:
        for sentence in re.split(r"(?<=[.])\s+", tidy(line.text)):
            match = (
                _REPORTING.search(sentence) if len(sentence) < 400 and re.search(r"progress|report", sentence) else None
            )
            if not match or line.marker:
                continue
            to = match["to"] or match["to2"] or match["to3"]
            if not re.search(
                r"[A-Z][a-z]+ (?:Board|Partners|Committee|Forum|Panel|Partnership|Group|Executive|Cabinet)"
                r"|Board|Committee|Partners|Panel|Forum",
                to,
            ):
                continue
            frame.reporting = match[0].strip(" .")
            frame.reporting_to = re.sub(r",? as well as (?:the )?", ", ", to.strip(" ."))
            found = rhythms(match[0]) or rhythms(sentence)
            frame.reporting_rrule = found[0].rrule if found else None
            return
