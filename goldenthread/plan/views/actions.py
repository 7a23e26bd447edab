"""The list of actions: narrowed, sorted, paged; the same number of queries for one row and a thousand."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import as_at
from goldenthread.plan.forms.filters import ActionFilter
from goldenthread.plan.models import Plan
from goldenthread.plan.queries.narrowing import page_of
from goldenthread.plan.queries.plans import plan_on
from goldenthread.plan.views.pages import no_plan

PAGE = 100


@rule("READ_PLAN")
def action_list(request: Request, partnership: str) -> HttpResponse:
    when = as_at(request)
    if request.GET.get("plan"):
        plans = Plan.objects.visible_to(request.user).select_related("partnership")
        plan: Plan | None = get_object_or_404(plans, ref=request.GET["plan"], partnership=request.partnership)
    else:
        plan = plan_on(request.user, request.partnership, when)
    if plan is None:
        return no_plan(request, when)
    form = ActionFilter(request.GET, partnership=request.partnership, plan=plan)
    asked = request.GET
    page = page_of(plan, when, form.chosen, sort=asked.get("sort", ""), number=asked.get("page"), rows=PAGE)
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "when": when,
        "as_at_shown": when,
        "filter": form,
        "page": page,
    }
    return render(request, "plan/action_list.html", context)
