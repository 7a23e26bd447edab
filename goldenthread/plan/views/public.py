"""The public page of a plan, and its switch."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goldenthread.core.chrome import Chrome, Link
from goldenthread.core.rules import PUBLIC, rule
from goldenthread.core.web import attempt
from goldenthread.documents.writing.download import as_file, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table
from goldenthread.history.queries import panel
from goldenthread.partnerships import brand
from goldenthread.partnerships.models import Licence
from goldenthread.partnerships.requests import Request
from goldenthread.plan.forms.public import PublishForm
from goldenthread.plan.models import Delivery, Plan
from goldenthread.plan.operations.publishing import switch_public_page
from goldenthread.plan.queries.public import counted, priorities_shown, public_file, public_plan, public_plans

KEPT_SECONDS = 300


@rule(PUBLIC)
@require_safe
def public_page(request: HttpRequest, partnership: str) -> HttpResponse:
    """The same bytes for everybody. While it is off, the answer is that of a partnership that does not exist."""
    plan = public_plan(partnership)
    if plan is None:
        raise Http404
    response = render(request, "plan/public_plan.html", _context(plan))
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


OPEN_FORMATS = ("csv", "xlsx", "json")
COLUMNS = ("Priority", "No.", "Promise", "Who", "When", "How it is going")


@rule(PUBLIC)
@require_safe
def public_data(request: HttpRequest, partnership: str, format: str = "csv") -> HttpResponse:
    """The promises of the public page as open data: the same words and ratings, and nothing more."""
    plan = public_plan(partnership)
    if plan is None or format not in OPEN_FORMATS:
        raise Http404
    rows = [
        [priority.title, each.code, each.words, ", ".join(each.owners), each.deadline,
         Delivery(each.rating).label if each.rating else "", each.rated_on]
        for priority in priorities_shown(plan) for each in priority.actions
    ]  # fmt: skip
    table = Table("Promises", [*(Column(title) for title in COLUMNS), Column("Agreed on", "date")], rows)
    house = Organisation(plan.partnership.name, plan.partnership.colour)
    licence = plan.partnership.licence_said
    if format == "json":
        response = as_file(_as_json(plan, table), "json", f"{partnership}-plan")
    else:
        report = Report(plan.title, house, [Section("Promises", blocks=[table])], licence=licence)
        response = download(report, format, f"{partnership}-plan")
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


def _as_json(plan: Plan, table: Table) -> bytes:
    """Titles of columns as names: "Agreed on" is "agreed_on"."""
    names = [column.title.lower().replace(" ", "_").strip(".") for column in table.columns]
    place = plan.partnership
    licence = Licence(place.licence) if place.licence else None
    said = {
        "partnership": place.name, "title": plan.title,
        "licence": {"name": licence.label, "address": licence.address} if licence else None,
        "licence_said": place.licence_said, "promises": [dict(zip(names, row, strict=True)) for row in table.rows],
    }  # fmt: skip
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()


@rule(PUBLIC)
@require_safe
def public_evidence(request: HttpRequest, partnership: str, ref: str) -> FileResponse:
    """Always as a download, never shown inside our pages."""
    piece = public_file(partnership, ref)
    if piece is None or piece.file is None:
        raise Http404
    response = FileResponse(
        piece.file.content.open("rb"), as_attachment=True, filename=piece.file.name, content_type=piece.file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response


@rule(PUBLIC)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages that are on, and nothing else."""
    slugs = public_plans().order_by("partnership__slug").values_list("partnership__slug", flat=True).distinct()
    allowed = "".join(f"Allow: {reverse('plan:public', args=[slug])}\n" for slug in slugs)
    response = HttpResponse(
        f"User-agent: *\n{allowed}Allow: /static/\nDisallow: /\n", content_type="text/plain; charset=utf-8"
    )
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response


@rule("PUBLISH")
def publish(request: Request, partnership: str, ref: str) -> HttpResponse:
    plan = _plan(request, ref)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        on = form.cleaned_data["switch"] == "on"
        if attempt(form, switch_public_page, plan, on=on, by=request.user):
            messages.success(request, "Everybody can read the plan now." if on else "The public page is off.")
            return redirect("plan:publish", partnership, ref)
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "form": form,
        "address": settings.ADDRESS.rstrip("/") + reverse("plan:public", args=[partnership]),
        "kept_minutes": KEPT_SECONDS // 60,
        "history": panel(plan),
    }
    return render(request, "plan/public_switch.html", context, status=422 if form.errors else 200)


@rule("PUBLISH")
@require_safe
def preview(request: Request, partnership: str, ref: str) -> HttpResponse:
    """The public page as it would be, before it is switched on."""
    return render(request, "plan/public_plan.html", _context(_plan(request, ref), preview=True))


def _plan(request: Request, ref: str) -> Plan:
    plans = Plan.objects.visible_to(request.user).select_related("partnership__logo")
    return get_object_or_404(plans, ref=ref, partnership=request.partnership)


def _context(plan: Plan, *, preview: bool = False) -> dict[str, Any]:
    partnership = plan.partnership
    frame = Chrome(
        name=partnership.name,
        home=reverse("plan:public", args=[partnership.slug]),
        logo=brand.logo_address(partnership),
        brand_css=brand.css_address(partnership),
        footer=[Link("Accessibility", reverse("reports:help_page", args=["accessibility"]))],
        demonstration=plan.invented,
    )
    shown = priorities_shown(plan)
    return {
        "plan": plan,
        "partnership": partnership,
        "licence": Licence(partnership.licence) if partnership.licence else None,
        "priorities": shown,
        "numbers": counted(shown),
        "frame": frame,
        "preview": preview,
    }
