"""Strategies owned elsewhere: the list, one of them, milestones and updates."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.core.words import day as in_words
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, Value
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance.forms.risks import MilestoneForm, ReachedForm, StrategyForm, UpdateForm, WhyForm
from goldenthread.governance.models import Strategy
from goldenthread.governance.operations import strategies as operations
from goldenthread.governance.permissions import can_keep_registers, can_tell_of
from goldenthread.governance.queries.strategies import followed, served_choices
from goldenthread.governance.views.ask import both
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.requests import Request
from goldenthread.plan.models import Action, Outcome
from goldenthread.plan.operations.refusals import EditedMeanwhile


@rule("READ_PLAN")
def strategy_list(request: Request, partnership: str) -> HttpResponse:
    """Those whose update is overdue longest first; those no longer followed last."""
    today = clock.today()
    found = list(followed(request.user, request.partnership)[:500])
    if request.GET.get("format") in LABELS and found:
        return _file(request, found, request.GET["format"])
    context = {
        "partnership": request.partnership,
        "lines": [(each, each.is_due(today)) for each in found],
        "can_keep": can_keep_registers(request.user, request.partnership),
        "files": LABELS,
    }
    return render(request, "governance/strategy_list.html", context)


def _file(request: Request, found: list[Any], format: str) -> HttpResponse:
    columns = [Column(title) for title in ("Strategy", "Owner", "How it stands", "Last said")]
    columns += [Column(title, "date") for title in ("Said on", "Next update due", "Next milestone due")]
    rows: list[list[Value]] = [
        [
            each.title, str(each.owner), each.rated_words, each.said or "", each.said_on, each.next_update_on,
            each.next_step_on,
        ]
        for each in found
    ]  # fmt: skip
    place, today = request.partnership, clock.today()
    report = Report(
        title="Strategies owned elsewhere",
        organisation=Organisation(place.name, place.colour),
        sections=[Section("Strategies", blocks=[Table("Strategies", columns, rows)])],
        footer=f"As of {in_words(today)}",
    )
    return download(report, format, f"{place.slug}-strategies-{today.isoformat()}")


def _strategy(request: Request, ref: str) -> Strategy:
    rows = Strategy.objects.visible_to(request.user).select_related("partnership", "owner__partnership")
    found: Strategy = get_object_or_404(rows, ref=ref, partnership=request.partnership)
    return found


@rule("READ_PLAN")
def strategy_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    strategy, today = _strategy(request, ref), clock.today()
    context = {
        "partnership": request.partnership,
        "strategy": strategy,
        "due": strategy.is_due(today),
        "today": today,
        "steps": list(strategy.milestones.order_by(F("reached_on").asc(nulls_first=True), "due_on")),
        "updates": list(strategy.updates.select_related("by")[:50]),
        "actions": list(strategy.actions.select_related("priority", "plan__partnership")),
        "outcomes": list(strategy.outcomes.select_related("priority", "plan__partnership")),
        "can_keep": can_keep_registers(request.user, request.partnership) and not strategy.ended_at,
        "can_tell": can_tell_of(request.user, strategy) and not strategy.ended_at,
        "history": panel(strategy),
    }
    return render(request, "governance/strategy.html", context)


@rule("KEEP_REGISTERS")
@once
def add_strategy(request: Request, partnership: str) -> HttpResponse:
    user, place = request.user, request.partnership
    actions, outcomes = served_choices(user, place)
    bodies = Body.objects.visible_to(user).filter(partnership=place)
    form = StrategyForm(request.POST or None, bodies=bodies, actions=actions, outcomes=outcomes)
    if form.is_valid():
        values = {**form.cleaned_data}
        scope = {"plan__partnership": place}
        values["actions"] = Action.objects.visible_to(user).filter(ref__in=values["actions"], **scope)
        values["outcomes"] = Outcome.objects.visible_to(user).filter(ref__in=values["outcomes"], **scope)
        known = ("title", "owner", "purpose", "every_months", "next_update_on", "actions", "outcomes")
        values = {name: values[name] for name in known}
        if made := attempt_screened(form, operations.add_strategy, place, by=user, **values):
            messages.success(request, "The strategy is followed from now on.")
            return redirect(made)
    context = {"partnership": place, "form": form}
    return render(request, "governance/strategy_form.html", context, status=422 if form.errors else 200)


def _one(request: Request, strategy: Strategy, form: forms.Form, title: str, button: str) -> HttpResponse:
    context = {
        "partnership": request.partnership, "form": form, "title": title, "about": strategy, "button": button,
    }  # fmt: skip
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
@once
def update_strategy(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What its owner says: typed by the business unit, or by the owner's own people."""
    strategy = _strategy(request, ref)
    require(can_tell_of(request.user, strategy))
    last = strategy.updates.order_by("-pk").values_list("pk", flat=True).first() or 0
    form = UpdateForm(request.POST or None, initial={"version": last})
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("said_on", "rating", "words", "source")}
        seen = form.cleaned_data["version"]
        try:
            if attempt_screened(form, operations.update_strategy, strategy, seen=seen, by=request.user, **values):
                messages.success(request, "Recorded. The next update has its day.")
                return redirect(strategy)
        except EditedMeanwhile as conflict:
            return both(request, form, conflict, last, strategy.title, strategy.get_absolute_url())
    return _one(request, strategy, form, "Record an update", "Record it")


@rule("KEEP_REGISTERS")
@once
def add_milestone(request: Request, partnership: str, ref: str) -> HttpResponse:
    strategy = _strategy(request, ref)
    form = MilestoneForm(request.POST or None)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("words", "due_on")}
        if attempt_screened(form, operations.add_strategy_milestone, strategy, by=request.user, **values):
            messages.success(request, "Added.")
            return redirect(strategy)
    return _one(request, strategy, form, "Add a milestone", "Add it")


@rule("KEEP_REGISTERS")
def reach_milestone(request: Request, partnership: str, ref: str, step: str) -> HttpResponse:
    strategy = _strategy(request, ref)
    found = get_object_or_404(strategy.milestones.select_related("strategy__partnership"), ref=step)
    form = ReachedForm(request.POST or None)
    if form.is_valid() and attempt(
        form, operations.reach_strategy_milestone, found, reached_on=form.cleaned_data["reached_on"], by=request.user
    ):
        messages.success(request, "Noted.")
        return redirect(strategy)
    return _one(request, strategy, form, f"Reached: {found}", "Note it")


@rule("KEEP_REGISTERS")
def end_strategy(request: Request, partnership: str, ref: str) -> HttpResponse:
    strategy = _strategy(request, ref)
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.end_strategy, strategy, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, "It is no longer followed.")
        return redirect(strategy)
    return _one(request, strategy, form, "Stop following it", "Stop")
