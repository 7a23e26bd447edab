"""Reports that wait for somebody: a highlight report to write once its returns are in, and one to release.

The rows have the columns of ``registers.lines``, which asks for them in the same query.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse

from goldenthread.accounts.models import User
from goldenthread.core.words import day as in_words
from goldenthread.partnerships.models import Membership, Partnership
from goldenthread.partnerships.roles import Right, roles_with
from goldenthread.plan.models import OwedReturn, Return, ReturnState
from goldenthread.reports.models import Clearance, Report, ReportKind, ReportState
from goldenthread.reports.queries.my_work.tasks import Task, where

HANDED_IN = [ReturnState.SUBMITTED, ReturnState.APPROVED]
COLUMNS = ("what", "slug", "place", "called", "no", "said", "due", "who")
Rows = QuerySet[Any, Any]
Line = dict[str, Any]


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def to_write_rows(user: User) -> Rows:
    """Bodies that the person chairs, whose returns for an open period are all in and whose report is not."""
    chaired = Membership.objects.held_by(user).filter(role__in=roles_with(Right.SUBMIT_RETURNS)).exclude(body=None)
    made = Return.objects.filter(action=OuterRef("action"), period=OuterRef("period"), state__in=HANDED_IN)
    reports = Report.objects.filter(kind=ReportKind.HIGHLIGHT, body=OuterRef("body"), period=OuterRef("period"))
    owed = OwedReturn.objects.filter(
        ~Exists(reports.exclude(state=ReportState.DRAFT)), body__in=chaired.values("body"),
        period__opened_at__isnull=False, period__locked_at=None,
    )  # fmt: skip
    named = owed.order_by().annotate(begun=Subquery(reports.values("ref")[:1])).annotate(
        what=Case(When(begun=None, then=_text("report")), default=_text("report begun")),
        slug=F("period__partnership__slug"), place=F("period__partnership__name"),
        called=Coalesce("begun", "body__ref", output_field=CharField()), no=F("period__ref"), said=F("body__name"),
        due=F("period__returns_due_on"), who=F("period__name"),
    )  # fmt: skip
    counted = named.values(*COLUMNS).annotate(missing=Count("pk", filter=~Exists(made)))
    return counted.filter(missing=0).values(*COLUMNS)


def to_release_rows(user: User) -> Rows:
    """Handed in by somebody else, and not public before a second person lets it out; nor to be looked at once more."""
    looked = Clearance.objects.filter(report=OuterRef("pk"))
    found = Report.objects.visible_to(user).filter(state=ReportState.SUBMITTED).exclude(kind=ReportKind.HIGHLIGHT)
    found = found.exclude(Q(made_by=user) | Q(submitted_by=user) | Exists(looked.filter(person=user)))
    return found.filter(partnership__in=where(user, Right.RELEASE_REPORTS)).order_by().values(
        what=_text("release"), slug=F("partnership__slug"), place=F("partnership__name"), called=F("ref"),
        no=_text(""), said=F("title"), due=TruncDate("submitted_at"), who=F("submitted_by__name"),
    )  # fmt: skip


def to_write(found: Iterable[Line]) -> Iterator[Task]:
    for line in found:
        begun = line["what"] == "report begun"
        if not begun and line["what"] != "report":
            continue
        slug, query = line["slug"], {"body": line["called"], "period": line["no"]}
        begin = reverse("reports:start_highlight", args=[slug], query=query)
        href = reverse("reports:report", args=[slug, line["called"]]) if begun else begin
        reason = "All its returns are in. The records write the report; add your words and hand it in to the Board."
        text = f"Highlight report: {line['said']}, {line['who']}"
        yield Task(_place(line), "draft" if begun else "report", text, reason, href, "Go on" if begun else "Begin")


def to_release(found: Iterable[Line]) -> Iterator[Task]:
    for line in found:
        if line["what"] == "release":
            href = reverse("reports:report", args=[line["slug"], line["called"]])
            reason = f"{line['who']} handed it in on {in_words(line['due'])}. A second person releases it."
            yield Task(_place(line), "release", line["said"], reason, href, "Read and release")


def _place(line: Line) -> Partnership:
    """Name and address are all that a task asks of it."""
    return Partnership(slug=line["slug"], name=line["place"])
