"""What reports have for an agenda: highlight reports that were handed in, each with itself as its paper."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from goldenthread.core.words import day as in_words
from goldenthread.governance.models import ItemKind, Meeting, MeetingState, PaperVersion
from goldenthread.governance.proposers import Proposal
from goldenthread.partnerships.models import Body, BodyKind
from goldenthread.reports.models import Report, ReportKind, ReportState

MOST = 50


def highlight_reports(body: Body, meeting: Meeting) -> Iterator[Proposal]:
    """For the Board: those that no meeting of it has had before it."""
    if body.kind != BodyKind.BOARD:
        return
    had = PaperVersion.objects.filter(page_kind="report", page_key=OuterRef("ref"), paper__item__meeting__body=body)
    waiting = Report.objects.filter(
        ~Exists(had.exclude(paper__item__meeting__state=MeetingState.CANCELLED)),
        partnership=body.partnership_id, kind=ReportKind.HIGHLIGHT, state=ReportState.SUBMITTED,
    )  # fmt: skip
    for report in waiting.select_related("partnership").order_by("submitted_at")[:MOST]:
        yield Proposal(
            f"report {report.ref}", f"Highlight report: {report.title}",
            f"It was handed in on {in_words(report.submitted_at)}.", report.get_absolute_url(), ItemKind.INFORMATION,
            page=f"report {report.ref}",
        )  # fmt: skip
