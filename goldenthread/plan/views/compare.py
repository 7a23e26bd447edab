"""Two days of the plan compared: how many, and which."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.documents.writing.download import MEDIA_TYPES
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import AsAt, day_asked
from goldenthread.plan.export.comparison import write_comparison
from goldenthread.plan.forms.compare import CompareForm
from goldenthread.plan.models import Plan
from goldenthread.plan.queries.compare import compared, start_of_last_quarter
from goldenthread.plan.queries.plans import plan_on
from goldenthread.plan.views.pages import no_plan


@rule("READ_PLAN")
def compare(request: Request, partnership: str) -> HttpResponse:
    plan = _plan(request)
    if plan is None:
        return no_plan(request, AsAt(clock.today()))
    form = CompareForm(request.GET, plan=plan, proposed=_proposed(plan))
    groups, first, last = [], None, None
    if form.is_valid():
        first, last = (day_asked(form.cleaned_data[name].isoformat()) for name in ("from", "to"))
        groups = compared(plan, first, last)
        if request.GET.get("format") == "xlsx":
            return _download(plan, write_comparison(plan, groups, first.day, last.day), last.day)
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "form": form,
        "groups": groups,
        "open": next((group for group in groups if group.kind.key == request.GET.get("show")), None),
        "first": first,
        "last": last,
        "adopted": _adopted(plan),
    }
    return render(request, "plan/compare.html", context, status=422 if form.errors else 200)


def _plan(request: Request) -> Plan | None:
    if request.GET.get("plan"):
        plans = Plan.objects.visible_to(request.user).select_related("partnership")
        return get_object_or_404(plans, ref=request.GET["plan"], partnership=request.partnership)
    return plan_on(request.user, request.partnership, AsAt(clock.today()))


def _adopted(plan: Plan) -> date | None:
    return timezone.localdate(plan.adopted_at) if plan.adopted_at else None


def _proposed(plan: Plan) -> date:
    """From the start of the last quarter, but not from before the plan was there; at the latest from yesterday."""
    since = max(start_of_last_quarter(clock.today()), _adopted(plan) or date.min)
    return min(since, clock.today() - timedelta(days=1))


def _download(plan: Plan, content: bytes, last: date) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{plan.partnership.slug}-compared-{last.isoformat()}.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
