"""Indicators: the list, one of them with its chart and figures, and what can be done to it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldenthread.accounts.once import once
from goldenthread.core.as_at import as_at
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.measures import operations, permissions, queries, reading
from goldenthread.measures.files import list_report, one_report
from goldenthread.measures.forms import FigureForm, IndicatorForm, ReasonForm
from goldenthread.measures.models import Figure, Indicator
from goldenthread.measures.users import uses_of
from goldenthread.partnerships.requests import Request

PAGE = 50


def _indicator(request: Request, ref: str) -> Indicator:
    return get_object_or_404(queries.indicators_of(request.user, request.partnership), ref=ref)


@rule("READ_PLAN")
def indicator_list(request: Request, partnership: str) -> HttpResponse:
    when = as_at(request)
    found = queries.there_on(queries.indicators_of(request.user, request.partnership), when)
    if (format := request.GET.get("format", "")) in LABELS:
        report = list_report(request.partnership, queries.as_they_were(found, when), when)
        return download(report, format, f"{partnership}-indicators-{when.day.isoformat()}")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    shown = queries.as_they_were(page.object_list, when)
    context = {
        "partnership": request.partnership,
        "when": when,
        "page": page,
        "rows": [(each, *reading.standing(each, each.latest)) for each in shown],  # type: ignore[attr-defined]
        "files": LABELS,
        "can_keep": permissions.can_keep(request.user, request.partnership),
    }
    return render(request, "measures/indicator_list.html", context)


@rule("READ_PLAN")
def indicator_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    when = as_at(request)
    indicators = queries.with_latest(queries.indicators_of(request.user, request.partnership), when)
    indicator = get_object_or_404(indicators, ref=ref)
    (indicator,) = queries.as_they_were([indicator], when)
    figures = queries.figures_of(indicator, when)
    if (format := request.GET.get("format", "")) in LABELS:
        return download(one_report(indicator, figures, when), format, f"{partnership}-indicator-{when.day.isoformat()}")
    open_now = not when.is_past and indicator.closed_at is None
    context = {
        "partnership": request.partnership,
        "indicator": indicator,
        "when": when,
        "figures": figures[::-1],
        "chart": queries.chart(indicator, figures),
        "trend": reading.trend([figure.value for figure in figures if figure.value is not None]),
        "standing": reading.standing(indicator, indicator.latest),  # type: ignore[attr-defined]
        "uses": uses_of(indicator, request.user, when),
        "files": LABELS,
        "history": panel(indicator) if not when.is_past else [],
        "can_keep": open_now and permissions.can_keep(request.user, request.partnership),
        "can_enter": open_now and permissions.can_enter(request.user, indicator),
    }
    return render(request, "measures/indicator.html", context)


@rule("KEEP_INDICATORS")
@once
def add_indicator(request: Request, partnership: str) -> HttpResponse:
    form = IndicatorForm(request.POST or None, partnership=request.partnership)
    if form.is_valid():
        made = attempt_screened(form, operations.add_indicator, request.partnership, by=request.user, **form.facts)
        if made:
            messages.success(request, "Added. Enter its first figure next.")
            return redirect(made)
    return _form(request, form, "Add an indicator", "Add", reverse("measures:list", args=[partnership]))


@rule("KEEP_INDICATORS")
def correct_indicator(request: Request, partnership: str, ref: str) -> HttpResponse:
    indicator = _indicator(request, ref)
    form = IndicatorForm(request.POST or None, partnership=request.partnership, indicator=indicator)
    if form.is_valid() and attempt_screened(
        form, operations.correct_indicator, indicator, edition=form.cleaned_data["version"] or 0, by=request.user,
        **form.facts,
    ):  # fmt: skip
        messages.success(request, "Saved.")
        return redirect(indicator)
    return _form(request, form, "Correct the indicator", "Save", indicator.get_absolute_url(), indicator)


@rule("KEEP_INDICATORS")
def close_indicator(request: Request, partnership: str, ref: str) -> HttpResponse:
    indicator = _indicator(request, ref)
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.close_indicator, indicator, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Closed. Its figures stay.")
        return redirect(indicator)
    intro = "It is counted no longer. Its figures stay, and earlier days go on showing it."
    return _form(request, form, "Close the indicator", "Close", indicator.get_absolute_url(), indicator, intro)


@rule("READ_PLAN")
@once
def enter_figure(request: Request, partnership: str, ref: str) -> HttpResponse:
    indicator = _indicator(request, ref)
    require(permissions.can_enter(request.user, indicator))
    form = FigureForm(request.POST or None, indicator=indicator)
    if form.is_valid() and attempt_screened(
        form, operations.enter_figure, indicator, ends_on=form.cleaned_data["ends_on"], by=request.user, **form.said
    ):
        messages.success(request, "Entered.")
        return redirect(indicator)
    return _form(request, form, "Enter a figure", "Enter", indicator.get_absolute_url(), indicator, indicator.counts)


@rule("READ_PLAN")
@once
def correct_figure(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The address names the row that the person saw, so that nobody corrects what somebody else corrected meanwhile."""
    rows = Figure.objects.visible_to(request.user).select_related(
        "indicator__partnership", "indicator__body", "indicator__organisation"
    )
    figure = get_object_or_404(rows, ref=ref, indicator__partnership=request.partnership)
    indicator = figure.indicator
    require(permissions.can_enter(request.user, indicator))
    initial = {name: getattr(figure, name) for name in FigureForm.SAID}
    form = FigureForm(request.POST or None, indicator=indicator, correcting=True, initial=initial)
    if form.is_valid() and attempt_screened(
        form, operations.correct_figure, figure, reason=form.cleaned_data["reason"], by=request.user, **form.said
    ):
        messages.success(request, "Corrected. Earlier days go on showing the figure of then.")
        return redirect(indicator)
    title = f"Correct the figure of {figure.ends_on:%-d %B %Y}"
    return _form(request, form, title, "Correct", indicator.get_absolute_url(), indicator)


def _form(
    request: Request, form: Any, title: str, button: str, back: str, about: Indicator | None = None, intro: str = ""
) -> HttpResponse:
    context = {
        "partnership": request.partnership, "form": form, "title": title, "button": button, "back": back,
        "about": about, "intro": intro,
    }  # fmt: skip
    return render(request, "measures/one_form.html", context, status=422 if form.errors else 200)
