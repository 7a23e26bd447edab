"""Reports that people put together: the list, one of them, its parts, and its way to the Board and the public."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, number_of, require
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.models import Body
from goldenthread.partnerships.requests import Request
from goldenthread.plan.models import Period
from goldenthread.reports import permissions
from goldenthread.reports.forms.writing import ChildrenForm, HighlightForm, ListsForm, PartForm, ReasonForm, YearForm
from goldenthread.reports.headings import lists_on
from goldenthread.reports.models import Report, ReportKind, ReportPart, ReportState
from goldenthread.reports.operations import content, writing
from goldenthread.reports.paper import paper_of
from goldenthread.reports.queries import offers as queries
from goldenthread.reports.queries.written import report_called, rounded_in, small_in, whole
from goldenthread.reports.versions import told_to, versions_of

PAGE = 30
ANOTHER = (
    "Noted. A small number is only shown where another person says so too, without knowing your choice. They release "
    "the report."
)
PAPERS = {name: LABELS[name] for name in ("pdf", "docx")}


@rule("READ_PLAN")
def report_list(request: Request, partnership: str) -> HttpResponse:
    user, place = request.user, request.partnership
    found = Report.objects.visible_to(user).filter(partnership=place).select_related("partnership", "body", "period")
    if request.GET.get("kind") in ReportKind.values:
        found = found.filter(kind=request.GET["kind"])
    own = [body for body in _bodies(request) if permissions.can_begin_highlight(user, body)]
    context = {
        "partnership": place,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "kinds": ReportKind.choices,
        "can_highlight": bool(own),
        "can_write": permissions.can_write_reports(user, place),
    }
    return render(request, "reports/report_list.html", context)


def _bodies(request: Request) -> list[Body]:
    return list(
        Body.objects.visible_to(request.user).filter(partnership=request.partnership).select_related("partnership")
    )


@rule("READ_PLAN")
@once
def start_highlight(request: Request, partnership: str) -> HttpResponse:
    user, place = request.user, request.partnership
    own = [body.pk for body in _bodies(request) if permissions.can_begin_highlight(user, body)]
    require(bool(own))
    bodies = Body.objects.visible_to(user).filter(pk__in=own).exclude(kind="external").select_related("partnership")
    periods = Period.objects.visible_to(user).filter(partnership=place, opened_at__isnull=False)
    form = HighlightForm(request.POST or None, bodies=bodies, periods=periods.order_by("-starts_on"))
    form.initial = {name: request.GET.get(name) for name in ("body", "period")}
    if form.is_valid():
        made = attempt(form, writing.start_highlight, form.cleaned_data["body"], form.cleaned_data["period"], by=user)
        if made:
            messages.success(request, "The records have written it. Now add the words.")
            return redirect(made)
    return _begin(request, form, "Begin a highlight report")


@rule("WRITE_REPORTS")
@once
def start_report(request: Request, partnership: str, kind: str) -> HttpResponse:
    """First the year, then the lists of headings that held on its last day."""
    form = YearForm(request.POST or None)
    title = f"Begin {'an accountability' if kind == ReportKind.ACCOUNTABILITY else 'a yearly'} report"
    if not form.is_valid():
        return _begin(request, form, title)
    known = lists_on(form.cleaned_data["ends_on"], kind)
    chosen = ListsForm(request.POST if "lists" in request.POST or "chosen" in request.POST else None, lists=known)
    if chosen.is_valid():
        lists = [each for each in known if each.key in chosen.cleaned_data["lists"]]
        values = {name: form.cleaned_data[name] for name in ("title", "starts_on", "ends_on")}
        made = attempt(
            chosen, writing.start_report, request.partnership, kind=kind, lists=lists, by=request.user, **values
        )
        if made:
            messages.success(request, "Begun. Each heading shows what the records offer.")
            return redirect(made)
    context = {"partnership": request.partnership, "form": chosen, "title": title, "kept": list(request.POST.items())}
    return render(request, "reports/report_lists.html", context, status=422 if chosen.errors else 200)


def _begin(request: Request, form: Any, title: str) -> HttpResponse:
    context = {"partnership": request.partnership, "form": form, "title": title}
    return render(request, "reports/report_begin.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
def report_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    report = report_called(request.user, request.partnership, ref)
    if request.method == "POST":
        messages.success(request, _step(request, report))
        return redirect(report)
    told, versions = whole(report), versions_of(report)
    version = next((each for each in versions if each.key == request.GET.get("for")), None)
    if version:
        told = told_to(told, version)
    if request.GET.get("format") in PAPERS:
        name = (
            f"{partnership}-{report.kind}-{report.ends_on.isoformat()}{'-' + slugify(version.name) if version else ''}"
        )
        return download(paper_of(told, cover=True), request.GET["format"], name)
    writes = permissions.can_write(request.user, report)
    context = {
        "partnership": request.partnership,
        "told": told,
        "report": report,
        "papers": PAPERS,
        "versions": versions,
        "can_write": writes and report.is_open and not version,
        "can_make_versions": permissions.can_write_reports(request.user, request.partnership),
        "can_take_back": writes and report.state == ReportState.SUBMITTED,
        "can_release": report.state == ReportState.SUBMITTED and permissions.can_release(request.user, report),
        "can_withdraw": report.state == ReportState.RELEASED
        and permissions.can_write_reports(request.user, request.partnership),
        "can_present": report.state == ReportState.RELEASED
        and permissions.can_write_reports(request.user, request.partnership),
        "history": panel(report),
    }
    return render(request, "reports/report.html", context)


def _step(request: Request, report: Report) -> str:
    """What the button asks for; returns what was done, in words."""
    asked, by = request.POST.get("do"), request.user
    require(permissions.can_write(by, report))
    if asked == "freeze":
        writing.freeze_again(report, by=by)
        return "The figures are those of this moment."
    writing.submit_report(report, by=by)
    return (
        "Handed in to the Board." if report.kind == ReportKind.HIGHLIGHT else "Handed in. A second person releases it."
    )


@rule("READ_PLAN")
def report_release(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The second person looks at the small numbers in it, and lets it out."""
    report = report_called(request.user, request.partnership, ref)
    require(permissions.can_release(request.user, report))
    if request.method == "POST":
        shown, rounds = request.POST.getlist("shown"), request.POST.get("rounds", "yes") == "yes"
        report = writing.release_report(report, shown=shown, rounds=rounds, by=request.user)
        out = report.state == ReportState.RELEASED
        messages.success(request, "Released. Everybody can read it now." if out else ANOTHER)
        return redirect(report)
    told = whole(report)
    context = {
        "partnership": request.partnership,
        "report": report,
        "numbers": small_in(told),
        "rounded": rounded_in(told),
        "looked": [each.person_id == request.user.pk for each in report.clearances.all()],
    }
    return render(request, "reports/report_release.html", context)


