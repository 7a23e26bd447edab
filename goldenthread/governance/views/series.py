"""Series of meetings, their standing items, and the quorum of a body."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.core.words import plural
from goldenthread.governance import permissions
from goldenthread.governance.forms.meetings import PlanMeetingsForm, QuorumForm, SeriesForm, StandingItemsForm
from goldenthread.governance.frequency import every_of
from goldenthread.governance.models import Series
from goldenthread.governance.operations import meetings as operations
from goldenthread.governance.operations.quorum import set_quorum
from goldenthread.governance.queries.meetings import bodies_arranged, meetings_of
from goldenthread.governance.queries.quorum import rules_of
from goldenthread.governance.views.ask import ask
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.requests import Request


def _series(request: Request, ref: str) -> Series:
    found = Series.objects.visible_to(request.user).select_related("partnership", "body__partnership")
    series: Series = get_object_or_404(found, ref=ref, partnership=request.partnership)
    return series


@rule("ARRANGE_MEETINGS")
@once
def series_add(request: Request, partnership: str) -> HttpResponse:
    bodies = bodies_arranged(request.user, request.partnership)
    form = SeriesForm(request.POST or None, bodies=bodies, initial=_usual(bodies, request.GET.get("body", "")))
    if form.is_valid():
        values = dict(form.cleaned_data)
        made = attempt(form, operations.add_series, values.pop("body"), by=request.user, **values)
        if made:
            messages.success(request, "Added. Now plan its next meetings.")
            return redirect(made)
    intro = "Meetings that come again, with the items that stand on every agenda."
    return ask(request, form, "Add a series", reverse("governance:meetings", args=[partnership]), intro=intro)


def _usual(bodies: Any, ref: str) -> dict[str, Any]:
    """Of the body whose page asks for the series: its name, and how often it is said to meet."""
    body = bodies.filter(ref=ref).first()
    if body is None:
        return {}
    every = every_of(body.meets)
    return {"body": body.ref, "title": body.name} | ({"every_months": every} if every else {})


@rule("READ_PLAN")
@once
def series_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    series = _series(request, ref)
    arranges = permissions.can_arrange(request.user, series.body)
    form = PlanMeetingsForm(request.POST or None)
    if request.method == "POST":
        require(arranges)
    if form.is_valid():
        made = attempt(form, operations.plan_meetings, series, by=request.user, **form.cleaned_data)
        if made:
            messages.success(request, f"{plural(len(made), 'meeting')} drafted. Nobody is told yet.")
            return redirect(series)
    context = {
        "partnership": request.partnership,
        "series": series,
        "standing": series.standing_items.all(),
        "meetings": meetings_of(request.user, request.partnership).filter(series=series)[:24],
        "form": form if arranges else None,
        "can_arrange": arranges,
        "history": panel(series),
    }
    return render(request, "governance/series.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
def series_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    series = _series(request, ref)
    require(permissions.can_arrange(request.user, series.body))
    form = SeriesForm(request.POST or None, series=series)
    if form.is_valid() and attempt(form, operations.change_series, series, by=request.user, **form.cleaned_data):
        messages.success(request, "Saved. Meetings that exist already stay as they are.")
        return redirect(series)
    return ask(request, form, "Change the series", series.get_absolute_url(), caption=series.title)


@rule("READ_PLAN")
def series_items(request: Request, partnership: str, ref: str) -> HttpResponse:
    series = _series(request, ref)
    require(permissions.can_arrange(request.user, series.body))
    form = StandingItemsForm(request.POST or None, series=series)
    if form.is_valid() and attempt(form, operations.set_standing_items, series, items=form.items, by=request.user):
        messages.success(request, "Saved. New meetings of the series will have these items.")
        return redirect(series)
    intro = "On the agenda of every new meeting. Empty a title to take an item away."
    return ask(request, form, "Standing items", series.get_absolute_url(), caption=series.title, intro=intro)


@rule("READ_PLAN")
def quorum(request: Request, partnership: str, ref: str) -> HttpResponse:
    """How many voting members of a body it takes."""
    bodies = Body.objects.visible_to(request.user).select_related("partnership")
    body = get_object_or_404(bodies, ref=ref, partnership=request.partnership)
    require(permissions.can_keep_plan(request.user, request.partnership))
    form = QuorumForm(request.POST or None, rules=rules_of(body, clock.today()))
    if form.is_valid():
        try:
            set_quorum(body, numbers=form.numbers, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Saved. It holds from today; earlier meetings keep their rule.")
            return redirect("governance:meetings", partnership)
    back = reverse("governance:meetings", args=[partnership])
    intro = "Counted are members with a vote who are in the room and not recused. Leave a number at 0 to ask for none."
    return ask(request, form, "Quorum", back, caption=body.name, intro=intro)
