"""Broken threads of the plan, on the page and as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.words import day as in_words
from goldenthread.core.words import plural
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.documents.writing.report import Column, Organisation, Report, Section, Table, Value
from goldenthread.governance.permissions import can_keep_plan
from goldenthread.partnerships.requests import Request
from goldenthread.plan.as_at import as_at
from goldenthread.plan.models import Plan
from goldenthread.plan.permissions import can_add_evidence, can_check_returns, can_decide, can_prepare
from goldenthread.plan.queries.plans import plan_on
from goldenthread.reports.forms.filters import ThreadFilter
from goldenthread.reports.queries import threads as queries

PAGE = 50
MOST_IN_A_FILE = 2000


@rule("READ_PLAN")
@require_safe
def threads(request: Request, partnership: str) -> HttpResponse:
    """Every arrow of the thread that is missing on the day, those missing longest first."""
    plan, when = _plan(request), as_at(request)
    if plan is None:
        return render(request, "reports/threads.html", {"partnership": request.partnership, "plan": None, "when": when})
    everybody = queries.Asked(request.user, plan, when)
    form = ThreadFilter(request.GET, owners=queries.owners(everybody))
    chosen = form.chosen
    asked = queries.Asked(request.user, plan, when, chosen.get("owner", ""))
    counted, kind = queries.counts(asked), chosen.get("kind", "")
    found = queries.rows(asked, kind, request.GET.get("sort", ""))
    if request.GET.get("format") in LABELS:
        return _file(asked, [queries.told(row) for row in found[:MOST_IN_A_FILE]], request.GET["format"])
    page = Paginator(found, PAGE)
    page.count = counted.get(kind, sum(counted.values()))
    context = {
        "partnership": request.partnership,
        "plan": plan,
        "when": when,
        "filter": form,
        "tiles": _tiles(counted, request),
        "total": page.count,
        "page": (shown := page.get_page(request.GET.get("page"))),
        "lines": [_line(queries.told(row), request, asked) for row in shown],
        "files": LABELS,
    }
    return render(request, "reports/threads.html", context)


def _plan(request: Request) -> Plan | None:
    plans = Plan.objects.visible_to(request.user).select_related("partnership").exclude(state="draft")
    if ref := request.GET.get("plan"):
        found: Plan = get_object_or_404(plans, ref=ref, partnership=request.partnership)
        return found
    return plan_on(request.user, request.partnership, as_at(request))


def _tiles(counted: dict[str, int], request: Request) -> list[dict[str, Any]]:
    query = request.GET.copy()
    for gone in ("page", "kind"):
        query.pop(gone, None)
    return [
        {
            "number": counted[name],
            "label": kind.name,
            "tone": "warn" if counted[name] else "good",
            "href": f"{request.path}?{query.urlencode()}&kind={name}",
        }
        for name, kind in queries.KINDS.items()
    ]


def _line(thread: queries.Thread, request: Request, asked: queries.Asked) -> dict[str, Any]:
    when = asked.when
    return {
        "thread": thread,
        "kind": queries.KINDS[thread.kind],
        "href": queries.address_of(thread, asked),
        "days": (when.day - thread.since).days,
        "mend": "" if when.is_past else _mends(thread, request),
    }


def _mends(thread: queries.Thread, request: Request) -> str:
    """Where this person can do what mends it, or nothing."""
    user, place = request.user, request.partnership
    if thread.kind in {"unowned", "idle"}:
        name = "plan:vary_action" if thread.kind == "unowned" else "plan:serve"
        return reverse(name, args=[place.slug, thread.ref]) if can_prepare(user, place) else ""
    if thread.kind == "ungated":
        return reverse("plan:gate", args=[place.slug, thread.ref]) if can_decide(user, place) else ""
    if thread.kind == "no_action":
        return reverse("governance:link_action", args=[place.slug, thread.ref]) if can_keep_plan(user, place) else ""
    if thread.kind in {"upheld", "above_appetite"}:
        name = f"governance:{thread.place}_action"
        return reverse(name, args=[place.slug, thread.ref]) if can_prepare(user, place) else ""
    if thread.kind == "unseen":
        return reverse("plan:remind", args=[place.slug, thread.ref]) if can_check_returns(user, place) else ""
    if not can_add_evidence(user, place):
        return ""
    if thread.kind == "no_impact":
        return reverse("plan:claim_impact", args=[place.slug], query={"outcome": thread.ref})
    about = {"action": thread.ref} if thread.kind == "unproven" else {}
    return reverse("plan:add_evidence", args=[place.slug], query=about)


def _file(asked: queries.Asked, found: list[queries.Thread], format: str) -> HttpResponse:
    if not found:
        raise Http404
    on = asked.when.day
    titles = ("What is missing", "Where", "Owner", "What it says", "What mends it")
    columns = [*(Column(title) for title in titles), Column("Since", "date"), Column("Days", "number")]
    rows: list[list[Value]] = [
        [
            queries.KINDS[each.kind].name, each.label, each.owner, each.words, queries.KINDS[each.kind].mend,
            each.since, (on - each.since).days,
        ]
        for each in found
    ]  # fmt: skip
    place = asked.plan.partnership
    report = Report(
        title="Broken threads",
        subtitle=asked.plan.title,
        organisation=Organisation(place.name, place.colour),
        sections=[Section(plural(len(found), "broken thread"), blocks=[Table("Broken threads", columns, rows)])],
        as_at=f"This is the plan as it stood on {in_words(on)}." if asked.when.is_past else "",
        footer=f"Broken threads on {in_words(on)}",
    )
    return download(report, format, f"{place.slug}-broken-threads-{on.isoformat()}")