@rule("READ_PLAN")
def report_back(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Open it again before its release, or withdraw it after; both with a reason."""
    report = report_called(request.user, request.partnership, ref)
    require(permissions.can_write(request.user, report))
    out = report.state == ReportState.RELEASED
    form = ReasonForm(request.POST or None)
    if form.is_valid() and attempt_screened(
        form,
        writing.withdraw_report if out else writing.take_back,
        report,
        why=form.cleaned_data["why"],
        by=request.user,
    ):
        messages.success(request, "Withdrawn: its public page is gone." if out else "Opened again.")
        return redirect(report)
    title = "Withdraw the report" if out else "Open the report again"
    context = {"partnership": request.partnership, "form": form, "title": title, "about": report, "button": title}
    return render(request, "plan/one_form.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
def report_part(request: Request, partnership: str, ref: str, key: str) -> HttpResponse:
    """The words under one heading, and what the records offer there."""
    report = report_called(request.user, request.partnership, ref)
    part = get_object_or_404(report.parts.select_related("written_by", "report__partnership"), key=key)
    require(permissions.can_write(request.user, report))
    offered = queries.offers(queries.asked_for(report, request.user), part.offers)
    words, children, refused = PartForm(initial=_now(part)), _children(part), False
    if request.method == "POST":
        do = request.POST.get("do", "words")
        if do in {"insert", "remove"}:
            _move(request, part, offered, do)
            return redirect(request.path)
        name = "children_words" if do == "children" else "words"
        form = _children(part, request.POST) if do == "children" else PartForm(request.POST)
        if form.is_valid() and attempt_screened(
            form, writing.write_part, part, edition=form.cleaned_data["edition"], by=request.user,
            **{name: form.cleaned_data[name]},
        ):  # fmt: skip
            messages.success(request, "Saved.")
            return redirect(f"{report.get_absolute_url()}#{part.key}")
        words, children = (words, form) if do == "children" else (form, children)  # type: ignore[assignment]
        refused = True
    lines = list(part.insertions.select_related("taken_by"))
    taken = {(line.kind, line.record_ref) for line in lines}
    context = {
        "partnership": request.partnership, "report": report, "part": part, "form": words, "children": children,
        "offers": [offer for offer in offered if (offer.kind, offer.ref) not in taken], "lines": lines,
        "ledger": "ledger" in part.offers, "contributions": "contributions" in part.offers, "refused": refused,
    }  # fmt: skip
    return render(request, "reports/report_part.html", context, status=422 if refused else 200)


def _children(part: ReportPart, sent: Any = None) -> ChildrenForm:
    """Stands on one page with the form of the words, so that its fields have identifiers of their own."""
    return ChildrenForm(sent, initial=_now(part), auto_id="id_children_%s")


def _now(part: ReportPart) -> dict[str, Any]:
    return {"words": part.words, "children_words": part.children_words, "edition": part.edition}


def _move(request: Request, part: ReportPart, offered: list[queries.Offer], do: str) -> None:
    if do == "remove":
        line = get_object_or_404(
            part.insertions.select_related("part__report"), pk=number_of(request.POST.get("line", ""))
        )
        content.remove_insertion(line, by=request.user)
        return
    wanted = request.POST.getlist("offer")
    if not wanted:
        raise ValidationError("Choose what the report takes over.")
    chosen = [each for each in offered if f"{each.kind} {each.ref}" in wanted]
    if len(chosen) < len(wanted):
        raise ValidationError("The records offer some of this no longer. Open the page again.")
    content.take_over({part: chosen}, by=request.user)
