"""A written report in whole: for its page, its papers, and for everybody. Few queries, however long it is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from goldenthread.accounts.models import User
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
from goldenthread.reports.queries.figures import NOTHING

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

    @property
    def nothing(self) -> str:
        """What it says where nothing stands."""
        return NOTHING.get(self.part.key, "No evidence yet.") if self.part.report.body_id else "No evidence yet."

    @property
    def is_gap(self) -> bool:
        """Nothing stands under the heading: neither words nor records."""
        own = (self.see, self.lines, self.ledger, self.contributions)
        return not any((*own, self.part.words, self.part.figures, self.part.table))


@dataclass
class TellReport:
    report: Report
    parts: list[TellPart]
    ledger: list[LedgerEntry]
    contributions: list[Contribution]
    presentations: list[Presentation]
    public: bool = False

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
    found = Report.objects.visible_to(user).filter(partnership=partnership).select_related(*RELATED)
    return get_object_or_404(found, ref=ref)


def whole(report: Report, *, public: bool = False) -> TellReport:
    """For everybody: no questions of bodies, no names of people, no way to records inside."""
    ledger = list(report.ledger.select_related("statement__plan__partnership"))
    contributions = list(report.contributions.select_related("organisation"))
    lines: dict[int, list[Insertion]] = defaultdict(list)
    for line in Insertion.objects.filter(part__report=report):
        lines[line.part_id].append(line)
    parts: list[TellPart] = []
    for part in report.parts.select_related("written_by"):
        part.report = report
        told = TellPart(part, lines[part.pk])
        if ledger and "ledger" in part.offers:
            told.see = next((each.part.heading for each in parts if each.ledger), "")
            told.ledger = [] if told.see else ledger
        told.contributions = contributions if "contributions" in part.offers else []
        parts.append(told)
    shown = report.presentations.select_related("body").prefetch_related("questions")
    return TellReport(report, parts, ledger, contributions, [] if public else list(shown), public)


def questions_of(report: Report) -> QuerySet[Question]:
    asked = Question.objects.filter(presentation__report=report)
    return asked.select_related("presentation__body", "presentation__report__partnership")


def public_reports(slug: str) -> QuerySet[Report]:
    return Report.objects.public().filter(partnership__slug=slug).select_related(*RELATED)


def public_report(slug: str, ref: str) -> Report | None:
    return public_reports(slug).filter(ref=ref).first()
