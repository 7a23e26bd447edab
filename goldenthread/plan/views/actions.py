"""The list of actions: narrowed, sorted, paged; the same number of queries for one row and a thousand."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from goldenthread.core.rules import rule
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import as_at
from goldenthread.plan.forms.filters import ActionFilter
from goldenthread.plan.models import Plan
from goldenthread.plan.queries.actions import actions_of, listed
from goldenthread.plan.queries.plans import plan_on

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
        return render(
            request,
            "plan/no_plan.html",
            {"partnership": request.partnership, "when": when, "drafts": [], "can_prepare": False},
        )
    form = ActionFilter(request.GET, partnership=request.partnership, plan=plan)
    found = form.narrow(actions_of(plan, when), request.GET.get("sort", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page.object_list = listed(page.object_list, plan)  # type: ignore[arg-type]
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "when": when,
        "as_at_shown": when,
        "filter": form,
        "page": page,
    }
    return render(request, "plan/action_list.html", context)
