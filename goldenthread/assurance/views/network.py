"""Rounds of a network as its co-ordinator sees them: opened, followed and closed, and compared without names."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.comparison import RegionFilter
from goldenthread.assurance.forms.rounds import AddNetworkPartForm, OpenNetworkRoundForm
from goldenthread.assurance.models import Round
from goldenthread.assurance.operations import rounds as operations
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.assurance.queries import comparison as comparing
from goldenthread.assurance.queries import network as queries
from goldenthread.assurance.queries import returns as returns_queries
from goldenthread.assurance.queries.levels import quartiles
from goldenthread.assurance.queries.region_paper import region_paper
from goldenthread.assurance.suppression import FEWEST
from goldenthread.assurance.views.comparison import KINDS, STANDARDS
from goldenthread.assurance.views.rounds import ASK_NEWCOMERS, CLOSE, sure
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import NetworkRequest
from goldenthread.questionnaires.queries.editions import offered_to

PAGE = 50
TO_EACH_PARTNERSHIP = (
    "You read the numbers of one of these partnerships. Compare it with the others there: with the whole as well, "
    "groups that are too small to be shown could be worked out."
)


def _round(request: NetworkRequest, ref: str) -> Round:
    return get_object_or_404(queries.rounds_in(request.user, request.network), ref=ref)


def _address(opened: Round, request: NetworkRequest, name: str = "network_round") -> str:
    return reverse(f"assurance:{name}", args=[request.network.slug, opened.ref])


@rule("RUN_NETWORK_ROUNDS")
def network(request: NetworkRequest, network: str) -> HttpResponse:
    found = queries.with_counts(queries.rounds_in(request.user, request.network))
    context = {
        "network": request.network,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "today": clock.today(),
        "partnerships": request.network.partnerships.all(),
        "coordinators": queries.coordinators(request.network),
    }
    return render(request, "assurance/network.html", context)


@rule("RUN_NETWORK_ROUNDS")
def network_round(request: NetworkRequest, network: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    found = queries.returns_in(request.user, request.network, opened)
    counts, look = queries.counts_in(found, opened), request.GET.get("show", "")
    look = look if look in queries.LOOKS else "all" if look == "all" or not counts["unsettled"] else "unsettled"
    shown = found.filter(queries.looked_for(look, opened))
    runs = permissions.can_run_in_network(request.user, opened)
    context = {
        "network": request.network,
        "round": opened,
        "parts": queries.parts_of_round(opened),
        "places": queries.by_partnership(found),
        "counts": counts,
        "looks": queries.LOOKS,
        "look": look,
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "late": opened.due_on < clock.today(),
        "handed_in": returns_queries.HANDED_IN,
        "tones": returns_queries.TONES,
        "runs": runs,
        "newcomers": len(operations.newcomers(opened)) if runs else 0,
        "compares": permissions.can_compare_network(request.user, request.network),
        "history": panel(opened),
    }
    return render(request, "assurance/network_round.html", context)


@rule("RUN_NETWORK_ROUNDS")
def open_network_round(request: NetworkRequest, network: str) -> HttpResponse:
    editions = list(offered_to(request.user, request.network))
    form = OpenNetworkRoundForm(request.POST or None, network=request.network, editions=editions)
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if not name.startswith("answer-")}
        parts = [Asked(form.known[ref]) for ref in given.pop("editions")]
        parts += [Asked(form.known[ref], form.known[ref].partnership) for ref in given.pop("supplements")]
        place = given.pop("partnership")
        opened = attempt_screened(
            form, operations.open_round, place, parts=parts, whole_network=True, by=request.user, **given
        )
        if opened:
            messages.success(request, "Opened. Every organisation that is asked finds it under Asked of us.")
            return redirect(_address(opened, request))
    return _form(request, form, "Open a round", "Open the round", None)


@rule("RUN_NETWORK_ROUNDS")
def add_network_part(request: NetworkRequest, network: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    require(permissions.can_run_in_network(request.user, opened))
    editions = list(offered_to(request.user, request.network))
    form = AddNetworkPartForm(request.POST or None, editions=editions, initial={"due_on": opened.due_on})
    if form.is_valid():
        asked = Asked(form.known[form.cleaned_data["edition"]], None, form.cleaned_data["due_on"])
        if attempt(form, operations.add_part, opened, asked, by=request.user):
            messages.success(request, "Added. Those who are asked find it in their return.")
            return redirect(_address(opened, request))
    return _form(request, form, "Ask all something more", "Add it", opened)


@rule("RUN_NETWORK_ROUNDS")
def ask_network_newcomers(request: NetworkRequest, network: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    require(permissions.can_run_in_network(request.user, opened))
    return sure(request, opened, ASK_NEWCOMERS, _address(opened, request))


@rule("RUN_NETWORK_ROUNDS")
def close_network_round(request: NetworkRequest, network: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    require(permissions.can_run_in_network(request.user, opened))
    return sure(request, opened, CLOSE, _address(opened, request))


@rule("READ_NETWORK_COMPARISON")
def network_comparison(request: NetworkRequest, network: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    if not permissions.can_compare_network(request.user, request.network):
        return _kept_apart(request, opened)
    parts = [each for each in queries.parts_of_round(opened) if each.partnership_id is None]
    if not parts:
        raise Http404
    filter = RegionFilter(request.GET, parts=parts)
    standards = filter.narrowed(comparing.standards_in(parts))
    if (format := request.GET.get("format", "")) in LABELS:
        counts = queries.counts_in(queries.returns_in(request.user, request.network, opened), opened)
        rows = comparing.compare_network(standards)
        paper = region_paper(request.network, opened, rows, counts["all"], counts["handed_in"])
        return download(paper, format, f"{network}-self-assessments-{clock.today().isoformat()}")
    page = Paginator(standards, STANDARDS).get_page(request.GET.get("page"))
    context = {
        "network": request.network, "round": opened, "filter": filter, "part": filter.asked, "page": page,
        "files": LABELS,
        "rows": [(row, _middle(row)) for row in comparing.compare_network(list(page))],
    }  # fmt: skip
    return render(request, "assurance/network_comparison.html", context)


@rule("READ_NETWORK_COMPARISON")
def network_standard(request: NetworkRequest, network: str, ref: str, edition: str, question: str) -> HttpResponse:
    opened = _round(request, ref)
    if not permissions.can_compare_network(request.user, request.network):
        return _kept_apart(request, opened)
    parts = [each for each in queries.parts_of_round(opened) if each.partnership_id is None]
    found = [each for each in comparing.standards_in(parts) if each.question.id == question]
    asked = next((each for each in found if each.part.edition.ref == edition), None)
    if asked is None:
        raise Http404
    (row,) = comparing.compare_network([asked])
    context = {
        "network": request.network, "round": opened, "asked": asked, "row": row, "levels": row.levels,
        "kind_words": KINDS, "fewest": FEWEST, "middle": _middle(row),
    }  # fmt: skip
    return render(request, "assurance/network_standard.html", context)


def _middle(row: comparing.Compared) -> list[Any]:
    """The quartiles, where nothing is hidden of which they are made."""
    shown = row.elsewhere
    return list(quartiles(row.standard.question, shown.levels)) if shown and shown.is_whole else []


def _kept_apart(request: NetworkRequest, opened: Round) -> HttpResponse:
    context = {"network": request.network, "round": opened, "sentence": TO_EACH_PARTNERSHIP}
    return render(request, "assurance/network_kept_apart.html", context, status=403)


def _form(request: NetworkRequest, form: Any, title: str, button: str, about: Round | None) -> HttpResponse:
    back = _address(about, request) if about else reverse("assurance:network", args=[request.network.slug])
    context = {"form": form, "title": title, "button": button, "about": about or request.network, "back": back}
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)
