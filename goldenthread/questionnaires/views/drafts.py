"""Drafts of questionnaires: where they begin, how they stand, how they would be read, and how they end."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from goldenthread.core.rules import rule
from goldenthread.core.words import day
from goldenthread.evidence.screened import ScreenedForm, attempt_screened
from goldenthread.history.queries import panel
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires import wording
from goldenthread.questionnaires.format import editing, shape
from goldenthread.questionnaires.format.comparing import NotComparable, compare, touched
from goldenthread.questionnaires.format.things import Questionnaire
from goldenthread.questionnaires.forms import drafts as forms
from goldenthread.questionnaires.forms.parts.base import day_of
from goldenthread.questionnaires.models import Draft, parsed
from goldenthread.questionnaires.models.drafts import digest
from goldenthread.questionnaires.operations import drafts as operations
from goldenthread.questionnaires.queries import drafts as queries

PAGE = 50


def draft_called(request: Request, ref: str) -> Draft:
    return get_object_or_404(queries.drafts_of(request.user, request.partnership), ref=ref)


def one_form(request: Request, form: Any, title: str, button: str, back: str, intro: str, **more: Any) -> HttpResponse:
    context = {"partnership": request.partnership, "form": form, "title": title, "button": button, "back": back,
               "intro": intro, **more}  # fmt: skip
    return render(request, "questionnaires/one_form.html", context, status=422 if form.errors else 200)


@rule("KEEP_QUESTIONNAIRES")
def draft_list(request: Request, partnership: str) -> HttpResponse:
    page = Paginator(queries.drafts_of(request.user, request.partnership), PAGE).get_page(request.GET.get("page"))
    return render(request, "questionnaires/draft_list.html", {"partnership": request.partnership, "page": page})


@rule("KEEP_QUESTIONNAIRES")
def start(request: Request, partnership: str) -> HttpResponse:
    """What it begins with; then ``?which=``, its own details."""
    found = queries.beginnings(request.user, request.partnership)
    back = reverse("questionnaires:drafts", args=[partnership])
    choice = forms.BeginForm(request.GET if "which" in request.GET else None, beginnings=found)
    if not choice.is_valid():
        context = {"partnership": request.partnership, "form": choice, "back": back}
        return render(request, "questionnaires/draft_begin.html", context, status=422 if choice.errors else 200)
    chosen = next((each for each in found if each[0] == choice.cleaned_data["which"]), None)
    form: ScreenedForm = (forms.NextForm if chosen else forms.NewForm)(request.POST or None)
    if form.is_valid() and (draft := _begun(request, form, chosen)):
        messages.success(request, "Begun. Nobody is asked with it before it is published.")
        return redirect(draft)
    title = "The next edition" if chosen else "A new questionnaire"
    intro = f"It begins as a copy of {chosen[1]}." if chosen else "Sections and questions follow."
    return one_form(request, form, title, "Begin", reverse("questionnaires:start", args=[partnership]), intro)


def _begun(request: Request, form: ScreenedForm, chosen: queries.Beginning | None) -> Draft | None:
    given = {key: str(value) for key, value in form.cleaned_data.items() if key in shape.WHOLE.keys}
    text, comes_from, before = operations.empty(**given), "", ""
    if chosen:
        before, comes_from = chosen[2], chosen[1]
        text = editing.amend(before, (), {**given, "valid_to": None})
    begun: Draft | None = attempt_screened(
        form, operations.start_draft, request.partnership, text=text, comes_from=comes_from, began_as=before,
        by=request.user,
    )  # fmt: skip
    return begun


@rule("KEEP_QUESTIONNAIRES")
def draft_detail(request: Request, partnership: str, ref: str) -> HttpResponse:
    draft = draft_called(request, ref)
    details = draft.outline.details
    days = [day(found) if (found := day_of(details.says(key))) else "" for key in ("valid_from", "valid_to")]
    context = {
        "holds": " to ".join(filter(None, days)), "partnership": request.partnership, "draft": draft,
        "whole": draft.outline, "kinds": shape.QUESTION_KINDS,
        "purposes": shape.PURPOSES, "digest": lambda part: digest(operations.own(part)), "history": panel(draft),
    }  # fmt: skip
    return render(request, "questionnaires/draft.html", context)


@rule("KEEP_QUESTIONNAIRES")
def draft_file(request: Request, partnership: str, ref: str) -> HttpResponse:
    draft = draft_called(request, ref)
    form = forms.FileForm(request.POST or None, initial={"text": draft.text, "seen": digest(draft.text)})
    if form.is_valid():
        try:
            if attempt_screened(
                form, operations.rewrite_draft, draft, text=form.cleaned_data["text"],
                seen=form.cleaned_data["seen"], by=request.user,
            ):  # fmt: skip
                messages.success(request, "Saved.")
                return redirect(draft)
        finally:
            draft = draft_called(request, ref)
    changed = form.is_bound and form.data.get("seen") != digest(draft.text)
    if changed:
        form.see(digest(draft.text))
    context = {"partnership": request.partnership, "draft": draft, "form": form, "whole": draft.outline,
               "now": draft.text if changed else ""}  # fmt: skip
    return render(request, "questionnaires/draft_file.html", context, status=422 if form.errors else 200)


@rule("KEEP_QUESTIONNAIRES")
def draft_preview(request: Request, partnership: str, ref: str) -> HttpResponse:
    """As a kind of organisation reads it, after what it answered: ``?kind=police&q-commissions=no``."""
    draft = draft_called(request, ref)
    whole = draft.outline.whole
    context: dict[str, Any] = {"partnership": request.partnership, "draft": draft, "whole": whole, "form": None}
    if whole is not None:
        form = forms.PreviewForm(request.GET, whole=whole)
        given = form.given
        shown = list(asked(whole, form.cleaned_data.get("kind", ""), given))
        context |= {
            "read_as": form, "parts": shown, "questions": wording.by_id(whole), "wording": wording,
            "count": sum(len(here) for _, here in shown), "all": len(list(whole.questions)),
        }  # fmt: skip
    return render(request, "questionnaires/draft_preview.html", context)


def asked(whole: Questionnaire, kind: str, given: dict[str, str]) -> Any:
    """(section, questions) of what this kind of organisation is asked after these answers."""
    for section in whole.sections:
        if (kind and not section.applies.to_kind(kind)) or not section.applies.given(given):
            continue
        here = tuple(
            question for question in section.questions
            if (not kind or question.applies.to_kind(kind)) and question.applies.given(given)
        )  # fmt: skip
        if here:
            yield section, here


@rule("KEEP_QUESTIONNAIRES")
def draft_changes(request: Request, partnership: str, ref: str) -> HttpResponse:
    """Against the edition it was made from, with what would become of answers."""
    draft = draft_called(request, ref)
    context: dict[str, Any] = {"partnership": request.partnership, "draft": draft, "why_not": "", "changes": []}
    new = draft.outline.whole
    if not draft.began_as:
        context["why_not"] = "It was not made from an edition, so there is nothing to compare it with."
    elif new is None:
        context["why_not"] = "Something is wrong in the draft. Mend that first."
    else:
        old = parsed(draft.began_as)
        try:
            found = compare(old, new)
            context |= {
                "changes": [(about, list(each)) for about, each in groupby(found, key=lambda change: change.about)],
                "touched": touched(old, new, found), "tones": wording.EFFECT_TONES,
            }  # fmt: skip
        except NotComparable as reason:
            context["why_not"] = str(reason)
    return render(request, "questionnaires/draft_changes.html", context)


@rule("KEEP_QUESTIONNAIRES")
def publish(request: Request, partnership: str, ref: str) -> HttpResponse:
    draft = draft_called(request, ref)
    whole = draft.outline
    form = forms.PublishForm(
        request.POST or None, partnership=request.partnership, initial={"seen": digest(draft.text)}
    )
    if form.is_valid() and (
        edition := attempt_screened(
            form, operations.publish_draft, draft, seen=form.cleaned_data["seen"],
            offered=form.cleaned_data.get("offered", False), by=request.user,
        )
    ):  # fmt: skip
        messages.success(request, "Published. Read it as those will who are asked.")
        return redirect(edition)
    context = {"partnership": request.partnership, "draft": draft, "whole": whole, "form": form}
    return render(request, "questionnaires/draft_publish.html", context, status=422 if form.errors else 200)


@rule("KEEP_QUESTIONNAIRES")
def discard(request: Request, partnership: str, ref: str) -> HttpResponse:
    draft = draft_called(request, ref)
    if request.method == "POST":
        operations.discard_draft(draft, by=request.user)
        messages.success(request, "Discarded.")
        return redirect("questionnaires:drafts", partnership)
    context = {"partnership": request.partnership, "title": f"Discard “{draft.title}”?", "button": "Discard",
               "back": draft.get_absolute_url(), "says": "The history keeps that it was there."}  # fmt: skip
    return render(request, "questionnaires/sure.html", context)
