"""A written report in whole: for its page, its papers, and for everybody. Few queries, however long it is."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.core.prepared import prepared
from goldenthread.partnerships.models import Partnership
from goldenthread.reports.models import (
    Contribution,
    Insertion,
    LedgerEntry,
    Presentation,
    Question,
    Report,
    ReportPart,
)
from goldenthread.reports.models.reports import Sight, sight_of
from goldenthread.reports.queries.figures import NOTHING
from goldenthread.reports.small import key_of, rounded, small_numbers, suppressed, to_round

AROUND = 80
"""Characters on each side of a number, so that whoever releases the report can judge it."""
NEAR = 30
RELATED = (
    "partnership__logo",
    "partnership__report_template",
    "body",
    "period",
    "made_by",
    "submitted_by",
    "released_by",
)


@dataclass
class TellPart:
    part: ReportPart
    lines: list[Insertion] = field(default_factory=list)
    ledger: list[LedgerEntry] = field(default_factory=list)
    contributions: list[Contribution] = field(default_factory=list)
    see: str = ""
    """The heading under which its claims of impact stand already."""
    elsewhere: list[str] = field(default_factory=list)
    """Headings under which lines of its kinds stand, where none stands here."""

    @property
    def nothing(self) -> str:
        """What it says where nothing stands."""
        return NOTHING.get(self.part.key, "No evidence yet.") if self.part.report.body_id else "No evidence yet."

    def has_of(self, kinds: list[str]) -> bool:
        return any(line.kind in kinds for line in self.lines)

    @property
    def is_gap(self) -> bool:
        """Nothing stands under the heading: neither words nor records."""
        own = (self.see, self.elsewhere, self.lines, self.ledger, self.contributions)
        return not any((*own, self.part.words, self.part.figures, self.part.table))


@dataclass
class TellReport:
    report: Report
    parts: list[TellPart]
    ledger: list[LedgerEntry]
    contributions: list[Contribution]
    presentations: list[Presentation]
    public: bool = False
    version: Any = None
    """For whom it is told (``versions.py``), where not for everybody."""
    left_out: int = 0
    """Parts that the version leaves out."""

    @property
    def gaps(self) -> list[TellPart]:
        return [each for each in self.parts if each.is_gap]

    @property
    def has_children_words(self) -> bool:
        return any(each.part.children_words for each in self.parts)

    @property
    def behind(self) -> list[ReportPart]:
        return [each.part for each in self.parts if each.part.children_are_behind]

    @property
    def frozen_on(self) -> date:
        return frozen_day(self.report)


def frozen_day(report: Report) -> date:
    return timezone.localdate(report.frozen_at)


def report_called(user: User, partnership: Partnership, ref: str) -> Report:
    found = _called(sight=sight_of(user), partnership=partnership.pk, ref=ref)
    if not found:
        raise Http404
    return found[0]


@prepared
def _called(*, sight: Sight, partnership: int, ref: str) -> QuerySet[Report]:
    return Report.objects.in_sight(sight).filter(partnership=partnership, ref=ref).select_related(*RELATED)


def whole(report: Report, *, public: bool = False) -> TellReport:
    """For everybody: no questions of bodies, no names of people, no way to records inside, no small numbers."""
    ledger, contributions = _ledger(report=report.pk), _contributions(report=report.pk)
    lines: dict[int, list[Insertion]] = defaultdict(list)
    for line in _lines(report=report.pk):
        lines[line.part_id].append(line)
    parts: list[TellPart] = []
    for part in _parts(report=report.pk):
        part.report = report
        told = TellPart(part, lines[part.pk])
        if ledger and "ledger" in part.offers:
            told.see = next((each.part.heading for each in parts if each.ledger), "")
            told.ledger = [] if told.see else ledger
        told.contributions = contributions if "contributions" in part.offers else []
        parts.append(told)
    for told in parts:
        if told.is_gap:
            told.elsewhere = [each.part.heading for each in parts if each.has_of(told.part.offers)]
    if public:
        _suppress(parts, ledger, contributions, report)
    shown = report.presentations.select_related("body").prefetch_related("questions")
    return TellReport(report, parts, ledger, contributions, [] if public else list(shown), public)


@prepared
def _ledger(*, report: int) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(report=report).select_related("statement__plan__partnership")


@prepared
def _contributions(*, report: int) -> QuerySet[Contribution]:
    return Contribution.objects.filter(report=report).select_related("organisation")


@prepared
def _lines(*, report: int) -> QuerySet[Insertion]:
    return Insertion.objects.filter(part__report=report)


@prepared
def _parts(*, report: int) -> QuerySet[ReportPart]:
    return ReportPart.objects.filter(report=report).select_related("written_by")


# --- small numbers ----------------------------------------------------------------------------------------------------

TEXTS: dict[type, tuple[str, ...]] = {
    ReportPart: ("words", "children_words"), Insertion: ("text",), Contribution: ("what", "source"),
    LedgerEntry: ("claim", "measure", "source", "against"),
}  # fmt: skip
"""What the public reads."""


@dataclass(frozen=True, slots=True)
class SmallNumber:
    """A small number of people under a heading, with the words around it."""

    where: str
    before: str
    number: str
    after: str
    why: str
    instead: str
    key: str

    @property
    def said(self) -> str:
        return f"{self.before}{self.number}{self.after}"


def small_in(told: TellReport) -> list[SmallNumber]:
    """Each small number that the public would read, in the order of the report."""
    found: dict[str, SmallNumber] = {}
    for heading, text in _texts(told):
        for number in _numbers(heading, text):
            found.setdefault(number.key, number)
    return list(found.values())


def rounded_in(told: TellReport) -> list[tuple[str, str, str]]:
    """Each number that would be rounded: under which heading, with the words around it, and what the public reads."""
    found: dict[tuple[str, str, str], None] = {}
    for heading, text in _texts(told):
        for each in to_round(text):
            before, after = text[max(0, each.start - NEAR) : each.start], text[each.end : each.end + NEAR]
            found[heading, f"{before}{each.number}{after}", f"{before}{each.instead}{after}"] = None
    return list(found)


def _texts(told: TellReport) -> Iterator[tuple[str, str]]:
    """What the public would read, each with its heading."""
    for each in told.parts:
        for record in (each.part, *each.lines, *each.ledger, *each.contributions):
            for name in TEXTS[type(record)]:
                yield each.part.heading, getattr(record, name)


def _numbers(heading: str, text: str) -> Iterator[SmallNumber]:
    for each in small_numbers(text):
        first, last = max(0, each.start - AROUND), each.end + AROUND
        before = ("…" if first else "") + text[first : each.start]
        after = text[each.end : last] + ("…" if last < len(text) else "")
        yield SmallNumber(heading, before, each.number, after, each.why, each.instead, key_of(text, each))


def _suppress(
    parts: list[TellPart], ledger: list[LedgerEntry], contributions: list[Contribution], report: Report
) -> None:
    """In what was read, never in what is kept."""
    say = rounded if report.rounds else str
    records: list[Any] = [*(each.part for each in parts), *(line for each in parts for line in each.lines)]
    for record in [*records, *ledger, *contributions]:
        for name in TEXTS[type(record)]:
            setattr(record, name, say(suppressed(getattr(record, name), report.shown_numbers)))


def questions_of(report: Report) -> QuerySet[Question]:
    asked = Question.objects.filter(presentation__report=report)
    return asked.select_related("presentation__body", "presentation__report__partnership")


def public_reports(slug: str) -> QuerySet[Report]:
    return Report.objects.public().filter(partnership__slug=slug).select_related(*RELATED)


def public_report(slug: str, ref: str) -> Report | None:
    return public_reports(slug).filter(ref=ref).first()
