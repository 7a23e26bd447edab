"""The parts of a draft, one a page: its details, sections, questions, sources and scales."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.core.rules import rule
from goldenthread.evidence.screened import attempt_screened
from goldenthread.partnerships.requests import Request
from goldenthread.questionnaires.format.outline import LISTS, Outline, Part
from goldenthread.questionnaires.forms.parts import FORMS, PartForm, QuestionForm
from goldenthread.questionnaires.forms.parts.questions import KindForm
from goldenthread.questionnaires.models import Draft
from goldenthread.questionnaires.models.drafts import digest
from goldenthread.questionnaires.operations import drafts as operations
from goldenthread.questionnaires.views.drafts import draft_called, one_form


def _part(draft: Draft, name: str) -> Part:
    part = draft.outline.part(name)
    if part is None or draft.outline.unreadable:
        raise Http404
    return part


def _back(draft: Draft, name: str) -> str:
    return f"{draft.get_absolute_url()}#{name}"


@rule("KEEP_QUESTIONNAIRES")
def part_detail(request: Request, partnership: str, ref: str, part: str) -> HttpResponse:
    draft = draft_called(request, ref)
    found = _part(draft, part)
    form = FORMS[found.kind](request.POST or None, part=found, whole=draft.outline)
    if form.is_valid():
        if attempt_screened(
            form, operations.amend_part, draft, part, changes=form.changes(),
            seen=form.cleaned_data["seen"], by=request.user,
        ):  # fmt: skip
            return _saved(request, draft, form, part)
        found = _part(draft_called(request, ref), part)
    context = {
        "partnership": request.partnership, "draft": draft, "part": found, "form": form, "now": _meanwhile(form, found),
        "back": _back(draft, part),
    }  # fmt: skip
    return render(request, "questionnaires/part.html", context, status=422 if form.errors else 200)


def _saved(request: Request, draft: Draft, form: PartForm, name: str) -> HttpResponse:
    if isinstance(form, QuestionForm) and form.asks_more():
        messages.success(request, "Saved. What belongs to it has changed: look at its fields again.")
        return redirect(request.path)
    messages.success(request, "Saved.")
    return redirect(_back(draft, name))


def _meanwhile(form: PartForm, part: Part) -> list[tuple[str, Any]]:
    """What stands there now, where somebody else saved while this person wrote."""
    now = digest(operations.own(part))
    if not form.is_bound or form.data.get("seen") == now:
        return []
    form.see(now)
    fresh = type(form)(None, part=part, whole=form.whole)
    return [(str(field.label), fresh.initial.get(name)) for name, field in fresh.fields.items() if name != "seen"]


@rule("KEEP_QUESTIONNAIRES")
def part_add(request: Request, partnership: str, ref: str, what: str) -> HttpResponse:
    """``what`` is source, scale, section, or the section that gets a question; ``?kind=`` says which."""
    draft = draft_called(request, ref)
    if what in LISTS:
        return _add(
            request, draft, FORMS[what](request.POST or None, part=None, whole=draft.outline), (LISTS[what],), what
        )
    section = _part(draft, what)
    if section.kind != "section":
        raise Http404
    choice = KindForm(request.GET if "kind" in request.GET else None)
    if not choice.is_valid():
        context = {"partnership": request.partnership, "form": choice, "back": _back(draft, what), "draft": draft}
        return render(request, "questionnaires/part_kind.html", context, status=422 if choice.errors else 200)
    form = QuestionForm(
        request.POST or None, part=None, whole=_before(draft.outline, section), kind=choice.cleaned_data["kind"]
    )
    return _add(request, draft, form, (*section.path, "questions"), "question", near=what)


def _before(whole: Outline, section: Part) -> Outline:
    """The questions that stand before one that is added at the end of the section."""
    upto = [each for each in whole.sections if each.path <= section.path]
    return Outline(whole.details, upto, whole.sources, whole.scales)


def _add(request: Request, draft: Draft, form: Any, path: Any, what: str, near: str = "") -> HttpResponse:
    if form.is_valid() and attempt_screened(
        form, operations.add_part, draft, path, block=form.added(), by=request.user
    ):
        fresh = draft_called(request, draft.ref)
        added = max((part.name for part in fresh.outline.parts() if part.path[:-1] == path), key=_number, default=near)
        if isinstance(form, QuestionForm) and form.of_kind in {"scale", "yes-no-partly"} and not form.levels():
            messages.success(request, "Added. Now say what one sees at each level.")
            return redirect("questionnaires:part", request.partnership.slug, draft.ref, added)
        messages.success(request, "Added.")
        return redirect(_back(fresh, added))
    intro = "It comes at the end. You can move it afterwards."
    return one_form(request, form, f"Add a {what}", "Add", _back(draft, near), intro, caption=draft.title)


def _number(name: str) -> int:
    return int(name.rsplit("-", 1)[-1])


@rule("KEEP_QUESTIONNAIRES")
@require_POST
def part_move(request: Request, partnership: str, ref: str, part: str) -> HttpResponse:
    """Up, down, or to the end of another section."""
    draft, to, seen = draft_called(request, ref), request.POST.get("to", ""), request.POST.get("seen", "")
    try:
        if to in {"up", "down"}:
            operations.move_part(draft, part, down=to == "down", seen=seen, by=request.user)
        else:
            operations.move_question(draft, part, section=to, seen=seen, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(_back(draft, part))
    return redirect(_back(draft, _moved(part, to)))


def _moved(name: str, to: str) -> str:
    if to not in {"up", "down"}:
        return to
    head, _, number = name.rpartition("-")
    return f"{head}-{int(number) + (1 if to == 'down' else -1)}"


@rule("KEEP_QUESTIONNAIRES")
def part_remove(request: Request, partnership: str, ref: str, part: str) -> HttpResponse:
    draft = draft_called(request, ref)
    found = _part(draft, part)
    if not found.path:
        raise Http404
    if request.method == "POST":
        operations.remove_part(draft, part, seen=request.POST.get("seen", ""), by=request.user)
        messages.success(request, "Removed.")
        return redirect(draft)
    holds = f" with its {len(found.questions)} questions" if found.questions else ""
    context = {
        "partnership": request.partnership, "title": f"Remove {operations.called(found)}{holds}?", "button": "Remove",
        "back": _back(draft, part), "seen": digest(operations.own(found)),
        "says": "It leaves the draft. Editions that are published keep it, and so do their answers.",
    }  # fmt: skip
    return render(request, "questionnaires/sure.html", context)
