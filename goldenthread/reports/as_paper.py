"""A report that was handed in, as a paper of a meeting: shown and printed with the rights of whoever reads it."""

from collections.abc import Iterator

from goldenthread.accounts.models import User
from goldenthread.documents.writing.report import Report as Paper
from goldenthread.governance.models import Meeting
from goldenthread.reports.models import Report, ReportState
from goldenthread.reports.paper import paper_of
from goldenthread.reports.queries.written import RELATED, whole

READY = [ReportState.SUBMITTED, ReportState.RELEASED]
MOST = 30


def offered(user: User, meeting: Meeting) -> Iterator[tuple[str, str]]:
    found = Report.objects.visible_to(user).filter(partnership=meeting.partnership_id, state__in=READY)
    for report in found.order_by("-submitted_at")[:MOST]:
        yield report.ref, report.title


def may_see(user: User, key: str) -> bool:
    return Report.objects.visible_to(user).filter(ref=key).exists()


def _report(key: str) -> Report:
    return Report.objects.select_related(*RELATED).get(ref=key)


def address(key: str) -> str:
    return _report(key).get_absolute_url()


def report(user: User, key: str) -> Paper:
    return paper_of(whole(_report(key)))


def state(key: str) -> str:
    """Words and figures only change while it is open; then it is handed in anew."""
    found = _report(key)
    return f"{found.state} {found.submitted_at:%Y-%m-%dT%H:%M:%S}" if found.submitted_at else found.state
