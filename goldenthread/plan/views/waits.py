"""How long what is off track, at risk or overdue waits for an answer, and waited."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import AsAt, as_at
from goldenthread.plan.export.waits import waits_report
from goldenthread.plan.models import Plan
from goldenthread.plan.queries import waits
from goldenthread.plan.queries.plans import plan_on
from goldenthread.plan.views.pages import no_plan

PAGE = 50


@rule("READ_PLAN")
def wait_list(request: Request, partnership: str) -> HttpResponse:
    when = as_at(request)
    if request.GET.get("plan"):
        plans = Plan.objects.visible_to(request.user).select_related("partnership")
        plan: Plan | None = get_object_or_404(plans, ref=request.GET["plan"], partnership=request.partnership)
    else:
        plan = plan_on(request.user, request.partnership, when)
    if plan is None:
        return no_plan(request, AsAt(clock.today()))
    if (format := request.GET.get("format", "")) in LABELS:
        return download(waits_report(plan, when), format, f"{plan.partnership.slug}-waits-{when.day.isoformat()}")
    return render(request, "plan/wait_list.html", _context(request, plan, when))


def _context(request: Request, plan: Plan, when: AsAt) -> dict[str, Any]:
    now, ended = waits.waiting(plan, when), waits.answered(plan, when)
    show = "answered" if request.GET.get("show") == "answered" else ""
    owners, chosen = waits.by_owner(plan, when), request.GET.get("owner", "")
    rows = waits.of_owner(ended if show else now, chosen)
    page = Paginator(waits.with_words(rows), PAGE).get_page(request.GET.get("page"))
    page.object_list = waits.listed(page.object_list, plan)  # type: ignore[arg-type]
    return {
        "partnership": request.partnership,
        "plan": plan,
        "when": when,
        "as_at_shown": when,
        "show": show,
        "page": page,
        "files": LABELS,
        "owners": owners,
        "owner": next((line for line in owners if line.key == chosen), None),
        "summary": waits.summary(now, ended, when.day),
    }
