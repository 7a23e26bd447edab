"""Minutes and the forward plan, written reports, broken threads, and the files of evidence."""

from typing import Any, Literal

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from ninja import Query
from pydantic import Field

from goldenthread.api.endpoints import FILE, Listed, P, Paging, Request, Sent, Short, each, get, listed
from goldenthread.api.shapes import governance, minutes, reports
from goldenthread.api.views.plan import InPlan, plan_asked
from goldenthread.core import clock
from goldenthread.evidence.permissions import can_open_file
from goldenthread.evidence.queries import evidence_of
from goldenthread.governance.models import Minutes
from goldenthread.governance.queries import forward_plan as planned
from goldenthread.governance.queries.challenges import challenges_of
from goldenthread.governance.queries.meetings import meetings_of
from goldenthread.governance.queries.minutes import minutes_told
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.roles import Right
from goldenthread.reports.models import Report, ReportKind, ReportState
from goldenthread.reports.queries import threads as broken
from goldenthread.reports.queries.attendance import Year, shares, year_of
from goldenthread.reports.queries.written import report_called, whole

GROUP = "Accounting"


@get(f"{P}/meetings/{{slug:ref}}/minutes", Right.READ_PLAN, minutes.MinutesShape, group=GROUP)
def minutes_of_meeting(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """The minutes of a meeting, once its chair has checked them; before that for those who arrange it.

    What is closed to the person is not in them, and of what they stepped back from only the title.
    """
    found = get_object_or_404(meetings_of(request.user, request.partnership), ref=ref)
    rows = Minutes.objects.visible_to(request.user).select_related("approved_in", "meeting__partnership")
    return minutes.minutes(get_object_or_404(rows, meeting=found), minutes_told(found, request.user))


class ForwardAsked(Sent):
    body: Short = Field("", description="Reference of the body. All bodies, if left out.")


@get(f"{P}/forward-plan", Right.READ_PLAN, list[minutes.ForwardShape], group=GROUP)
def forward_plan(request: Request, partnership: str, asked: Query[ForwardAsked]) -> list[dict[str, Any]]:
    """What is overdue and what is due within a year: meetings, papers, statutory and recurring items, decisions that
    come back. By day."""
    bodies = Body.objects.visible_to(request.user).filter(partnership=request.partnership)
    body = get_object_or_404(bodies, ref=asked.body) if asked.body else None
    overdue, months = planned.forward_plan(request.user, request.partnership, body)
    entries = [*overdue, *(entry for month in months for entry in month.entries)]
    return [minutes.forward(entry, clock.today()) for entry in entries]


class YearAsked(Sent):
    year: int = Field(0, ge=0, le=9998, description="That of its April. This year, if left out.")


@get(f"{P}/attendance", Right.READ_PLAN, list[reports.ShareShape], group=GROUP)
def attendance(request: Request, partnership: str, asked: Query[YearAsked]) -> list[dict[str, Any]]:
    """How each organisation took part in a year: at closed meetings, and with the returns that it owed. By name."""
    year = Year(asked.year) if asked.year else year_of(clock.today())
    return [reports.share(each) for each in shares(request.user, request.partnership, year)]


class ReportsAsked(Paging):
    kind: Literal["", *ReportKind.values] = ""  # type: ignore[valid-type]
    state: Literal["", *ReportState.values] = ""  # type: ignore[valid-type]
    body: Short = ""


@get(f"{P}/reports", Right.READ_PLAN, Listed[reports.ReportShape], group=GROUP)
def written_reports(request: Request, partnership: str, asked: Query[ReportsAsked]) -> dict[str, Any]:
    """Highlight, accountability and yearly reports, the newest first; those being written only for their writers."""
    chosen = {"kind": asked.kind, "state": asked.state, "body__ref": asked.body}
    found = Report.objects.visible_to(request.user).filter(
        partnership=request.partnership, **{name: value for name, value in chosen.items() if value}
    )
    rows = found.select_related("partnership", "body", "period").order_by("-ends_on", "-made_at", "-pk")
    return listed(request, rows, asked, each(reports.report))


@get(f"{P}/reports/{{slug:ref}}", Right.READ_PLAN, reports.ReportDetail, group=GROUP)
def written_report(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """One report in whole: words, figures with the way to their rows, claims of impact, to whom it was presented."""
    return reports.whole_report(whole(report_called(request.user, request.partnership, ref)))


class ThreadsAsked(InPlan):
    kind: Literal["", *broken.KINDS] = ""  # type: ignore[valid-type]
    owner: str = Field(
        "",
        description="As kind:reference, for example body:k7m2p9qrst.",
        pattern=r"^((body|organisation|post):[a-z0-9]{1,12})?$",
    )


@get(f"{P}/broken-threads", Right.READ_PLAN, Listed[reports.ThreadShape], group=GROUP)
def broken_threads(request: Request, partnership: str, asked: Query[ThreadsAsked]) -> dict[str, Any]:
    """Every arrow of the plan that is missing on a day, those missing longest first."""
    plan = plan_asked(request, asked.plan, asked.when)
    about = broken.Asked(request.user, plan, asked.when, asked.owner)
    return listed(request, broken.rows(about, asked.kind), asked, each(lambda row: reports.thread(row, about)))


@get(f"{P}/challenges/{{slug:ref}}", Right.READ_PLAN, governance.ChallengeShape, group=GROUP)
def challenge(request: Request, partnership: str, ref: str) -> dict[str, Any]:
    """One challenge with its steps."""
    return governance.challenge(get_object_or_404(challenges_of(request.user, request.partnership), ref=ref))


@get(f"{P}/evidence/{{slug:ref}}/file", Right.READ_PLAN, FILE, group=GROUP)
def file_of_evidence(request: Request, partnership: str, ref: str) -> FileResponse:
    """The file of a piece of evidence, as it was brought. Until it is screened and scanned only for its sender."""
    piece = get_object_or_404(evidence_of(request.user, request.partnership), ref=ref)
    if piece.file is None or not can_open_file(request.user, piece):
        raise Http404
    return FileResponse(
        piece.file.content.open("rb"), as_attachment=True, filename=piece.file.name,
        content_type="application/octet-stream",
    )  # fmt: skip
