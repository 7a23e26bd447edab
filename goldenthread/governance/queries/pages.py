"""Pages of the plan and of governance that can be papers of a meeting."""

from collections.abc import Iterator

from django.db.models import Max
from django.http import QueryDict

from goldenthread.accounts.models import User
from goldenthread.documents.writing.report import Report
from goldenthread.governance.models import Meeting
from goldenthread.governance.pages import PageKind, register
from goldenthread.plan.export.choice import Choice, What
from goldenthread.plan.export.papers import report_for
from goldenthread.plan.models import ActionVersion, Plan, PlanState


def register_all() -> None:
    register("plan", PageKind("Plan on a page", _plans, _may_see_plan, _plan_address, _plan_report, _plan_state))


def _plans(user: User, meeting: Meeting) -> Iterator[tuple[str, str]]:
    found = Plan.objects.visible_to(user).filter(partnership=meeting.partnership_id, state=PlanState.ADOPTED)
    for plan in found:
        yield plan.ref, plan.title


def _may_see_plan(user: User, key: str) -> bool:
    return Plan.objects.visible_to(user).filter(ref=key).exists()


def _plan(key: str) -> Plan:
    return Plan.objects.select_related("partnership").get(ref=key)


def _plan_address(key: str) -> str:
    return _plan(key).get_absolute_url()


def _plan_report(user: User, key: str) -> Report:
    return report_for(Choice(user, _plan(key), What.PAGE, "pdf", QueryDict()))


def _plan_state(key: str) -> str:
    """When anything of its actions last changed."""
    newest = ActionVersion.objects.filter(plan__ref=key).aggregate(last=Max("valid_from"))["last"]
    return newest.isoformat() if newest else ""
