"""Questionnaires: which there are, one of them as each kind of organisation reads it, and what an edition changed."""

from itertools import groupby

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.rules import rule
from goldenthread.core.web import require
from goldenthread.documents.writing.download import LABELS, download
from goldenthread.evidence.screened import attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires import wording
from goldenthread.questionnaires.files import Parts, as_paper, as_table
from goldenthread.questionnaires.format.comparing import compare, touched
from goldenthread.questionnaires.format.shape import PURPOSES
from goldenthread.questionnaires.forms.editions import LoadForm, ReadAsForm, ReasonForm
from goldenthread.questionnaires.importing.template import as_list
from goldenthread.questionnaires.models import Edition
from goldenthread.questionnaires.operations import editions as operations
from goldenthread.questionnaires.permissions import editions as permissions
from goldenthread.questionnaires.queries import editions as queries

PAGE = 50


def _edition(request: Request, ref: str) -> Edition:
    return get_object_or_404(queries.editions_of(request.user, request.partnership), ref=ref)


@rule("READ_PLAN")
def edition_list(request: Request, partnership: str) -> HttpResponse:
    found = queries.editions_of(request.user, request.partnership)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": request.partnership,
        "page": page,
        "today": clock.today(),
        "purposes": PURPOSES,
        "can_load": permissions.can_load(request.user, request.partnership),
    }
    return render(request, "questionnaires/edition_list.html", context)


@rule("READ_PLAN")
def edition_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    """``?kind=police`` shows what a police force is asked; so do the files."""
    edition = _edition(request, ref)
    whole = edition.questionnaire
    form = ReadAsForm(request.GET)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    parts: Parts = list(whole.asked_of(kind)) if kind else [(part, part.questions) for part in whole.sections]
    format = request.GET.get("format", "")
    if format == "yaml":
        return _as_yaml(edition)
    if format == "list":
        return download(as_list(whole, request.partnership), "xlsx", f"{edition.name}-{edition.edition}-list")
    if format in LABELS:
        made = (as_table if format in {"xlsx", "csv"} else as_paper)(whole, parts, request.partnership)
        return download(made, format, f"{edition.name}-{edition.edition}" + (f"-{kind}" if kind else ""))
    context = {
        "partnership": request.partnership,
        "edition": edition,
        "whole": whole,
        "parts": parts,
        "asked": sum(len(questions) for _, questions in parts),
        "form": None,
        "read_as": form,
        "questions": wording.by_id(whole),
        "wording": wording,
        "purpose": PURPOSES[edition.purpose],
        "others": queries.others_of(edition, queries.editions_of(request.user, request.partnership)),
        "files": LABELS,
        "history": panel(edition),
        "can_withdraw": permissions.can_withdraw(request.user, edition, request.partnership),
    }
    return render(request, "questionnaires/edition.html", context)


def _as_yaml(edition: Edition) -> HttpResponse:
    """The file to the letter, for somebody who writes the next edition."""
    response = HttpResponse(edition.text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition.name}-{edition.edition}.yaml"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@rule("READ_PLAN")
def changes(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Against the edition before it, or ``?from=`` another one."""
    edition = _edition(request, ref)
    others = queries.others_of(edition, queries.editions_of(request.user, request.partnership))
    chosen = next((each for each in others if each.ref == request.GET.get("from")), None)
    old = chosen or queries.before(edition, others)
    found = compare(old.questionnaire, edition.questionnaire) if old else []
    context = {
        "partnership": request.partnership,
        "edition": edition,
        "old": old,
        "others": others,
        "changes": [(about, list(each)) for about, each in groupby(found, key=lambda change: change.about)],
        "touched": touched(old.questionnaire, edition.questionnaire, found) if old else {},
        "tones": wording.EFFECT_TONES,
    }
    return render(request, "questionnaires/changes.html", context)


@rule("KEEP_QUESTIONNAIRES")
def load(request: Request, partnership: str) -> HttpResponse:
    sets = queries.not_loaded(request.partnership)
    form = LoadForm(request.POST or None, request.FILES or None, partnership=request.partnership, sets=sets)
    if form.is_valid() and (
        edition := attempt_screened(
            form, operations.load_edition, request.partnership, text=form.cleaned_data["text"],
            offered=form.cleaned_data.get("offered", False), by=request.user,
        )
    ):  # fmt: skip
        messages.success(request, "Loaded. Read it as those will who are asked.")
        return redirect(edition)
    intro = "An edition is never changed once it is here. Other words are another edition, and you see what it changes."
    return _form(
        request, form, "Load a questionnaire", "Load", reverse("questionnaires:list", args=[partnership]), intro
    )


@rule("KEEP_QUESTIONNAIRES")
def withdraw(request: Request, partnership: str, ref: str) -> HttpResponse:
    edition = _edition(request, ref)
    form = ReasonForm(request.POST or None)
    if request.method == "POST":
        require(permissions.can_withdraw(request.user, edition, request.partnership))
    if form.is_valid() and attempt_screened(
        form, operations.withdraw_edition, edition, reason=form.cleaned_data["reason"], by=request.user
    ):
        messages.success(request, "Withdrawn. It stays readable.")
        return redirect(edition)
    intro = "Nobody is asked with it any more. It stays readable, and so does what was answered."
    back = edition.address_in(request.partnership)
    return _form(request, form, f"Withdraw {edition}", "Withdraw", back, intro)


def _form(request: Request, form: object, title: str, button: str, back: str, intro: str) -> HttpResponse:
    context = {"partnership": request.partnership, "form": form, "title": title, "button": button, "back": back,
               "intro": intro}  # fmt: skip
    return render(request, "questionnaires/one_form.html", context, status=422 if form.errors else 200)  # type: ignore[attr-defined]
