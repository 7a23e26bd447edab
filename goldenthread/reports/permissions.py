"""Who may do what with a report. State is asked in operations; here only who."""

from goldenthread.accounts.models import User
from goldenthread.partnerships.models import Body, Partnership
from goldenthread.partnerships.rights import acts_for, may
from goldenthread.partnerships.roles import Right
from goldenthread.reports.models import Report, ReportKind


def can_write_reports(user: User, partnership: Partnership) -> bool:
    return may(user, Right.WRITE_REPORTS, partnership)


def can_begin_highlight(user: User, body: Body) -> bool:
    """The body's chair, and the business unit."""
    return can_write_reports(user, body.partnership) or acts_for(user, body, Right.SUBMIT_RETURNS, body.partnership)


def can_write(user: User, report: Report) -> bool:
    if report.kind == ReportKind.HIGHLIGHT and report.body:
        return can_begin_highlight(user, report.body)
    return can_write_reports(user, report.partnership)


def can_release(user: User, report: Report) -> bool:
    """A second person: never who began it or handed it in. Whether they wrote in it, the operation asks."""
    if not report.is_yearly or user.pk in {report.made_by_id, report.submitted_by_id}:
        return False
    return may(user, Right.RELEASE_REPORTS, report.partnership)
