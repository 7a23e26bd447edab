"""Rounds as whoever runs them sees them: how far everybody is, exceptions first."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from goldenthread.assurance import permissions
from goldenthread.assurance.forms.rounds import AddPartForm, OpenRoundForm
from goldenthread.assurance.models import Round
from goldenthread.assurance.operations import rounds as operations
from goldenthread.assurance.operations.rounds import Asked
from goldenthread.assurance.queries import returns as returns_queries
from goldenthread.assurance.queries import rounds as queries
from goldenthread.core import clock
from goldenthread.core.addresses import reverse
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, require
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.queries import may
from goldenthread.partnerships.requests import NetworkRequest, Request
from goldenthread.partnerships.roles import Right
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.queries.editions import editions_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Step:
    """What is done to a whole round, by one button."""

    title: str
    button: str
    intro: str
    done: str
    take: Callable[..., object]


ASK_NEWCOMERS = Step(
    "Ask those who joined since", "Ask them",
    "Organisations that came to belong after the round opened get their return. Those that are asked already, and "
    "joined another partnership, are asked by it as well: it is still one return.",
    "Asked. They find the round under Asked of us.", operations.ask_newcomers,
)  # fmt: skip
CLOSE = Step(
    "Close the round", "Close the round",
    "Nothing is answered, handed in or re-opened after that. What was handed in stays readable.",
    "Closed. What was handed in stays where it was shared.", operations.close_round,
)  # fmt: skip


def _round(request: Request, ref: str) -> Round:
    return get_object_or_404(queries.rounds_of(request.user, request.partnership), ref=ref)


def _editions(request: Request) -> list[Edition]:
    return list(editions_of(request.user, request.partnership).filter(withdrawn_at=None))


@rule("READ_SELF_ASSESSMENTS")
def round_list(request: Request, partnership: str) -> HttpResponse:
    found = queries.with_counts(queries.rounds_of(request.user, request.partnership), request.partnership)
    context = {
        "partnership": request.partnership,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "today": clock.today(),
        "can_open": permissions.can_open_rounds(request.user, request.partnership),
    }
    return render(request, "assurance/round_list.html", context)


@rule("READ_SELF_ASSESSMENTS")
def round_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    found = queries.returns_of(request.user, request.partnership, opened)
    counts = queries.counts_by_state(found)
    parts = queries.parts_in(opened, request.partnership)
    runs = permissions.can_run(request.user, opened) and opened.partnership_id == request.partnership.pk
    can_add = opened.closed_at is None and permissions.can_open_rounds(request.user, request.partnership)
    context = {
        "partnership": request.partnership,
        "round": opened,
        "parts": parts,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "counts": [(state, words, counts.get(state, 0)) for state, words in returns_queries.WORDS.items()],
        "tones": returns_queries.TONES,
        "today": clock.today(),
        "late": opened.due_on < clock.today(),
        "handed_in": returns_queries.HANDED_IN,
        "readable": queries.readable(found, request.user, request.partnership),
        "moderates": may(request.user, Right.MODERATE, request.partnership),
        "can_run": runs,
        "newcomers": len(operations.newcomers(opened)) if runs else 0,
        "can_add": can_add,
        "can_take": {part.pk for part in parts if can_add and permissions.asks_with(part, request.partnership)},
        "history": panel(opened),
    }
    return render(request, "assurance/round.html", context)


@rule("RUN_ROUNDS")
def open_round(request: Request, partnership: str) -> HttpResponse:
    form = OpenRoundForm(request.POST or None, partnership=request.partnership, editions=_editions(request))
    if form.is_valid():
        given = dict(form.cleaned_data)
        parts = [Asked(form.known[ref]) for ref in given.pop("editions")]
        if supplement := given.pop("supplement"):
            parts.append(Asked(form.known[supplement], request.partnership))
        facts = {name: value for name, value in given.items() if not name.startswith("answer-")}
        opened = attempt_screened(
            form, operations.open_round, request.partnership, parts=parts, by=request.user, **facts
        )
        if opened:
            messages.success(request, "Opened. Every organisation that is asked finds it under Asked of us.")
            return redirect(opened)
    return _form(request, form, "Open a round", "Open the round", None)


@rule("RUN_ROUNDS")
def add_part(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    leads = permissions.can_run(request.user, opened) and opened.partnership_id == request.partnership.pk
    form = AddPartForm(
        request.POST or None, partnership=request.partnership, leads=leads, editions=_editions(request),
        initial={"due_on": opened.due_on, "whose": "own"},
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        place = request.partnership if given["whose"] == "own" else None
        asked = Asked(form.known[given["edition"]], place, given["due_on"], given["per_site"])
        if attempt(form, operations.add_part, opened, asked, by=request.user):
            messages.success(request, "Added. Those who are asked find it in their return.")
            return redirect(opened.address_in(request.partnership))
    return _form(request, form, "Ask something more", "Add it", opened)


@rule("RUN_ROUNDS")
def ask_newcomers(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    require(permissions.can_run(request.user, opened) and opened.partnership_id == request.partnership.pk)
    return sure(request, opened, ASK_NEWCOMERS, opened.get_absolute_url())


@rule("RUN_ROUNDS")
def close_round(request: Request, partnership: str, ref: str) -> HttpResponse:
    opened = _round(request, ref)
    require(permissions.can_run(request.user, opened) and opened.partnership_id == request.partnership.pk)
    return sure(request, opened, CLOSE, opened.get_absolute_url())


def sure(request: Request | NetworkRequest, opened: Round, step: Step, back: str) -> HttpResponse:
    """Asks once more before a step of a round, and takes it; in its partnership, or in its network."""
    if request.method == "POST":
        step.take(opened, by=request.user)
        messages.success(request, step.done)
        return redirect(back)
    context = {"title": step.title, "about": str(opened), "button": step.button, "back": back, "intro": step.intro}
    return render(request, "assurance/sure.html", context)


def _form(
    request: Request, form: AddPartForm | OpenRoundForm, title: str, button: str, about: Round | None
) -> HttpResponse:
    slug = request.partnership.slug
    context = {
        "partnership": request.partnership, "form": form, "title": title, "button": button,
        "about": about or request.partnership,
        "back": about.address_in(request.partnership) if about else reverse("assurance:rounds", args=[slug]),
    }  # fmt: skip
    return render(request, "assurance/round_form.html", context, status=422 if form.errors else 200)
