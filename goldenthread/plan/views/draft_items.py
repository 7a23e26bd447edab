"""One priority, outcome or action of a draft: beside its source, corrected, accepted, split, joined, moved, removed."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.accounts.once import once
from goldenthread.core import words
from goldenthread.core.rules import rule
from goldenthread.core.web import attempt, show_refusal
from goldenthread.history.queries import label, panel
from goldenthread.partnerships.requests import Request
from goldenthread.plan.forms.drafts import (
    ActionForm,
    ChooseForm,
    MilestoneForm,
    OutcomeForm,
    PriorityForm,
    SplitForm,
    action_initial,
)
from goldenthread.plan.models import FOREVER, Action, Outcome, Plan, Priority
from goldenthread.plan.operations import confirming, continuing, dividing, drafting
from goldenthread.plan.operations.refusals import EditedMeanwhile
from goldenthread.plan.queries.drafts import SHOWS, Draft, draft_of, printed, unused_lines
from goldenthread.plan.views.drafts import found

KINDS: dict[str, Any] = {"priority": Priority, "outcome": Outcome, "action": Action}


def kind_of(item: Any) -> str:
    return str(item._meta.model_name)


def address(item: Any, name: str = "plan:draft_item") -> str:
    return reverse(name, args=[item.plan.partnership.slug, item.plan.ref, kind_of(item), item.ref])


def _item(request: Request, ref: str, kind: str, item: str) -> Any:
    plan = found(request, ref)
    if kind not in KINDS:
        raise Http404
    rows = getattr(plan, {"priority": "priorities"}.get(kind, f"{kind}s")).select_related("confirmed_by")
    more = {
        "priority": rows,
        "outcome": rows.select_related("priority"),
        "action": rows.select_related("priority"),
    }
    made = get_object_or_404(more[kind], ref=item)
    made.plan = plan
    return made


# --- the page ---------------------------------------------------------------------------------------------------------


@rule("PREPARE_PLAN")
def item_detail(request: Request, partnership: str, ref: str, kind: str, item: str) -> HttpResponse:
    """Source and reading side by side. Saving keeps what was typed, accepting goes on to the next in doubt."""
    made = _item(request, ref, kind, item)
    draft = draft_of(made.plan)
    form = _form(made, draft, request.POST or None)
    if request.method == "POST":
        answer = _saved(request, made, form)
        if answer is not None:
            return answer
    return _page(request, made, draft, form)


def _form(item: Any, draft: Draft, data: Any = None) -> Any:
    row = draft.find(item)
    edition = {"version": drafting.edition(item, row.version, row.owners)}
    if isinstance(item, Action):
        initial = action_initial(item, row.version) | edition
        return ActionForm(
            data, plan=item.plan, owners=row.owners, said=row.version, initial=initial, **choices_of(draft)
        )
    if isinstance(item, Outcome):
        return OutcomeForm(data, initial={"number": item.number, "words": row.words} | edition)
    return PriorityForm(data, initial={"number": item.number, "title": row.words, "text": row.version.text} | edition)


def choices_of(draft: Draft) -> dict[str, Any]:
    return {"priorities": draft.priority_choices, "outcomes": draft.outcome_choices}


def _saved(request: Request, item: Any, form: Any) -> HttpResponse | None:
    if not form.is_valid():
        return None
    owners = {"owners": form.owner_rows} if isinstance(form, ActionForm) else {}
    try:
        drafting.edit_item(item, by=request.user, opened_at=form.cleaned_data["version"], **owners, **form.values)
    except EditedMeanwhile as conflict:
        return _conflict(request, item, conflict)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return None
    for sentence in getattr(form, "doubts", []):
        messages.info(request, sentence)
    if "accept" in request.POST:
        return _accepted(request, item)
    messages.success(request, "Saved.")
    return redirect(address(item))


def _conflict(request: Request, item: Any, conflict: EditedMeanwhile) -> HttpResponse:
    """Both texts: what is typed stays in the form, what the other saved stands above it."""
    draft, data = draft_of(item.plan), request.POST.copy()
    data["version"] = drafting.edition(item)
    theirs = [(label(name), value) for name, value in conflict.theirs.items() if value]
    return _page(request, item, draft, _form(item, draft, data), status=409, conflict=conflict, theirs=theirs)


def _page(request: Request, item: Any, draft: Draft, form: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    before, after = draft.beside(item)
    context = {
        "partnership": request.partnership,
        "plan": item.plan,
        "row": draft.find(item),
        "item": item,
        "kind": kind_of(item),
        "form": form,
        "draft": draft,
        "before": before,
        "after": after,
        "printed": printed(item.source),
        "history": panel(item, limit=10),
        "milestones": list(item.milestones.filter(valid_to=FOREVER)) if isinstance(item, Action) else [],
        **more,
    }
    return render(request, "plan/draft_item.html", context, status=422 if form.errors and status == 200 else status)


# --- one click --------------------------------------------------------------------------------------------------------


def _accepted(request: Request, item: Any) -> HttpResponse:
    """Accept, and go on to the next that waits."""
    confirming.confirm(item, by=request.user)
    following = draft_of(item.plan).following(item)
    if following is None:
        messages.success(request, "Everything is confirmed.")
        return redirect("plan:draft", item.plan.partnership.slug, item.plan.ref)
    return redirect("plan:draft_item", item.plan.partnership.slug, item.plan.ref, following.kind, following.item.ref)


@rule("PREPARE_PLAN")
@require_POST
def do(request: Request, partnership: str, ref: str, kind: str, item: str) -> HttpResponse:
    """Accept it, take that back, or move it up or down."""
    made = _item(request, ref, kind, item)
    what = request.POST.get("do", "")
    if what in {"up", "down"}:
        drafting.move_item(made, up=what == "up", by=request.user)
        return redirect(f"{reverse('plan:draft', args=[partnership, ref])}?show=all#{made.ref}")
    if what == "look-again":
        confirming.unconfirm(made, by=request.user)
        return redirect(address(made))
    if what != "accept":
        raise Http404
    if "list" in request.POST:
        return _accepted_in_list(request, made)
    return _accepted(request, made)


def _accepted_in_list(request: Request, item: Any) -> HttpResponse:
    """Accept, and stay in the list, at the one that comes next."""
    confirming.confirm(item, by=request.user)
    draft, show = draft_of(item.plan), request.POST["list"]
    following = draft.following(item)
    page = reverse("plan:draft", args=[item.plan.partnership.slug, item.plan.ref])
    if show not in SHOWS or not draft.counted(show):
        return redirect(page)
    at = item if show == "all" or following is None else following.item
    return redirect(f"{page}?show={show}#{at.ref}")


@rule("PREPARE_PLAN")
@require_POST
def settle_doubt(request: Request, partnership: str, ref: str, pk: int) -> HttpResponse:
    plan = found(request, ref)
    doubt = get_object_or_404(
        plan.doubts.select_related("action__plan", "outcome__plan", "priority__plan", "other"), pk=pk
    )
    what = request.POST.get("do")
    if what == "link":
        confirming.link_duplicates(doubt, by=request.user)
    elif what == "continues" and doubt.action and doubt.other:
        continuing.continue_action(doubt.action, doubt.other, by=request.user)
    else:
        confirming.resolve_doubt(doubt, by=request.user)
    item = doubt.action or doubt.outcome or doubt.priority
    return redirect(address(item) if item else reverse("plan:draft", args=[partnership, ref]))


# --- adding, removing -------------------------------------------------------------------------------------------------


@rule("PREPARE_PLAN")
@once
def add(request: Request, partnership: str, ref: str, kind: str) -> HttpResponse:
    """A new item, by hand or from a line of the document that was not used (``?unused=12``)."""
    plan = found(request, ref)
    draft = draft_of(plan)
    line = next((line for line in unused_lines(draft) if str(line.number) == request.GET.get("unused")), None)
    form = _new_form(request, draft, kind, line.text if line else "")
    if form.is_valid():
        source = {"words": line.text, "place": line.place, "unused": line.number} if line else {}
        made = attempt(form, _add, plan, kind, form, source, request.user)
        if made:
            messages.success(request, f"{made} is in the draft.")
            return redirect(
                address(made)
                if kind == "action" and not line
                else f"{reverse('plan:draft', args=[partnership, ref])}?show=all#{made.ref}"
            )
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": f"Add {'an' if kind != 'priority' else 'a'} {kind}",
        "button": "Add",
        "about": plan,
        "back": reverse("plan:draft_unused" if line else "plan:draft", args=[partnership, ref]),
        "intro": f"The document says at {line.place}: “{line.text}”" if line else "",
    }
    return render(request, "plan/draft_form.html", context, status=422 if form.errors else 200)


def _new_form(request: Request, draft: Draft, kind: str, text: str) -> Any:
    plan = draft.plan
    if kind == "priority":
        return PriorityForm(request.POST or None, initial={"title": text[:500]})
    choices = choices_of(draft)
    if kind not in KINDS or not choices["priorities"]:
        raise Http404
    initial = {"priority": request.GET.get("priority") or choices["priorities"][-1][0], "words": text}
    if kind == "action":
        return ActionForm(request.POST or None, plan=plan, initial=initial, **choices)
    form = OutcomeForm(request.POST or None, initial=initial)
    form.fields["priority"] = forms.ModelChoiceField(
        plan.priorities.all(), label="Priority", to_field_name="ref", empty_label=None
    )
    form.fields["priority"].choices = choices["priorities"]  # type: ignore[attr-defined]
    return form


def _add(plan: Plan, kind: str, form: Any, source: dict[str, Any], by: Any) -> Any:
    values = form.values
    if kind == "priority":
        return drafting.add_priority(plan, source=source, by=by, **values)
    priority = values.pop("priority", None) or form.cleaned_data["priority"]
    priority.plan = plan
    if kind == "outcome":
        return drafting.add_outcome(priority, source=source, by=by, **values)
    served = values.pop("outcomes", [])
    return drafting.add_action(priority, source=source, by=by, owners=form.owner_rows, serves=served, **values)


@rule("PREPARE_PLAN")
def remove(request: Request, partnership: str, ref: str, kind: str, item: str) -> HttpResponse:
    made = _item(request, ref, kind, item)
    back = reverse("plan:draft", args=[partnership, ref])
    if request.method == "POST":
        name = str(made)
        drafting.remove_item(made, by=request.user)
        messages.success(request, f"{name} is taken out of the draft.")
        return redirect(f"{back}?show=all")
    below = _goes_with(made) if kind == "priority" else ""
    context = {
        "partnership": request.partnership,
        "title": f"Take out {made}?",
        "about": made.plan,
        "button": "Take it out",
        "back": address(made),
        "intro": f"“{drafting.words_of(made)}”{below}",
    }
    return render(request, "plan/sure.html", context)


def _goes_with(priority: Priority) -> str:
    outcomes = words.plural(priority.outcomes.count(), "outcome")
    return f" With it go {outcomes} and {words.plural(priority.actions.count(), 'action')}."


# --- split, join, milestones ------------------------------------------------------------------------------------------


def _ask(request: Request, action: Action, form: Any, title: str, button: str, intro: str, **more: Any) -> HttpResponse:
    context = {
        "partnership": request.partnership,
        "form": form,
        "title": title,
        "button": button,
        "intro": intro,
        "about": action,
        "back": address(action),
        **more,
    }
    return render(request, "plan/draft_form.html", context, status=422 if form.errors else 200)


def _action(request: Request, ref: str, kind: str, item: str) -> Action:
    if kind != "action":
        raise Http404
    action: Action = _item(request, ref, kind, item)
    return action


@rule("PREPARE_PLAN")
@once
def split(request: Request, partnership: str, ref: str, kind: str, item: str) -> HttpResponse:
    action = _action(request, ref, kind, item)
    said = drafting.words_of(action)
    cut = re.search(r"[.;]\s+", said)
    first, second = (said[: cut.start() + 1], said[cut.end() :]) if cut else (said, "")
    form = SplitForm(request.POST or None, initial={"first": first, "second": second})
    if form.is_valid():
        added = attempt(form, dividing.split_action, action, by=request.user, **form.cleaned_data)
        if added:
            messages.success(request, f"Split in two. The second is {added}: look at its owner and deadline.")
            return redirect(address(added))
    intro = (
        "Move the words of the second action to the second field. The first keeps the deadline; both keep the owners."
    )
    return _ask(request, action, form, f"Split {action} in two", "Split", intro)


@rule("PREPARE_PLAN")
def join(request: Request, partnership: str, ref: str, kind: str, item: str) -> HttpResponse:
    action = _action(request, ref, kind, item)
    others = [row for row in draft_of(action.plan).rows if row.kind == "action" and row.item.pk != action.pk]
    form = ChooseForm(
        request.POST or None,
        label="Which action joins it?",
        choices=[(row.item.ref, f"{row.name}: {row.words}"[:120]) for row in others],
    )
    if form.is_valid():
        second = next(row.item for row in others if row.item.ref == form.cleaned_data["other"])
        if attempt(form, dividing.join_actions, action, second, by=request.user):
            messages.success(request, "The two are one now.")
            return redirect(address(action))
    intro = "The words follow each other, the owners come together. A deadline of the other becomes a milestone."
    return _ask(request, action, form, f"Join another action to {action}", "Join", intro)


@rule("PREPARE_PLAN")
@once
def milestone(request: Request, partnership: str, ref: str, kind: str, item: str) -> HttpResponse:
    """Add a step with a date of its own, correct one (``?step=ref``), or take it out."""
    action = _action(request, ref, kind, item)
    asked = request.GET.get("step")
    step = get_object_or_404(action.milestones.filter(valid_to=FOREVER), ref=asked) if asked else None
    if step and request.POST.get("do") == "remove":
        step.action = action
        drafting.remove_milestone(step, by=request.user)
        return redirect(address(action))
    form = MilestoneForm(request.POST or None, plan=action.plan, milestone=step)
    if form.is_valid():
        saved = attempt(
            form,
            drafting.save_milestone,
            action,
            milestone=step,
            words=form.cleaned_data["words"],
            by=request.user,
            **form.deadline,
        )
        if saved:
            return redirect(address(action))
    title = "Correct the milestone" if step else "Add a milestone"
    return _ask(request, action, form, title, "Save", "", also=("remove", "Take it out") if step else None)
