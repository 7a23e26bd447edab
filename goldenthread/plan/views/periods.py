"""Periods of reporting: the list, one of them, adding, opening and locking."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.plan.forms.returns import PeriodForm
from goldenthread.plan.models import ActionVersion, Period, ReturnState
from goldenthread.plan.operations import periods as operations
from goldenthread.plan.permissions import can_check_returns
from goldenthread.plan.queries.returns import missing

SHOWN = 100


@rule("READ_PLAN")
def period_list(request: Request, partnership: str) -> HttpResponse:
    periods = Period.objects.visible_to(request.user).filter(partnership=request.partnership)
    counted = periods.annotate(
        approved=Count("returns", filter=Q(returns__state=ReturnState.APPROVED)),
        submitted=Count("returns", filter=Q(returns__state=ReturnState.SUBMITTED)),
    ).select_related("partnership")
    context = {
        "partnership": request.partnership,
        "periods": counted,
        "can_check": can_check_returns(request.user, request.partnership),
    }
    return render(request, "plan/period_list.html", context)


@rule("READ_PLAN")
def period_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    periods = Period.objects.visible_to(request.user).select_related("partnership")
    period = get_object_or_404(periods, ref=ref, partnership=request.partnership)
    if request.method == "POST":
        require(can_check_returns(request.user, request.partnership))
        change = operations.lock_period if request.POST.get("do") == "lock" else operations.open_period
        change(period, by=request.user)
        messages.success(request, f"{period.name} is {'locked' if change is operations.lock_period else 'open'}.")
        return redirect(period)
    lacking = missing(ActionVersion.objects.visible_to(request.user).at(), period)
    context = {
        "partnership": request.partnership,
        "period": period,
        "made": period.returns.exclude(state=ReturnState.DRAFT).count(),
        "missing_count": lacking.count(),
        "missing": lacking.select_related(
            "action__priority", "action__plan__partnership", "lead_body", "lead_organisation", "lead_post"
        )[:SHOWN],
        "history": panel(period),
        "can_check": can_check_returns(request.user, request.partnership),
    }
    return render(request, "plan/period.html", context)


@rule("CHECK_RETURNS")
def add_period(request: Request, partnership: str) -> HttpResponse:
    form = PeriodForm(request.POST or None)
    if form.is_valid():
        period = attempt(form, operations.add_period, request.partnership, by=request.user, **form.cleaned_data)
        if period:
            messages.success(request, "Added. Open it when owners should write.")
            return redirect(period)
    return render(
        request,
        "plan/period_form.html",
        {"partnership": request.partnership, "form": form},
        status=422 if form.errors else 200,
    )
