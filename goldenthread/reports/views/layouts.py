"""The partnership's own versions of its reports, one for each audience."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.accounts.once import once
from goldenthread.core.rules import rule
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.reports.forms.layouts import BeginForm, LayoutForm
from goldenthread.reports.models import Layout, ReportKind
from goldenthread.reports.operations import layouts as operations
from goldenthread.reports.versions import proposed, version_of


def _layouts(request: Request) -> "list[Layout]":
    found = Layout.objects.visible_to(request.user).filter(partnership=request.partnership)
    return list(found.select_related("partnership", "changed_by"))


@rule("WRITE_REPORTS")
def layout_list(request: Request, partnership: str) -> HttpResponse:
    context = {"partnership": request.partnership, "layouts": _layouts(request)}
    return render(request, "reports/layout_list.html", context)


@rule("WRITE_REPORTS")
@once
def layout_add(request: Request, partnership: str) -> HttpResponse:
    """First for which reports and for whom, which then stands in the address."""
    asked = BeginForm(request.GET or None)
    if not asked.is_valid():
        return render(request, "reports/layout_begin.html", {"partnership": request.partnership, "form": asked})
    kind, audience = asked.cleaned_data["kind"], asked.cleaned_data["audience"]
    form = LayoutForm(request.POST or None, kind=kind, version=proposed(kind, audience))
    if form.is_valid() and attempt_screened(
        form, operations.add_layout, request.partnership, kind=kind, audience=audience, by=request.user, **form.values
    ):
        messages.success(request, "Made. Every such report has it from now on.")
        return redirect("reports:layouts", partnership)
    return _page(request, form, "Make a version", ReportKind(kind).label)


@rule("WRITE_REPORTS")
def layout_edit(request: Request, partnership: str, ref: str) -> HttpResponse:
    found = Layout.objects.visible_to(request.user).filter(partnership=request.partnership)
    layout = get_object_or_404(found.select_related("partnership", "changed_by"), ref=ref)
    if request.POST.get("do") == "remove":
        operations.remove_layout(layout, by=request.user)
        messages.success(request, "Taken away. The version that comes along takes its place.")
        return redirect("reports:layouts", partnership)
    form = LayoutForm(request.POST or None, kind=layout.kind, version=version_of(layout), layout=layout)
    if form.is_valid() and attempt_screened(
        form, operations.change_layout, layout, edition=form.cleaned_data["edition"], by=request.user, **form.values
    ):
        messages.success(request, "Saved.")
        return redirect("reports:layouts", partnership)
    return _page(request, form, layout.name, layout.get_kind_display(), layout)


def _page(request: Request, form: LayoutForm, title: str, caption: str, layout: Layout | None = None) -> HttpResponse:
    context = {
        "partnership": request.partnership, "form": form, "title": title, "caption": caption, "layout": layout,
        "history": panel(layout) if layout else [],
    }  # fmt: skip
    return render(request, "reports/layout_form.html", context, status=422 if form.errors else 200)
