"""Taking the plan away as files."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.core.words import plural
from goldenthread.documents.writing.download import MEDIA_TYPES
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import PARAMETER, as_at
from goldenthread.plan.export.choice import FORMATS, Choice, What
from goldenthread.plan.export.make import make_file
from goldenthread.plan.forms.export import LABELS, ExportForm
from goldenthread.plan.models import Export, ExportState, Plan, RegularExport, Rhythm
from goldenthread.plan.models.exports import KEPT_FOR
from goldenthread.plan.operations.exports import ask_for_export
from goldenthread.plan.operations.regular import ask_regularly, stop_regularly
from goldenthread.plan.permissions import can_take_away
from goldenthread.plan.tasks import make_export

REFRESH_SECONDS = 3


@rule("READ_PLAN")
def export_plan(request: Request, partnership: str, ref: str) -> HttpResponse:
    """What can be taken away. What is quickly made comes at once, the rest when the worker has made it."""
    plans = Plan.objects.visible_to(request.user).select_related("partnership")
    plan = get_object_or_404(plans, ref=ref, partnership=request.partnership)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        choice = Choice(request.user, plan, What(form.cleaned_data["what"]), form.cleaned_data["format"], request.GET)
        require(can_take_away(request.user, plan, choice.format))
        return _download(choice.file_name, choice.format, make_file(choice)) if choice.is_quick else _ask(choice)
    listed = Choice(request.user, plan, What.LIST, "csv", request.GET)
    context: dict[str, Any] = {
        "partnership": request.partnership,
        "plan": plan,
        "when": as_at(request),
        "form": form,
        "count": plural(listed.actions().count(), "action"),
        "filters": listed.filters_said(),
        "formats": {what.value: _offered(request, plan, what) for what in What},
        "loaded": getattr(plan, "loaded", None),
        "rhythms": Rhythm.choices,
        "regular": RegularExport.objects.visible_to(request.user).filter(partnership=request.partnership),
    }
    return render(request, "plan/export.html", context, status=422 if form.errors else 200)


@rule("READ_PLAN")
@require_POST
def export_regularly(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Be told of what the page shows again and again, or no longer."""
    plans = Plan.objects.visible_to(request.user).select_related("partnership")
    plan = get_object_or_404(plans, ref=ref, partnership=request.partnership)
    own = RegularExport.objects.visible_to(request.user).filter(partnership=request.partnership)
    if stop := request.POST.get("stop"):
        stop_regularly(get_object_or_404(own, ref=stop), by=request.user)
        messages.success(request, "Stopped.")
    else:
        query = request.GET.copy()
        query.pop(PARAMETER, None)
        every = request.POST.get("every", "")
        ask_regularly(request.partnership, every=every, filters=query.urlencode(), by=request.user)
        messages.success(request, "You will get a mail.")
    return redirect(reverse("plan:export", args=[partnership, plan.ref]) + "#regularly")


def _offered(request: Request, plan: Plan, what: What) -> list[tuple[str, str]]:
    return [(each, LABELS[each]) for each in FORMATS[what] if can_take_away(request.user, plan, each)]


def _ask(choice: Choice) -> HttpResponse:
    with transaction.atomic():
        export = ask_for_export(
            choice.plan,
            what=choice.what,
            format=choice.format,
            filters=choice.query.urlencode(),
            name=choice.file_name,
            by=choice.user,
        )
        make_export.enqueue(export.ref)
    return redirect(export)


def _export(request: Request, ref: str) -> Export:
    exports = Export.objects.visible_to(request.user).select_related("plan__partnership")
    return get_object_or_404(exports, ref=ref, plan__partnership=request.partnership)


@rule("READ_PLAN")
@require_safe
def export_wait(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Says whether the file is ready. While it is not, the browser asks again by itself."""
    export = _export(request, ref)
    context = {"partnership": request.partnership, "export": export, "deleted_at": export.asked_at + KEPT_FOR}
    response = render(request, "plan/export_wait.html", context)
    if export.state == ExportState.WAITING:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


@rule("READ_PLAN")
@require_safe
def export_file(request: Request, partnership: str, ref: str) -> HttpResponse:
    export = _export(request, ref)
    require(can_take_away(request.user, export.plan, export.format))
    if export.state != ExportState.READY:
        raise Http404
    return _download(export.name, export.format, bytes(export.content or b""))


def _download(name: str, kind: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
