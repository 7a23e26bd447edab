"""The register of risks and issues."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, Value
from goldenthread.evidence.screened import attempt_screened
from goldenthread.governance.forms.risks import RiskFilter, RiskForm, WhyForm
from goldenthread.governance.models import Risk, RiskVersion
from goldenthread.governance.operations import risks as operations
from goldenthread.governance.permissions import can_keep_registers, can_review
from goldenthread.governance.queries import risks as queries
from goldenthread.governance.queries.challenges import HOLDERS
from goldenthread.governance.queries.holders import every_holder, holder_called, value_of
from goldenthread.governance.scales import scale_called, scale_on
from goldenthread.governance.views.ask import both
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import AsAt, as_at
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.origins import actions_from
from goldenthread.plan.permissions import can_prepare

PAGE = 50
MOST_IN_A_FILE = 2000
FIELDS = ("title", "words", "likelihood", "impact", "controls", "further")


@rule("READ_PLAN")
def risk_list(request: Request, partnership: str) -> HttpResponse:
    """The gravest first, as they stood on the day."""
    when, place = as_at(request), request.partnership
    form = RiskFilter(request.GET, holders=every_holder(place))
    found = queries.narrowed(queries.register(request.user, place, when), form.chosen, when)
    found = queries.ordered(found, request.GET.get("sort", ""))
    if request.GET.get("format") in LABELS:
        return _file(request, list(found[:MOST_IN_A_FILE]), when, request.GET["format"])
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": place,
        "when": when,
        "filter": form,
        "page": page,
        "lines": [_line(version, when) for version in page],
        "scale": scale_on(when.day),
        "can_keep": can_keep_registers(request.user, place) and not when.is_past,
        "files": LABELS,
    }
    return render(request, "governance/risk_list.html", context)


def _line(version: Any, when: AsAt) -> dict[str, Any]:
    closed = version.risk.closed_at
    shut = closed is not None and (when.moment is None or closed <= when.moment)
    return {
        "version": version, "band": scale_called(version.risk.scale).band(version.score),
        "movement": queries.movement(version), "closed": shut, "due": not shut and version.is_due(when.day),
    }  # fmt: skip


def _file(request: Request, found: list[Any], when: AsAt, format: str) -> HttpResponse:
    numbers = [Column(title, "number") for title in ("Likelihood", "Impact", "Score")]
    texts = [Column(title) for title in ("No.", "Title", "Cause, event and effect", "Owner")]
    more = [Column(title) for title in ("Band", "Since its last review", "Controls", "What else will be done")]
    rows: list[list[Value]] = [
        [
            str(each.risk), each.title, each.words, str(each.holder), each.likelihood, each.impact, each.score,
            scale_called(each.risk.scale).band(each.score).name, queries.movement(each)[2], each.controls,
            each.further, each.review_on,
        ]
        for each in found
    ]  # fmt: skip
    place = request.partnership
    table = Table("Register", [*texts, *numbers, *more, Column("Review by", "date")], rows)
    report = Report(
        title="Register of risks and issues",
        organisation=Organisation(place.name, place.colour),
        sections=[Section(plural(len(found), "entry", "entries"), blocks=[table if rows else "Nothing fits."])],
        as_at=f"This is the register as it stood on {in_words(when.day)}." if when.is_past else "",
        footer=f"Risks and issues on {in_words(when.day)}",
    )
    return download(report, format, f"{place.slug}-risks-{when.day.isoformat()}")


def _risk(request: Request, ref: str) -> Risk:
    risks = Risk.objects.visible_to(request.user).select_related("partnership", "closed_by")
    found: Risk = get_object_or_404(risks, ref=ref, partnership=request.partnership)
    return found


@rule("READ_PLAN")
def risk_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    risk, today = _risk(request, ref), AsAt(clock.today())
    versions = RiskVersion.objects.visible_to(request.user).filter(risk=risk).select_related(*HOLDERS, "by", "risk")
    known = list(queries.with_before(versions).order_by("-valid_from")[:PAGE])
    context = {
        "partnership": request.partnership,
        "risk": risk,
        "now": _line(known[0], today),
        "reviews": [_line(version, today) for version in known],
        "scale": scale_called(risk.scale),
        "actions": actions_from(risk, request.user),
        "can_name_action": risk.closed_at is None and can_prepare(request.user, request.partnership),
        "can_review": risk.closed_at is None and can_review(request.user, risk, known[0].holder),
        "can_close": risk.closed_at is None and can_keep_registers(request.user, request.partnership),
        "history": panel(risk),
    }
    return render(request, "governance/risk.html", context)


@rule("KEEP_REGISTERS")
@once
def add_risk(request: Request, partnership: str) -> HttpResponse:
    place = request.partnership
    form = RiskForm(request.POST or None, holders=every_holder(place), scale=scale_on(clock.today()), new=True)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in (*FIELDS, "kind", "review_on")}
        owner = holder_called(place, form.cleaned_data["owner"])
        if made := attempt_screened(form, operations.add_risk, place, owner=owner, by=request.user, **values):
            messages.success(request, f"{made} is in the register.")
            return redirect(made)
    context = {"partnership": place, "form": form, "title": "Enter a risk or an issue", "button": "Enter it"}
    return render(request, "governance/risk_form.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
@once
def review_risk(request: Request, partnership: str, ref: str) -> HttpResponse:
    risk, place = _risk(request, ref), request.partnership
    versions = RiskVersion.objects.visible_to(request.user).filter(risk=risk).select_related(*HOLDERS)
    now = versions.order_by("-valid_from")[0]
    require(can_review(request.user, risk, now.holder))
    initial = {name: getattr(now, name) for name in FIELDS} | {"owner": value_of(now.holder), "version": now.pk}
    form = RiskForm(
        request.POST or None, holders=every_holder(place), scale=scale_called(risk.scale), new=False, initial=initial
    )
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in (*FIELDS, "review_on", "note")}
        owner = holder_called(place, form.cleaned_data["owner"])
        seen = form.cleaned_data["version"]
        try:
            if attempt_screened(form, operations.review_risk, risk, owner=owner, seen=seen, by=request.user, **values):
                messages.success(request, "Reviewed. What was known before stays in the register.")
                return redirect(risk)
        except EditedMeanwhile as conflict:
            title = f"{risk}: {now.title}"
            return both(request, form, conflict, now.pk, title, risk.get_absolute_url())
    context = {"partnership": place, "form": form, "title": "Review it", "button": "Keep the review", "risk": risk}
    return render(request, "governance/risk_form.html", context, status=422 if form.errors else 200)


@rule("KEEP_REGISTERS")
def close_risk(request: Request, partnership: str, ref: str) -> HttpResponse:
    risk = _risk(request, ref)
    form = WhyForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form, operations.close_risk, risk, why=form.cleaned_data["why"], by=request.user
    ):
        messages.success(request, f"{risk} is closed.")
        return redirect(risk)
    context = {
        "partnership": request.partnership, "form": form, "title": "Close it", "about": risk, "button": "Close it",
    }  # fmt: skip
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)
